using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Coding;

/// <summary>Which coding is to be changed, and what its screen showed.</summary>
/// <param name="Interview">The interview; the coder is the actor.</param>
/// <param name="Step">Identifies the gesture; made in the browser, so that what is sent twice is done once.</param>
/// <param name="Revision">The revision that the screen showed; an older one is refused.</param>
public sealed record CodingChangeRequest(InterviewId Interview, Guid Step, int Revision);

/// <summary>A code on a span, rated, in one gesture.</summary>
/// <param name="Change">Which coding.</param>
/// <param name="Gesture">What is applied; its step is the change's.</param>
public sealed record ApplyCode(CodingChangeRequest Change, CodingGesture Gesture);

/// <summary>What a change came to: the one excerpt that is different now.</summary>
/// <param name="Revision">The coding's new revision.</param>
/// <param name="Excerpt">The excerpt as it stands now; without codes where it was removed.</param>
/// <param name="Undo">The step that can be taken back.</param>
/// <param name="Redo">The step that can be done again.</param>
public sealed record CodingChange(int Revision, ExcerptRow Excerpt, Guid? Undo, Guid? Redo);

/// <summary>A coder's own excerpt. Its words are in the transcript.</summary>
public sealed record ExcerptRow(
    ExcerptId Id, int Start, int End, bool NeedsContext, IReadOnlyList<AppliedCode> Codes, IReadOnlyList<RatedCell> Ratings);

/// <summary>A turn of the transcript, with what may be shown of it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Start">First code point of the turn.</param>
/// <param name="End">One past the last.</param>
/// <param name="Passages">Its words in order, the hidden ones without text.</param>
/// <param name="Sentences">Spans by which the keyboard moves.</param>
public sealed record TurnRow(
    int Number, SpeakerRole Role, string Speaker, int Start, int End, IReadOnlyList<PassageRow> Passages, IReadOnlyList<TextSpan> Sentences);

/// <summary>A stretch of a turn: words, or a hard passage whose words stay on the server until asked for.</summary>
/// <param name="Flag">The flag that hides it, or <c>null</c>.</param>
/// <param name="Text">Its words; <c>null</c> while hidden.</param>
public sealed record PassageRow(int Start, int End, Guid? Flag, string? Text);

/// <summary>A flagged passage, without its words.</summary>
/// <param name="Turn">Number of the turn in which it begins.</param>
public sealed record FlagRow(Guid Id, int Start, int End, ContentFlagKind Kind, int Turn);

/// <summary>A code as the workbench offers it.</summary>
public sealed record CodeRow(CodeId Id, CodeKind Kind, string Key, CapacityCell? Cell, BilingualText Label, BilingualText Definition, BilingualText Exclude, BilingualText Example);

/// <summary>Everything a coder needs on the screen to code one interview. Nothing in it is another coder's.</summary>
public sealed record CodingWorkbench
{
    public required InterviewId Interview { get; init; }

    public required int InterviewNumber { get; init; }

    public required string Organization { get; init; }

    public required string Wave { get; init; }

    public required ContentLanguage Language { get; init; }

    public required int WordCount { get; init; }

    public required int Revision { get; init; }

    public required int LastTurn { get; init; }

    public required int FurthestTurn { get; init; }

    public required DateTimeOffset? SubmittedAt { get; init; }

    public required DateTimeOffset? SetAsideAt { get; init; }

    public required DateTimeOffset? ChangedAt { get; init; }

    public required Guid? Undo { get; init; }

    public required Guid? Redo { get; init; }

    public required IReadOnlyList<TurnRow> Turns { get; init; }

    public required IReadOnlyList<FlagRow> Flags { get; init; }

    public required IReadOnlyList<CodeRow> Codes { get; init; }

    public required IReadOnlyList<ExcerptRow> Excerpts { get; init; }
}

/// <summary>Where a coding stands.</summary>
public enum CodingProgress
{
    NotStarted,
    Started,
    SetAside,
    Submitted,
}

/// <summary>An interview in a coder's queue.</summary>
/// <param name="FlaggedPassages">How many hard passages it holds.</param>
/// <param name="Excerpts">How many the coder has taken so far.</param>
/// <param name="ToRate">Coded cells that have no rating yet.</param>
/// <param name="TurnsRead">Interviewee turns come to so far.</param>
/// <param name="Turns">Interviewee turns in all.</param>
public sealed record CodingQueueRow(
    InterviewId Interview,
    int Number,
    string Organization,
    string Wave,
    ContentLanguage Language,
    int Words,
    int FlaggedPassages,
    int Excerpts,
    int ToRate,
    int TurnsRead,
    int Turns,
    CodingProgress Progress,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? ChangedAt);
