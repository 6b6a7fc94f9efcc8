namespace TraumaCapacity.Web.Components.Shared;

/// <summary>A field in which what is stored and what was typed are not the same, as <see cref="TwoVersions"/> shows it.</summary>
/// <param name="Field">The field's label.</param>
/// <param name="Theirs">What is stored now, as the reader would read it.</param>
/// <param name="Mine">What was typed.</param>
public sealed record VersionDifference(string Field, string Theirs, string Mine)
{
    /// <summary>Of all the fields of a form, those that differ, in the form's order.</summary>
    public static IReadOnlyList<VersionDifference> Of(params (string Field, string? Theirs, string? Mine)[] fields) =>
    [
        .. fields.Select(f => new VersionDifference(f.Field, f.Theirs?.Trim() ?? "", f.Mine?.Trim() ?? ""))
            .Where(f => !string.Equals(f.Theirs, f.Mine, StringComparison.Ordinal)),
    ];
}
