using System.Text.Json;
using System.Text.Json.Serialization;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Releases;

/// <summary>One cell of a release before it is stored: its place, and what is shown there.</summary>
/// <param name="Shown">JSON of a shape in <see cref="ReleaseShapes"/>; <c>{}</c> where the cell is hidden.</param>
public sealed record ReleaseFigure(ReleaseTable Table, string RowKey, string ColumnKey, ReleaseCellStatus Status, string Shown)
{
    /// <summary>A cell that is printed.</summary>
    public static ReleaseFigure Of<T>(ReleaseTable table, string row, string column, T shape)
        where T : notnull => new(table, row, column, ReleaseCellStatus.Shown, ReleaseShapes.Write(shape));

    /// <summary>A cell that is not: nothing of its value goes in.</summary>
    public static ReleaseFigure Hidden(ReleaseTable table, string row, string column, ReleaseCellStatus status) =>
        new(table, row, column, status, ReleaseShapes.Nothing);

    /// <summary>What is shown. Asking a hidden cell for it is a programmer's error.</summary>
    public T Read<T>() => Status is ReleaseCellStatus.Shown
        ? ReleaseShapes.Read<T>(Shown)
        : throw new InvalidOperationException("A hidden cell shows nothing.");
}

/// <summary>The names of rows and columns that are the same in every release.</summary>
public static class ReleaseKeys
{
    public const string Total = "TOTAL";
    public const string Canada = "CA";

    public const string Organizations = "ORGANIZATIONS";
    public const string Jurisdictions = "JURISDICTIONS";
    public const string Cohorts = "COHORTS";
    public const string FacilitatorsTrained = "FACILITATORS_TRAINED";
    public const string FacilitatorsCertified = "FACILITATORS_CERTIFIED";
    public const string Groups = "GROUPS";
    public const string Sessions = "SESSIONS";
    public const string Participants = "PARTICIPANTS";
    public const string Completers = "COMPLETERS";
    public const string Interviewees = "INTERVIEWEES";

    public const string Finding = "FINDING";
    public const string AwaitingConsensus = "AWAITING_CONSENSUS";
    public const string LeftOut = "LEFT_OUT";
    public const string Policy = "POLICY";
}

/// <summary>A headline count.</summary>
/// <param name="Count">As disclosed.</param>
/// <param name="Previous">What the release before it in the same wave showed; <c>null</c> where there is none.</param>
public sealed record HeadlineShape(
    [property: JsonPropertyOrder(1)] DisclosedCount Count,
    [property: JsonPropertyOrder(2)] PreviousCount? Previous);

/// <summary>The same count in an earlier release.</summary>
/// <param name="Release">Its number.</param>
public sealed record PreviousCount([property: JsonPropertyOrder(1)] int Release, [property: JsonPropertyOrder(2)] DisclosedCount Count);

/// <summary>The organizations of a wave in one cell. There is no mean, and nothing that tells one of them from another.</summary>
/// <param name="Organizations">N: all organizations of the wave.</param>
/// <param name="Points">Organizations at -2, -1, 0, +1 and +2.</param>
/// <param name="Mixed">Rated organizations with better and worse evidence.</param>
/// <param name="Insufficient">Organizations with evidence that could not be rated.</param>
/// <param name="NotDiscussed">Organizations in which nobody spoke of the cell.</param>
/// <param name="NotSigned">Organizations without a signed value yet.</param>
/// <param name="Confidence">The commonest degree among the rated, the lower of two that are equally common.</param>
public sealed record MatrixShape(
    [property: JsonPropertyOrder(1)] int Organizations,
    [property: JsonPropertyOrder(2)] IReadOnlyList<int> Points,
    [property: JsonPropertyOrder(3)] int Mixed,
    [property: JsonPropertyOrder(4)] int Insufficient,
    [property: JsonPropertyOrder(5)] int NotDiscussed,
    [property: JsonPropertyOrder(6)] int NotSigned,
    [property: JsonPropertyOrder(7)] Confidence? Confidence)
{
    /// <summary>The distribution of those with a signed value.</summary>
    public NationalCellSummary Summary() => NationalCellSummary.FromCounts([.. Points], NotDiscussed, Insufficient, Mixed);
}

/// <summary>The finding, as it was when the release was prepared.</summary>
/// <param name="Strongest">Code of the cell with the largest share, where there is one.</param>
/// <param name="Part">Organizations of that cell in that direction.</param>
/// <param name="Whole">Rated organizations of that cell.</param>
public sealed record FindingShape(
    [property: JsonPropertyOrder(1)] FindingKind Kind,
    [property: JsonPropertyOrder(2)] int CellsShown,
    [property: JsonPropertyOrder(3)] int CellsBetter,
    [property: JsonPropertyOrder(4)] int CellsUnchanged,
    [property: JsonPropertyOrder(5)] int CellsWorse,
    [property: JsonPropertyOrder(6)] string? Strongest,
    [property: JsonPropertyOrder(7)] int? Part,
    [property: JsonPropertyOrder(8)] int? Whole)
{
    /// <summary>The finding in the form that is stored.</summary>
    public static FindingShape Of(ReleaseFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var strongest = finding.Strongest;
        return new(
            finding.Kind,
            finding.CellsShown,
            finding.CellsBetter,
            finding.CellsUnchanged,
            finding.CellsWorse,
            strongest?.Cell.Code,
            finding.Kind is FindingKind.MostlyWorse ? strongest?.Summary.WorseCount : strongest?.Summary.BetterCount,
            strongest?.Summary.RatedCount);
    }

    /// <summary>The cell that <see cref="Strongest"/> names.</summary>
    [JsonIgnore]
    public CapacityCell? StrongestCell => Strongest is null ? null : CapacityCell.Parse(Strongest);
}

/// <summary>Writes and reads what a cell shows: the same value always gives the same text, so that it can be hashed.</summary>
public static class ReleaseShapes
{
    /// <summary>What a hidden cell holds.</summary>
    public const string Nothing = "{}";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    /// <summary>The shape as text.</summary>
    public static string Write<T>(T shape)
        where T : notnull => JsonSerializer.Serialize(shape, Options);

    /// <summary>The text as the shape it was written from.</summary>
    public static T Read<T>(string shown) =>
        JsonSerializer.Deserialize<T>(shown, Options) ?? throw new JsonException("A shape is never null.");
}
