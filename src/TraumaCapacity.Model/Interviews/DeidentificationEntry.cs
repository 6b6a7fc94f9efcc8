using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Model.Interviews;

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

/// <summary>Who noticed a passage.</summary>
public enum FindingSource
{
    Scanner,
    Custodian,
}

/// <summary>One passage that identifies someone, and what stands in its place. Kept apart from the de-identified text.</summary>
public sealed class DeidentificationEntry : Entity
{
    public const int ReasonLength = 200;
    public const int ReasonMinimum = 3;

    private DeidentificationEntry()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public RawTranscriptId RawTranscriptId { get; private set; }

    /// <summary>Half-open code points of the raw text.</summary>
    public int StartCp { get; private set; }

    public int EndCp { get; private set; }

    public IdentifierKind Kind { get; private set; }

    public FindingSource Source { get; private set; }

    public FindingStatus Status { get; private set; }

    [Evidence]
    public string Original { get; private set; } = "";

    /// <summary>Bracketed, such as <c>[NAME-1]</c>; <c>null</c> while open or dismissed.</summary>
    public string? Replacement { get; private set; }

    /// <summary>Why it stays as it is; <c>null</c> unless dismissed.</summary>
    [Evidence]
    public string? DismissalReason { get; private set; }

    /// <summary>Who replaced or dismissed it.</summary>
    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Where it stands in the raw text.</summary>
    public TextSpan Span => new(StartCp, EndCp);

    internal static DeidentificationEntry Propose(
        RawTranscriptId transcript, TextSpan span, IdentifierKind kind, string original, FindingSource source) => new()
    {
        RawTranscriptId = transcript,
        StartCp = span.Start,
        EndCp = span.End,
        Kind = kind,
        Original = original,
        Source = source,
    };

    internal Result<Done> Replace(IdentifierKind kind, string replacement, UserId by, DateTimeOffset now)
    {
        replacement = replacement.Trim();
        if (!ReplacementTag.IsTag(replacement))
            return InterviewsRefusals.ReplacementNotBracketed.For(nameof(Replacement));
        if (replacement.Contains(Original, StringComparison.OrdinalIgnoreCase))
            return InterviewsRefusals.ReplacementKeepsOriginal.For(nameof(Replacement));
        Kind = kind;
        Replacement = replacement;
        DismissalReason = null;
        Decide(FindingStatus.Replaced, by, now);
        return Done.Instance;
    }

    internal Result<Done> Dismiss(string reason, UserId by, DateTimeOffset now)
    {
        reason = reason.Trim();
        if (reason.Length is < ReasonMinimum or > ReasonLength)
            return InterviewsRefusals.DismissalReasonLength.For(nameof(DismissalReason));
        DismissalReason = reason;
        Replacement = null;
        Decide(FindingStatus.Dismissed, by, now);
        return Done.Instance;
    }

    internal void Reopen()
    {
        Replacement = null;
        DismissalReason = null;
        Status = FindingStatus.Open;
        DecidedBy = null;
        DecidedAt = null;
    }

    private void Decide(FindingStatus status, UserId by, DateTimeOffset now)
    {
        Status = status;
        DecidedBy = by;
        DecidedAt = now;
    }
}
