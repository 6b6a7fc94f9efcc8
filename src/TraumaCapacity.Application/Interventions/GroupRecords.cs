using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

/// <summary>What the list of groups is narrowed to; <c>null</c> narrows nothing.</summary>
public sealed record GroupFilter
{
    /// <summary>Groups that the organization leads or runs with another.</summary>
    public OrganizationId? OrganizationId { get; init; }

    public GroupStatus? Status { get; init; }

    /// <summary>Only running groups for which no facilitator is certified today.</summary>
    public bool WithoutCertifiedFacilitator { get; init; }

    /// <summary>Rows to pass over, 0 or more.</summary>
    public int Skip { get; init; }

    /// <summary>Rows to return, 1 to 200.</summary>
    public int Take { get; init; } = 50;

    /// <summary>The whole list, for a file of it.</summary>
    public bool IsEverything { get; init; }
}

/// <summary>One group in the list.</summary>
/// <param name="OrganizationName">Of the organization that leads it.</param>
/// <param name="PartnerNames">Of those that run it with them.</param>
/// <param name="SessionsHeld">Sessions with the status held.</param>
/// <param name="LastHeldOn">Day of the latest of them.</param>
/// <param name="HasCertifiedFacilitator">Whether one of the group's facilitators is certified today; told of running groups.</param>
public sealed record GroupRow(
    GroupId Id, OrganizationId OrganizationId, string OrganizationName, IReadOnlyList<string> PartnerNames, string Label, DateOnly StartsOn, DateOnly EndsOn,
    int PlannedSessions, int SessionsHeld, DateOnly? LastHeldOn, int EnrolledCount, int? CompleterCount, GroupStatus Status,
    bool HasCertifiedFacilitator);

/// <summary>A page of the list and how many there are in all.</summary>
public sealed record GroupList(IReadOnlyList<GroupRow> Rows, int Total);

/// <summary>A person as a group's page names them.</summary>
/// <param name="IsCertified">On the day that the page speaks of.</param>
public sealed record FacilitatorRow(PersonId Id, string Name, bool IsCertified);

/// <summary>A facilitator of the group.</summary>
/// <param name="IsCertified">Today.</param>
/// <param name="ToSession">Last session; <c>null</c> to the end.</param>
public sealed record GroupFacilitatorRow(PersonId Id, string Name, bool IsCertified, int FromSession, int? ToSession);

/// <summary>What was adapted, in both languages.</summary>
public sealed record AdaptationChoice(string Key, string NameEn, string NameFr);

/// <summary>A session's rating by one rater.</summary>
public sealed record SessionRating(FidelityRater Rater, Adherence Adherence);

/// <summary>One session on a group's page.</summary>
/// <param name="FidelityDone">Elements of the checklist done in full, as the facilitators themselves rated.</param>
/// <param name="FidelityItems">Elements that they rated.</param>
/// <param name="Ratings">One for each rater who rated, in the order of the raters.</param>
public sealed record SessionRow(
    InterventionSessionId Id, int Number, DateOnly HeldOn, SessionStatus Status, DateOnly? RescheduledTo, DateOnly? RescheduledFrom,
    NotHeldReason? NotHeldReason, int PresentCount, int? LateCount, int? ChildrenInCareCount, int? Minutes,
    IReadOnlyList<string> Facilitators, int FidelityDone, int FidelityItems, IReadOnlyList<SessionRating> Ratings,
    IReadOnlyList<AdaptationChoice> Adaptations, string? AdaptationNote, string? TopicEn, string? TopicFr);

/// <summary>How one rater saw the whole group.</summary>
/// <param name="Adherence">Over all ratings of all sessions.</param>
/// <param name="Sessions">Sessions that the rater rated.</param>
public sealed record GroupAdherence(FidelityRater Rater, Adherence Adherence, int Sessions);

/// <summary>How often an adaptation was made.</summary>
/// <param name="Sessions">Sessions held with it.</param>
public sealed record AdaptationCount(AdaptationChoice Adaptation, int Sessions);

/// <summary>The slots of a group (PRV-20).</summary>
/// <param name="Days">Days after the group's end that they are kept.</param>
/// <param name="KeptUntil">The last day they are kept.</param>
/// <param name="Doses">Attendance by code.</param>
public sealed record SlotTable(int Days, DateOnly KeptUntil, IReadOnlyList<SlotDose> Doses);

/// <summary>A group with all its page shows.</summary>
/// <param name="Partners">Organizations that run it with the one that leads it.</param>
/// <param name="SessionsToComplete">Sessions a participant attends to complete.</param>
/// <param name="Expected">Sessions still to be held or logged.</param>
/// <param name="Slots">Where attendance is taken by slot.</param>
/// <param name="SlotsDestroyedAt">When slots that there were have been destroyed.</param>
/// <param name="MayUseSlots">Whether slots can still be turned on: no session was held yet.</param>
public sealed record GroupDetails(
    GroupId Id, OrganizationId OrganizationId, string OrganizationName, IReadOnlyList<OrganizationChoice> Partners,
    CurriculumId CurriculumId, string CurriculumEn, string CurriculumFr,
    GroupPlan Plan, GroupStatus Status, int? CompleterCount, DateOnly? ClosedOn, int SessionsToComplete, uint Version,
    IReadOnlyList<GroupFacilitatorRow> Facilitators, IReadOnlyList<SessionRow> Sessions, IReadOnlyList<ExpectedSession> Expected,
    GroupDelivery Delivery, IReadOnlyList<GroupAdherence> Adherence, IReadOnlyList<AdaptationCount> Adaptations,
    SlotTable? Slots, DateTimeOffset? SlotsDestroyedAt, bool MayUseSlots)
{
    /// <summary>Mean share of enrolled participants present over held sessions, 0 to 1; <c>null</c> before the first.</summary>
    public double? AverageDose => Delivery.MeanDose;
}

/// <summary>What a new group can be opened at and with.</summary>
public sealed record GroupChoices(IReadOnlyList<OrganizationChoice> Organizations, IReadOnlyList<CurriculumChoice> Curricula);

/// <summary>An organization to choose.</summary>
public sealed record OrganizationChoice(OrganizationId Id, string Name);

/// <summary>A curriculum to choose.</summary>
public sealed record CurriculumChoice(CurriculumId Id, string NameEn, string NameFr, string VersionLabel, int PlannedSessions);

/// <summary>Opens a group.</summary>
public sealed record OpenGroup
{
    /// <summary>The organization that leads it.</summary>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>Organizations that run it with them, none or more.</summary>
    public IReadOnlyList<OrganizationId> Partners { get; init; } = [];

    public required CurriculumId CurriculumId { get; init; }

    public required GroupPlan Plan { get; init; }

    /// <summary>People named as the group's facilitators, none or more.</summary>
    public IReadOnlyList<FacilitatorTerm> Facilitators { get; init; } = [];

    /// <summary>Days after the group's end that anonymous slots are kept; <c>null</c> for a group without (PRV-20).</summary>
    public int? SlotDays { get; init; }
}

/// <summary>Changes a group.</summary>
public sealed record ReviseGroup
{
    public required GroupId GroupId { get; init; }

    /// <summary>What the person was looking at.</summary>
    public required uint Version { get; init; }

    public required GroupPlan Plan { get; init; }

    /// <summary>All facilitators; who is left out no longer is one.</summary>
    public required IReadOnlyList<FacilitatorTerm> Facilitators { get; init; }

    /// <summary>All partners; who is left out no longer is one.</summary>
    public required IReadOnlyList<OrganizationId> Partners { get; init; }

    /// <summary>Days after the group's end that anonymous slots are kept; <c>null</c> destroys those that there are.</summary>
    public int? SlotDays { get; init; }
}

/// <summary>The checklist that a session is rated by.</summary>
public sealed record ChecklistRow(FidelityChecklistId Id, IReadOnlyList<ChecklistItemRow> Items);

/// <summary>An element of it.</summary>
/// <param name="IsTopic">It is about the session's topic.</param>
public sealed record ChecklistItemRow(FidelityItemId Id, string TextEn, string TextFr, bool IsTopic);

/// <summary>A slot to tap.</summary>
public sealed record SlotChoice(SlotId Id, string Code);

/// <summary>The session form: what is known, and what to begin with.</summary>
/// <param name="SessionId">The session being corrected, or <c>null</c> for a new one. The next session of a group may be one
/// that was rescheduled to a day that has come.</param>
/// <param name="Version">Of the session being corrected.</param>
/// <param name="Begin">The fields to begin with: as last time, or as recorded.</param>
/// <param name="NamedForThis">Whether the facilitators it begins with are those whom the group names for this session.</param>
/// <param name="People">Everyone affiliated with one of the organizations on that day, certified ones first.</param>
/// <param name="LastHeld">The session before, for the line under the title.</param>
/// <param name="Slots">Slots to tap instead of a count; empty in a group without.</param>
public sealed record SessionForm(
    GroupId GroupId, string GroupLabel, string OrganizationName, int PlannedSessions, int HighestNumber, int EnrolledCount, bool ChildCareProvided,
    DateOnly GroupStartsOn, DateOnly GroupEndsOn, InterventionSessionId? SessionId, uint Version, SessionRecord Begin, bool NamedForThis,
    IReadOnlyList<FacilitatorRow> People, IReadOnlyList<TopicRow> Topics, ChecklistRow Checklist, IReadOnlyList<AdaptationChoice> Adaptations,
    IReadOnlyList<SlotChoice> Slots, SessionRow? LastHeld);

/// <summary>The topic of a session number.</summary>
public sealed record TopicRow(int Number, string TitleEn, string TitleFr);

/// <summary>Logs or corrects a session.</summary>
public sealed record LogSession
{
    public required GroupId GroupId { get; init; }

    /// <summary>The session to correct; <c>null</c> for a new one.</summary>
    public InterventionSessionId? SessionId { get; init; }

    /// <summary>Version of the session that the person was looking at.</summary>
    public uint Version { get; init; }

    public required SessionRecord Record { get; init; }

    /// <summary>The person confirmed that what looks like a name in the note is none.</summary>
    public bool NoteNamesNobody { get; init; }
}

/// <summary>A session's ratings, side by side.</summary>
/// <param name="MayRate">Whether the group is still open.</param>
/// <param name="Values">By rater, the value of each element rated.</param>
public sealed record FidelityForm(
    GroupId GroupId, string GroupLabel, InterventionSessionId SessionId, uint Version, int Number, DateOnly HeldOn, string? TopicEn, string? TopicFr,
    bool MayRate, ChecklistRow Checklist, IReadOnlyDictionary<FidelityRater, IReadOnlyDictionary<FidelityItemId, FidelityValue>> Values);

/// <summary>Records one rater's view of a session.</summary>
/// <param name="Version">Of the session that the person was looking at.</param>
public sealed record RateSession(
    GroupId GroupId, InterventionSessionId SessionId, uint Version, FidelityRater Rater, IReadOnlyDictionary<FidelityItemId, FidelityValue> Values);
