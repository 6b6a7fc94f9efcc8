using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Application.Interviews;

/// <summary>Takes transcripts in, and gives released ones out. Every text that is read is recorded.</summary>
public sealed class TranscriptService(TraumaDatabase database, TimeProvider clock)
{
    private const int SampleLength = 120;

    /// <summary>Reads an uploaded file without storing anything: who speaks, how much, and what to look at. Refused for the
    /// reasons of <see cref="TranscriptFile.ReadAsync"/>, and where the interview takes no transcript.</summary>
    public async Task<Result<TranscriptPreview>> PreviewAsync(Actor actor, InterviewId interview, string fileName, Stream content, CancellationToken cancellationToken)
    {
        var ready = await CheckReadyAsync(actor, interview, cancellationToken);
        if (!ready.Succeeded)
            return ready.As<TranscriptPreview>();
        var read = await TranscriptFile.ReadAsync(fileName, content, cancellationToken);
        return read.Succeeded ? Preview(read.Value) : read.As<TranscriptPreview>();
    }

    /// <summary>The same for pasted text.</summary>
    public async Task<Result<TranscriptPreview>> PreviewPastedAsync(Actor actor, InterviewId interview, string text, CancellationToken cancellationToken)
    {
        var ready = await CheckReadyAsync(actor, interview, cancellationToken);
        if (!ready.Succeeded)
            return ready.As<TranscriptPreview>();
        var read = TranscriptFile.ReadPasted(text);
        return read.Succeeded ? Preview(read.Value) : read.As<TranscriptPreview>();
    }

    /// <summary>Stores the raw transcript with the roles as corrected, in place of one stored before, and proposes what
    /// seems to identify someone. Refused without consent (INV-34), while a text is in review or released, and for the
    /// reasons of <see cref="RawTranscript.Store"/>.</summary>
    /// <param name="roles">Who each label stands for; labels not named keep what was recognized.</param>
    public async Task<Result<RawTranscriptId>> StoreAsync(
        Actor actor, InterviewId interview, TranscriptPreview preview, IReadOnlyDictionary<string, SpeakerRole> roles, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var found = await db.Interviews.Include(i => i.Interviewees).SingleOrDefaultAsync(i => i.Id == interview, cancellationToken);
        if (found is null)
            return InterviewsRefusals.NotThere;
        var begun = found.BeginDeidentification(await ConsentsAsync(db, found, cancellationToken));
        if (!begun.Succeeded)
            return begun.As<RawTranscriptId>();
        var turns = preview.Turns.Select(t => roles.TryGetValue(t.SpeakerLabel, out var role) ? t with { Role = role } : t).ToList();
        var now = clock.GetUtcNow();
        var raw = RawTranscript.Store(found.Id, preview.Text, turns, now);
        if (!raw.Succeeded)
            return raw.As<RawTranscriptId>();
        var scanner = await KnownNames.ScannerAsync(db, cancellationToken);
        raw.Value.Propose(scanner.Scan(preview.Text).Select(f => (f.Span, f.Kind)), now);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // What was there goes first: an interview has one raw transcript.
        if (await db.RawTranscripts.Include(t => t.Turns).Include(t => t.Entries).SingleOrDefaultAsync(t => t.InterviewId == interview, cancellationToken) is { } before)
        {
            db.Remove(before);
            db.RemoveRange(await db.Transcripts.Include(v => v.Turns).Include(v => v.Flags)
                .Where(v => v.InterviewId == interview && v.State == TranscriptState.Draft).ToListAsync(cancellationToken));
            var removed = await db.SaveAsync(raw.Value.Id, InterviewsRefusals.ChangedByAnother, cancellationToken);
            if (!removed.Succeeded)
                return removed;
        }

        db.Add(raw.Value);
        var stored = await db.SaveAsync(raw.Value.Id, InterviewsRefusals.ChangedByAnother, cancellationToken);
        if (stored.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    /// <summary>The released text of an interview, without the words of flagged passages; <c>null</c> if there is none for
    /// the actor.</summary>
    public async Task<ReleasedText?> ReleasedAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        if (await FindReleasedAsync(db, interview, cancellationToken) is not { } version)
            return null;
        db.RecordAccess("READ", "transcript_version", version.Id.ToString());
        await db.SaveChangesAsync(cancellationToken);
        var text = new CodePointText(version.Text);
        var flags = version.Flags.OrderBy(f => f.StartCp).ToList();
        return new ReleasedText(
            version.Language,
            [.. version.Turns.OrderBy(t => t.Sequence).Select(t => new ReleasedTurn(t.Sequence, t.SpeakerRole, t.SpeakerLabel, Pieces(text, t.Words, flags)))]);
    }

    /// <summary>The words of a flagged passage, asked for one by one; <c>null</c> if there is none for the actor.</summary>
    public async Task<string?> RevealAsync(Actor actor, InterviewId interview, Guid flag, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var version = await FindReleasedAsync(db, interview, cancellationToken);
        if (version?.Flags.FirstOrDefault(f => f.Id == flag) is not { } found)
            return null;
        db.RecordAccess("READ", "content_flag", flag.ToString());
        await db.SaveChangesAsync(cancellationToken);
        return new CodePointText(version.Text).Slice(found.Span);
    }

    private static Task<TranscriptVersion?> FindReleasedAsync(TraumaDbContext db, InterviewId interview, CancellationToken cancellationToken) =>
        db.Transcripts.AsNoTracking().Include(v => v.Turns).Include(v => v.Flags).AsSplitQuery()
            .Where(v => v.InterviewId == interview && v.State == TranscriptState.Released)
            .OrderByDescending(v => v.VersionNumber)
            .FirstOrDefaultAsync(cancellationToken);

    private static List<TextPiece> Pieces(CodePointText text, TextSpan turn, List<ContentFlag> flags)
    {
        var pieces = new List<TextPiece>();
        var at = turn.Start;
        foreach (var flag in flags.Where(f => f.Span.Overlaps(turn)))
        {
            var hidden = new TextSpan(Math.Max(flag.StartCp, turn.Start), Math.Min(flag.EndCp, turn.End));
            if (hidden.Start > at)
                pieces.Add(new TextPiece(text.Slice(new TextSpan(at, hidden.Start)), null, null, hidden.Start - at));
            pieces.Add(new TextPiece(null, flag.Id, flag.Kind, hidden.Length));
            at = hidden.End;
        }

        if (at < turn.End)
            pieces.Add(new TextPiece(text.Slice(new TextSpan(at, turn.End)), null, null, turn.End - at));
        return pieces;
    }

    private static async Task<List<ConsentRecord>> ConsentsAsync(TraumaDbContext db, Interview interview, CancellationToken cancellationToken)
    {
        var ids = interview.Interviewees.Select(p => p.IntervieweeId).ToList();
        return await db.Consents.Where(c => ids.Contains(c.IntervieweeId)).ToListAsync(cancellationToken);
    }

    private static Result<TranscriptPreview> Preview(TranscriptFileText read)
    {
        var turns = TranscriptTurns.Parse(read.Text);
        if (turns.Count == 0)
            return InterviewsRefusals.FileEmpty;
        var warnings = read.Warnings.ToList();
        if (turns.All(t => t.SpeakerLabel.Length == 0))
            warnings.Add(TranscriptWarning.NoSpeakers);
        else if (Before(read.Text, turns[0]).Length > 0)
            warnings.Add(TranscriptWarning.TextBeforeFirstSpeaker);
        var speakers = turns.GroupBy(t => t.SpeakerLabel, StringComparer.Ordinal).Select(g => new SpeakerRow(
            g.Key,
            g.First().Role,
            g.Count(),
            g.Sum(t => WordsIn(read.Text.AsSpan(t.Words))),
            Sample(read.Text.Slice(g.First().Words)))).ToList();
        return new TranscriptPreview(read.Text, turns, speakers, speakers.Sum(s => s.Words), warnings);
    }

    /// <summary>What stands before the line of the first speaker's label.</summary>
    internal static string Before(CodePointText text, SpokenTurn first)
    {
        var head = text.Text.AsSpan(0, text.ToUtf16(first.Words.Start)).TrimEnd();
        var label = head.LastIndexOf('\n');
        return label < 0 ? "" : head[..label].Trim().ToString();
    }

    private static int WordsIn(ReadOnlySpan<char> words)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in words)
        {
            var space = char.IsWhiteSpace(c);
            if (!space && !inWord)
                count++;
            inWord = !space;
        }

        return count;
    }

    private static string Sample(string words)
    {
        var line = words.ReplaceLineEndings(" ");
        if (line.Length <= SampleLength)
            return line;
        var cut = line.LastIndexOf(' ', SampleLength);
        return line[..(cut > 0 ? cut : char.IsHighSurrogate(line[SampleLength - 1]) ? SampleLength - 1 : SampleLength)] + "…";
    }

    private async Task<Result<Done>> CheckReadyAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var found = await db.Interviews.AsNoTracking().Include(i => i.Interviewees).SingleOrDefaultAsync(i => i.Id == interview, cancellationToken);
        return found is null
            ? InterviewsRefusals.NotThere
            : found.BeginDeidentification(await ConsentsAsync(db, found, cancellationToken)); // not tracked: tried, not stored
    }
}
