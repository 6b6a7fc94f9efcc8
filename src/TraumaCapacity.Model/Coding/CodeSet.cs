namespace TraumaCapacity.Model.Coding;

/// <summary>What the rules need to know of a code.</summary>
/// <param name="Cell">The cell, for cells and themes.</param>
public sealed record CodeMeaning(CodeId Id, CodeKind Kind, CapacityCell? Cell);

/// <summary>The codes of one codebook version, by identifier.</summary>
public sealed class CodeSet(IEnumerable<CodeMeaning> codes)
{
    private readonly Dictionary<CodeId, CodeMeaning> byId = codes.ToDictionary(c => c.Id);

    /// <summary>The code, or <c>null</c> if it is of another version.</summary>
    public CodeMeaning? Find(CodeId id) => byId.GetValueOrDefault(id);

    /// <summary>The code of a cell.</summary>
    public CodeId Of(CapacityCell cell) => byId.Values.Single(c => c.Kind == CodeKind.Cell && c.Cell == cell).Id;

    /// <summary>The one code of a kind that has only one: plan, barrier, context.</summary>
    public CodeId Of(CodeKind kind) => byId.Values.Single(c => c.Kind == kind).Id;

    /// <summary>The themes of a cell.</summary>
    public IEnumerable<CodeId> ThemesOf(CapacityCell cell) =>
        byId.Values.Where(c => c.Kind == CodeKind.Theme && c.Cell == cell).Select(c => c.Id);
}
