using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Releases;

namespace TraumaCapacity.Application.Releases;

/// <summary>Prepares a release.</summary>
/// <param name="CutOff">What happened up to and including this day counts.</param>
/// <param name="TitleEn">1 to 200 characters.</param>
/// <param name="TitleFr">The same.</param>
public sealed record PrepareRelease(WaveId Wave, DateOnly CutOff, string TitleEn, string TitleFr);

/// <summary>A release, as it was when somebody looked at it: what every further step is asked with, and answers.</summary>
/// <param name="Version">Row version; a step against an older one is refused.</param>
public sealed record ReleaseStep(ReleaseId Id, int Number, uint Version);

/// <summary>A wave that a release can be about.</summary>
/// <param name="Interviews">Interviews of it whose reconciliation was opened.</param>
public sealed record ReleaseWaveRow(WaveId Id, string Name, DateOnly StartsOn, DateOnly EndsOn, int Interviews);

/// <summary>What the form for a new release starts from.</summary>
/// <param name="Title">That of the last release; <c>null</c> before the first.</param>
public sealed record ReleaseForm(IReadOnlyList<ReleaseWaveRow> Waves, ReleaseTitle? Title, DateOnly CutOff);

/// <summary>One release in the list of those who prepare and check.</summary>
public sealed record ReleasePreparationRow(
    ReleaseId Id,
    int Number,
    string TitleEn,
    string TitleFr,
    string WaveName,
    DateOnly CutOff,
    ReleaseState State,
    string PreparedBy,
    DateTimeOffset PreparedAt,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? PublishedAt);

/// <summary>The disclosure check of a release: what would leave, what would not and why, and what may be done next.</summary>
/// <param name="Figures">What is stored.</param>
/// <param name="Explanations">Why each hidden cell is hidden, from the evidence as it is now.</param>
/// <param name="Differences">What holds the release (PRV-10).</param>
/// <param name="HasChanged">Whether the check comes out differently now than when it was prepared.</param>
/// <param name="Problem">Why it cannot be checked now, if so.</param>
/// <param name="NotSigned">Values that nobody signed; they count as not signed yet.</param>
/// <param name="OutOfDate">Signed values under which the evidence changed.</param>
/// <param name="AwaitingConsensus">Turns by cell that are in no value (INV-33).</param>
/// <param name="LeftOut">Organizations whose data a community governs (PRV-21).</param>
/// <param name="Withheld">Cells that were left out for a difference.</param>
public sealed record ReleaseCheck(
    ReleasePreparationRow Release,
    ReleaseStep Step,
    string Sha256,
    int PolicyVersion,
    string CodebookVersion,
    string ScaleVersion,
    string AlgorithmVersion,
    string? WithdrawalReason,
    IReadOnlyList<ReleaseFigure> Figures,
    IReadOnlyList<HiddenExplanation> Explanations,
    IReadOnlyList<HeldDifference> Differences,
    bool HasChanged,
    Refusal? Problem,
    int NotSigned,
    int OutOfDate,
    int AwaitingConsensus,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<CapacityCell> Withheld,
    ReleaseSteps Can);

/// <summary>What the actor may do with the release next.</summary>
/// <param name="IsOwn">Whether the actor prepared it, and so cannot approve it.</param>
public sealed record ReleaseSteps(bool Recheck, bool Approve, bool Publish, bool Withdraw, bool Discard, bool IsOwn);
