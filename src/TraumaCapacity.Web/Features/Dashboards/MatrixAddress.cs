using TraumaCapacity.Application.Dashboards;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Web.Features.Dashboards;

/// <summary>The filters of the matrix as its address holds them: a link is the view, and the download follows it.</summary>
public static class MatrixAddress
{
    /// <summary>Reads the filters. What is not known is left out, so that an old link still opens.</summary>
    public static MatrixFilter Read(string? wave, string? province, string? confidence, bool? review) => new(
        string.IsNullOrWhiteSpace(wave) ? null : wave,
        Enum.TryParse<Jurisdiction>(province, out var jurisdiction) && Enum.IsDefined(jurisdiction) ? jurisdiction : null,
        Enum.TryParse<Confidence>(confidence, ignoreCase: true, out var least) && Enum.IsDefined(least) ? least : null,
        review ?? false);

    /// <summary>The address with these filters.</summary>
    /// <param name="path">Without a query.</param>
    public static string Write(string path, MatrixFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new List<string>();
        if (filter.Wave is { } wave)
            query.Add($"wave={Uri.EscapeDataString(wave)}");
        if (filter.Jurisdiction is { } jurisdiction)
            query.Add($"province={jurisdiction}");
        if (filter.LeastConfidence is { } confidence)
            query.Add($"confidence={confidence}");
        if (filter.OutOfDateOnly)
            query.Add("review=true");
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }
}
