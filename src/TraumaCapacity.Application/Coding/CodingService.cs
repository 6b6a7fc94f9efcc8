using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Application.Coding;

/// <summary>Coding interviews: one's queue, and the work on one interview. Everything is the actor's own; another coder's
/// work on the same interview is not reachable from here (INV-27).</summary>
public sealed class CodingService(TraumaDatabase database, TimeProvider clock)
{
    private const int MostAttempts = 3;

    /// <summary>The interviews assigned to the actor, those to be coded first, by number.</summary>
    public async Task<IReadOnlyList<CodingQueueRow>> QueueAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        var rows = await RowsAsync(db, db.Codings.Where(c => c.CoderId == actor.UserId), cancellationToken);
        return [.. rows.OrderBy(r => Order(r.Progress)).ThenBy(r => r.Number)];
    }

    /// <summary>One interview of the queue, or <c>null</c> if it is not the actor's to code.</summary>
    public async Task<CodingQueueRow?> FindAsync(Actor actor, InterviewId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        var rows = await RowsAsync(db, db.Codings.Where(c => c.CoderId == actor.UserId && c.InterviewId == id), cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <summary>Opens an interview for coding and records that its transcript was read. The words of flagged passages are
    /// not among what is returned.</summary>
    /// <returns><c>null</c> if the interview is not the actor's to code.</returns>
    public async Task<CodingWorkbench?> OpenAsync(Actor actor, InterviewId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        if (await OwnAsync(db, actor, id, cancellationToken) is not { } coding)
            return null;
        var interview = await (
            from i in db.Interviews.AsNoTracking()
            where i.Id == id
            join organization in db.Organizations on i.OrganizationId equals organization.Id
            join wave in db.Waves on i.WaveId equals wave.Id
            select new { i.Number, Organization = organization.Name, Wave = wave.Name }).SingleAsync(cancellationToken);
        var version = await db.Transcripts.AsNoTracking().AsSplitQuery()
            .Include(v => v.Turns).Include(v => v.Flags)
            .SingleAsync(v => v.Id == coding.TranscriptVersionId, cancellationToken);
        // Without their words: those are in the transcript, and a thousand of them weigh.
        var excerpts = await db.Excerpts.AsNoTracking().AsSplitQuery()
            .Where(e => e.CodingId == coding.Id && e.RetiredAt == null)
            .OrderBy(e => e.StartCp).ThenBy(e => e.EndCp).ThenBy(e => e.Id)
            .Select(e => new ExcerptRow(
                e.Id,
                e.StartCp,
                e.EndCp,
                e.NeedsContext,
                e.Applications.Where(a => a.RetiredAt == null).OrderBy(a => a.AppliedAt).ThenBy(a => a.Id).Select(a => new AppliedCode(a.CodeId, a.Memo)).ToList(),
                e.Ratings.Where(r => r.RetiredAt == null).OrderBy(r => r.Cell)
                    .Select(r => new RatedCell(r.Cell, new RatingChoice(r.Value, r.Basis, r.Attribution, r.IsMixed))).ToList()))
            .ToListAsync(cancellationToken);
        var codes = await db.Set<Code>().AsNoTracking()
            .Where(c => c.CodebookVersionId == coding.CodebookVersionId)
            .OrderBy(c => c.SortOrder)
            .ToListAsync(cancellationToken);
        await LoadStepsAsync(db, coding, Guid.Empty, cancellationToken);

        coding.Start(clock.GetUtcNow());
        db.RecordAccess("READ", "transcript_version", version.Id.ToString());
        await db.SaveChangesAsync(cancellationToken);

        var turns = version.Turns.OrderBy(t => t.Sequence).ToList();
        var text = new CodePointText(version.Text);
        return new CodingWorkbench
        {
            Interview = id,
            InterviewNumber = interview.Number,
            Organization = interview.Organization,
            Wave = interview.Wave,
            Language = version.Language,
            WordCount = version.WordCount,
            Revision = coding.Revision,
            LastTurn = coding.LastTurn,
            FurthestTurn = coding.FurthestTurn,
            SubmittedAt = coding.SubmittedAt,
            SetAsideAt = coding.SetAsideAt,
            ChangedAt = coding.ChangedAt,
            Undo = UndoStep(coding),
            Redo = RedoStep(coding),
            Turns = [.. turns.Select(t => TurnText.Row(text, t, version.Flags))],
            Flags = [.. version.Flags.OrderBy(f => f.StartCp).Select(f => new FlagRow(f.Id, f.StartCp, f.EndCp, f.Kind, TurnText.NumberAt(turns, f.StartCp)))],
            Codes = [.. codes.Select(Row)],
            Excerpts = excerpts,
        };
    }

    /// <summary>The words of one flagged passage, because its coder asked for them. Audited, and counted for the coder
    /// alone.</summary>
    public async Task<PassageRow?> RevealPassageAsync(Actor actor, InterviewId id, Guid flag, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        var passage = await (
            from coding in db.Codings.AsNoTracking()
            where coding.CoderId == actor.UserId && coding.InterviewId == id
            join version in db.Transcripts on coding.TranscriptVersionId equals version.Id
            from found in version.Flags
            where found.Id == flag
            select new { version.Text, found.StartCp, found.EndCp }).SingleOrDefaultAsync(cancellationToken);
        if (passage is null)
            return null;

        db.RecordAccess("REVEAL", "content_flag", flag.ToString());
        await db.SaveChangesAsync(cancellationToken);
        // By itself, so that the trail of audit does not carry what is for the coder alone.
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into evidence.coder_exposure_day (id, coder_id, date, flagged_passages, created_at, created_by)
            values ({Guid.CreateVersion7()}, {actor.UserId.Value}, {today}, 1, {now}, {actor.UserId.Value})
            on conflict (coder_id, date) do update set flagged_passages = coder_exposure_day.flagged_passages + 1
            """,
            cancellationToken);
        var text = new CodePointText(passage.Text).Slice(new TextSpan(passage.StartCp, passage.EndCp));
        return new PassageRow(passage.StartCp, passage.EndCp, flag, text);
    }

    /// <summary>How many flagged passages the actor opened today and in the last seven days. For their own eyes.</summary>
    public async Task<(int Today, int Week)> ExposureAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var days = await db.ExposureDays.AsNoTracking()
            .Where(d => d.CoderId == actor.UserId && d.Date > today.AddDays(-7))
            .Select(d => new { d.Date, d.FlaggedPassages })
            .ToListAsync(cancellationToken);
        return (days.Where(d => d.Date == today).Sum(d => d.FlaggedPassages), days.Sum(d => d.FlaggedPassages));
    }

    /// <summary>Codes and rates a span in one gesture, or changes what was applied.</summary>
    public Task<Result<CodingChange>> ApplyAsync(Actor actor, ApplyCode request, CancellationToken cancellationToken)
    {
        var gesture = request.Gesture with { Step = request.Change.Step };
        return ChangeAsync(actor, request.Change, gesture.Excerpt, gesture.Span, async (db, coding, codes) =>
        {
            var transcript = await TranscriptAsync(db, coding.TranscriptVersionId, cancellationToken);
            return coding.Apply(gesture, transcript, codes, clock.GetUtcNow());
        }, cancellationToken);
    }

    /// <summary>Rates one cell of an excerpt.</summary>
    public Task<Result<CodingChange>> RateAsync(
        Actor actor, CodingChangeRequest change, ExcerptId excerpt, CapacityCell cell, RatingChoice rating, CancellationToken cancellationToken) =>
        ChangeAsync(actor, change, excerpt, null, (_, coding, codes) =>
            Task.FromResult(coding.Rate(change.Step, excerpt, cell, rating, codes, clock.GetUtcNow())), cancellationToken);

    /// <summary>Writes the note on one code of an excerpt.</summary>
    public Task<Result<CodingChange>> SetMemoAsync(
        Actor actor, CodingChangeRequest change, ExcerptId excerpt, CodeId code, string? memo, CancellationToken cancellationToken) =>
        ChangeAsync(actor, change, excerpt, null, (_, coding, codes) =>
            Task.FromResult(coding.SetMemo(change.Step, excerpt, code, memo, codes, clock.GetUtcNow())), cancellationToken);

    /// <summary>Takes a code off an excerpt.</summary>
    public Task<Result<CodingChange>> RemoveCodeAsync(
        Actor actor, CodingChangeRequest change, ExcerptId excerpt, CodeId code, CancellationToken cancellationToken) =>
        ChangeAsync(actor, change, excerpt, null, (_, coding, codes) =>
            Task.FromResult(coding.RemoveCode(change.Step, excerpt, code, codes, clock.GetUtcNow())), cancellationToken);

    /// <summary>Takes an excerpt away.</summary>
    public Task<Result<CodingChange>> RemoveExcerptAsync(
        Actor actor, CodingChangeRequest change, ExcerptId excerpt, CancellationToken cancellationToken) =>
        ChangeAsync(actor, change, excerpt, null, (_, coding, codes) =>
            Task.FromResult(coding.RetireExcerpt(change.Step, excerpt, codes, clock.GetUtcNow())), cancellationToken);

    /// <summary>Takes a step back. The change's step is the one to be taken back.</summary>
    public Task<Result<CodingChange>> UndoAsync(Actor actor, CodingChangeRequest change, CancellationToken cancellationToken) =>
        TraverseAsync(actor, change, StepStatus.Undone, coding => coding.Undo(change.Step, clock.GetUtcNow()), cancellationToken);

    /// <summary>Does a step again. The change's step is the one to be done again.</summary>
    public Task<Result<CodingChange>> RedoAsync(Actor actor, CodingChangeRequest change, CancellationToken cancellationToken) =>
        TraverseAsync(actor, change, StepStatus.Standing, coding => coding.Redo(change.Step, clock.GetUtcNow()), cancellationToken);

    /// <summary>Remembers where the coder is in the interview. Not a change of the coding.</summary>
    public async Task KeepPlaceAsync(Actor actor, InterviewId id, int turn, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        await db.Codings
            .Where(c => c.InterviewId == id && c.CoderId == actor.UserId && turn >= 1)
            .ExecuteUpdateAsync(
                s => s.SetProperty(c => c.LastTurn, turn)
                    .SetProperty(c => c.FurthestTurn, c => c.FurthestTurn > turn ? c.FurthestTurn : turn),
                cancellationToken);
    }

    /// <summary>Puts the interview aside, without a reason.</summary>
    public Task<Result<Done>> SetAsideAsync(Actor actor, InterviewId id, CancellationToken cancellationToken) =>
        SettleAsync(actor, id, coding => coding.SetAside(clock.GetUtcNow()), cancellationToken);

    /// <summary>Takes the interview up again.</summary>
    public Task<Result<Done>> ResumeAsync(Actor actor, InterviewId id, CancellationToken cancellationToken) =>
        SettleAsync(actor, id, coding => coding.Resume(clock.GetUtcNow()), cancellationToken);

    /// <summary>Hands the coding in. When every coder of the interview has, it goes on to reconciling.</summary>
    public async Task<Result<Done>> SubmitAsync(Actor actor, InterviewId id, int revision, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One's place that is being remembered writes the same row, and must not look like a change by somebody else.
        await db.Database.ExecuteSqlAsync(
            $"select 1 from evidence.interview_coding where interview_id = {id.Value} and coder_id = {actor.UserId.Value} for update", cancellationToken);
        if (await OwnAsync(db, actor, id, cancellationToken) is not { } coding)
            return CodingRefusals.UnknownInterview;
        if (coding.Revision != revision)
            return CodingRefusals.ChangedByAnother;
        // Two coders who submit at the same moment wait for one another here, so that the second sees the first.
        await db.Database.ExecuteSqlAsync($"select 1 from evidence.interview where id = {id.Value} for update", cancellationToken);
        await db.Excerpts.Where(e => e.CodingId == coding.Id && e.RetiredAt == null)
            .Include(e => e.Applications).Include(e => e.Ratings).AsSplitQuery()
            .LoadAsync(cancellationToken);
        var codes = await CodesAsync(db, coding.CodebookVersionId, cancellationToken);
        if (coding.Submit(codes, clock.GetUtcNow()) is { Refusal: { } refusal })
            return refusal;
        var saved = await db.SaveAsync(Done.Instance, CodingRefusals.ChangedByAnother, cancellationToken);
        if (saved.Succeeded)
            saved = await MoveOnAsync(db, id, cancellationToken);
        if (saved.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return saved;
    }

    private static async Task<IReadOnlyList<CodingQueueRow>> RowsAsync(TraumaDbContext db, IQueryable<InterviewCoding> codings, CancellationToken cancellationToken)
    {
        var rows = await (
            from coding in codings.AsNoTracking()
            join interview in db.Interviews on coding.InterviewId equals interview.Id
            join organization in db.Organizations on interview.OrganizationId equals organization.Id
            join wave in db.Waves on interview.WaveId equals wave.Id
            join version in db.Transcripts on coding.TranscriptVersionId equals version.Id
            select new
            {
                Coding = coding,
                interview.Number,
                Organization = organization.Name,
                Wave = wave.Name,
                version.Language,
                version.WordCount,
                Flags = version.Flags.Count,
                Excerpts = coding.Excerpts.Count(e => e.RetiredAt == null),
                Coded = coding.Excerpts.Where(e => e.RetiredAt == null).SelectMany(e => e.Applications).Where(a => a.RetiredAt == null)
                    .Join(db.Set<Code>().Where(c => c.Cell != null), a => a.CodeId, c => c.Id, (a, c) => new { a.ExcerptId, c.Cell }).Distinct().Count(),
                Rated = coding.Excerpts.Where(e => e.RetiredAt == null).SelectMany(e => e.Ratings).Count(r => r.RetiredAt == null),
                Read = version.Turns.Count(t => t.SpeakerRole == SpeakerRole.Interviewee && t.Sequence <= coding.FurthestTurn),
                Turns = version.Turns.Count(t => t.SpeakerRole == SpeakerRole.Interviewee),
            }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new CodingQueueRow(
                r.Coding.InterviewId, r.Number, r.Organization, r.Wave, r.Language, r.WordCount, r.Flags, r.Excerpts,
                r.Coded - r.Rated, r.Read, r.Turns, ProgressOf(r.Coding), r.Coding.SubmittedAt, r.Coding.ChangedAt)),
        ];
    }

    private static CodingProgress ProgressOf(InterviewCoding coding) => coding switch
    {
        { SubmittedAt: not null } => CodingProgress.Submitted,
        { SetAsideAt: not null } => CodingProgress.SetAside,
        { StartedAt: not null } => CodingProgress.Started,
        _ => CodingProgress.NotStarted,
    };

    private static int Order(CodingProgress progress) => progress switch
    {
        CodingProgress.Started => 0,
        CodingProgress.NotStarted => 1,
        CodingProgress.SetAside => 2,
        CodingProgress.Submitted => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(progress)),
    };

    private static Task<InterviewCoding?> OwnAsync(TraumaDbContext db, Actor actor, InterviewId id, CancellationToken cancellationToken) =>
        db.Codings.SingleOrDefaultAsync(c => c.InterviewId == id && c.CoderId == actor.UserId, cancellationToken);

    private static async Task<CodeSet> CodesAsync(TraumaDbContext db, CodebookVersionId version, CancellationToken cancellationToken) =>
        new(await db.Set<Code>().AsNoTracking()
            .Where(c => c.CodebookVersionId == version)
            .Select(c => new CodeMeaning(c.Id, c.Kind, c.Cell))
            .ToListAsync(cancellationToken));

    private static async Task<CodableTranscript> TranscriptAsync(TraumaDbContext db, TranscriptVersionId id, CancellationToken cancellationToken)
    {
        var version = await db.Transcripts.AsNoTracking()
            .Where(v => v.Id == id)
            .Select(v => new { v.Text, Turns = v.Turns.Select(t => new { t.Sequence, t.SpeakerRole, t.StartCp, t.EndCp }).ToList() })
            .SingleAsync(cancellationToken);
        return new CodableTranscript(
            new CodePointText(version.Text),
            version.Turns.Select(t => new CodableTurn(t.Sequence, t.SpeakerRole, new TextSpan(t.StartCp, t.EndCp))));
    }

    // The step asked for, those around the last one, and all that were taken back.
    private static Task LoadStepsAsync(TraumaDbContext db, InterviewCoding coding, Guid step, CancellationToken cancellationToken)
    {
        var from = coding.StepNumber - 1;
        return db.Entry(coding).Collection(c => c.Steps).Query()
            .Where(s => s.Id == step || (s.Number >= from && s.Status != StepStatus.Discarded))
            .LoadAsync(cancellationToken);
    }

    private static Task LoadExcerptsAsync(TraumaDbContext db, InterviewCoding coding, ExcerptId id, TextSpan? span, CancellationToken cancellationToken)
    {
        var (start, end) = span is { } s ? (s.Start, s.End) : (-1, -1);
        return db.Excerpts
            .Where(e => e.CodingId == coding.Id && (e.Id == id || (e.StartCp == start && e.EndCp == end && e.RetiredAt == null)))
            .Include(e => e.Applications).Include(e => e.Ratings).AsSplitQuery()
            .LoadAsync(cancellationToken);
    }

    private static Guid? UndoStep(InterviewCoding coding) =>
        coding.Steps.FirstOrDefault(s => s.Status == StepStatus.Standing && s.Number == coding.StepNumber)?.Id;

    private static Guid? RedoStep(InterviewCoding coding) =>
        coding.Steps.FirstOrDefault(s => s.Status == StepStatus.Undone && s.Number == coding.StepNumber + 1)?.Id;

    private static CodingChange Outcome(InterviewCoding coding, Excerpt excerpt) => new(coding.Revision, Row(excerpt), UndoStep(coding), RedoStep(coding));

    private static ExcerptRow Row(Excerpt excerpt)
    {
        var state = excerpt.State;
        return new ExcerptRow(excerpt.Id, excerpt.StartCp, excerpt.EndCp, state.NeedsContext, state.Codes, state.Ratings);
    }

    private static CodeRow Row(Code code) => new(
        code.Id, code.Kind, code.Key, code.Cell, new(code.LabelEn, code.LabelFr), new(code.DefinitionEn, code.DefinitionFr),
        new(code.ExcludeEn, code.ExcludeFr), new(code.ExampleEn, code.ExampleFr));

    private static async Task<Result<Done>> MoveOnAsync(TraumaDbContext db, InterviewId id, CancellationToken cancellationToken)
    {
        var submitted = await db.Database.SqlQuery<Guid[]>($"select evidence.my_submitted_interviews() as \"Value\"").SingleAsync(cancellationToken);
        if (!submitted.Contains(id.Value))
            return Done.Instance;
        var interview = await db.Interviews.SingleAsync(i => i.Id == id, cancellationToken);
        interview.BeginReconciliation();
        return await db.SaveAsync(Done.Instance, CodingRefusals.ChangedByAnother, cancellationToken);
    }

    private async Task<Result<CodingChange>> ChangeAsync(
        Actor actor,
        CodingChangeRequest change,
        ExcerptId excerpt,
        TextSpan? span,
        Func<TraumaDbContext, InterviewCoding, CodeSet, Task<Result<Excerpt>>> verb,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
            if (await OwnAsync(db, actor, change.Interview, cancellationToken) is not { } coding)
                return CodingRefusals.UnknownInterview;
            await LoadStepsAsync(db, coding, change.Step, cancellationToken);
            if (coding.Steps.FirstOrDefault(s => s.Id == change.Step) is { } done)
            {
                // It arrived before, and its answer was lost.
                await LoadExcerptsAsync(db, coding, done.ExcerptId, null, cancellationToken);
                return Outcome(coding, coding.Excerpts.Single(e => e.Id == done.ExcerptId));
            }

            if (coding.Revision != change.Revision)
                return CodingRefusals.ChangedByAnother;
            await LoadExcerptsAsync(db, coding, excerpt, span, cancellationToken);
            var changed = await verb(db, coding, await CodesAsync(db, coding.CodebookVersionId, cancellationToken));
            if (!changed.Succeeded)
                return changed.As<CodingChange>();
            var saved = await db.SaveAsync(changed.Value, CodingRefusals.ChangedByAnother, cancellationToken);
            if (saved.Succeeded)
                return Outcome(coding, saved.Value);
            // The same gesture at the same moment, or one's place being remembered: look again.
            if (attempt == MostAttempts)
                return saved.Refusal;
        }
    }

    private async Task<Result<CodingChange>> TraverseAsync(
        Actor actor, CodingChangeRequest change, StepStatus goal, Func<InterviewCoding, Result<Excerpt>> verb, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
            if (await OwnAsync(db, actor, change.Interview, cancellationToken) is not { } coding)
                return CodingRefusals.UnknownInterview;
            await LoadStepsAsync(db, coding, change.Step, cancellationToken);
            if (coding.Steps.FirstOrDefault(s => s.Id == change.Step) is not { } step)
                return CodingRefusals.ChangedByAnother;
            await LoadExcerptsAsync(db, coding, step.ExcerptId, null, cancellationToken);
            if (step.Status != goal && coding.Revision != change.Revision)
                return CodingRefusals.ChangedByAnother;
            var changed = verb(coding);
            if (!changed.Succeeded)
                return changed.As<CodingChange>();
            var saved = await db.SaveAsync(changed.Value, CodingRefusals.ChangedByAnother, cancellationToken);
            if (saved.Succeeded)
            {
                // One step further back may have come within reach.
                await LoadStepsAsync(db, coding, change.Step, cancellationToken);
                return Outcome(coding, saved.Value);
            }

            // One's place being remembered: look again.
            if (attempt == MostAttempts)
                return saved.Refusal;
        }
    }

    private async Task<Result<Done>> SettleAsync(Actor actor, InterviewId id, Func<InterviewCoding, Result<Done>> verb, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Coding, cancellationToken);
        if (await OwnAsync(db, actor, id, cancellationToken) is not { } coding)
            return CodingRefusals.UnknownInterview;
        return verb(coding) is { Succeeded: false } refused ? refused : await db.SaveAsync(Done.Instance, CodingRefusals.ChangedByAnother, cancellationToken);
    }
}
