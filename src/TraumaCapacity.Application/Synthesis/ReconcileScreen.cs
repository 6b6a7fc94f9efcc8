using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>An interview to be reconciled, or reconciled.</summary>
/// <param name="CanSettle">Whether the actor may settle; a coder may only look.</param>
/// <param name="Coders">In the order of their columns.</param>
/// <param name="Units">Every unit that a coder coded, in order of the text.</param>
/// <param name="Agreement">The agreement before reconciling; <c>null</c> for a single coder.</param>
public sealed record ReconcileScreen(
    InterviewId InterviewId,
    int Number,
    string Organization,
    string Wave,
    ContentLanguage Language,
    string CodebookVersion,
    DateTimeOffset SubmittedAt,
    bool CanSettle,
    IReadOnlyList<CoderName> Coders,
    IReadOnlyList<ReconcileUnit> Units,
    AgreementFigures? Agreement);

/// <summary>A coder.</summary>
public sealed record CoderName(UserId Id, string Name);

/// <summary>One unit with the coders' values and what was settled.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Version">What a later save is compared with.</param>
/// <param name="Before">What was said before the turn; <c>null</c> for the first.</param>
/// <param name="After">What was said after the turn; <c>null</c> for the last.</param>
/// <param name="Required">The least that the coders' values require.</param>
/// <param name="Difference">What has to happen; <c>null</c> where the coders agree.</param>
/// <param name="Readings">What each coder found, in the order of the coders.</param>
/// <param name="Settled">What was settled; <c>null</c> while it waits.</param>
public sealed record ReconcileUnit(
    ConsensusId Id,
    uint Version,
    int Turn,
    CapacityCell Cell,
    TurnBeside? Before,
    TurnBeside? After,
    ConsensusMethod Required,
    DifferenceKind? Difference,
    IReadOnlyList<CoderReading> Readings,
    SettledValue? Settled);

/// <summary>A turn beside the one that is compared.</summary>
public sealed record TurnBeside(int Sequence, string Speaker, IReadOnlyList<EvidenceRun> Runs);

/// <summary>One coder's reading of the turn.</summary>
/// <param name="Value">The coder's value in the unit.</param>
/// <param name="Runs">The whole turn, with the coder's excerpts marked.</param>
/// <param name="Themes">Themes of the cell that the coder applied, by their keys in the codebook.</param>
/// <param name="Memos">The coder's memos to these excerpts.</param>
public sealed record CoderReading(
    CellValue Value,
    RatingBasis? Basis,
    IReadOnlyList<EvidenceRun> Runs,
    IReadOnlyList<ThemeLabel> Themes,
    IReadOnlyList<string> Memos);

/// <summary>A theme in both languages.</summary>
public sealed record ThemeLabel(string En, string Fr);

/// <summary>How a unit was settled.</summary>
/// <param name="Value"><see cref="CellValue.Missing"/> where the cell does not apply to the turn.</param>
public sealed record SettledValue(CellValue Value, ConsensusMethod Method, string? Reason, string By, DateTimeOffset At);

/// <summary>The agreement of an interview's coders, as it was measured once.</summary>
/// <param name="Figures">One of each metric.</param>
/// <param name="Cells">Presence and absence of the first two coders: rows and columns «absent», «present».</param>
/// <param name="Ratings">Ratings of the first two coders, −2 to +2; the last row and column count what only the other rated.</param>
public sealed record AgreementFigures(IReadOnlyList<AgreementFigure> Figures, int[][] Cells, int[][] Ratings)
{
    /// <summary>The figure of a metric.</summary>
    public AgreementFigure this[ReliabilityMetric metric] => Figures.Single(f => f.Metric == metric);
}

/// <summary>One figure.</summary>
/// <param name="Value"><c>null</c> where it is not defined.</param>
/// <param name="Interval">95 % interval; <c>null</c> where there is none.</param>
/// <param name="SaysEnough">Whether there are units enough for a coefficient; the table is shown otherwise.</param>
public sealed record AgreementFigure(ReliabilityMetric Metric, double? Value, int UnitCount, (double Low, double High)? Interval, bool SaysEnough);

/// <summary>Settles a unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Version">The version that was on the screen.</param>
/// <param name="Value">What is agreed; <see cref="CellValue.Missing"/> says that the cell does not apply to the turn.</param>
/// <param name="Reason">Why.</param>
public sealed record SettleUnit(ConsensusId Unit, uint Version, CellValue Value, string? Reason);

/// <summary>What a lead evaluator has to do next.</summary>
/// <param name="ToReconcile">Interviews with differences, or not opened yet.</param>
/// <param name="ToSign">Interviews with values to sign.</param>
/// <param name="OrganizationsToSign">Organizations with values to sign, a wave at a time.</param>
public sealed record LeadTasks(
    IReadOnlyList<InterviewTask> ToReconcile,
    IReadOnlyList<InterviewTask> ToSign,
    IReadOnlyList<OrganizationTask> OrganizationsToSign);

/// <summary>An interview that waits for the lead.</summary>
/// <param name="Count">Differences to settle, or values to sign; <c>null</c> where it was not opened yet.</param>
public sealed record InterviewTask(InterviewId InterviewId, int Number, string Organization, int? Count);

/// <summary>An organization that waits for the lead.</summary>
/// <param name="Count">Values to sign.</param>
public sealed record OrganizationTask(Model.Organizations.OrganizationId OrganizationId, string Organization, string Wave, int Count);
