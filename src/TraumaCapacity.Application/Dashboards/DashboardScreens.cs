using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Dashboards;

/// <summary>What the matrix is limited to; the address of the page holds the same.</summary>
/// <param name="Wave">Name of a wave; <c>null</c> for the latest with evidence.</param>
/// <param name="Jurisdiction">One province or territory.</param>
/// <param name="LeastConfidence">Values below it are left blank.</param>
/// <param name="OutOfDateOnly">Only organizations with a sign-off that is out of date.</param>
public sealed record MatrixFilter(
    string? Wave = null, Jurisdiction? Jurisdiction = null, Confidence? LeastConfidence = null, bool OutOfDateOnly = false);

/// <summary>Organizations by cells in one wave. Values of two waves are never brought together (INV-31).</summary>
/// <param name="Waves">Names of all waves, the earliest first.</param>
/// <param name="Wave">The wave shown; <c>null</c> where there is none.</param>
/// <param name="Jurisdictions">Those with an organization.</param>
public sealed record OrganizationMatrix(
    IReadOnlyList<string> Waves, WaveId? WaveId, string? Wave, IReadOnlyList<Jurisdiction> Jurisdictions, IReadOnlyList<MatrixRow> Rows)
{
    /// <summary>Interviewees whose interviews were reconciled.</summary>
    public int IntervieweeCount => Rows.Sum(r => r.IntervieweeCount);

    /// <summary>Sign-offs under which the evidence changed.</summary>
    public int OutOfDateCount => Rows.Sum(r => r.Cells.Count(c => c.IsOutOfDate));

    /// <summary>Cells with a value that nobody signed.</summary>
    public int UnsignedCount => Rows.Sum(r => r.Cells.Count(c => !c.IsSigned && c.State is not MatrixCellState.NoInterview));

    /// <summary>Turns by cell that await consensus, and are in no value (INV-33).</summary>
    public int AwaitingConsensus => Rows.Sum(r => r.Cells.Sum(c => c.AwaitingConsensus));
}

/// <summary>One organization.</summary>
/// <param name="IntervieweeCount">Its interviewees in the wave whose interviews were reconciled.</param>
/// <param name="Cells">The twelve, in reading order.</param>
public sealed record MatrixRow(
    OrganizationId OrganizationId, string Name, Jurisdiction Jurisdiction, int IntervieweeCount, IReadOnlyList<MatrixCell> Cells);

/// <summary>What a cell of the matrix can say.</summary>
public enum MatrixCellState
{
    /// <summary>No interview of the organization was reconciled in the wave.</summary>
    NoInterview,

    /// <summary>There is evidence, and no signed value yet.</summary>
    Awaiting,

    /// <summary>The rules suggest a value from signed interviews; it is not signed.</summary>
    Suggested,

    /// <summary>Signed.</summary>
    Signed,

    /// <summary>The inputs were measured with different scales or codebooks (INV-30).</summary>
    DifferentMeasures,
}

/// <summary>One cell.</summary>
/// <param name="Value">The signed value, or the suggestion; <c>null</c> where there is none yet.</param>
/// <param name="IsOutOfDate">The evidence changed since it was signed.</param>
/// <param name="AwaitingConsensus">Turns that are not settled.</param>
/// <param name="IsFilteredOut">Its confidence is below what was asked for.</param>
public sealed record MatrixCell(
    CapacityCell Cell,
    MatrixCellState State,
    CellValue? Value,
    Confidence? Confidence,
    int IntervieweeCount,
    int ExcerptCount,
    bool IsOutOfDate,
    int AwaitingConsensus,
    bool IsFilteredOut = false)
{
    /// <summary>Whether its value is signed.</summary>
    public bool IsSigned => State is MatrixCellState.Signed;
}

/// <summary>One organization in one wave: its cells, the interviews behind them, and what can be signed.</summary>
public sealed record OrganizationCells(
    OrganizationId OrganizationId,
    string Name,
    Jurisdiction Jurisdiction,
    IReadOnlyList<string> Waves,
    WaveId WaveId,
    string Wave,
    bool CanSign,
    int IntervieweeCount,
    IReadOnlyList<OrganizationCellRow> Cells);

/// <summary>One cell of an organization.</summary>
/// <param name="Shown">As in the matrix.</param>
/// <param name="Suggestion">What the rules make of the signed interviews now; <c>null</c> where they cannot be brought together.</param>
/// <param name="History">Signatures, the latest first.</param>
/// <param name="Interviews">The interviews of the wave.</param>
public sealed record OrganizationCellRow(
    MatrixCell Shown, SynthesisSuggestion? Suggestion, IReadOnlyList<SignedValue> History, IReadOnlyList<InterviewCellValue> Interviews);

/// <summary>One interview's part in a cell.</summary>
/// <param name="Signed">Its signed value; <c>null</c> where there is none.</param>
/// <param name="Suggested">What the rules make of its consensus.</param>
/// <param name="CanOpen">Whether the actor may read its evidence.</param>
public sealed record InterviewCellValue(
    InterviewId InterviewId, int Number, CellValue? Signed, CellValue Suggested, bool IsOutOfDate, int AwaitingConsensus, int ExcerptCount, bool CanOpen);

/// <summary>All organizations of a wave, cell by cell (4.3 Level 4): distributions, and no mean.</summary>
/// <param name="OrganizationCount">Organizations of the initiative in the wave.</param>
/// <param name="Cells">The twelve, in reading order.</param>
public sealed record NationalLive(
    IReadOnlyList<string> Waves,
    string? Wave,
    int OrganizationCount,
    int IntervieweeCount,
    int AwaitingConsensus,
    IReadOnlyList<NationalCell> Cells);

/// <summary>One cell of the nation.</summary>
/// <param name="Pending">Organizations without a value yet: no interview reconciled, or none signed.</param>
/// <param name="Unsigned">Organizations whose value is suggested and not signed.</param>
/// <param name="Confidences">How many of the rated organizations have each degree, very low first.</param>
public sealed record NationalCell(
    CapacityCell Cell, NationalCellSummary Summary, int Pending, int Unsigned, IReadOnlyList<int> Confidences, IReadOnlyList<NationalMark> Marks);

/// <summary>One organization's mark, without its name and ordered by value (PRV-07).</summary>
public sealed record NationalMark(int Value, bool IsMixed);
