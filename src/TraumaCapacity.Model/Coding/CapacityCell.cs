namespace TraumaCapacity.Model.Coding;

/// <summary>In which measure a change occurred (codebook 3.1).</summary>
public enum CapacityDomain
{
    /// <summary>Knowledge, attitude, way of seeing.</summary>
    Awareness,

    /// <summary>Behaviour, application of knowledge.</summary>
    Competency,

    /// <summary>Relationships with others.</summary>
    Collaboration,

    /// <summary>An environment that is welcoming, consistent, reliable.</summary>
    Safety,
}

/// <summary>On whom the change is (codebook 3.1).</summary>
public enum RelationshipLevel
{
    /// <summary>The persons who delivered the curriculum.</summary>
    Facilitator,

    /// <summary>The project that the facilitator belongs to.</summary>
    Organization,

    /// <summary>Services and organizations outside the project.</summary>
    Community,
}

/// <summary>One of the twelve cells, domain by level. Its <see cref="Code"/> is the codebook's, such as <c>AWR-F</c>.</summary>
/// <param name="Domain">Row of the change matrix.</param>
/// <param name="Level">Column of the change matrix.</param>
public readonly record struct CapacityCell(CapacityDomain Domain, RelationshipLevel Level) : IComparable<CapacityCell>
{
    private static readonly string[] DomainCodes = ["AWR", "CMP", "COL", "SAF"];
    private static readonly string[] LevelCodes = ["F", "O", "C"];

    /// <summary>The twelve cells in reading order: by domain, then by level.</summary>
    public static IReadOnlyList<CapacityCell> All { get; } =
    [
        .. from domain in Enum.GetValues<CapacityDomain>()
           from level in Enum.GetValues<RelationshipLevel>()
           select new CapacityCell(domain, level),
    ];

    /// <summary>The codebook's short code, for instance <c>CMP-O</c>.</summary>
    public string Code => $"{DomainCodes[(int)Domain]}-{LevelCodes[(int)Level]}";

    /// <summary>Position among <see cref="All"/>, 0 to 11.</summary>
    public int Index => ((int)Domain * 3) + (int)Level;

    public static bool operator <(CapacityCell left, CapacityCell right) => left.Index < right.Index;

    public static bool operator >(CapacityCell left, CapacityCell right) => left.Index > right.Index;

    public static bool operator <=(CapacityCell left, CapacityCell right) => left.Index <= right.Index;

    public static bool operator >=(CapacityCell left, CapacityCell right) => left.Index >= right.Index;

    /// <summary>Reads a code such as <c>SAF-C</c>. Anything else is a programmer's error.</summary>
    public static CapacityCell Parse(string code) =>
        TryParse(code, out var cell) ? cell : throw new FormatException("Not a capacity cell.");

    /// <summary>Reads a code such as <c>SAF-C</c>, exactly.</summary>
    public static bool TryParse(string? code, out CapacityCell cell)
    {
        foreach (var candidate in All)
        {
            if (candidate.Code == code)
            {
                cell = candidate;
                return true;
            }
        }

        cell = default;
        return false;
    }

    /// <inheritdoc />
    public int CompareTo(CapacityCell other) => Index.CompareTo(other.Index);

    /// <inheritdoc />
    public override string ToString() => Code;
}
