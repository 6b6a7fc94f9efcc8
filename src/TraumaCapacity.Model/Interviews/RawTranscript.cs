using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Interviews;

public enum SpeakerRole
{
    Interviewer,
    Interviewee,
}

/// <summary>A turn as it was recognized in an uploaded text.</summary>
/// <param name="SpeakerLabel">As it stands in the file; empty where nobody is named.</param>
/// <param name="Role">Who it is taken for.</param>
/// <param name="Words">What was said, without the label, in code points of the text.</param>
public sealed record SpokenTurn(string SpeakerLabel, SpeakerRole Role, TextSpan Words);

/// <summary>The transcript as it was uploaded. Data custodians only (PRV-17).</summary>
public sealed class RawTranscript : Entity
{
    /// <summary>Longest transcript accepted, in code points.</summary>
    public const int MaximumLength = 2_000_000;

    private readonly List<DeidentificationEntry> entries = [];
    private readonly List<RawTurn> turns = [];

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

    /// <summary>Moment of the last change; touching the root makes a stale save of the aggregate conflict.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public IReadOnlyList<DeidentificationEntry> Entries => entries;

    /// <summary>In order of the text.</summary>
    public IReadOnlyList<RawTurn> Turns => turns;

    /// <summary>Stores an uploaded text. Refused if it is empty or longer than two million code points, or if no
    /// interviewee speaks in it. Text outside the turns is kept here, and never becomes part of a de-identified text.</summary>
    /// <param name="spoken">The turns, in order and without overlaps.</param>
    public static Result<RawTranscript> Store(InterviewId interview, CodePointText text, IReadOnlyList<SpokenTurn> spoken, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text.Text) || spoken.Count == 0)
            return InterviewsRefusals.TranscriptEmpty;
        if (text.Length > MaximumLength)
            return InterviewsRefusals.TranscriptTooLong(text.Length, MaximumLength);
        if (spoken.All(t => t.Role != SpeakerRole.Interviewee))
            return InterviewsRefusals.NoIntervieweeSpeaks;
        var raw = new RawTranscript
        {
            InterviewId = interview,
            Text = text.Text,
            TextSha256 = TextHash.Sha256Hex(text.Text),
            LengthCodePoints = text.Length,
            ChangedAt = now,
        };
        var end = 0;
        foreach (var turn in spoken)
        {
            if (!text.Holds(turn.Words) || turn.Words.Start < end)
                throw new ArgumentException("Turns lie in the text, in order and without overlaps.", nameof(spoken));
            end = turn.Words.End;
            raw.turns.Add(RawTurn.Of(raw.Id, raw.turns.Count + 1, turn));
        }

        return raw;
    }

    /// <summary>Proposes passages that seem to identify someone. Those that meet a passage already known are passed over,
    /// so that scanning again changes nothing.</summary>
    public void Propose(IEnumerable<(TextSpan Span, IdentifierKind Kind)> finds, DateTimeOffset now)
    {
        var text = new CodePointText(Text);
        foreach (var (span, kind) in finds)
        {
            if (Overlapping(span) is null && InOneTurn(span))
                Add(text, span, kind, FindingSource.Scanner, now);
        }
    }

    /// <summary>Marks a passage that the scanner did not find. Refused across turns, and where it meets another one that
    /// was not dismissed; a dismissed one gives way.</summary>
    public Result<DeidentificationEntry> Mark(TextSpan span, IdentifierKind kind, DateTimeOffset now)
    {
        var text = new CodePointText(Text);
        if (!text.Holds(span) || !InOneTurn(span))
            return InterviewsRefusals.MarkOutsideTurns;
        if (entries.Any(e => e.Status != FindingStatus.Dismissed && e.Span.Overlaps(span)))
            return InterviewsRefusals.MarkOverlaps;
        entries.RemoveAll(e => e.Span.Overlaps(span));
        return Add(text, span, kind, FindingSource.Custodian, now);
    }

    /// <summary>Replaces a passage. Refused if the replacement is no tag in brackets, or still holds the original.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="replacement">Such as <c>[NAME-1]</c>.</param>
    public Result<Done> Replace(Guid entry, IdentifierKind kind, string replacement, UserId by, DateTimeOffset now)
    {
        ChangedAt = now;
        return Find(entry) is { } found ? found.Replace(kind, replacement, by, now) : InterviewsRefusals.FindNotThere;
    }

    /// <summary>Replaces every open passage with the same original, whatever its case and accents, by the same tag.</summary>
    /// <returns>How many were replaced.</returns>
    public Result<int> ReplaceAll(Guid entry, IdentifierKind kind, string replacement, UserId by, DateTimeOffset now)
    {
        ChangedAt = now;
        if (Find(entry) is not { } found)
            return InterviewsRefusals.FindNotThere;
        var same = entries
            .Where(e => e == found || (e.Status == FindingStatus.Open && ReplacementTag.SameOriginal(e.Original, found.Original)))
            .ToList();
        foreach (var each in same)
        {
            var result = each.Replace(kind, replacement, by, now);
            if (!result.Succeeded)
                return result.As<int>();
        }

        return same.Count;
    }

    /// <summary>Leaves a passage as it is. Refused without a reason of 3 to 200 characters.</summary>
    public Result<Done> Dismiss(Guid entry, string reason, UserId by, DateTimeOffset now)
    {
        ChangedAt = now;
        return Find(entry) is { } found ? found.Dismiss(reason, by, now) : InterviewsRefusals.FindNotThere;
    }

    /// <summary>Takes a decision back: the passage is open again.</summary>
    public Result<Done> Reopen(Guid entry, DateTimeOffset now)
    {
        ChangedAt = now;
        if (Find(entry) is not { } found)
            return InterviewsRefusals.FindNotThere;
        found.Reopen();
        return Done.Instance;
    }

    /// <summary>Corrects who a label stands for, in every turn that carries it. Refused where then no interviewee would
    /// speak, or where the label to show has more than 60 characters.</summary>
    /// <param name="label">As it stands in the file.</param>
    /// <param name="shown">What the de-identified text shows instead.</param>
    public Result<Done> AssignSpeaker(string label, SpeakerRole role, string shown, DateTimeOffset now)
    {
        shown = shown.Trim();
        if (shown.Length is 0 or > TranscriptTurn.SpeakerLabelLength)
            return InterviewsRefusals.SpeakerLabelLength;
        if (turns.All(t => (t.SpeakerLabel == label ? role : t.SpeakerRole) != SpeakerRole.Interviewee))
            return InterviewsRefusals.NoIntervieweeSpeaks;
        foreach (var turn in turns.Where(t => t.SpeakerLabel == label))
            turn.Assign(role, shown);
        ChangedAt = now;
        return Done.Instance;
    }

    /// <summary>The tag to suggest for a passage: that of the same original, otherwise the next number of its kind.</summary>
    public string SuggestReplacement(string original, IdentifierKind kind, Training.ContentLanguage language) =>
        ReplacementTag.Suggest(original, kind, entries, language);

    private DeidentificationEntry Add(CodePointText text, TextSpan span, IdentifierKind kind, FindingSource source, DateTimeOffset now)
    {
        var entry = DeidentificationEntry.Propose(Id, span, kind, text.Slice(span), source);
        entries.Add(entry);
        ChangedAt = now;
        return entry;
    }

    private DeidentificationEntry? Find(Guid entry) => entries.Find(e => e.Id == entry);

    private DeidentificationEntry? Overlapping(TextSpan span) => entries.Find(e => e.Span.Overlaps(span));

    private bool InOneTurn(TextSpan span) => turns.Exists(t => t.Words.Contains(span));
}

/// <summary>One turn of a raw transcript.</summary>
public sealed class RawTurn : Entity
{
    public const int LabelLength = 120;

    private RawTurn()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public RawTranscriptId RawTranscriptId { get; private set; }

    /// <summary>From 1, in order of the text.</summary>
    public int Sequence { get; private set; }

    /// <summary>As it stands in the file: often a name.</summary>
    [Evidence]
    public string SpeakerLabel { get; private set; } = "";

    public SpeakerRole SpeakerRole { get; private set; }

    /// <summary>What the de-identified text shows; empty for the usual word of the role.</summary>
    public string ShownLabel { get; private set; } = "";

    /// <summary>The words without the label, in half-open code points.</summary>
    public int StartCp { get; private set; }

    public int EndCp { get; private set; }

    /// <summary>The words without the label.</summary>
    public TextSpan Words => new(StartCp, EndCp);

    internal static RawTurn Of(RawTranscriptId transcript, int sequence, SpokenTurn turn) => new()
    {
        RawTranscriptId = transcript,
        Sequence = sequence,
        SpeakerLabel = turn.SpeakerLabel.Length <= LabelLength ? turn.SpeakerLabel : turn.SpeakerLabel[..LabelLength],
        SpeakerRole = turn.Role,
        StartCp = turn.Words.Start,
        EndCp = turn.Words.End,
    };

    internal void Assign(SpeakerRole role, string shown)
    {
        SpeakerRole = role;
        ShownLabel = shown;
    }
}
