using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interventions;

/// <summary>What a group plans: how it is opened and revised.</summary>
public sealed record GroupPlan
{
    /// <summary>Name of the group, 1 to 120 characters, unique in its organization.</summary>
    public required string Label { get; init; }

    public required DateOnly StartsOn { get; init; }

    public required DateOnly EndsOn { get; init; }

    /// <summary>1 to 52.</summary>
    public required int PlannedSessions { get; init; }

    /// <summary>Participants enrolled, 0 to 60.</summary>
    public required int EnrolledCount { get; init; }

    public DeliveryMode Mode { get; init; }

    /// <summary>How long a session should last, in minutes, 1 to 600, where it is planned.</summary>
    public int? SessionMinutes { get; init; }

    /// <summary>Share of the planned sessions that a participant attends to complete, 1 to 100 percent.</summary>
    public int CompletionPercent { get; init; } = InterventionGroup.UsualCompletionPercent;

    public bool ChildCareProvided { get; init; }

    public bool TransportProvided { get; init; }

    public bool MealsProvided { get; init; }

    public bool InterpretationProvided { get; init; }
}

/// <summary>From which session to which somebody facilitates a group.</summary>
/// <param name="FromSession">1 or more.</param>
/// <param name="ToSession">Last one, included; <c>null</c> to the end.</param>
public sealed record FacilitatorTerm(PersonId PersonId, int FromSession = 1, int? ToSession = null);

/// <summary>What happened at one meeting, as the coordinator logs it.</summary>
public sealed record SessionRecord
{
    /// <summary>1 to the planned number plus 2, unique in the group (INV-07).</summary>
    public required int Number { get; init; }

    /// <summary>The day it was held; of a session that was not, the day it was meant to be.</summary>
    public required DateOnly HeldOn { get; init; }

    public SessionStatus Status { get; init; } = SessionStatus.Held;

    /// <summary>The new day of a rescheduled session.</summary>
    public DateOnly? RescheduledTo { get; init; }

    /// <summary>Why it was not held, where somebody says so.</summary>
    public NotHeldReason? NotHeldReason { get; init; }

    /// <summary>Length in minutes, 1 to 600, where known.</summary>
    public int? Minutes { get; init; }

    /// <summary>Participants present, 0 to the enrolled count (INV-08). A count: who they are is never asked.</summary>
    public required int PresentCount { get; init; }

    /// <summary>The slots that were present, in a group with slots: as many as <see cref="PresentCount" /> (INV-08).</summary>
    public IReadOnlyList<SlotId> PresentSlots { get; init; } = [];

    /// <summary>Of those present, how many came late, where counted.</summary>
    public int? LateCount { get; init; }

    /// <summary>Children in care during the session, 0 to 99, where counted.</summary>
    public int? ChildrenInCareCount { get; init; }

    /// <summary>Who facilitated.</summary>
    public IReadOnlyList<PersonId> Facilitators { get; init; } = [];

    /// <summary>Why fewer than two facilitated (INV-05).</summary>
    public SoloFacilitationReason? SoloReason { get; init; }

    /// <summary>The facilitators' own rating of the session, by element of the checklist.</summary>
    public IReadOnlyDictionary<FidelityItemId, FidelityValue> Fidelity { get; init; } = new Dictionary<FidelityItemId, FidelityValue>();

    /// <summary>Keys of the terms that say what was adapted.</summary>
    public IReadOnlyList<string> Adaptations { get; init; } = [];

    /// <summary>At most 280 characters, and no names.</summary>
    public string? AdaptationNote { get; init; }
}

/// <summary>How a person stands on the day of a session.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="IsAffiliated">Affiliated with one of the group's organizations on that day (INV-06).</param>
/// <param name="IsCertified">Holds a facilitator certification that is valid on that day (INV-05).</param>
public sealed record FacilitatorStanding(PersonId PersonId, bool IsAffiliated, bool IsCertified);
