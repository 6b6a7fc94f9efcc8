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

public enum WithdrawalEffect
{
    Delete,
    RetainAggregate,
}

public enum TranscriptState
{
    Draft,
    InReview,
    Released,
    Withdrawn,
}

public enum SpeakerRole
{
    Interviewer,
    Interviewee,
}

public enum ContentFlagKind
{
    ViolenceDescribed,
    ChildHarm,
    SexualViolence,
    SelfHarm,
    Death,
    ColonialViolence,
    Other,
}

/// <summary>What a replaced passage identifies.</summary>
public enum IdentifierKind
{
    Name,
    Organization,
    Place,
    Phone,
    Email,
    PostalCode,
    HealthNumber,
    Date,
    ChildAge,
    Event,
    Other,
}

public enum FindingStatus
{
    Open,
    Replaced,
    Dismissed,
}

/// <summary>A wave of data collection.</summary>
public sealed class EvaluationWave : Entity
{
    private EvaluationWave()
    {
    }

    public WaveId Id { get; private set; } = WaveId.New();

    /// <summary>Short name, unique, such as <c>T1</c>.</summary>
    public string Name { get; private set; } = "";

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }
}

/// <summary>A service provider who was interviewed, known by a pseudonym only; who it is lies in another schema.</summary>
public sealed class Interviewee : Entity
{
    private Interviewee()
    {
    }

    public IntervieweeId Id { get; private set; } = IntervieweeId.New();

    /// <summary>Such as <c>I-07</c>, unique.</summary>
    public string PseudonymCode { get; private set; } = "";

    public OrganizationId OrganizationId { get; private set; }
}

/// <summary>Who an interviewee is. Data custodians only (PRV-17).</summary>
public sealed class IntervieweeIdentity : Entity
{
    private IntervieweeIdentity()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public IntervieweeId IntervieweeId { get; private set; }

    public PersonId PersonId { get; private set; }
}

/// <summary>What an interviewee agreed to (INV-34).</summary>
public sealed class ConsentRecord : Entity
{
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
}

/// <summary>An evaluation conversation with a service provider, or with several.</summary>
public sealed class Interview : Entity
{
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
}

/// <summary>The transcript as it was uploaded. Data custodians only (PRV-17).</summary>
public sealed class RawTranscript : Entity
{
    /// <summary>Longest transcript accepted, in code points.</summary>
    public const int MaximumLength = 2_000_000;

    private readonly List<DeidentificationEntry> entries = [];

    private RawTranscript()
    {
    }

    public RawTranscriptId Id { get; private set; } = RawTranscriptId.New();

    public InterviewId InterviewId { get; private set; }

    /// <summary>NFC text with LF line ends.</summary>
    [Evidence]
    public string Text { get; private set; } = "";

    public string TextSha256 { get; private set; } = "";

    public int LengthCodePoints { get; private set; }

    public IReadOnlyList<DeidentificationEntry> Entries => entries;
}

/// <summary>One passage that identifies someone, and what stands in its place. Kept apart from the de-identified text.</summary>
public sealed class DeidentificationEntry : Entity
{
    private DeidentificationEntry()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public RawTranscriptId RawTranscriptId { get; private set; }

    /// <summary>Half-open code points of the raw text.</summary>
    public int StartCp { get; private set; }

    public int EndCp { get; private set; }

    public IdentifierKind Kind { get; private set; }

    public FindingStatus Status { get; private set; }

    [Evidence]
    public string Original { get; private set; } = "";

    /// <summary>Bracketed, such as <c>[NAME-1]</c>; <c>null</c> while open or dismissed.</summary>
    public string? Replacement { get; private set; }
}

/// <summary>A de-identified transcript. Once released its text never changes (INV-21).</summary>
public sealed class TranscriptVersion : Entity
{
    private readonly List<TranscriptTurn> turns = [];
    private readonly List<ContentFlag> flags = [];

    private TranscriptVersion()
    {
    }

    public TranscriptVersionId Id { get; private set; } = TranscriptVersionId.New();

    public InterviewId InterviewId { get; private set; }

    public int VersionNumber { get; private set; }

    public TranscriptState State { get; private set; }

    /// <summary>NFC text with LF line ends.</summary>
    [Evidence]
    public string Text { get; private set; } = "";

    public string TextSha256 { get; private set; } = "";

    public int LengthCodePoints { get; private set; }

    public int WordCount { get; private set; }

    public ContentLanguage Language { get; private set; }

    public UserId? DeidentifiedBy { get; private set; }

    public UserId? ReviewedBy { get; private set; }

    public DateTimeOffset? ReleasedAt { get; private set; }

    public IReadOnlyList<TranscriptTurn> Turns => turns;

    public IReadOnlyList<ContentFlag> Flags => flags;
}

/// <summary>One turn of speech: a range of the text, and who spoke.</summary>
public sealed class TranscriptTurn : Entity
{
    private TranscriptTurn()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public TranscriptVersionId VersionId { get; private set; }

    /// <summary>From 1, in order of the text.</summary>
    public int Sequence { get; private set; }

    public SpeakerRole SpeakerRole { get; private set; }

    /// <summary>The label as spoken roles are shown, de-identified.</summary>
    public string SpeakerLabel { get; private set; } = "";

    public int StartCp { get; private set; }

    public int EndCp { get; private set; }
}

/// <summary>A hard passage: hidden until asked for.</summary>
public sealed class ContentFlag : Entity
{
    private ContentFlag()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public TranscriptVersionId VersionId { get; private set; }

    public int StartCp { get; private set; }

    public int EndCp { get; private set; }

    public ContentFlagKind Kind { get; private set; }
}
