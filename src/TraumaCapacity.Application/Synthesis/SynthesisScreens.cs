using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>The twelve cells of an interview.</summary>
/// <param name="CanSign">Whether the actor may sign.</param>
/// <param name="AwaitingConsensus">Units of the interview that are not settled.</param>
public sealed record InterviewSyntheses(
    InterviewId InterviewId,
    int Number,
    OrganizationId OrganizationId,
    string Organization,
    string Wave,
    ContentLanguage Language,
    int CoderCount,
    bool CanSign,
    int AwaitingConsensus,
    IReadOnlyList<InterviewCellRow> Cells);

/// <summary>One cell of an interview: what is suggested, what is signed, and the evidence.</summary>
/// <param name="Signed">The signature that stands; <c>null</c> where there is none.</param>
/// <param name="IsOutOfDate">Whether the evidence changed since.</param>
public sealed record InterviewCellRow(
    CapacityCell Cell, SynthesisSuggestion Suggestion, SignedValue? Signed, bool IsOutOfDate, IReadOnlyList<EvidenceItem> Evidence);

/// <summary>A signature.</summary>
/// <param name="Suggested">What the rules suggested when it was signed.</param>
/// <param name="Reason">Why it differs from the suggestion, or the rationale beside it.</param>
/// <param name="IsOverride">Whether it differs from the suggestion of its time.</param>
/// <param name="SupersededAt">When another took its place.</param>
public sealed record SignedValue(
    SynthesisId Id,
    CellValue Value,
    CellValue Suggested,
    Confidence? Confidence,
    string? Reason,
    bool IsOverride,
    string By,
    DateTimeOffset At,
    DateTimeOffset? SupersededAt);

/// <summary>One settled or waiting unit as evidence for a cell.</summary>
/// <param name="Value">What was settled; <c>null</c> while it waits.</param>
/// <param name="Passages">The words, overlapping excerpts of several coders as one passage.</param>
public sealed record EvidenceItem(int Turn, CellValue? Value, ConsensusMethod? Method, string? Reason, IReadOnlyList<IReadOnlyList<EvidenceRun>> Passages);

/// <summary>Signs one cell of an interview.</summary>
/// <param name="Value">The value that is signed.</param>
/// <param name="Reason">Needed where it differs from the suggestion (INV-28).</param>
/// <param name="InputsSha256">The inputs that were on the screen.</param>
/// <param name="Replaces">The signature that was on the screen.</param>
public sealed record SignInterviewCell(
    InterviewId Interview, CapacityCell Cell, CellValue Value, string? Reason, string InputsSha256, SynthesisId? Replaces);

/// <summary>Signs one cell of an organization in a wave.</summary>
/// <param name="Value">The value that is signed.</param>
/// <param name="Reason">Needed where it differs from the suggestion (INV-28).</param>
/// <param name="InputsSha256">The inputs that were on the screen.</param>
/// <param name="Replaces">The signature that was on the screen.</param>
public sealed record SignOrganizationCell(
    OrganizationId Organization, WaveId Wave, CapacityCell Cell, CellValue Value, string? Reason, string InputsSha256, SynthesisId? Replaces);
