using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Releases;

/// <summary>An organization that a release counts.</summary>
/// <param name="Facilitators">How many facilitators work there on the day of the cut-off.</param>
/// <param name="IsInWave">Whether it took part while the wave lasted.</param>
public sealed record ReleaseOrganization(OrganizationId Id, Jurisdiction Jurisdiction, int Facilitators, bool IsInWave);

/// <summary>Something that happened at, or for, one organization.</summary>
public sealed record ReleaseEvent(OrganizationId Organization, DateOnly On);

/// <summary>A group that held a session.</summary>
/// <param name="FirstSession">Day of the first one.</param>
/// <param name="Enrolled">Participants.</param>
/// <param name="Completers">Participants who completed; 0 until the group is closed.</param>
public sealed record ReleaseGroup(OrganizationId Organization, DateOnly FirstSession, int Enrolled, int Completers);

/// <summary>A training cohort that was held.</summary>
/// <param name="Sponsors">The organizations that sent someone.</param>
public sealed record ReleaseCohort(DateOnly EndedOn, IReadOnlySet<OrganizationId> Sponsors);

/// <summary>The signed value of one organization in one cell.</summary>
/// <param name="Contributors">Interviewees whose rated interviews stand behind it.</param>
public sealed record ReleaseValue(
    OrganizationId Organization, CapacityCell Cell, CellValue Value, Confidence? Confidence, IReadOnlySet<IntervieweeId> Contributors);

/// <summary>What the release before it in the same wave showed, and over whom.</summary>
/// <param name="Headline">Its headline counts, by row.</param>
/// <param name="Populations">The contributors behind each cell of the matrix that it showed.</param>
public sealed record PreviousRelease(
    int Number,
    IReadOnlyDictionary<string, DisclosedCount> Headline,
    IReadOnlyDictionary<CapacityCell, IReadOnlySet<IntervieweeId>> Populations);

/// <summary>All that a release is made from: everything up to and including the cut-off, of the organizations that may be
/// counted. True values; they end here and in the lead evaluator's check.</summary>
public sealed record ReleaseInputs
{
    public required string WaveName { get; init; }

    public required DateOnly CutOff { get; init; }

    public required int PolicyVersion { get; init; }

    public required DisclosurePolicy Policy { get; init; }

    /// <summary>What all values were measured with (INV-30); <c>null</c> where there are none.</summary>
    public required MeasurementBasis? Measure { get; init; }

    public required IReadOnlyList<ReleaseOrganization> Organizations { get; init; }

    /// <summary>Whether organizations were left out because a community governs their data (PRV-21).</summary>
    public required bool LeavesOutGoverned { get; init; }

    public required IReadOnlyList<ReleaseGroup> Groups { get; init; }

    /// <summary>Sessions that were held.</summary>
    public required IReadOnlyList<ReleaseEvent> Sessions { get; init; }

    public required IReadOnlyList<ReleaseCohort> Cohorts { get; init; }

    /// <summary>One a person: the first training they completed.</summary>
    public required IReadOnlyList<ReleaseEvent> Trained { get; init; }

    /// <summary>One a person: their first certification as a facilitator.</summary>
    public required IReadOnlyList<ReleaseEvent> Certified { get; init; }

    /// <summary>Signed values, at most one an organization and cell.</summary>
    public required IReadOnlyList<ReleaseValue> Values { get; init; }

    /// <summary>Distinct interviewees whose interviews were evaluated in the wave.</summary>
    public required int IntervieweeCount { get; init; }

    /// <summary>Turns by cell that await consensus, and are in no value (INV-33).</summary>
    public required int AwaitingConsensus { get; init; }

    public required PreviousRelease? Previous { get; init; }

    /// <summary>Cells that the lead evaluator leaves out so that no difference to the previous release tells too much.</summary>
    public IReadOnlySet<CapacityCell> Withheld { get; init; } = new HashSet<CapacityCell>();
}
