using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interviews;

public enum InterviewKind
{
    Individual,
    FocusGroup,
}

/// <summary>How far an interview has come, in order.</summary>
public enum InterviewState
{
    /// <summary>Planned; nothing uploaded.</summary>
    Scheduled,

    /// <summary>A raw transcript is stored; the custodian de-identifies it.</summary>
    DeIdentifying,

    /// <summary>De-identified; waits for a second person's review (PRV-18).</summary>
    InReview,

    /// <summary>Released to coders.</summary>
    Released,

    /// <summary>Every assigned coder submitted; differences are being settled.</summary>
    Reconciling,

    /// <summary>Every unit has a consensus and every cell value is signed off.</summary>
    SignedOff,

    /// <summary>Consent was withdrawn.</summary>
    Withdrawn,
}

/// <summary>An evaluation conversation with a service provider, or with several.</summary>
public sealed class Interview : Entity
{
    /// <summary>An interview is coded by at most this many people.</summary>
    public const int MaximumCoders = 2;

    public const int MaximumMinutes = 600;

    private readonly List<InterviewParticipation> interviewees = [];

    private Interview()
    {
    }

    public InterviewId Id { get; private set; } = InterviewId.New();

    /// <summary>Number people call it by, unique, from 1.</summary>
    public int Number { get; private set; }

    public WaveId WaveId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public InterviewKind Kind { get; private set; }

    public DateOnly HeldOn { get; private set; }

    public ContentLanguage Language { get; private set; }

    public DeliveryMode Mode { get; private set; }

    public int? Minutes { get; private set; }

    /// <summary>Who held it; never the sole coder (INV-35).</summary>
    public UserId InterviewerId { get; private set; }

    public InterviewState State { get; private set; }

    public IReadOnlyList<InterviewParticipation> Interviewees => interviewees;

    /// <summary>Schedules an interview. Refused if it lies outside its wave, if an individual interview does not have one
    /// interviewee or a focus group fewer than two, if an interviewee belongs to another organization or is named twice,
    /// or if it is to take less than a minute or more than ten hours. Consent may follow; without it no transcript is
    /// stored (INV-34).</summary>
    /// <param name="number">From 1, unique.</param>
    /// <param name="minutes">How long it took, or <c>null</c> where not known.</param>
    public static Result<Interview> Schedule(
        int number,
        EvaluationWave wave,
        OrganizationId organization,
        InterviewKind kind,
        DateOnly heldOn,
        ContentLanguage language,
        DeliveryMode mode,
        int? minutes,
        UserId interviewer,
        IReadOnlyCollection<Interviewee> interviewees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        if (!wave.Contains(heldOn))
            return InterviewsRefusals.OutsideWave(wave.Name, wave.StartsOn, wave.EndsOn).For(nameof(HeldOn));
        if (minutes is < 1 or > MaximumMinutes)
            return InterviewsRefusals.MinutesOutOfRange.For(nameof(Minutes));
        if (kind == InterviewKind.Individual && interviewees.Count != 1)
            return InterviewsRefusals.OneInterviewee.For(nameof(Interviewees));
        if (kind == InterviewKind.FocusGroup && interviewees.Count < 2)
            return InterviewsRefusals.TwoInterviewees.For(nameof(Interviewees));
        if (interviewees.FirstOrDefault(i => i.OrganizationId != organization) is { } foreign)
            return InterviewsRefusals.IntervieweeOfAnotherOrganization(foreign.PseudonymCode).For(nameof(Interviewees));
        if (interviewees.Select(i => i.Id).Distinct().Count() != interviewees.Count)
            return InterviewsRefusals.IntervieweeNamedTwice.For(nameof(Interviewees));

        var interview = new Interview
        {
            Number = number,
            WaveId = wave.Id,
            OrganizationId = organization,
            Kind = kind,
            HeldOn = heldOn,
            Language = language,
            Mode = mode,
            Minutes = minutes,
            InterviewerId = interviewer,
        };
        interview.interviewees.AddRange(interviewees.Select(i => InterviewParticipation.Of(interview.Id, i.Id)));
        return interview;
    }

    /// <summary>Whether every interviewee's consent stands and was given by the day of the interview (INV-34).</summary>
    /// <param name="consents">The consents on record; those of other people are passed over.</param>
    public Result<Done> CheckConsent(IReadOnlyCollection<ConsentRecord> consents)
    {
        foreach (var participation in interviewees)
        {
            var own = consents.Where(c => c.IntervieweeId == participation.IntervieweeId).ToList();
            if (own.Any(c => c.WithdrawnOn is not null))
                return InterviewsRefusals.ConsentWithdrawn;
            if (own.Count == 0)
                return InterviewsRefusals.ConsentMissing;
            if (!own.Any(c => c.Covers(HeldOn)))
                return InterviewsRefusals.ConsentAfterInterview(HeldOn);
        }

        return Done.Instance;
    }

    /// <summary>A raw transcript was stored. Refused without consent (INV-34), or once the text is with the reviewer or
    /// released.</summary>
    public Result<Done> BeginDeidentification(IReadOnlyCollection<ConsentRecord> consents)
    {
        if (State is not (InterviewState.Scheduled or InterviewState.DeIdentifying))
            return InterviewsRefusals.TranscriptNotReplaceable;
        var consent = CheckConsent(consents);
        if (!consent.Succeeded)
            return consent;
        State = InterviewState.DeIdentifying;
        return Done.Instance;
    }

    /// <summary>The de-identified text goes to the second person.</summary>
    public Result<Done> SubmitForReview() => Move(InterviewState.DeIdentifying, InterviewState.InReview);

    /// <summary>The second person found something: back to de-identification.</summary>
    public Result<Done> SendBack() => Move(InterviewState.InReview, InterviewState.DeIdentifying);

    /// <summary>The second person released the text to coders.</summary>
    public Result<Done> Release() => Move(InterviewState.InReview, InterviewState.Released);

    /// <summary>Every assigned coder submitted.</summary>
    public Result<Done> BeginReconciliation() => Move(InterviewState.Released, InterviewState.Reconciling);

    /// <summary>Every unit has its consensus and every cell its signed value.</summary>
    public Result<Done> SignOff() => Move(InterviewState.Reconciling, InterviewState.SignedOff);

    /// <summary>An interviewee took their consent back: from any state, and for good.</summary>
    public void Withdraw() => State = InterviewState.Withdrawn;

    /// <summary>Whether these people may code it: one or two of them, none twice, and the interviewer never alone (INV-35).</summary>
    public Result<Done> CheckCoders(IReadOnlyCollection<UserId> coders)
    {
        if (coders.Count is 0 or > MaximumCoders)
            return InterviewsRefusals.OneOrTwoCoders(MaximumCoders);
        if (coders.Distinct().Count() != coders.Count)
            return InterviewsRefusals.CoderNamedTwice;
        return coders.All(c => c == InterviewerId) ? InterviewsRefusals.InterviewerIsSoleCoder : Done.Instance;
    }

    private Result<Done> Move(InterviewState from, InterviewState to)
    {
        if (State == InterviewState.Withdrawn)
            return InterviewsRefusals.ConsentWithdrawn;
        if (State != from)
            return InterviewsRefusals.WrongState;
        State = to;
        return Done.Instance;
    }
}

/// <summary>An interviewee's part in an interview.</summary>
public sealed class InterviewParticipation : Entity
{
    private InterviewParticipation()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterviewId InterviewId { get; private set; }

    public IntervieweeId IntervieweeId { get; private set; }

    internal static InterviewParticipation Of(InterviewId interview, IntervieweeId interviewee) =>
        new() { InterviewId = interview, IntervieweeId = interviewee };
}
