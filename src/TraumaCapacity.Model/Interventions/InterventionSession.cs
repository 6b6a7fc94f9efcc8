using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Interventions;

public enum SessionStatus
{
    Held,
    Cancelled,
    Rescheduled,
}

/// <summary>Why a session ran with fewer facilitators than recommended (INV-05).</summary>
public enum SoloFacilitationReason
{
    Illness,
    Weather,
    StaffingGap,
    Other,
}

/// <summary>Why a session was not held on its day.</summary>
public enum NotHeldReason
{
    FacilitatorAway,
    Weather,
    TooFewPresent,
    PlaceUnavailable,
    CommunityEvent,
    Other,
}

/// <summary>One dated meeting of a group (INV-05 to INV-09).</summary>
public sealed class InterventionSession : Entity, IGroupScoped
{
    public const int AdaptationNoteLength = 280;
    public const int MaximumChildren = 99;

    private readonly List<SessionFacilitator> facilitators = [];
    private readonly List<FidelityResponse> fidelity = [];
    private readonly List<SessionAdaptation> adaptations = [];
    private readonly List<SlotAttendance> slotAttendance = [];

    private InterventionSession()
    {
    }

    public InterventionSessionId Id { get; private set; } = InterventionSessionId.New();

    public GroupId GroupId { get; private set; }

    /// <summary>The organization that leads the group.</summary>
    public OrganizationId OrganizationId { get; private set; }

    /// <summary>1 to the planned number plus 2 (INV-07).</summary>
    public int Number { get; private set; }

    /// <summary>The day it was held; of a session that was not, the day it was meant to be.</summary>
    public DateOnly HeldOn { get; private set; }

    public int? Minutes { get; private set; }

    public SessionStatus Status { get; private set; }

    /// <summary>The new day of a rescheduled session.</summary>
    public DateOnly? RescheduledTo { get; private set; }

    /// <summary>Of a session that was held after having been rescheduled: the day it was meant to be. Such a session may be
    /// out of order (INV-07).</summary>
    public DateOnly? RescheduledFrom { get; private set; }

    public NotHeldReason? NotHeldReason { get; private set; }

    /// <summary>How many participants were present, 0 to the enrolled count (INV-08).</summary>
    public int PresentCount { get; private set; }

    /// <summary>Of those present, how many came late.</summary>
    public int? LateCount { get; private set; }

    /// <summary>Children in care during the session.</summary>
    public int? ChildrenInCareCount { get; private set; }

    public SoloFacilitationReason? SoloReason { get; private set; }

    /// <summary>What was adapted, at most 280 characters, scanned for identities before it is stored (INV-09, PRV-25).</summary>
    [Evidence]
    public string? AdaptationNote { get; private set; }

    public IReadOnlyList<SessionFacilitator> Facilitators => facilitators;

    public IReadOnlyList<FidelityResponse> Fidelity => fidelity;

    public IReadOnlyList<SessionAdaptation> Adaptations => adaptations;

    /// <summary>Slots that were present; empty in a group without slots.</summary>
    public IReadOnlyList<SlotAttendance> SlotAttendance => slotAttendance;

    /// <summary>Whether it is, or was, moved from its day.</summary>
    internal bool WasMoved => RescheduledFrom is not null || Status == SessionStatus.Rescheduled;

    /// <summary>The ratings of one rater.</summary>
    public IEnumerable<FidelityValue> RatingsBy(FidelityRater rater) => fidelity.Where(f => f.Rater == rater).Select(f => f.Value);

    internal static InterventionSession Of(InterventionGroup group) =>
        new() { GroupId = group.Id, OrganizationId = group.OrganizationId };

    internal void Keep(SessionRecord record, IReadOnlyList<FacilitatorStanding> standings)
    {
        var held = record.Status == SessionStatus.Held;
        if (!held)
            RescheduledFrom = null;
        else if (Status == SessionStatus.Rescheduled)
            RescheduledFrom = HeldOn == record.HeldOn ? null : HeldOn;

        Number = record.Number;
        HeldOn = record.HeldOn;
        Status = record.Status;
        RescheduledTo = record.Status == SessionStatus.Rescheduled ? record.RescheduledTo : null;
        NotHeldReason = held ? null : record.NotHeldReason;
        Minutes = held ? record.Minutes : null;
        PresentCount = held ? record.PresentCount : 0;
        LateCount = held ? record.LateCount : null;
        ChildrenInCareCount = held ? record.ChildrenInCareCount : null;
        SoloReason = held && standings.Count < InterventionGroup.RecommendedFacilitators ? record.SoloReason : null;
        AdaptationNote = string.IsNullOrWhiteSpace(record.AdaptationNote) ? null : record.AdaptationNote.Trim();

        Match(facilitators, held ? standings.Select(f => f.PersonId) : [], f => f.PersonId, p => SessionFacilitator.Of(this, p));
        Match(adaptations, held ? record.Adaptations : [], a => a.TermKey, t => SessionAdaptation.Of(this, t));
        Match(slotAttendance, held ? record.PresentSlots : [], a => a.SlotId, s => Interventions.SlotAttendance.Of(this, s));
        if (held)
            Rate(FidelityRater.Self, record.Fidelity);
        else
            fidelity.Clear();
    }

    internal void Rate(FidelityRater rater, IReadOnlyDictionary<FidelityItemId, FidelityValue> values)
    {
        fidelity.RemoveAll(f => f.Rater == rater && !values.ContainsKey(f.ItemId));
        foreach (var (item, value) in values)
        {
            if (fidelity.SingleOrDefault(f => f.Rater == rater && f.ItemId == item) is { } response)
                response.Set(value);
            else
                fidelity.Add(FidelityResponse.Of(this, item, rater, value));
        }
    }

    internal void ForgetSlots() => slotAttendance.Clear();

    // Rows that stay are left alone, so that the audit tells of what changed and nothing else.
    private static void Match<TRow, TKey>(List<TRow> rows, IEnumerable<TKey> wanted, Func<TRow, TKey> key, Func<TKey, TRow> make)
        where TKey : notnull
    {
        var keys = wanted.ToHashSet();
        rows.RemoveAll(r => !keys.Contains(key(r)));
        keys.ExceptWith(rows.Select(key));
        rows.AddRange(keys.Select(make));
    }
}

public sealed class SessionFacilitator : Entity, IGroupScoped
{
    private SessionFacilitator()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterventionSessionId SessionId { get; private set; }

    public GroupId GroupId { get; private set; }

    /// <summary>The organization that leads the group, whoever the facilitator works for.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }

    internal static SessionFacilitator Of(InterventionSession session, PersonId person) =>
        new() { SessionId = session.Id, GroupId = session.GroupId, OrganizationId = session.OrganizationId, PersonId = person };
}
