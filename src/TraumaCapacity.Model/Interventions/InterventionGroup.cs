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
    public const int MaximumSessions = 52;
    public const int MaximumMinutes = 600;

    /// <summary>Sessions beyond the plan that a group may still log (INV-07).</summary>
    public const int ExtraSessions = 2;

    /// <summary>Facilitators recommended a session; fewer needs a reason (INV-05).</summary>
    public const int RecommendedFacilitators = 2;

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

    /// <summary>Highest number a session may have: two more than planned (INV-07).</summary>
    public int HighestSessionNumber => PlannedSessions + ExtraSessions;

    /// <summary>The number the next session gets: one more than the highest recorded.</summary>
    public int NextSessionNumber => sessions.Select(s => s.Number).DefaultIfEmpty(0).Max() + 1;

    /// <summary>Opens a group.</summary>
    /// <param name="organization">Whose group it is.</param>
    /// <param name="curriculum">What is delivered.</param>
    /// <param name="plan">Label, dates, sessions and supports. Refused: an empty or long label, dates reversed (INV-01),
    /// fewer than 1 or more than 52 sessions, an enrolled count outside 0 to 60.</param>
    public static Result<InterventionGroup> Open(OrganizationId organization, CurriculumId curriculum, GroupPlan plan)
    {
        var group = new InterventionGroup { OrganizationId = organization, CurriculumId = curriculum, Status = GroupStatus.Running };
        return group.Follow(plan) is { } refusal ? refusal : group;
    }

    /// <summary>Changes the plan. Refused as when opening, and where sessions already recorded would no longer fit it
    /// (INV-07, INV-08).</summary>
    public Result<Done> Revise(GroupPlan plan)
    {
        if (Status is GroupStatus.Closed or GroupStatus.Cancelled)
            return InterventionRefusals.GroupClosed;
        var outside = sessions.FirstOrDefault(s => s.HeldOn < plan.StartsOn || s.HeldOn > plan.EndsOn);
        if (outside is not null)
            return InterventionRefusals.SessionOutsideDates(outside.Number, outside.HeldOn).For(nameof(plan.StartsOn));
        var most = sessions.Select(s => s.PresentCount).DefaultIfEmpty(0).Max();
        if (plan.EnrolledCount < most)
            return InterventionRefusals.FewerEnrolledThanPresent(most).For(nameof(plan.EnrolledCount));
        var highest = sessions.Select(s => s.Number).DefaultIfEmpty(0).Max();
        if (plan.PlannedSessions + ExtraSessions < highest)
            return InterventionRefusals.FewerPlannedThanRecorded(highest).For(nameof(plan.PlannedSessions));
        return Follow(plan) is { } refusal ? refusal : Done.Instance;
    }

    /// <summary>Names a facilitator of the group; naming one twice changes nothing.</summary>
    public void NameFacilitator(PersonId person)
    {
        if (facilitators.All(f => f.PersonId != person))
            facilitators.Add(GroupFacilitator.Of(this, person));
    }

    /// <summary>Records a meeting that was held or called off.</summary>
    /// <param name="record">What happened.</param>
    /// <param name="facilitators">The standing, on that day, of each person who facilitated.</param>
    /// <param name="today">The latest day that counts as today. A session held later is refused (INV-07).</param>
    /// <returns>The session; refused by INV-05 to INV-08 with the input at fault.</returns>
    public Result<InterventionSession> RecordSession(SessionRecord record, IReadOnlyList<FacilitatorStanding> facilitators, DateOnly today)
    {
        var session = InterventionSession.Of(this);
        if (Check(session, record, facilitators, today) is { } refusal)
            return refusal;
        session.Keep(record, facilitators);
        sessions.Add(session);
        return session;
    }

    /// <summary>Corrects a recorded session, under the same rules.</summary>
    public Result<Done> ReviseSession(InterventionSessionId id, SessionRecord record, IReadOnlyList<FacilitatorStanding> facilitators, DateOnly today)
    {
        var session = sessions.SingleOrDefault(s => s.Id == id);
        if (session is null)
            return InterventionRefusals.NoSuchSession;
        if (Check(session, record, facilitators, today) is { } refusal)
            return refusal;
        session.Keep(record, facilitators);
        return Done.Instance;
    }

    /// <summary>Closes the group with the number of participants who completed, 0 to the enrolled count (INV-08).</summary>
    public Result<Done> Close(int completerCount)
    {
        if (Status is GroupStatus.Closed or GroupStatus.Cancelled)
            return InterventionRefusals.GroupClosed;
        if (completerCount < 0 || completerCount > EnrolledCount)
            return InterventionRefusals.MoreCompletersThanEnrolled(EnrolledCount).For(nameof(CompleterCount));
        CompleterCount = completerCount;
        Status = GroupStatus.Closed;
        return Done.Instance;
    }

    /// <summary>Opens a closed group again, to correct it.</summary>
    public Result<Done> Reopen()
    {
        if (Status != GroupStatus.Closed)
            return InterventionRefusals.GroupNotClosed;
        Status = GroupStatus.Running;
        CompleterCount = null;
        return Done.Instance;
    }

    private Refusal? Follow(GroupPlan plan)
    {
        var label = plan.Label.Trim();
        if (label.Length is 0 or > LabelLength)
            return InterventionRefusals.LabelLength(LabelLength).For(nameof(plan.Label));
        if (plan.StartsOn > plan.EndsOn)
            return InterventionRefusals.DatesReversed.For(nameof(plan.EndsOn));
        if (plan.PlannedSessions is < 1 or > MaximumSessions)
            return InterventionRefusals.PlannedSessionsRange(MaximumSessions).For(nameof(plan.PlannedSessions));
        if (plan.EnrolledCount is < 0 or > MaximumEnrolled)
            return InterventionRefusals.EnrolledRange(MaximumEnrolled).For(nameof(plan.EnrolledCount));
        Label = label;
        StartsOn = plan.StartsOn;
        EndsOn = plan.EndsOn;
        PlannedSessions = plan.PlannedSessions;
        EnrolledCount = plan.EnrolledCount;
        Mode = plan.Mode;
        ChildCareProvided = plan.ChildCareProvided;
        TransportProvided = plan.TransportProvided;
        return null;
    }

    private Refusal? Check(InterventionSession session, SessionRecord record, IReadOnlyList<FacilitatorStanding> standings, DateOnly today)
    {
        if (Status is GroupStatus.Closed or GroupStatus.Cancelled)
            return InterventionRefusals.GroupClosed;
        if (record.Number < 1 || record.Number > HighestSessionNumber)
            return InterventionRefusals.NumberRange(HighestSessionNumber).For(nameof(record.Number));
        var others = sessions.Where(s => s.Id != session.Id).ToList();
        if (others.Any(s => s.Number == record.Number))
            return InterventionRefusals.NumberTaken(record.Number).For(nameof(record.Number));
        if (record.HeldOn < StartsOn || record.HeldOn > EndsOn)
            return InterventionRefusals.OutsideGroupDates(StartsOn, EndsOn).For(nameof(record.HeldOn));
        if (record.Minutes is < 1 or > MaximumMinutes)
            return InterventionRefusals.MinutesRange(MaximumMinutes).For(nameof(record.Minutes));
        if (record.AdaptationNote is { Length: > InterventionSession.AdaptationNoteLength })
            return InterventionRefusals.NoteLength(InterventionSession.AdaptationNoteLength).For(nameof(record.AdaptationNote));
        return record.Status == SessionStatus.Held ? CheckHeld(record, standings, others, today) : null;
    }

    private Refusal? CheckHeld(SessionRecord record, IReadOnlyList<FacilitatorStanding> standings, List<InterventionSession> others, DateOnly today)
    {
        if (record.HeldOn > today)
            return InterventionRefusals.InTheFuture.For(nameof(record.HeldOn));
        var held = others.Where(s => s.Status == SessionStatus.Held).ToList();
        var early = held.Where(s => s.Number < record.Number && s.HeldOn > record.HeldOn).MaxBy(s => s.HeldOn);
        if (early is not null)
            return InterventionRefusals.BeforeEarlierSession(early.Number, early.HeldOn).For(nameof(record.HeldOn));
        var late = held.Where(s => s.Number > record.Number && s.HeldOn < record.HeldOn).MinBy(s => s.HeldOn);
        if (late is not null)
            return InterventionRefusals.AfterLaterSession(late.Number, late.HeldOn).For(nameof(record.HeldOn));
        if (record.PresentCount < 0 || record.PresentCount > EnrolledCount)
            return InterventionRefusals.PresentRange(EnrolledCount).For(nameof(record.PresentCount));
        if (standings.Count == 0)
            return InterventionRefusals.NoFacilitator.For(nameof(record.Facilitators));
        if (standings.Any(f => !f.IsAffiliated))
            return InterventionRefusals.NotAffiliated(record.HeldOn).For(nameof(record.Facilitators));
        if (!standings.Any(f => f.IsCertified))
            return InterventionRefusals.NoneCertified(record.HeldOn).For(nameof(record.Facilitators));
        if (standings.Count < RecommendedFacilitators && record.SoloReason is null)
            return InterventionRefusals.SoloNeedsReason(RecommendedFacilitators).For(nameof(record.SoloReason));
        return null;
    }
}

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

    public bool ChildCareProvided { get; init; }

    public bool TransportProvided { get; init; }
}

/// <summary>What happened at one meeting, as the coordinator logs it.</summary>
public sealed record SessionRecord
{
    /// <summary>1 to the planned number plus 2, unique in the group (INV-07).</summary>
    public required int Number { get; init; }

    public required DateOnly HeldOn { get; init; }

    public SessionStatus Status { get; init; } = SessionStatus.Held;

    /// <summary>Length in minutes, 1 to 600, where known.</summary>
    public int? Minutes { get; init; }

    /// <summary>Participants present, 0 to the enrolled count (INV-08). A count: who they are is never asked.</summary>
    public required int PresentCount { get; init; }

    /// <summary>Who facilitated.</summary>
    public IReadOnlyList<PersonId> Facilitators { get; init; } = [];

    /// <summary>Why fewer than two facilitated (INV-05).</summary>
    public SoloFacilitationReason? SoloReason { get; init; }

    /// <summary>Elements of the checklist and how far each was done; those left out are stored as not done.</summary>
    public IReadOnlyDictionary<FidelityItem, FidelityValue> Fidelity { get; init; } = new Dictionary<FidelityItem, FidelityValue>();

    /// <summary>At most 280 characters, and no names.</summary>
    public string? AdaptationNote { get; init; }
}

/// <summary>How a person stands on the day of a session.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="IsAffiliated">Affiliated with the group's organization on that day (INV-06).</param>
/// <param name="IsCertified">Holds a facilitator certification that is valid on that day (INV-05).</param>
public sealed record FacilitatorStanding(PersonId PersonId, bool IsAffiliated, bool IsCertified);

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

    internal static GroupFacilitator Of(InterventionGroup group, PersonId person) =>
        new() { GroupId = group.Id, OrganizationId = group.OrganizationId, PersonId = person };
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

    internal static InterventionSession Of(InterventionGroup group) =>
        new() { GroupId = group.Id, OrganizationId = group.OrganizationId };

    internal void Keep(SessionRecord record, IReadOnlyList<FacilitatorStanding> standings)
    {
        Number = record.Number;
        HeldOn = record.HeldOn;
        Status = record.Status;
        var held = record.Status == SessionStatus.Held;
        Minutes = held ? record.Minutes : null;
        PresentCount = held ? record.PresentCount : 0;
        SoloReason = held && standings.Count < InterventionGroup.RecommendedFacilitators ? record.SoloReason : null;
        AdaptationNote = string.IsNullOrWhiteSpace(record.AdaptationNote) ? null : record.AdaptationNote.Trim();

        var people = held ? standings.Select(f => f.PersonId).ToHashSet() : [];
        facilitators.RemoveAll(f => !people.Contains(f.PersonId));
        foreach (var person in people.Where(p => facilitators.All(f => f.PersonId != p)))
            facilitators.Add(SessionFacilitator.Of(this, person));

        if (!held)
        {
            fidelity.Clear();
            return;
        }

        foreach (var item in Enum.GetValues<FidelityItem>())
        {
            var value = record.Fidelity.GetValueOrDefault(item, FidelityValue.NotDone);
            if (fidelity.SingleOrDefault(f => f.Item == item) is { } response)
                response.Set(value);
            else
                fidelity.Add(FidelityResponse.Of(this, item, value));
        }
    }
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

    internal static SessionFacilitator Of(InterventionSession session, PersonId person) =>
        new() { SessionId = session.Id, OrganizationId = session.OrganizationId, PersonId = person };
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

    internal static FidelityResponse Of(InterventionSession session, FidelityItem item, FidelityValue value) =>
        new() { SessionId = session.Id, OrganizationId = session.OrganizationId, Item = item, Value = value };

    internal void Set(FidelityValue value) => Value = value;
}

/// <summary>The elements of the default checklist.</summary>
public enum FidelityItem
{
    OpeningCheckIn,
    TopicAsInManual,
    PracticeActivity,
    ClosingAndNextStep,
}
