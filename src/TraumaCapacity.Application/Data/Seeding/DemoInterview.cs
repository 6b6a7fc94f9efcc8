using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TraumaCapacity.Application.Data.Seeding;

/// <summary>One fictional interview of the demonstration: its raw transcript, what a custodian takes out, and how two
/// evaluators coded it.</summary>
internal sealed record DemoInterview
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };
    private static readonly Lazy<IReadOnlyList<DemoInterview>> Known = new(Load);

    [JsonPropertyName("interview")]
    public required string NumberText { get; init; }

    public required string Organization { get; init; }

    public required string Language { get; init; }

    public IReadOnlyList<DemoIdentifier> Identifiers { get; init; } = [];

    public IReadOnlyList<DemoFlag> Flags { get; init; } = [];

    public required IReadOnlyDictionary<string, IReadOnlyList<DemoCoding>> Codings { get; init; }

    public IReadOnlyList<DemoSettlement> Settle { get; init; } = [];

    [JsonIgnore]
    public string Transcript { get; init; } = "";

    [JsonIgnore]
    public int Number => int.Parse(NumberText, System.Globalization.CultureInfo.InvariantCulture);

    [JsonIgnore]
    public bool IsFrench => Language == "fr";

    [JsonIgnore]
    public bool IsDoubleCoded => Codings.ContainsKey("B");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<DemoInterview> All() => Known.Value;

    private static IReadOnlyList<DemoInterview> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(n => n.Contains(".Seeding.Interviews.", StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => JsonSerializer.Deserialize<DemoInterview>(Read(assembly, name), Options)! with
                {
                    Transcript = Read(assembly, name[..^"json".Length] + "txt"),
                }),
        ];
    }

    /// <summary>Numbers of the interviews of an organization, in order.</summary>
    public static IReadOnlyList<int> NumbersOf(string organization) => [.. Known.Value.Where(i => i.Organization == organization).Select(i => i.Number)];

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

/// <summary>Words that identify someone, and the tag in their place.</summary>
internal sealed record DemoIdentifier(string Find, string Replace, string Kind);

/// <summary>A hard passage.</summary>
internal sealed record DemoFlag(string Quote, string Kind);

/// <summary>One code on a quotation, rated where it is a cell.</summary>
internal sealed record DemoCoding
{
    public required string Quote { get; init; }

    public string? Cell { get; init; }

    public string? Code { get; init; }

    /// <summary>−2 to 2, or the text <c>IE</c>.</summary>
    public JsonElement Rating { get; init; }

    public string? Basis { get; init; }

    public string? Attribution { get; init; }

    public bool Mixed { get; init; }

    public string? Memo { get; init; }
}

/// <summary>What the lead decided on a unit.</summary>
internal sealed record DemoSettlement
{
    public required string Quote { get; init; }

    public required string Cell { get; init; }

    /// <summary>−2 to 2, the text <c>IE</c>, or <c>null</c> where the cell does not apply.</summary>
    public JsonElement Value { get; init; }

    public bool Mixed { get; init; }

    public required string Reason { get; init; }
}
