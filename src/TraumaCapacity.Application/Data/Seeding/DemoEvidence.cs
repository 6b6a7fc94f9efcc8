using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Data.Seeding;

/// <summary>One interview of the demonstration on its way from the schedule to the signed values, through the services that
/// people use. It has a clock of its own, so that several interviews can be on their way at once.</summary>
internal sealed class DemoEvidence
{
    private readonly DemoClock clock = new();
    private readonly TraumaDatabase database;
    private readonly InterviewService interviews;
    private readonly TranscriptService transcripts;
    private readonly DeidentificationService deidentification;
    private readonly CodingService codings;
    private readonly ReconcileService reconcile;
    private readonly SynthesisService syntheses;
    private readonly DemoTeam team;
    private readonly DemoInterview demo;
    private readonly DateOnly waveStart;
    private readonly DateOnly heldOn;
    private readonly ContentLanguage language;
    private InterviewId interview;

    public DemoEvidence(NpgsqlDataSource dataSource, DemoTeam team, DemoInterview demo, DateOnly waveStart)
    {
        (this.team, this.demo, this.waveStart) = (team, demo, waveStart);
        heldOn = waveStart.AddDays(10 + (demo.Number * 5));
        language = demo.IsFrench ? ContentLanguage.French : ContentLanguage.English;
        database = new TraumaDatabase(dataSource, clock);
        interviews = new InterviewService(database, clock);
        transcripts = new TranscriptService(database, clock);
        deidentification = new DeidentificationService(database, clock);
        codings = new CodingService(database, clock);
        reconcile = new ReconcileService(database, clock);
        syntheses = new SynthesisService(database, clock);
    }

    public int Number => demo.Number;

    public async Task ScheduleAsync(WaveId wave, DemoPlace place, CancellationToken cancellationToken)
    {
        clock.MoveTo(heldOn.AddDays(-14));
        var sibling = DemoInterview.NumbersOf(demo.Organization).TakeWhile(n => n != demo.Number).Count();
        interview = DemoData.Must(await interviews.ScheduleAsync(
            team.Custodian,
            new ScheduleInterview(
                wave, place.Id, InterviewKind.Individual, heldOn, language, demo.Number % 3 == 0 ? DeliveryMode.Virtual : DeliveryMode.InPerson,
                40 + (demo.Number % 5 * 7), team.Lead.UserId, [new IntervieweeChoice(null, place.Staff[sibling])]),
            cancellationToken));
    }

    /// <summary>Consent, the transcript, its de-identification and release by a second custodian, and who codes it.</summary>
    public async Task TakeInAsync(CancellationToken cancellationToken)
    {
        var details = (await interviews.FindAsync(team.Custodian, interview, cancellationToken))!;
        clock.MoveTo(heldOn);
        foreach (var interviewee in details.Interviewees)
        {
            _ = DemoData.Must(await interviews.RecordConsentAsync(
                team.Custodian,
                new RecordConsent(
                    interviewee.Id, "2.1", heldOn.AddDays(-3), language,
                    new ConsentScope(Quotes: demo.Number % 4 != 0, OrganizationName: demo.Number % 3 == 0, SecondaryUse: demo.Number % 2 == 0, Contact: true)),
                cancellationToken));
        }

        clock.MoveTo(heldOn.AddDays(6));
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(demo.Transcript));
        var preview = DemoData.Must(await transcripts.PreviewAsync(team.Custodian, interview, $"interview-{demo.NumberText}.txt", file, cancellationToken));
        _ = DemoData.Must(await transcripts.StoreAsync(team.Custodian, interview, preview, new Dictionary<string, SpeakerRole>(StringComparer.Ordinal), cancellationToken));
        await DeidentifyAsync(preview.Text, cancellationToken);
        clock.MoveTo(heldOn.AddDays(9));
        var released = (await interviews.FindAsync(team.Lead, interview, cancellationToken))!;
        _ = DemoData.Must(await interviews.AssignCodersAsync(
            team.Lead, interview, demo.IsDoubleCoded ? [team.First.UserId, team.Second.UserId] : [team.First.UserId], released.Version, cancellationToken));
    }

    /// <summary>What the coders marked, and how the lead evaluator settled and signed it.</summary>
    /// <param name="half">Whether the first coder stops in the middle, and nobody goes on.</param>
    public async Task CodeAsync(IReadOnlyDictionary<string, CodeId> codes, bool half, bool settle, CancellationToken cancellationToken)
    {
        var text = await ReleasedTextAsync(cancellationToken);
        await CodeAsync(team.First, "A", text, codes, half, cancellationToken);
        if (demo.IsDoubleCoded && !half)
            await CodeAsync(team.Second, "B", text, codes, false, cancellationToken);
        if (settle)
            await SettleAsync(text, cancellationToken);
    }

    private async Task DeidentifyAsync(CodePointText raw, CancellationToken cancellationToken)
    {
        var screen = (await deidentification.OpenAsync(team.Custodian, interview, cancellationToken))!;
        var taken = new List<TextSpan>();
        foreach (var identifier in demo.Identifiers.OrderByDescending(i => i.Find.Length))
        {
            foreach (var span in Occurrences(raw, identifier.Find).Where(s => !taken.Exists(t => t.Overlaps(s))))
            {
                taken.Add(span);
                screen = await ReplaceAsync(screen, span, identifier, cancellationToken);
            }
        }

        foreach (var find in screen.Finds.Where(f => f.Status == FindingStatus.Open))
        {
            screen = DemoData.Must(await deidentification.DismissAsync(
                team.Custodian, interview, find.Id, screen.Finds.Single(f => f.Id == find.Id).Version,
                demo.IsFrench ? "N’identifie personne ici." : "Identifies nobody here.", cancellationToken));
        }

        _ = DemoData.Must(await deidentification.PrepareAsync(team.Custodian, interview, cancellationToken));
        foreach (var flag in demo.Flags)
        {
            var draft = new CodePointText(await DraftTextAsync(cancellationToken));
            _ = DemoData.Must(await deidentification.FlagAsync(team.Custodian, interview, Occurrences(draft, flag.Quote).Single(), Kind<ContentFlagKind>(flag.Kind), cancellationToken));
        }

        _ = DemoData.Must(await deidentification.SubmitAsync(team.Custodian, interview, cancellationToken));
        _ = DemoData.Must(await deidentification.ReleaseAsync(team.SecondCustodian, interview, cancellationToken));
    }

    private async Task<DeidentificationScreen> ReplaceAsync(
        DeidentificationScreen screen, TextSpan span, DemoIdentifier identifier, CancellationToken cancellationToken)
    {
        // What the scanner found elsewhere than the custodian means it is dismissed, and the custodian's own mark takes its place.
        foreach (var find in screen.Finds.Where(f => f.Status == FindingStatus.Open && span.Overlaps(new TextSpan(f.StartCp, f.EndCp)) && (f.StartCp, f.EndCp) != (span.Start, span.End)))
            screen = DemoData.Must(await deidentification.DismissAsync(team.Custodian, interview, find.Id, screen.Finds.Single(f => f.Id == find.Id).Version, "Marked more exactly.", cancellationToken));
        if (screen.Finds.All(f => (f.StartCp, f.EndCp) != (span.Start, span.End)))
            screen = DemoData.Must(await deidentification.MarkAsync(team.Custodian, interview, span, Kind<IdentifierKind>(identifier.Kind), cancellationToken));
        var marked = screen.Finds.Single(f => (f.StartCp, f.EndCp) == (span.Start, span.End));
        return marked.Status == FindingStatus.Replaced
            ? screen
            : DemoData.Must(await deidentification.ReplaceAsync(
                team.Custodian, interview, marked.Id, marked.Version, Kind<IdentifierKind>(identifier.Kind), identifier.Replace, everywhere: false, cancellationToken));
    }

    private async Task CodeAsync(
        Actor coder, string key, CodePointText text, IReadOnlyDictionary<string, CodeId> codes, bool half, CancellationToken cancellationToken)
    {
        clock.MoveTo(waveStart.AddDays(24 + (demo.Number * 5) + (key == "B" ? 3 : 0)));
        var bench = (await codings.OpenAsync(coder, interview, cancellationToken))!;
        var revision = bench.Revision;
        var planned = demo.Codings[key].Select(c => (Coding: c, Span: Occurrences(text, c.Quote).Single())).OrderBy(c => c.Span.Start).ToList();
        var excerpts = new Dictionary<TextSpan, ExcerptId>();
        foreach (var (coding, span) in half ? planned.Take(planned.Count / 2) : planned)
        {
            if (!excerpts.TryGetValue(span, out var excerpt))
                excerpts[span] = excerpt = ExcerptId.New();
            var gesture = new CodingGesture(Guid.CreateVersion7(), excerpt, span, codes[coding.Cell ?? coding.Code!])
            {
                Rating = coding.Cell is null ? null : Rating(coding),
                Memo = coding.Memo,
                ConfirmedAcrossLevels = true,
            };
            revision = DemoData.Must(await codings.ApplyAsync(
                coder, new ApplyCode(new CodingChangeRequest(interview, gesture.Step, revision), gesture), cancellationToken)).Revision;
        }

        await codings.KeepPlaceAsync(coder, interview, half ? bench.Turns.Count / 2 : bench.Turns.Count, cancellationToken);
        if (!half)
            _ = DemoData.Must(await codings.SubmitAsync(coder, interview, revision, cancellationToken));
    }

    private async Task SettleAsync(CodePointText text, CancellationToken cancellationToken)
    {
        clock.MoveTo(waveStart.AddDays(34 + (demo.Number * 5)));
        var screen = DemoData.Must(await reconcile.OpenAsync(team.Lead, interview, cancellationToken));
        var turns = await TurnsAsync(cancellationToken);
        foreach (var unit in screen.Units.Where(u => u.Settled is null))
        {
            var decided = demo.Settle.Single(s =>
                s.Cell == unit.Cell.Code && Occurrences(text, s.Quote).Single() is var span && turns.Single(t => t.Span.Contains(span)).Sequence == unit.Turn);
            var value = decided.Value.ValueKind switch
            {
                JsonValueKind.Number => CellValue.Of(decided.Value.GetInt32(), decided.Mixed),
                JsonValueKind.String => CellValue.Insufficient,
                _ => CellValue.Missing,
            };
            _ = DemoData.Must(await reconcile.SettleAsync(team.Lead, new SettleUnit(unit.Id, unit.Version, value, decided.Reason), cancellationToken));
        }

        _ = DemoData.Must(await syntheses.SignSuggestionsAsync(team.Lead, interview, cancellationToken));
    }

    private static RatingChoice Rating(DemoCoding coding) =>
        coding.Rating.ValueKind == JsonValueKind.String
            ? RatingChoice.Insufficient
            : new RatingChoice(coding.Rating.GetInt32(), Kind<RatingBasis>(coding.Basis!), coding.Attribution is null ? null : Kind<ChangeAttribution>(coding.Attribution), coding.Mixed);

    // «CONCRETE_EXAMPLE» is ConcreteExample, «ORG» an organization.
    private static T Kind<T>(string text)
        where T : struct, Enum =>
        Enum.Parse<T>(text == "ORG" ? nameof(IdentifierKind.Organization) : text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static IEnumerable<TextSpan> Occurrences(CodePointText text, string words)
    {
        for (var at = text.Text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(words, at + words.Length, StringComparison.Ordinal))
            yield return text.ToSpan(at, at + words.Length);
    }

    private async Task<string> DraftTextAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(team.Custodian, DataArea.Custody, cancellationToken);
        return await db.Transcripts.Where(t => t.InterviewId == interview && t.State == TranscriptState.Draft).Select(t => t.Text).SingleAsync(cancellationToken);
    }

    private async Task<CodePointText> ReleasedTextAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(team.Lead, DataArea.Evidence, cancellationToken);
        return new CodePointText(await db.Transcripts.Where(t => t.InterviewId == interview && t.State == TranscriptState.Released).Select(t => t.Text).SingleAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<(int Sequence, TextSpan Span)>> TurnsAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(team.Lead, DataArea.Evidence, cancellationToken);
        var turns = await db.Transcripts.AsNoTracking().Where(t => t.InterviewId == interview && t.State == TranscriptState.Released)
            .SelectMany(t => t.Turns).OrderBy(t => t.Sequence).ToListAsync(cancellationToken);
        return [.. turns.Select(t => (t.Sequence, t.Words))];
    }
}
