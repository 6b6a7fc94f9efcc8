using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

/// <summary>What the list of groups is narrowed to; <c>null</c> narrows nothing.</summary>
public sealed record GroupFilter
{
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
/// <param name="SessionsHeld">Sessions with the status held.</param>
/// <param name="LastHeldOn">Day of the latest of them.</param>
/// <param name="HasCertifiedFacilitator">Whether one of the group's facilitators is certified today.</param>
public sealed record GroupRow(
    GroupId Id, OrganizationId OrganizationId, string OrganizationName, string Label, DateOnly StartsOn, DateOnly EndsOn,
    int PlannedSessions, int SessionsHeld, DateOnly? LastHeldOn, int EnrolledCount, int? CompleterCount, GroupStatus Status,
    bool HasCertifiedFacilitator);

/// <summary>A page of the list and how many there are in all.</summary>
public sealed record GroupList(IReadOnlyList<GroupRow> Rows, int Total);

/// <summary>A person as a group's page names them.</summary>
/// <param name="IsCertified">On the day that the page speaks of.</param>
public sealed record FacilitatorRow(PersonId Id, string Name, bool IsCertified);

/// <summary>One session on a group's page.</summary>
/// <param name="FidelityDone">Elements of the checklist done in full, 0 to 4.</param>
public sealed record SessionRow(
    InterventionSessionId Id, int Number, DateOnly HeldOn, SessionStatus Status, int PresentCount, int? Minutes,
    IReadOnlyList<string> Facilitators, int FidelityDone, int FidelityItems, string? AdaptationNote, string? TopicEn, string? TopicFr);

/// <summary>A group with all its page shows.</summary>
/// <param name="AverageDose">Mean share of enrolled participants present over held sessions, 0 to 1; <c>null</c> before the first.</param>
public sealed record GroupDetails(
    GroupId Id, OrganizationId OrganizationId, string OrganizationName, CurriculumId CurriculumId, string CurriculumEn, string CurriculumFr,
    GroupPlan Plan, GroupStatus Status, int? CompleterCount, uint Version,
    IReadOnlyList<FacilitatorRow> Facilitators, IReadOnlyList<SessionRow> Sessions, double? AverageDose);

/// <summary>What a new group can be opened at and with.</summary>
public sealed record GroupChoices(IReadOnlyList<OrganizationChoice> Organizations, IReadOnlyList<CurriculumChoice> Curricula);

/// <summary>An organization to choose.</summary>
public sealed record OrganizationChoice(OrganizationId Id, string Name);

/// <summary>A curriculum to choose.</summary>
public sealed record CurriculumChoice(CurriculumId Id, string NameEn, string NameFr, string VersionLabel, int PlannedSessions);

/// <summary>Opens a group.</summary>
public sealed record OpenGroup
{
    public required OrganizationId OrganizationId { get; init; }

    public required CurriculumId CurriculumId { get; init; }

    public required GroupPlan Plan { get; init; }

    /// <summary>People named as the group's facilitators, none or more.</summary>
    public IReadOnlyList<PersonId> Facilitators { get; init; } = [];
}

/// <summary>The session form: what is known, and what to begin with.</summary>
/// <param name="SessionId">The session being corrected, or <c>null</c> for a new one.</param>
/// <param name="Version">Of the session being corrected.</param>
/// <param name="Begin">The fields to begin with: as last time, or as recorded.</param>
/// <param name="People">Everyone affiliated with the organization on that day, certified ones first.</param>
/// <param name="LastHeld">The session before, for the line under the title.</param>
public sealed record SessionForm(
    GroupId GroupId, string GroupLabel, string OrganizationName, int PlannedSessions, int HighestNumber, int EnrolledCount,
    DateOnly GroupStartsOn, DateOnly GroupEndsOn, InterventionSessionId? SessionId, uint Version, SessionRecord Begin,
    IReadOnlyList<FacilitatorRow> People, IReadOnlyList<TopicRow> Topics, SessionRow? LastHeld);

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
