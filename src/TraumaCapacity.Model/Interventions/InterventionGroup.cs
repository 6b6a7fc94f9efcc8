using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interventions;

public enum GroupStatus
{
    Planned,
    Running,
    Closed,
    Cancelled,
}

public enum SessionStatus
{
    Held,
    Cancelled,
    Rescheduled,
}

/// <summary>How far an element of the manual was done.</summary>
public enum FidelityValue
{
    Full,
    Partial,
    NotDone,
    NotApplicable,
}

/// <summary>Why a session ran with fewer facilitators than recommended (INV-05).</summary>
public enum SoloFacilitationReason
{
    Illness,
    Weather,
    StaffingGap,
    Other,
}

/// <summary>One run of the multi-week group with one closed set of participants, who are counted and never named (INV-09).</summary>
public sealed class InterventionGroup : Entity, IOrganizationScoped
{
    public const int LabelLength = 120;
    public const int MaximumEnrolled = 60;

    private readonly List<GroupFacilitator> facilitators = [];
    private readonly List<InterventionSession> sessions = [];

    private InterventionGroup()
    {
    }

    public GroupId Id { get; private set; } = GroupId.New();

    public OrganizationId OrganizationId { get; private set; }

    public CurriculumId CurriculumId { get; private set; }

    public string Label { get; private set; } = "";

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    public int PlannedSessions { get; private set; }

    public DeliveryMode Mode { get; private set; }

    public bool ChildCareProvided { get; private set; }

    public bool TransportProvided { get; private set; }

    /// <summary>Participants enrolled, a count.</summary>
    public int EnrolledCount { get; private set; }

    /// <summary>Participants who met the attendance threshold, known at closing (INV-08).</summary>
    public int? CompleterCount { get; private set; }

    public GroupStatus Status { get; private set; }

    public IReadOnlyList<GroupFacilitator> Facilitators => facilitators;

    public IReadOnlyList<InterventionSession> Sessions => sessions;
}

/// <summary>A facilitator named for a group.</summary>
public sealed class GroupFacilitator : Entity, IOrganizationScoped
{
    private GroupFacilitator()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public GroupId GroupId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }
}

/// <summary>One dated meeting of a group (INV-05 to INV-09).</summary>
public sealed class InterventionSession : Entity, IOrganizationScoped
{
    public const int AdaptationNoteLength = 280;

    private readonly List<SessionFacilitator> facilitators = [];
    private readonly List<FidelityResponse> fidelity = [];

    private InterventionSession()
    {
    }

    public InterventionSessionId Id { get; private set; } = InterventionSessionId.New();

    public GroupId GroupId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>1 to the planned number plus 2 (INV-07).</summary>
    public int Number { get; private set; }

    public DateOnly HeldOn { get; private set; }

    public int? Minutes { get; private set; }

    public SessionStatus Status { get; private set; }

    /// <summary>How many participants were present, 0 to the enrolled count (INV-08).</summary>
    public int PresentCount { get; private set; }

    public SoloFacilitationReason? SoloReason { get; private set; }

    /// <summary>What was adapted, at most 280 characters, scanned for identities before it is stored (INV-09, PRV-25).</summary>
    public string? AdaptationNote { get; private set; }

    public IReadOnlyList<SessionFacilitator> Facilitators => facilitators;

    public IReadOnlyList<FidelityResponse> Fidelity => fidelity;
}

public sealed class SessionFacilitator : Entity, IOrganizationScoped
{
    private SessionFacilitator()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterventionSessionId SessionId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }
}

/// <summary>One element of the fidelity checklist, as the facilitators saw it.</summary>
public sealed class FidelityResponse : Entity, IOrganizationScoped
{
    private FidelityResponse()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterventionSessionId SessionId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public FidelityItem Item { get; private set; }

    public FidelityValue Value { get; private set; }
}

/// <summary>The elements of the default checklist.</summary>
public enum FidelityItem
{
    OpeningCheckIn,
    TopicAsInManual,
    PracticeActivity,
    ClosingAndNextStep,
}
