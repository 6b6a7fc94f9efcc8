using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interviews;

/// <summary>What becomes of an interview when an interviewee takes their consent back. Either way it is hidden at once
/// and no later release counts it (PRV-22).</summary>
public enum WithdrawalEffect
{
    /// <summary>The raw transcript and the identity key are destroyed.</summary>
    Delete,

    /// <summary>What was published in aggregate stays published; nothing is destroyed before its time.</summary>
    RetainAggregate,
}

/// <summary>What an interviewee allows beyond taking part.</summary>
/// <param name="Quotes">Quoting them in reports (PRV-19).</param>
/// <param name="OrganizationName">Naming their organization.</param>
/// <param name="SecondaryUse">Use in another study.</param>
/// <param name="Contact">Being asked again.</param>
public sealed record ConsentScope(bool Quotes, bool OrganizationName, bool SecondaryUse, bool Contact);

/// <summary>What an interviewee agreed to (INV-34).</summary>
public sealed class ConsentRecord : Entity
{
    public const int ProtocolVersionLength = 20;

    private ConsentRecord()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public IntervieweeId IntervieweeId { get; private set; }

    public string ProtocolVersion { get; private set; } = "";

    public DateOnly ConsentedOn { get; private set; }

    public ContentLanguage Language { get; private set; }

    public bool QuotesAllowed { get; private set; }

    public bool OrganizationNameAllowed { get; private set; }

    public bool SecondaryUseAllowed { get; private set; }

    public bool ContactAllowed { get; private set; }

    public DateOnly? WithdrawnOn { get; private set; }

    public WithdrawalEffect? WithdrawalEffect { get; private set; }

    /// <summary>Records a consent. Refused without the version of the protocol that was agreed to (at most 20 characters).</summary>
    public static Result<ConsentRecord> Record(
        IntervieweeId interviewee, string protocolVersion, DateOnly consentedOn, ContentLanguage language, ConsentScope scope)
    {
        protocolVersion = protocolVersion.Trim();
        if (protocolVersion.Length is 0 or > ProtocolVersionLength)
            return InterviewsRefusals.ProtocolVersionLength.For(nameof(ProtocolVersion));
        return new ConsentRecord
        {
            IntervieweeId = interviewee,
            ProtocolVersion = protocolVersion,
            ConsentedOn = consentedOn,
            Language = language,
            QuotesAllowed = scope.Quotes,
            OrganizationNameAllowed = scope.OrganizationName,
            SecondaryUseAllowed = scope.SecondaryUse,
            ContactAllowed = scope.Contact,
        };
    }

    /// <summary>Whether the consent stands and was given by the day of the interview (INV-34).</summary>
    public bool Covers(DateOnly heldOn) => WithdrawnOn is null && ConsentedOn <= heldOn;

    /// <summary>Takes the consent back. Refused if it was taken back before, or on a day before it was given.</summary>
    public Result<Done> Withdraw(DateOnly on, WithdrawalEffect effect)
    {
        if (WithdrawnOn is not null)
            return InterviewsRefusals.ConsentAlreadyWithdrawn;
        if (on < ConsentedOn)
            return InterviewsRefusals.WithdrawnBeforeConsent(ConsentedOn).For(nameof(WithdrawnOn));
        WithdrawnOn = on;
        WithdrawalEffect = effect;
        return Done.Instance;
    }
}
