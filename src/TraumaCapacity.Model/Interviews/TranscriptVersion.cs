using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interviews;

public enum TranscriptState
{
    Draft,
    InReview,
    Released,
    Withdrawn,
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

/// <summary>A de-identified transcript. Once released its text never changes (INV-21).</summary>
public sealed class TranscriptVersion : Entity
{
    public const int ReviewNoteLength = 1000;

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

    /// <summary>What the second person asked for when handing it back; <c>null</c> once it goes to review again.</summary>
    [Evidence]
    public string? ReviewNote { get; private set; }

    public IReadOnlyList<TranscriptTurn> Turns => turns;

    public IReadOnlyList<ContentFlag> Flags => flags;

    /// <summary>Drafts the de-identified text of a raw transcript.</summary>
    /// <param name="versionNumber">From 1 in each interview.</param>
    /// <param name="by">Who de-identified it, and may therefore not release it (PRV-18).</param>
    public static TranscriptVersion Draft(InterviewId interview, int versionNumber, DeidentifiedText text, ContentLanguage language, UserId by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(versionNumber, 1);
        var version = new TranscriptVersion { InterviewId = interview, VersionNumber = versionNumber, Language = language };
        version.TakeOver(text, by);
        return version;
    }

    /// <summary>Brings a draft up to date with the raw transcript. A flag moves to where its words now stand, and goes
    /// where they stand no longer.</summary>
    /// <returns>How many flags were lost; refused unless it is a draft.</returns>
    public Result<int> Redraft(DeidentifiedText text, UserId by)
    {
        if (State != TranscriptState.Draft)
            return InterviewsRefusals.WrongState;
        if (IsUpToDateWith(text))
            return 0;
        var before = new CodePointText(Text);
        var flagged = flags.Select(f => (f.Kind, f.Span.Start, Words: before.Slice(f.Span))).ToList();
        turns.Clear();
        flags.Clear();
        TakeOver(text, by);
        foreach (var (kind, start, words) in flagged)
        {
            if (Nearest(text.Text, words, start) is { } span)
                flags.Add(ContentFlag.Of(Id, span, kind));
        }

        return flagged.Count - flags.Count;
    }

    /// <summary>Whether it is what the raw transcript gives now: the same words, from the same speakers.</summary>
    public bool IsUpToDateWith(DeidentifiedText text) =>
        TextSha256 == TextHash.Sha256Hex(text.Text.Text)
        && turns.OrderBy(t => t.Sequence).Select(t => (t.SpeakerRole, t.SpeakerLabel, t.StartCp, t.EndCp))
            .SequenceEqual(text.Turns.Select(t => (t.Role, t.Label, t.Words.Start, t.Words.End)));

    /// <summary>Flags a hard passage, to be hidden until asked for. Refused outside the text, where it meets another flag,
    /// and once released.</summary>
    public Result<ContentFlag> Mark(TextSpan span, ContentFlagKind kind)
    {
        if (State is not (TranscriptState.Draft or TranscriptState.InReview))
            return InterviewsRefusals.WrongState;
        if (span.Start < 0 || span.Start >= span.End || span.End > LengthCodePoints)
            return InterviewsRefusals.FlagOutsideText;
        if (flags.Exists(f => f.Span.Overlaps(span)))
            return InterviewsRefusals.FlagOverlaps;
        var flag = ContentFlag.Of(Id, span, kind);
        flags.Add(flag);
        return flag;
    }

    /// <summary>Takes a flag away again. Refused once released.</summary>
    public Result<Done> Unmark(Guid flag)
    {
        if (State is not (TranscriptState.Draft or TranscriptState.InReview))
            return InterviewsRefusals.WrongState;
        flags.RemoveAll(f => f.Id == flag);
        return Done.Instance;
    }

    /// <summary>Hands a draft to the second person (PRV-18). Refused while finds are open, while the scanner still finds
    /// something, or if the draft is not what the raw transcript gives.</summary>
    /// <param name="raw">The transcript it comes from.</param>
    /// <param name="text">What that gives now.</param>
    /// <param name="stillFound">How many passages the scanner finds in it, those dismissed not counted.</param>
    public Result<Done> SubmitForReview(RawTranscript raw, DeidentifiedText text, int stillFound, UserId by)
    {
        if (State != TranscriptState.Draft)
            return InterviewsRefusals.WrongState;
        var ready = CheckReady(raw, text, stillFound);
        if (!ready.Succeeded)
            return ready;
        State = TranscriptState.InReview;
        DeidentifiedBy = by;
        ReviewNote = null;
        return Done.Instance;
    }

    /// <summary>The second person hands it back. Refused without saying why, in at most 1,000 characters.</summary>
    public Result<Done> SendBack(string note)
    {
        if (State != TranscriptState.InReview)
            return InterviewsRefusals.WrongState;
        note = note.Trim();
        if (note.Length is 0 or > ReviewNoteLength)
            return InterviewsRefusals.ReviewNoteLength.For(nameof(ReviewNote));
        State = TranscriptState.Draft;
        ReviewNote = note;
        return Done.Instance;
    }

    /// <summary>Releases the text to coders: by a second person, who neither de-identified it nor decided on any passage
    /// of it (PRV-18). Refused for the reasons that <see cref="SubmitForReview"/> gives.</summary>
    public Result<Done> Release(RawTranscript raw, DeidentifiedText text, int stillFound, UserId reviewer, DateTimeOffset now)
    {
        if (State != TranscriptState.InReview)
            return InterviewsRefusals.WrongState;
        if (DeidentifiedBy == reviewer || raw.Entries.Any(e => e.DecidedBy == reviewer))
            return InterviewsRefusals.ReviewerIsDeidentifier;
        var ready = CheckReady(raw, text, stillFound);
        if (!ready.Succeeded)
            return ready;
        State = TranscriptState.Released;
        ReviewedBy = reviewer;
        ReleasedAt = now;
        return Done.Instance;
    }

    /// <summary>Takes the text away from coders, for good.</summary>
    public void Withdraw() => State = TranscriptState.Withdrawn;

    private static TextSpan? Nearest(CodePointText text, string words, int start)
    {
        var best = -1;
        var from = text.ToUtf16(Math.Min(start, text.Length));
        for (var at = text.Text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            if (best < 0 || Math.Abs(at - from) < Math.Abs(best - from))
                best = at;
        }

        return best < 0 ? null : text.ToSpan(best, best + words.Length);
    }

    private Result<Done> CheckReady(RawTranscript raw, DeidentifiedText text, int stillFound)
    {
        if (raw.InterviewId != InterviewId)
            throw new ArgumentException("The raw transcript is another interview's.", nameof(raw));
        if (raw.Entries.Count(e => e.Status == FindingStatus.Open) is > 0 and var open)
            return InterviewsRefusals.FindsOpen(open);
        if (stillFound > 0)
            return InterviewsRefusals.ScannerStillFinds(stillFound);
        return IsUpToDateWith(text) ? Done.Instance : InterviewsRefusals.DraftOutOfDate;
    }

    private void TakeOver(DeidentifiedText text, UserId by)
    {
        Text = text.Text.Text;
        TextSha256 = TextHash.Sha256Hex(Text);
        LengthCodePoints = text.Text.Length;
        WordCount = text.WordCount;
        DeidentifiedBy = by;
        turns.AddRange(text.Turns.Select((turn, i) => TranscriptTurn.Of(Id, i + 1, turn)));
    }
}

/// <summary>One turn of speech: a range of the text, and who spoke.</summary>
public sealed class TranscriptTurn : Entity
{
    public const int SpeakerLabelLength = 60;

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

    /// <summary>The words without the label, in half-open code points.</summary>
    public int StartCp { get; private set; }

    public int EndCp { get; private set; }

    /// <summary>The words without the label.</summary>
    public TextSpan Words => new(StartCp, EndCp);

    internal static TranscriptTurn Of(TranscriptVersionId version, int sequence, DeidentifiedTurn turn) => new()
    {
        VersionId = version,
        Sequence = sequence,
        SpeakerRole = turn.Role,
        SpeakerLabel = turn.Label,
        StartCp = turn.Words.Start,
        EndCp = turn.Words.End,
    };
}

/// <summary>A hard passage: hidden until asked for.</summary>
public sealed class ContentFlag : Entity
{
    private ContentFlag()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public TranscriptVersionId VersionId { get; private set; }

    /// <summary>Half-open code points.</summary>
    public int StartCp { get; private set; }

    public int EndCp { get; private set; }

    public ContentFlagKind Kind { get; private set; }

    /// <summary>Where it stands.</summary>
    public TextSpan Span => new(StartCp, EndCp);

    internal static ContentFlag Of(TranscriptVersionId version, TextSpan span, ContentFlagKind kind) =>
        new() { VersionId = version, StartCp = span.Start, EndCp = span.End, Kind = kind };
}
