using System.Text.Json;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>The values of an audit line side by side.</summary>
public static class AuditValues
{
    /// <summary>A row for every column that either side names, in their order.</summary>
    public static List<(string Name, string? Before, string? After)> Compare(string? before, string? after)
    {
        var was = Read(before);
        var became = Read(after);
        return [.. was.Keys.Union(became.Keys, StringComparer.Ordinal).Select(name => (name, was.GetValueOrDefault(name), became.GetValueOrDefault(name)))];
    }

    private static Dictionary<string, string?> Read(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.Null ? null : p.Value.ToString(), StringComparer.Ordinal)
            : [];
    }
}
