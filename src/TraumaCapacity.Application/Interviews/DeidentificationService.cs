using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interviews;

/// <summary>Takes what identifies people out of a transcript, has a second person look, and releases it (PRV-17, PRV-18).
/// Data custodians only; every text that is read is recorded.</summary>
public sealed class DeidentificationService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>What the workbench shows beside the text; <c>null</c> if the interview has no raw transcript.</summary>
    public async Task<DeidentificationScreen?> OpenAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var raw = await RawAsync(db, interview, cancellationToken);
        if (raw is null)
            return null;
        var state = await db.Interviews.AsNoTracking().Where(i => i.Id == interview).Select(i => new { i.State, i.Language }).SingleAsync(cancellationToken);
        db.RecordAccess("READ", "deidentification_entry", raw.Id.ToString());
        await db.SaveChangesAsync(cancellationToken);
        return new DeidentificationScreen(
            raw.Id, state.Language, raw.LengthCodePoints, state.State == InterviewState.DeIdentifying, Finds(raw, state.Language), Speakers(raw), raw.Version);
    }

    /// <summary>The raw text, turn by turn; <c>null</c> if there is none.</summary>
    public async Task<RawText?> ReadRawAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var raw = await RawAsync(db, interview, cancellationToken);
        if (raw is null)
            return null;
        db.RecordAccess("READ", "raw_transcript", raw.Id.ToString());
        await db.SaveChangesAsync(cancellationToken);
        var text = new CodePointText(raw.Text);
        var turns = raw.Turns.OrderBy(t => t.Sequence).ToList();
        return new RawText(
            [.. turns.Select(t => new TurnText(t.Sequence, t.SpeakerRole, t.SpeakerLabel, t.StartCp, text.Slice(t.Words)))],
            turns.Count == 0 ? "" : TranscriptService.Before(text, new SpokenTurn(turns[0].SpeakerLabel, turns[0].SpeakerRole, turns[0].Words)));
    }

    /// <summary>Marks a passage that was not found. Refused for the reasons of <see cref="RawTranscript.Mark"/>.</summary>
    public Task<Result<DeidentificationScreen>> MarkAsync(Actor actor, InterviewId interview, TextSpan span, IdentifierKind kind, CancellationToken cancellationToken) =>
        ChangeAsync(actor, interview, null, null, raw => raw.Mark(span, kind, clock.GetUtcNow()) is { Succeeded: false } refused ? refused.As<Done>() : Done.Instance, cancellationToken);

    /// <summary>Replaces a passage by a tag, or every open passage with the same original. Refused for the reasons of
    /// <see cref="RawTranscript.Replace"/>, and where somebody else decided on it meanwhile.</summary>
    /// <param name="version">The passage as the person saw it.</param>
    public Task<Result<DeidentificationScreen>> ReplaceAsync(
        Actor actor, InterviewId interview, Guid entry, uint version, IdentifierKind kind, string replacement, bool everywhere, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            interview,
            entry,
            version,
            raw => !everywhere ? raw.Replace(entry, kind, replacement, actor.UserId, clock.GetUtcNow())
                : raw.ReplaceAll(entry, kind, replacement, actor.UserId, clock.GetUtcNow()) is { Succeeded: false } refused ? refused.As<Done>() : Done.Instance,
            cancellationToken);

    /// <summary>Leaves a passage as it is, with a reason. Refused for the reasons of <see cref="RawTranscript.Dismiss"/>, and
    /// where somebody else decided on it meanwhile.</summary>
    public Task<Result<DeidentificationScreen>> DismissAsync(
        Actor actor, InterviewId interview, Guid entry, uint version, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(actor, interview, entry, version, raw => raw.Dismiss(entry, reason, actor.UserId, clock.GetUtcNow()), cancellationToken);

    /// <summary>Takes a decision back.</summary>
    public Task<Result<DeidentificationScreen>> ReopenAsync(Actor actor, InterviewId interview, Guid entry, uint version, CancellationToken cancellationToken) =>
        ChangeAsync(actor, interview, entry, version, raw => raw.Reopen(entry, clock.GetUtcNow()), cancellationToken);

    /// <summary>Corrects who a label stands for. Refused for the reasons of <see cref="RawTranscript.AssignSpeaker"/>, and where
    /// somebody else changed the transcript meanwhile.</summary>
    /// <param name="version">The raw transcript as the person saw it.</param>
    public Task<Result<DeidentificationScreen>> AssignSpeakerAsync(
        Actor actor, InterviewId interview, string label, SpeakerRole role, string shown, uint version, CancellationToken cancellationToken) =>
        ChangeAsync(actor, interview, null, version, raw => raw.AssignSpeaker(label, role, shown, clock.GetUtcNow()), cancellationToken);

    /// <summary>Prepares the de-identified text, or brings it up to date, and scans it. Names recorded since the upload are
    /// proposed too. Refused without a raw transcript, and once the text was released.</summary>
    public async Task<Result<DraftScreen>> PrepareAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var opened = await BenchAsync(db, interview, cancellationToken);
        if (!opened.Succeeded)
            return opened.As<DraftScreen>();
        var bench = opened.Value;
        if (bench.Interview.State is not (InterviewState.DeIdentifying or InterviewState.InReview))
            return InterviewsRefusals.WrongState;
        var lost = 0;
        if (bench.Interview.State == InterviewState.DeIdentifying)
        {
            bench.Raw.Propose(bench.Scanner.Scan(new CodePointText(bench.Raw.Text)).Select(f => (f.Span, f.Kind)), clock.GetUtcNow());
            var text = DeidentifiedText.Build(bench.Raw, bench.Interview.Language);
            if (bench.Version is { State: TranscriptState.Draft } draft)
            {
                var redrafted = draft.Redraft(text, actor.UserId);
                if (!redrafted.Succeeded)
                    return redrafted.As<DraftScreen>();
                lost = redrafted.Value;
            }
            else
            {
                bench.Version = TranscriptVersion.Draft(interview, 1 + (bench.Version?.VersionNumber ?? 0), text, bench.Interview.Language, actor.UserId);
                db.Add(bench.Version);
            }
        }

        if (bench.Version is null)
            return InterviewsRefusals.DraftMissing;
        db.RecordAccess("READ", "transcript_version", bench.Version.Id.ToString());
        var saved = await db.SaveAsync(Done.Instance, InterviewsRefusals.ChangedByAnother, cancellationToken);
        return saved.Succeeded ? await DraftAsync(db, bench, lost, cancellationToken) : saved.As<DraftScreen>();
    }

    /// <summary>The text that was prepared, turn by turn, flagged passages included; <c>null</c> if there is none.</summary>
    public async Task<RawText?> ReadDraftAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var version = await db.Transcripts.AsNoTracking().Include(v => v.Turns)
            .Where(v => v.InterviewId == interview && (v.State == TranscriptState.Draft || v.State == TranscriptState.InReview))
            .OrderByDescending(v => v.VersionNumber).FirstOrDefaultAsync(cancellationToken);
        if (version is null)
            return null;
        db.RecordAccess("READ", "transcript_version", version.Id.ToString());
        await db.SaveChangesAsync(cancellationToken);
        var text = new CodePointText(version.Text);
        return new RawText([.. version.Turns.OrderBy(t => t.Sequence).Select(t => new TurnText(t.Sequence, t.SpeakerRole, t.SpeakerLabel, t.StartCp, text.Slice(t.Words)))], "");
    }

    /// <summary>Flags a hard passage of the text being prepared. Refused for the reasons of <see cref="TranscriptVersion.Mark"/>.</summary>
    public Task<Result<DraftScreen>> FlagAsync(Actor actor, InterviewId interview, TextSpan span, ContentFlagKind kind, CancellationToken cancellationToken) =>
        ReviseAsync(actor, interview, bench => bench.Version!.Mark(span, kind) is { Succeeded: false } refused ? refused.As<Done>() : Done.Instance, cancellationToken);

    /// <summary>Takes a flag away.</summary>
    public Task<Result<DraftScreen>> UnflagAsync(Actor actor, InterviewId interview, Guid flag, CancellationToken cancellationToken) =>
        ReviseAsync(actor, interview, bench => bench.Version!.Unmark(flag), cancellationToken);

    /// <summary>Hands the text to a second person. Refused while finds are open, while the scanner finds something, and
    /// where the text is not what the raw transcript gives now.</summary>
    public Task<Result<DraftScreen>> SubmitAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken) =>
        ReviseAsync(
            actor,
            interview,
            bench =>
            {
                var text = DeidentifiedText.Build(bench.Raw, bench.Interview.Language);
                var submitted = bench.Version!.SubmitForReview(bench.Raw, text, StillFound(bench, text).Count, actor.UserId);
                return submitted.Succeeded ? bench.Interview.SubmitForReview() : submitted;
            },
            cancellationToken);

    /// <summary>Hands the text back to be de-identified further, saying why.</summary>
    public Task<Result<DraftScreen>> SendBackAsync(Actor actor, InterviewId interview, string note, CancellationToken cancellationToken) =>
        ReviseAsync(
            actor,
            interview,
            bench =>
            {
                var sent = bench.Version!.SendBack(note);
                return sent.Succeeded ? bench.Interview.SendBack() : sent;
            },
            cancellationToken);

    /// <summary>Releases the text to coders, as the second person (PRV-18). Refused to whoever de-identified it or decided on
    /// a passage of it, without consent (INV-34), and for the reasons of <see cref="SubmitAsync"/>.</summary>
    public Task<Result<DraftScreen>> ReleaseAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken) =>
        ReviseAsync(
            actor,
            interview,
            bench =>
            {
                var text = DeidentifiedText.Build(bench.Raw, bench.Interview.Language);
                var consent = bench.Interview.CheckConsent(bench.Consents);
                if (!consent.Succeeded)
                    return consent;
                var released = bench.Version!.Release(bench.Raw, text, StillFound(bench, text).Count, actor.UserId, clock.GetUtcNow());
                return released.Succeeded ? bench.Interview.Release() : released;
            },
            cancellationToken);

    private static List<FlagRow> StillFound(Bench bench, DeidentifiedText text)
    {
        var dismissed = bench.Raw.Entries.Where(e => e.Status == FindingStatus.Dismissed).Select(e => e.Span).ToList();
        return
        [
            .. bench.Scanner.Scan(text.Text)
                .Where(f => text.ToRaw(f.Span) is not { } raw || !dismissed.Exists(d => d.Contains(raw)))
                .Select(f => new FlagRow(Guid.Empty, f.Span.Start, f.Span.End, ContentFlagKind.Other)),
        ];
    }

    private static List<FindRow> Finds(RawTranscript raw, ContentLanguage language)
    {
        var turns = raw.Turns.OrderBy(t => t.Sequence).ToList();
        return
        [
            .. raw.Entries.OrderBy(e => e.StartCp).Select(e => new FindRow(
                e.Id,
                e.StartCp,
                e.EndCp,
                turns.Find(t => t.Words.Contains(e.Span))?.Sequence ?? 0,
                e.Kind,
                e.Source,
                e.Status,
                e.Original,
                e.Replacement,
                e.DismissalReason,
                e.Replacement ?? raw.SuggestReplacement(e.Original, e.Kind, language),
                raw.Entries.Count(x => x.Status == FindingStatus.Open && ReplacementTag.SameOriginal(x.Original, e.Original)),
                e.Version)),
        ];
    }

    private static List<RawSpeakerRow> Speakers(RawTranscript raw) =>
    [
        .. raw.Turns.OrderBy(t => t.Sequence).GroupBy(t => t.SpeakerLabel, StringComparer.Ordinal)
            .Select(g => new RawSpeakerRow(g.Key, g.First().SpeakerRole, g.First().ShownLabel, g.Count())),
    ];

    private static Task<RawTranscript?> RawAsync(TraumaDbContext db, InterviewId interview, CancellationToken cancellationToken) =>
        db.RawTranscripts.Include(t => t.Turns).Include(t => t.Entries).AsSplitQuery().SingleOrDefaultAsync(t => t.InterviewId == interview, cancellationToken);

    private static async Task<Result<Bench>> BenchAsync(TraumaDbContext db, InterviewId interview, CancellationToken cancellationToken)
    {
        var found = await db.Interviews.Include(i => i.Interviewees).SingleOrDefaultAsync(i => i.Id == interview, cancellationToken);
        if (found is null || await RawAsync(db, interview, cancellationToken) is not { } raw)
            return InterviewsRefusals.NotThere;
        var people = found.Interviewees.Select(p => p.IntervieweeId).ToList();
        return new Bench
        {
            Interview = found,
            Raw = raw,
            Version = await db.Transcripts.Include(v => v.Turns).Include(v => v.Flags).AsSplitQuery()
                .Where(v => v.InterviewId == interview).OrderByDescending(v => v.VersionNumber).FirstOrDefaultAsync(cancellationToken),
            Consents = await db.Consents.Where(c => people.Contains(c.IntervieweeId)).ToListAsync(cancellationToken),
            Scanner = await KnownNames.ScannerAsync(db, cancellationToken),
        };
    }

    private static async Task<DraftScreen> DraftAsync(TraumaDbContext db, Bench bench, int lostFlags, CancellationToken cancellationToken)
    {
        var version = bench.Version!;
        var ids = new[] { version.DeidentifiedBy, version.ReviewedBy }.OfType<UserId>().Select(u => u.Value).ToList();
        var names = await db.Users.Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName })
            .ToDictionaryAsync(u => UserId.From(u.Id), u => u.DisplayName, cancellationToken);
        var text = DeidentifiedText.Build(bench.Raw, bench.Interview.Language);
        return new DraftScreen(
            new TranscriptRow(
                version.Id, version.VersionNumber, version.State, version.WordCount, version.Turns.Count, version.Flags.Count,
                version.DeidentifiedBy is { } by ? names.GetValueOrDefault(by) : null,
                version.ReviewedBy is { } reviewer ? names.GetValueOrDefault(reviewer) : null,
                version.ReleasedAt, version.ReviewNote),
            bench.Raw.Entries.Count(e => e.Status == FindingStatus.Open),
            bench.Raw.Entries.Count(e => e.Status == FindingStatus.Replaced),
            StillFound(bench, text),
            lostFlags,
            [.. version.Flags.OrderBy(f => f.StartCp).Select(f => new FlagRow(f.Id, f.StartCp, f.EndCp, f.Kind))],
            [.. bench.Raw.Entries.Where(e => e.Status == FindingStatus.Dismissed).OrderBy(e => e.StartCp).Select(e => new DismissedRow(e.Original, e.Kind, e.DismissalReason!))]);
    }

    private async Task<Result<DeidentificationScreen>> ChangeAsync(
        Actor actor, InterviewId interview, Guid? entry, uint? version, Func<RawTranscript, Result<Done>> change, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var found = await db.Interviews.SingleOrDefaultAsync(i => i.Id == interview, cancellationToken);
        if (found is null || await RawAsync(db, interview, cancellationToken) is not { } raw)
            return InterviewsRefusals.NotThere;
        if (found.State != InterviewState.DeIdentifying)
            return InterviewsRefusals.WrongState;
        if (version is { } seen && raw.Entries.FirstOrDefault(e => e.Id == entry) is { } decided)
            db.HoldTo(decided, seen);
        else if (version is { } whole)
            db.HoldWholeTo(raw, whole);
        var changed = change(raw);
        if (!changed.Succeeded)
            return changed.As<DeidentificationScreen>();
        var saved = await db.SaveAsync(Done.Instance, InterviewsRefusals.ChangedByAnother, cancellationToken);
        return saved.Succeeded
            ? new DeidentificationScreen(raw.Id, found.Language, raw.LengthCodePoints, true, Finds(raw, found.Language), Speakers(raw), raw.Version)
            : saved.As<DeidentificationScreen>();
    }

    private async Task<Result<DraftScreen>> ReviseAsync(Actor actor, InterviewId interview, Func<Bench, Result<Done>> revise, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var opened = await BenchAsync(db, interview, cancellationToken);
        if (!opened.Succeeded)
            return opened.As<DraftScreen>();
        if (opened.Value.Version is null)
            return InterviewsRefusals.DraftMissing;
        var revised = revise(opened.Value);
        if (!revised.Succeeded)
            return revised.As<DraftScreen>();
        var saved = await db.SaveAsync(Done.Instance, InterviewsRefusals.ChangedByAnother, cancellationToken);
        return saved.Succeeded ? await DraftAsync(db, opened.Value, 0, cancellationToken) : saved.As<DraftScreen>();
    }

    private sealed class Bench
    {
        public required Interview Interview { get; init; }

        public required RawTranscript Raw { get; init; }

        public TranscriptVersion? Version { get; set; }

        public required IReadOnlyList<ConsentRecord> Consents { get; init; }

        public required IdentityScanner Scanner { get; init; }
    }
}
