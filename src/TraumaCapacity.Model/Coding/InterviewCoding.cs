using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Coding;

/// <summary>One coder's reading of one interview. Revised until submitted; then it never changes. Every change is a
/// <see cref="CodingStep"/> that can be undone and done again. The verbs need only those excerpts and steps loaded that
/// they speak of, so that an interview with a thousand excerpts is as quick to code as a new one.</summary>
public sealed class InterviewCoding : Entity, ICoderScoped
{
    private readonly List<Excerpt> excerpts = [];
    private readonly List<CodingStep> steps = [];

    private InterviewCoding()
    {
    }

    public CodingId Id { get; private set; } = CodingId.New();

    public InterviewId InterviewId { get; private set; }

    public UserId CoderId { get; private set; }

    public TranscriptVersionId TranscriptVersionId { get; private set; }

    public CodebookVersionId CodebookVersionId { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public DateTimeOffset? SetAsideAt { get; private set; }

    /// <summary>Turn last worked on, for going on where one stopped; 0 before the first.</summary>
    public int LastTurn { get; private set; }

    /// <summary>The furthest turn that was come to; 0 before the first.</summary>
    public int FurthestTurn { get; private set; }

    /// <summary>How often the coding was changed. A screen says which revision it shows, so that a change made on an older
    /// one is told apart from one made on the newest.</summary>
    public int Revision { get; private set; }

    /// <summary>Number of the last step that stands. Steps after it were undone and can be done again.</summary>
    public int StepNumber { get; private set; }

    /// <summary>Moment of the last change; touching the root makes a stale save of the aggregate conflict.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    public IReadOnlyList<Excerpt> Excerpts => excerpts;

    public IReadOnlyList<CodingStep> Steps => steps;

    /// <summary>Assigns an interview to a coder. Refused before the transcript is released, with a codebook that is not
    /// published, for a third coder, for one who has it already, and where the interviewer would be alone (INV-35).</summary>
    /// <param name="codebook">The version it is coded with, from beginning to end (INV-30).</param>
    /// <param name="others">The codings of the interview that exist.</param>
    public static Result<InterviewCoding> Assign(
        Interview interview, UserId coder, TranscriptVersion version, CodebookVersion codebook, IReadOnlyCollection<InterviewCoding> others)
    {
        ArgumentNullException.ThrowIfNull(interview);
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(codebook);
        if (interview.State == InterviewState.Withdrawn)
            return InterviewsRefusals.ConsentWithdrawn;
        if (version.InterviewId != interview.Id || version.State != TranscriptState.Released)
            return InterviewsRefusals.NotReleased;
        if (codebook.Status != CodebookStatus.Published)
            return InterviewsRefusals.CodebookNotPublished;
        var allowed = interview.CheckCoders([.. others.Select(o => o.CoderId), coder]);
        return allowed.Succeeded ? Of(interview.Id, coder, version.Id, codebook.Id) : allowed.As<InterviewCoding>();
    }

    internal static InterviewCoding Of(InterviewId interview, UserId coder, TranscriptVersionId transcript, CodebookVersionId codebook) => new()
    {
        InterviewId = interview,
        CoderId = coder,
        TranscriptVersionId = transcript,
        CodebookVersionId = codebook,
    };

    /// <summary>Marks the coding as begun, when its coder first opens it.</summary>
    public void Start(DateTimeOffset now) => StartedAt ??= now;

    /// <summary>Codes a span and, where wanted, rates it, in one gesture: a new excerpt, another code on one that stands
    /// at the same place, or a change of what was applied before. Refused: spans outside the text or without a word
    /// (INV-20), the interviewer's words (INV-22), a rating of a plan, barrier or context (INV-24), a clear change
    /// without an example (INV-26), one domain at two levels unless confirmed (INV-32).</summary>
    /// <returns>The excerpt that now carries the code.</returns>
    public Result<Excerpt> Apply(CodingGesture gesture, CodableTranscript transcript, CodeSet codes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(gesture);
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(codes);
        if (SubmittedAt is not null)
            return CodingRefusals.AlreadySubmitted;
        var excerpt = excerpts.Find(e => e.Id == gesture.Excerpt) ?? excerpts.Find(e => e.RetiredAt is null && e.Span == gesture.Span);
        var before = excerpt?.State ?? ExcerptState.Nothing;
        var needsContext = before.NeedsContext || gesture.NeedsContext;
        if (CheckPlace(excerpt?.Span ?? gesture.Span, needsContext, transcript) is { } misplaced)
            return misplaced;
        if (before.Apply(gesture, codes) is { Refusal: { } refusal })
            return refusal;
        var after = before.Apply(gesture, codes).Value with { NeedsContext = needsContext };
        if (after.Check(codes) is { } broken)
            return broken;
        if (transcript.IsOnlyInterviewer(excerpt?.Span ?? gesture.Span) && after.CodedCells(codes).Any())
            return CodingRefusals.InterviewerOnly;
        if (!gesture.ConfirmedAcrossLevels && after.NewlyAcrossLevels(before, codes) is { } other)
            return CodingRefusals.WhoChanged(other);

        if (excerpt is null)
        {
            excerpt = Excerpt.Take(this, gesture.Excerpt, gesture.Span, transcript);
            excerpts.Add(excerpt);
        }

        return Change(gesture.Step, excerpt, before, after, now);
    }

    /// <summary>Codes a span: <see cref="Apply"/> without a rating.</summary>
    public Result<Excerpt> Code(CodableTranscript transcript, CodeSet codes, TextSpan span, CodeId code, DateTimeOffset now) =>
        Apply(new CodingGesture(Guid.CreateVersion7(), ExcerptId.New(), span, code), transcript, codes, now);

    /// <summary>Rates the change that an excerpt shows in one of the cells it is coded to (INV-23 to INV-26).</summary>
    public Result<Excerpt> Rate(Guid step, ExcerptId excerpt, CapacityCell cell, RatingChoice rating, CodeSet codes, DateTimeOffset now) =>
        Revise(step, excerpt, codes, now, state => state.WithRating(cell, rating));

    /// <summary>Writes the coder's note on one code of an excerpt, or takes it away.</summary>
    public Result<Excerpt> SetMemo(Guid step, ExcerptId excerpt, CodeId code, string? memo, CodeSet codes, DateTimeOffset now) =>
        Revise(step, excerpt, codes, now, state => state.WithMemo(code, memo));

    /// <summary>Takes a code off an excerpt, with the rating that stood on it. Without codes the excerpt goes too.</summary>
    public Result<Excerpt> RemoveCode(Guid step, ExcerptId excerpt, CodeId code, CodeSet codes, DateTimeOffset now) =>
        Revise(step, excerpt, codes, now, state => state.Without(code, codes));

    /// <summary>Takes an excerpt away, with all its codes and ratings.</summary>
    public Result<Excerpt> RetireExcerpt(Guid step, ExcerptId excerpt, CodeSet codes, DateTimeOffset now) =>
        Revise(step, excerpt, codes, now, _ => ExcerptState.Nothing);

    /// <summary>Takes back the last step that stands. Asked again for the same step, it does nothing, so that a request
    /// repeated after a lost answer takes nothing more back.</summary>
    /// <param name="step">The step to take back, or <c>null</c> for the last.</param>
    public Result<Excerpt> Undo(Guid? step, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return CodingRefusals.AlreadySubmitted;
        if (step is not null && steps.Find(s => s.Id == step) is { Status: not StepStatus.Standing } undone)
            return Find(undone.ExcerptId);
        var last = steps.Find(s => s.Status == StepStatus.Standing && s.Number == StepNumber);
        if (last is null)
            return CodingRefusals.NothingToUndo;
        if (step is not null && last.Id != step)
            return CodingRefusals.ChangedByAnother;
        StepNumber--;
        last.Undo();
        return Restore(last.ExcerptId, last.Before, now);
    }

    /// <summary>Does again the step that was taken back last. Asked again for the same step, it does nothing.</summary>
    /// <param name="step">The step to do again, or <c>null</c> for the next.</param>
    public Result<Excerpt> Redo(Guid? step, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return CodingRefusals.AlreadySubmitted;
        if (step is not null && steps.Find(s => s.Id == step) is { Status: StepStatus.Standing } done)
            return Find(done.ExcerptId);
        var next = steps.Find(s => s.Status == StepStatus.Undone && s.Number == StepNumber + 1);
        if (next is null)
            return CodingRefusals.NothingToRedo;
        if (step is not null && next.Id != step)
            return CodingRefusals.ChangedByAnother;
        StepNumber++;
        next.Redo();
        return Restore(next.ExcerptId, next.After, now);
    }

    /// <summary>Remembers where the coder is, and how far they have come.</summary>
    /// <param name="turn">Number of a turn, from 1.</param>
    public void RememberPlace(int turn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(turn, 1);
        LastTurn = turn;
        FurthestTurn = Math.Max(FurthestTurn, turn);
    }

    /// <summary>Puts the interview aside. No reason is asked for, and nothing is lost.</summary>
    public Result<Done> SetAside(DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return CodingRefusals.AlreadySubmitted;
        SetAsideAt ??= now;
        ChangedAt = now;
        return Done.Instance;
    }

    /// <summary>Takes the interview up again.</summary>
    public Result<Done> Resume(DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return CodingRefusals.AlreadySubmitted;
        SetAsideAt = null;
        ChangedAt = now;
        return Done.Instance;
    }

    /// <summary>What still has to be rated: each excerpt and cell that is coded and has neither a value nor the remark that
    /// the evidence is insufficient. Needs all excerpts loaded.</summary>
    public IReadOnlyList<UnratedCell> Unrated(CodeSet codes) =>
    [
        .. from excerpt in excerpts
           where excerpt.RetiredAt is null
           orderby excerpt.StartCp, excerpt.EndCp
           let state = excerpt.State
           from cell in state.CodedCells(codes)
           where state.RatingIn(cell) is null
           select new UnratedCell(excerpt.Id, cell),
    ];

    /// <summary>Hands the coding in; from then on it never changes. Refused while a coded cell has no rating. Needs all
    /// excerpts loaded.</summary>
    public Result<Done> Submit(CodeSet codes, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return CodingRefusals.AlreadySubmitted;
        if (Unrated(codes) is { Count: > 0 } missing)
            return CodingRefusals.CellsNotRated(missing.Count);
        StartedAt ??= now;
        SetAsideAt = null;
        SubmittedAt = now;
        ChangedAt = now;
        Revision++;
        return Done.Instance;
    }

    private static Refusal? CheckPlace(TextSpan span, bool needsContext, CodableTranscript transcript)
    {
        if (!transcript.Text.Holds(span))
            return CodingRefusals.SpanOutsideText;
        if (transcript.Text.AsSpan(span).IsWhiteSpace())
            return CodingRefusals.NothingSelected;
        return transcript.TouchesInterviewer(span) && !needsContext ? CodingRefusals.TouchesInterviewer : null;
    }

    private Result<Excerpt> Revise(Guid step, ExcerptId id, CodeSet codes, DateTimeOffset now, Func<ExcerptState, Result<ExcerptState>> revise)
    {
        if (SubmittedAt is not null)
            return CodingRefusals.AlreadySubmitted;
        if (excerpts.Find(e => e.Id == id && e.RetiredAt is null) is not { } excerpt)
            return CodingRefusals.UnknownExcerpt;
        var before = excerpt.State;
        var revised = revise(before);
        if (!revised.Succeeded)
            return revised.As<Excerpt>();
        return revised.Value.Check(codes) is { } broken ? broken : Change(step, excerpt, before, revised.Value, now);
    }

    private Excerpt Change(Guid step, Excerpt excerpt, ExcerptState before, ExcerptState after, DateTimeOffset now)
    {
        foreach (var undone in steps.Where(s => s.Status == StepStatus.Undone))
            undone.Discard();
        StepNumber++;
        steps.Add(CodingStep.Take(step, this, excerpt.Id, StepNumber, before, after, now));
        excerpt.MoveTo(after, now);
        Touch(now);
        return excerpt;
    }

    private Result<Excerpt> Restore(ExcerptId id, ExcerptState state, DateTimeOffset now)
    {
        var found = Find(id);
        if (found.Succeeded)
        {
            found.Value.MoveTo(state, now);
            Touch(now);
        }

        return found;
    }

    private Result<Excerpt> Find(ExcerptId id) =>
        excerpts.Find(e => e.Id == id) is { } excerpt ? excerpt : CodingRefusals.UnknownExcerpt;

    private void Touch(DateTimeOffset now)
    {
        StartedAt ??= now;
        SetAsideAt = null;
        ChangedAt = now;
        Revision++;
    }
}

/// <summary>A cell that an excerpt is coded to and that has no rating yet.</summary>
public sealed record UnratedCell(ExcerptId Excerpt, CapacityCell Cell);
