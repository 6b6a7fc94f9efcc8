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

/// <summary>One run of the multi-week group with one closed set of participants, who are counted and never named (INV-09).
/// One organization leads it; others may run it with them.</summary>
public sealed class InterventionGroup : Entity, IOrganizationScoped
{
    public const int LabelLength = 120;
    public const int EarliestYear = 1990;

    /// <summary>From the first day to the last, at most: three years.</summary>
    public const int LongestDays = 3 * 366;

    public const int MaximumEnrolled = 60;
    public const int MaximumSessions = 52;
    public const int MaximumMinutes = 600;
    public const int MaximumPartners = 9;

    /// <summary>Sessions beyond the plan that a group may still log (INV-07).</summary>
    public const int ExtraSessions = 2;

    /// <summary>Facilitators recommended a session; fewer needs a reason (INV-05).</summary>
    public const int RecommendedFacilitators = 2;

    /// <summary>Percent of the planned sessions to attend, where a group says nothing else.</summary>
    public const int UsualCompletionPercent = 75;

    /// <summary>Days after its end that a group's slots are kept at most (PRV-20).</summary>
    public const int LongestSlotDays = 90;

    private readonly List<GroupFacilitator> facilitators = [];
    private readonly List<GroupPartner> partners = [];
    private readonly List<InterventionSession> sessions = [];
    private readonly List<AnonymousSlot> slots = [];

    private InterventionGroup()
    {
    }

    public GroupId Id { get; private set; } = GroupId.New();

    /// <summary>The organization that leads the group.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public CurriculumId CurriculumId { get; private set; }

    public string Label { get; private set; } = "";

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    public int PlannedSessions { get; private set; }

    /// <summary>How long a session should last, in minutes, where it is planned.</summary>
    public int? SessionMinutes { get; private set; }

    public DeliveryMode Mode { get; private set; }

    public bool ChildCareProvided { get; private set; }

    public bool TransportProvided { get; private set; }

    public bool MealsProvided { get; private set; }

    public bool InterpretationProvided { get; private set; }

    /// <summary>Participants enrolled, a count.</summary>
    public int EnrolledCount { get; private set; }

    /// <summary>Percent of the planned sessions that a participant attends to complete, 1 to 100.</summary>
    public int CompletionPercent { get; private set; } = UsualCompletionPercent;

    /// <summary>Participants who met the attendance threshold, known at closing (INV-08).</summary>
    public int? CompleterCount { get; private set; }

    public GroupStatus Status { get; private set; }

    /// <summary>The day the group was closed.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Whether attendance is taken by anonymous slot (PRV-20).</summary>
    public bool SlotsOn { get; private set; }

    /// <summary>Days after the group's end that its slots are kept, 0 to 90.</summary>
    public int SlotDays { get; private set; } = LongestSlotDays;

    /// <summary>When the slots were destroyed, or nothing.</summary>
    public DateTimeOffset? SlotsDestroyedAt { get; private set; }

    public IReadOnlyList<GroupFacilitator> Facilitators => facilitators;

    /// <summary>Organizations that run the group with the one that leads it.</summary>
    public IReadOnlyList<GroupPartner> Partners => partners;

    public IReadOnlyList<InterventionSession> Sessions => sessions;

    public IReadOnlyList<AnonymousSlot> Slots => slots;

    /// <summary>Every organization that runs the group, the one that leads it first (INV-06).</summary>
    public IReadOnlyList<OrganizationId> Organizations => [OrganizationId, .. partners.Select(p => p.PartnerId)];

    /// <summary>Highest number a session may have: two more than planned (INV-07).</summary>
    public int HighestSessionNumber => PlannedSessions + ExtraSessions;

    /// <summary>The number the next session gets: one more than the highest recorded.</summary>
    public int NextSessionNumber => HighestRecorded + 1;

    /// <summary>Sessions to attend to complete: the group's percentage of the planned ones, rounded up.</summary>
    public int SessionsToComplete => ((PlannedSessions * CompletionPercent) + 99) / 100;

    /// <summary>The day after which the slots are destroyed: so many days after the group was closed, or after its last day
    /// where nobody closes it. Nothing without slots.</summary>
    public DateOnly? SlotsKeptUntil => SlotsOn ? (ClosedOn ?? EndsOn).AddDays(SlotDays) : null;

    private int HighestRecorded => sessions.Select(s => s.Number).DefaultIfEmpty(0).Max();

    private bool IsOver => Status is GroupStatus.Closed or GroupStatus.Cancelled;

    /// <summary>Opens a group.</summary>
    /// <param name="organization">The organization that leads it.</param>
    /// <param name="curriculum">What is delivered.</param>
    /// <param name="plan">Label, dates, sessions and supports. Refused: an empty or long label, dates reversed (INV-01),
    /// a first day before 1990 or a last one more than three years after it, fewer than 1 or more than 52 sessions, an enrolled count outside 0 to 60, minutes outside 1 to 600, a threshold outside
    /// 1 to 100 percent.</param>
    public static Result<InterventionGroup> Open(OrganizationId organization, CurriculumId curriculum, GroupPlan plan)
    {
        var group = new InterventionGroup { OrganizationId = organization, CurriculumId = curriculum, Status = GroupStatus.Running };
        return group.Follow(plan) is { } refusal ? refusal : group;
    }

    /// <summary>Changes the plan. Refused as when opening, and where sessions already recorded would no longer fit it
    /// (INV-07, INV-08).</summary>
    public Result<Done> Revise(GroupPlan plan)
    {
        if (IsOver)
            return InterventionRefusals.GroupClosed;
        var outside = sessions.FirstOrDefault(s => s.HeldOn < plan.StartsOn || s.HeldOn > plan.EndsOn || s.RescheduledTo > plan.EndsOn);
        if (outside is not null)
            return InterventionRefusals.SessionOutsideDates(outside.Number, outside.HeldOn).For(nameof(plan.StartsOn));
        var most = sessions.Select(s => s.PresentCount).DefaultIfEmpty(0).Max();
        if (plan.EnrolledCount < most)
            return InterventionRefusals.FewerEnrolledThanPresent(most).For(nameof(plan.EnrolledCount));
        if (plan.PlannedSessions + ExtraSessions < HighestRecorded)
            return InterventionRefusals.FewerPlannedThanRecorded(HighestRecorded).For(nameof(plan.PlannedSessions));
        var used = slots.Count(WasPresent);
        if (SlotsOn && plan.EnrolledCount < used)
            return InterventionRefusals.FewerEnrolledThanSlots(used).For(nameof(plan.EnrolledCount));
        if (Follow(plan) is { } refusal)
            return refusal;
        if (SlotsOn)
            FitSlots();
        return Done.Instance;
    }

    /// <summary>Says which organizations run the group besides the one that leads it.</summary>
    /// <param name="organizations">0 to 9; the leading one and repetitions are passed over.</param>
    public Result<Done> RunWith(IEnumerable<OrganizationId> organizations)
    {
        if (IsOver)
            return InterventionRefusals.GroupClosed;
        var wanted = organizations.Where(o => o != OrganizationId).ToHashSet();
        if (wanted.Count > MaximumPartners)
            return InterventionRefusals.TooManyPartners(MaximumPartners).For(nameof(Partners));
        partners.RemoveAll(p => !wanted.Contains(p.PartnerId));
        foreach (var organization in wanted.Where(o => partners.All(p => p.PartnerId != o)).ToList())
            partners.Add(GroupPartner.Of(this, organization));
        return Done.Instance;
    }

    /// <summary>Names a facilitator of the group for all its sessions; naming one twice changes nothing.</summary>
    public void NameFacilitator(PersonId person)
    {
        if (facilitators.All(f => f.PersonId != person))
            facilitators.Add(GroupFacilitator.Of(this, new FacilitatorTerm(person)));
    }

    /// <summary>Says who facilitates the group, each from which session to which. It tells what the log begins with; who
    /// facilitated a session is recorded with the session.</summary>
    /// <param name="terms">One for each person. Refused: a first session before 1 or beyond the highest number, a last one
    /// before the first, somebody twice.</param>
    public Result<Done> NameFacilitators(IReadOnlyList<FacilitatorTerm> terms)
    {
        if (IsOver)
            return InterventionRefusals.GroupClosed;
        if (terms.FirstOrDefault(t => t.FromSession < 1 || t.FromSession > HighestSessionNumber || t.ToSession < t.FromSession) is not null)
            return InterventionRefusals.FacilitatorTerm(HighestSessionNumber).For(nameof(Facilitators));
        if (terms.Select(t => t.PersonId).Distinct().Count() != terms.Count)
            return InterventionRefusals.FacilitatorTwice.For(nameof(Facilitators));
        facilitators.RemoveAll(f => terms.All(t => t.PersonId != f.PersonId));
        foreach (var term in terms)
        {
            if (facilitators.SingleOrDefault(f => f.PersonId == term.PersonId) is { } named)
                named.Follow(term);
            else
                facilitators.Add(GroupFacilitator.Of(this, term));
        }

        return Done.Instance;
    }

    /// <summary>Somebody takes over from a facilitator.</summary>
    /// <param name="leaving">Facilitates up to the session before.</param>
    /// <param name="by">Facilitates from that session on.</param>
    /// <param name="fromSession">The first session of the one who takes over; later than the first of the one who leaves.</param>
    public Result<Done> ReplaceFacilitator(PersonId leaving, PersonId by, int fromSession)
    {
        if (facilitators.SingleOrDefault(f => f.PersonId == leaving) is not { } left || leaving == by)
            return InterventionRefusals.NotAFacilitator;
        if (fromSession <= left.FromSession || fromSession > HighestSessionNumber)
            return InterventionRefusals.FacilitatorTerm(HighestSessionNumber).For(nameof(fromSession));
        return NameFacilitators(
        [
            .. facilitators.Where(f => f.PersonId != leaving && f.PersonId != by).Select(f => f.Term),
            left.Term with { ToSession = fromSession - 1 },
            new FacilitatorTerm(by, fromSession),
        ]);
    }

    /// <summary>Who facilitates the session of a number, as far as the group says.</summary>
    public IReadOnlyList<PersonId> FacilitatorsOf(int number) =>
        [.. facilitators.Where(f => f.FromSession <= number && (f.ToSession is not { } last || number <= last)).Select(f => f.PersonId)];

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

    /// <summary>Records how a rater saw the fidelity of a session that was held.</summary>
    /// <param name="values">Every element of the session's checklist (<see cref="FidelityChecklist.Fill" />).</param>
    public Result<Done> RateFidelity(InterventionSessionId id, FidelityRater rater, IReadOnlyDictionary<FidelityItemId, FidelityValue> values)
    {
        if (IsOver)
            return InterventionRefusals.GroupClosed;
        if (sessions.SingleOrDefault(s => s.Id == id) is not { } session)
            return InterventionRefusals.NoSuchSession;
        if (session.Status != SessionStatus.Held)
            return InterventionRefusals.NotHeld;
        session.Rate(rater, values);
        return Done.Instance;
    }

    /// <summary>Closes the group.</summary>
    /// <param name="completerCount">How many participants completed, 0 to the enrolled count (INV-08). In a group with slots it
    /// is counted from them, and <c>null</c> or that same number.</param>
    /// <param name="today">The day it is closed on.</param>
    public Result<Done> Close(int? completerCount, DateOnly today)
    {
        if (IsOver)
            return InterventionRefusals.GroupClosed;
        var counted = SlotsOn ? SlotDoses().Count(d => d.Completed) : (int?)null;
        if (counted is { } bySlots && completerCount is { } entered && entered != bySlots)
            return InterventionRefusals.CompletersDiffer(bySlots).For(nameof(CompleterCount));
        if ((counted ?? completerCount) is not { } completers || completers < 0 || completers > EnrolledCount)
            return InterventionRefusals.MoreCompletersThanEnrolled(EnrolledCount).For(nameof(CompleterCount));
        CompleterCount = completers;
        Status = GroupStatus.Closed;
        ClosedOn = today;
        return Done.Instance;
    }

    /// <summary>Opens a closed group again, to correct it.</summary>
    public Result<Done> Reopen()
    {
        if (Status != GroupStatus.Closed)
            return InterventionRefusals.GroupNotClosed;
        Status = GroupStatus.Running;
        CompleterCount = null;
        ClosedOn = null;
        return Done.Instance;
    }

    /// <summary>Takes attendance by anonymous slot from now on: one for each participant enrolled (PRV-20).</summary>
    /// <param name="days">Days after the group's end that the slots are kept, 0 to 90.</param>
    /// <returns>Done; refused once a session was held, since its participants are a number only.</returns>
    public Result<Done> UseSlots(int days)
    {
        if (IsOver)
            return InterventionRefusals.GroupClosed;
        if (days is < 0 or > LongestSlotDays)
            return InterventionRefusals.SlotDays(LongestSlotDays).For(nameof(SlotDays));
        if (!SlotsOn && sessions.Exists(s => s.Status == SessionStatus.Held))
            return InterventionRefusals.SlotsTooLate.For(nameof(SlotsOn));
        SlotsOn = true;
        SlotDays = days;
        SlotsDestroyedAt = null;
        FitSlots();
        return Done.Instance;
    }

    /// <summary>Destroys the slots and who of them was present when; the counts stay (PRV-20).</summary>
    public void DestroySlots(DateTimeOffset now)
    {
        if (!SlotsOn)
            return;
        SlotsOn = false;
        SlotsDestroyedAt = now;
        slots.Clear();
        foreach (var session in sessions)
            session.ForgetSlots();
    }

    /// <summary>Attendance of each slot at the sessions held, by code; empty without slots.</summary>
    public IReadOnlyList<SlotDose> SlotDoses()
    {
        var held = sessions.Where(s => s.Status == SessionStatus.Held).ToList();
        return
        [
            .. from slot in slots
               let attended = held.Count(s => s.SlotAttendance.Any(a => a.SlotId == slot.Id))
               orderby slot.Code
               select new SlotDose(slot.Code, attended, attended >= SessionsToComplete),
        ];
    }

    private bool WasPresent(AnonymousSlot slot) => sessions.Exists(s => s.SlotAttendance.Any(a => a.SlotId == slot.Id));

    // As many slots as participants: new ones get the lowest free codes, those never present go first, the highest codes before.
    private void FitSlots()
    {
        foreach (var spare in slots.Where(s => !WasPresent(s)).OrderByDescending(s => s.Code, StringComparer.Ordinal).Take(slots.Count - EnrolledCount).ToList())
            slots.Remove(spare);
        for (var number = 1; slots.Count < EnrolledCount; number++)
        {
            var slot = AnonymousSlot.Of(this, number);
            if (!slots.Exists(s => s.Code == slot.Code))
                slots.Add(slot);
        }
    }

    private Refusal? Follow(GroupPlan plan)
    {
        var label = plan.Label.Trim();
        if (label.Length is 0 or > LabelLength)
            return InterventionRefusals.LabelLength(LabelLength).For(nameof(plan.Label));
        if (plan.StartsOn > plan.EndsOn)
            return InterventionRefusals.DatesReversed.For(nameof(plan.EndsOn));
        if (plan.StartsOn.Year < EarliestYear)
            return InterventionRefusals.DatesOutOfRange.For(nameof(plan.StartsOn));
        if (plan.EndsOn.DayNumber - plan.StartsOn.DayNumber > LongestDays)
            return InterventionRefusals.DatesOutOfRange.For(nameof(plan.EndsOn));
        if (plan.PlannedSessions is < 1 or > MaximumSessions)
            return InterventionRefusals.PlannedSessionsRange(MaximumSessions).For(nameof(plan.PlannedSessions));
        if (plan.EnrolledCount is < 0 or > MaximumEnrolled)
            return InterventionRefusals.EnrolledRange(MaximumEnrolled).For(nameof(plan.EnrolledCount));
        if (plan.SessionMinutes is < 1 or > MaximumMinutes)
            return InterventionRefusals.MinutesRange(MaximumMinutes).For(nameof(plan.SessionMinutes));
        if (plan.CompletionPercent is < 1 or > 100)
            return InterventionRefusals.CompletionPercentRange.For(nameof(plan.CompletionPercent));
        Label = label;
        StartsOn = plan.StartsOn;
        EndsOn = plan.EndsOn;
        PlannedSessions = plan.PlannedSessions;
        EnrolledCount = plan.EnrolledCount;
        SessionMinutes = plan.SessionMinutes;
        CompletionPercent = plan.CompletionPercent;
        Mode = plan.Mode;
        ChildCareProvided = plan.ChildCareProvided;
        TransportProvided = plan.TransportProvided;
        MealsProvided = plan.MealsProvided;
        InterpretationProvided = plan.InterpretationProvided;
        return null;
    }

    private Refusal? Check(InterventionSession session, SessionRecord record, IReadOnlyList<FacilitatorStanding> standings, DateOnly today)
    {
        if (IsOver)
            return InterventionRefusals.GroupClosed;
        if (record.Number < 1 || record.Number > HighestSessionNumber)
            return InterventionRefusals.NumberRange(HighestSessionNumber).For(nameof(record.Number));
        var others = sessions.Where(s => s.Id != session.Id).ToList();
        if (others.Any(s => s.Number == record.Number))
            return InterventionRefusals.NumberTaken(record.Number).For(nameof(record.Number));
        if (record.HeldOn < StartsOn || record.HeldOn > EndsOn)
            return InterventionRefusals.OutsideGroupDates(StartsOn, EndsOn).For(nameof(record.HeldOn));
        if (record.AdaptationNote is { Length: > InterventionSession.AdaptationNoteLength })
            return InterventionRefusals.NoteLength(InterventionSession.AdaptationNoteLength).For(nameof(record.AdaptationNote));
        return record.Status switch
        {
            SessionStatus.Held => CheckHeld(session, record, standings, others, today) ?? CheckCounts(record),
            SessionStatus.Rescheduled => CheckRescheduled(record),
            _ => null,
        };
    }

    private Refusal? CheckRescheduled(SessionRecord record)
    {
        if (record.RescheduledTo is not { } day || day == record.HeldOn)
            return InterventionRefusals.NeedsNewDate.For(nameof(record.RescheduledTo));
        return day < StartsOn || day > EndsOn ? InterventionRefusals.OutsideGroupDates(StartsOn, EndsOn).For(nameof(record.RescheduledTo)) : null;
    }

    private static Refusal? CheckHeld(
        InterventionSession session, SessionRecord record, IReadOnlyList<FacilitatorStanding> standings, List<InterventionSession> others, DateOnly today)
    {
        if (record.HeldOn > today)
            return InterventionRefusals.InTheFuture.For(nameof(record.HeldOn));
        if (!session.WasMoved)
        {
            var held = others.Where(s => s.Status == SessionStatus.Held && !s.WasMoved).ToList();
            var early = held.Where(s => s.Number < record.Number && s.HeldOn > record.HeldOn).MaxBy(s => s.HeldOn);
            if (early is not null)
                return InterventionRefusals.BeforeEarlierSession(early.Number, early.HeldOn).For(nameof(record.HeldOn));
            var late = held.Where(s => s.Number > record.Number && s.HeldOn < record.HeldOn).MinBy(s => s.HeldOn);
            if (late is not null)
                return InterventionRefusals.AfterLaterSession(late.Number, late.HeldOn).For(nameof(record.HeldOn));
        }

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

    private Refusal? CheckCounts(SessionRecord record)
    {
        if (record.PresentCount < 0 || record.PresentCount > EnrolledCount)
            return InterventionRefusals.PresentRange(EnrolledCount).For(nameof(record.PresentCount));
        var present = record.PresentSlots.Distinct().Count(id => slots.Exists(s => s.Id == id));
        if (present != record.PresentSlots.Count || (SlotsOn && present != record.PresentCount))
            return InterventionRefusals.SlotsDiffer(present).For(nameof(record.PresentCount));
        if (record.LateCount < 0 || record.LateCount > record.PresentCount)
            return InterventionRefusals.LateRange(record.PresentCount).For(nameof(record.LateCount));
        if (record.ChildrenInCareCount is < 0 or > InterventionSession.MaximumChildren)
            return InterventionRefusals.ChildrenRange(InterventionSession.MaximumChildren).For(nameof(record.ChildrenInCareCount));
        if (record.Minutes is < 1 or > MaximumMinutes)
            return InterventionRefusals.MinutesRange(MaximumMinutes).For(nameof(record.Minutes));
        return null;
    }
}

/// <summary>A facilitator named for a group, for all its sessions or some.</summary>
public sealed class GroupFacilitator : Entity, IGroupScoped
{
    private GroupFacilitator()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public GroupId GroupId { get; private set; }

    /// <summary>The organization that leads the group, whoever the facilitator works for.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }

    /// <summary>First session, from 1.</summary>
    public int FromSession { get; private set; } = 1;

    /// <summary>Last session, included; <c>null</c> to the end.</summary>
    public int? ToSession { get; private set; }

    /// <summary>Who, from which session to which.</summary>
    public FacilitatorTerm Term => new(PersonId, FromSession, ToSession);

    internal static GroupFacilitator Of(InterventionGroup group, FacilitatorTerm term)
    {
        var facilitator = new GroupFacilitator { GroupId = group.Id, OrganizationId = group.OrganizationId, PersonId = term.PersonId };
        facilitator.Follow(term);
        return facilitator;
    }

    internal void Follow(FacilitatorTerm term) => (FromSession, ToSession) = (term.FromSession, term.ToSession);
}

/// <summary>An organization that runs a group with the one that leads it.</summary>
public sealed class GroupPartner : Entity, IGroupScoped
{
    private GroupPartner()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public GroupId GroupId { get; private set; }

    /// <summary>The organization that leads the group.</summary>
    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The organization that runs it with them.</summary>
    public OrganizationId PartnerId { get; private set; }

    internal static GroupPartner Of(InterventionGroup group, OrganizationId partner) =>
        new() { GroupId = group.Id, OrganizationId = group.OrganizationId, PartnerId = partner };
}
