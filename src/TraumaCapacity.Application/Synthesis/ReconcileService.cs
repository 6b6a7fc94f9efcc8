using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Coding.Agreement;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>Brings the codings of an interview together, after every coder submitted (4.3 Level 1).</summary>
public sealed class ReconcileService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>Opens an interview to reconcile. The first time a lead evaluator does, the agreement is measured and stored,
    /// and what needs no conversation is settled; a coder sees the same once both submitted, and changes nothing.</summary>
    /// <returns>Refused where the interview does not exist for the actor, and before every coder submitted (INV-27).</returns>
    public async Task<Result<ReconcileScreen>> OpenAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var loaded = await InterviewCodings.LoadAsync(db, interview, cancellationToken);
        if (!loaded.Succeeded)
            return loaded.Refusal;
        var codings = loaded.Value;
        var opened = await codings.OpenAsync(db, actor.UserId, clock.GetUtcNow(), cancellationToken);
        // Only a lead stores it; for a coder who comes first, the same figures are made and thrown away.
        var consensus = db.ChangeTracker.Entries<ConsensusUnit>().Select(e => e.Entity).ToList();
        if (consensus.Count > 0 && !actor.Is(Role.LeadEvaluator))
            db.ChangeTracker.Clear();
        db.RecordAccess("READ", "transcript_version", codings.Transcript.Id.ToString());
        var stored = await db.SaveAsync(Done.Instance, SynthesisRefusals.ChangedByAnother, cancellationToken);
        if (!stored.Succeeded)
            return stored.Refusal;
        if (consensus.Count == 0)
            consensus = await db.Consensus.AsNoTracking().Where(c => c.InterviewId == interview).ToListAsync(cancellationToken);
        return await ScreenAsync(db, actor, codings, opened, consensus, cancellationToken);
    }

    /// <summary>Settles a unit, or settles it anew. The codings stay as they were submitted.</summary>
    /// <returns>The unit as it is now. Refused for anyone but a lead evaluator, without the reason that the method needs,
    /// and where somebody else settled it meanwhile.</returns>
    public async Task<Result<ReconcileUnit>> SettleAsync(Actor actor, SettleUnit request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Is(Role.LeadEvaluator))
            return SynthesisRefusals.LeadDecides;
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var consensus = await db.Consensus.SingleOrDefaultAsync(c => c.Id == request.Unit, cancellationToken);
        if (consensus is null)
            return SynthesisRefusals.NotFound;
        var loaded = await InterviewCodings.LoadAsync(db, consensus.InterviewId, cancellationToken);
        if (!loaded.Succeeded)
            return loaded.Refusal;
        var unit = loaded.Value.Comparison.Units.Single(u => u.Unit == new CodingUnit(consensus.TurnSequence, consensus.Cell));
        db.HoldTo(consensus, request.Version);
        var settled = consensus.Settle(unit, request.Value, request.Reason, actor.UserId, clock.GetUtcNow());
        if (!settled.Succeeded)
            return settled.Refusal;
        var saved = await db.SaveAsync(Done.Instance, SynthesisRefusals.ChangedByAnother, cancellationToken);
        if (!saved.Succeeded)
            return saved.Refusal;
        var names = await NamesAsync(db, [actor.UserId], cancellationToken);
        return Unit(loaded.Value, await CodesAsync(db, loaded.Value, cancellationToken), names, unit, consensus);
    }

    /// <summary>What waits for the lead evaluator; for others, nothing.</summary>
    public async Task<LeadTasks> TasksAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.LeadEvaluator))
            return new LeadTasks([], [], []);
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var organizations = await db.Organizations.ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var unopened = await db.Interviews.AsNoTracking()
            .Where(i => i.State != InterviewState.Withdrawn
                && db.Codings.Any(c => c.InterviewId == i.Id)
                && !db.Codings.Any(c => c.InterviewId == i.Id && c.SubmittedAt == null)
                && !db.Reconciliations.Any(r => r.InterviewId == i.Id))
            .OrderBy(i => i.Number)
            .ToListAsync(cancellationToken);
        var reconcile = unopened.ConvertAll(i => new InterviewTask(i.Id, i.Number, organizations[i.OrganizationId], null));
        var sign = new List<InterviewTask>();
        var organizationTasks = new List<OrganizationTask>();
        foreach (var wave in await db.Waves.AsNoTracking().OrderBy(w => w.StartsOn).ToListAsync(cancellationToken))
        {
            var evidence = await SynthesisEvidence.OfWaveAsync(db, wave.Id, null, cancellationToken);
            foreach (var interview in evidence.Interviews)
            {
                var suggestions = CapacityCell.All.Select(cell => (Cell: cell, Suggestion: evidence.Suggest(interview, cell))).ToList();
                var waiting = suggestions.Sum(s => s.Suggestion.AwaitingConsensus);
                var unsigned = suggestions.Count(s =>
                    s.Suggestion.AwaitingConsensus == 0 && evidence.Signature(interview.InterviewId, s.Cell)?.IsOutOfDate(s.Suggestion) is not false);
                if (waiting > 0)
                    reconcile.Add(new InterviewTask(interview.InterviewId, interview.Number, organizations[interview.OrganizationId], waiting));
                else if (unsigned > 0)
                    sign.Add(new InterviewTask(interview.InterviewId, interview.Number, organizations[interview.OrganizationId], unsigned));
            }

            organizationTasks.AddRange(
                from organization in evidence.Interviews.Select(i => i.OrganizationId).Distinct()
                let unsigned = CapacityCell.All.Count(cell =>
                    evidence.Suggest(organization, wave.Id, cell) is { Succeeded: true, Value: { AwaitingSignOff: 0 } suggestion }
                    && evidence.InterviewsOf(organization, wave.Id).Any(i => evidence.Signature(i.InterviewId, cell) is not null)
                    && evidence.Signature(organization, wave.Id, cell)?.IsOutOfDate(suggestion) is not false)
                where unsigned > 0
                orderby organizations[organization]
                select new OrganizationTask(organization, organizations[organization], wave.Name, unsigned));
        }

        return new LeadTasks([.. reconcile.OrderBy(t => t.Number)], [.. sign.OrderBy(t => t.Number)], organizationTasks);
    }

    internal static async Task<Dictionary<UserId, string>> NamesAsync(TraumaDbContext db, IEnumerable<UserId> users, CancellationToken cancellationToken)
    {
        var ids = users.Select(u => u.Value).Distinct().ToList();
        return await db.Users.Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName }).ToDictionaryAsync(u => UserId.From(u.Id), u => u.DisplayName, cancellationToken);
    }

    private static async Task<Dictionary<CodeId, Code>> CodesAsync(TraumaDbContext db, InterviewCodings codings, CancellationToken cancellationToken)
    {
        var versions = codings.Codings.Select(c => c.CodebookVersionId).Distinct().ToList();
        return await db.Set<Code>().AsNoTracking().Where(c => versions.Contains(c.CodebookVersionId)).ToDictionaryAsync(c => c.Id, cancellationToken);
    }

    private static async Task<ReconcileScreen> ScreenAsync(
        TraumaDbContext db, Actor actor, InterviewCodings codings, Reconciliation opened, List<ConsensusUnit> consensus, CancellationToken cancellationToken)
    {
        var interview = codings.Interview;
        var byUnit = consensus.ToDictionary(c => new CodingUnit(c.TurnSequence, c.Cell));
        var codes = await CodesAsync(db, codings, cancellationToken);
        var names = await NamesAsync(
            db,
            codings.Codings.Select(c => c.CoderId).Concat(consensus.Select(c => c.SettledBy).OfType<UserId>()),
            cancellationToken);
        return new ReconcileScreen(
            interview.Id,
            interview.Number,
            await db.Organizations.Where(o => o.Id == interview.OrganizationId).Select(o => o.Name).SingleAsync(cancellationToken),
            await db.Waves.Where(w => w.Id == interview.WaveId).Select(w => w.Name).SingleAsync(cancellationToken),
            interview.Language,
            await db.Codebooks.Where(c => c.Id == codings.Codings[0].CodebookVersionId).Select(c => c.VersionLabel).SingleAsync(cancellationToken),
            codings.Codings.Max(c => c.SubmittedAt!.Value),
            actor.Is(Role.LeadEvaluator),
            [.. codings.Codings.Select(c => new CoderName(c.CoderId, names.GetValueOrDefault(c.CoderId, "")))],
            [.. codings.Comparison.Units.Select(unit => Unit(codings, codes, names, unit, byUnit[unit.Unit]))],
            codings.Codings.Count > 1 ? Figures(codings.Comparison, opened) : null);
    }

    private static ReconcileUnit Unit(
        InterviewCodings codings, Dictionary<CodeId, Code> codes, Dictionary<UserId, string> names, ComparedUnit unit, ConsensusUnit consensus)
    {
        var text = new EvidenceText(codings.Transcript);
        var turns = codings.Transcript.Turns.OrderBy(t => t.Sequence).ToList();
        var at = turns.FindIndex(t => t.Sequence == unit.Unit.TurnSequence);
        var span = turns[at].Words;
        return new ReconcileUnit(
            consensus.Id,
            consensus.Version,
            unit.Unit.TurnSequence,
            unit.Unit.Cell,
            at > 0 ? Spoken(turns[at - 1]) : null,
            at + 1 < turns.Count ? Spoken(turns[at + 1]) : null,
            unit.Required,
            unit.Difference,
            [.. codings.Codings.Zip(unit.Coders, Reading)],
            consensus.Outcome is null
                ? null
                : new SettledValue(
                    consensus.CountedValue() ?? CellValue.Missing,
                    consensus.Method!.Value,
                    consensus.Reason,
                    names.GetValueOrDefault(consensus.SettledBy!.Value, ""),
                    consensus.SettledAt!.Value));

        TurnBeside Spoken(TranscriptTurn turn) =>
            new(turn.Sequence, turn.SpeakerLabel, text.Runs(turn.Words, []));

        CoderReading Reading(InterviewCoding coding, CoderUnit coder)
        {
            var applications = coding.Excerpts
                .Where(e => e.RetiredAt is null && coder.Spans.Contains(new TextSpan(e.StartCp, e.EndCp)))
                .SelectMany(e => e.Applications)
                .Where(a => a.RetiredAt is null && codes[a.CodeId].Cell == unit.Unit.Cell)
                .ToList();
            return new CoderReading(
                coder.Value,
                coder.Basis,
                text.Runs(span, coder.Spans),
                [
                    .. applications.Select(a => codes[a.CodeId]).Where(c => c.Kind is CodeKind.Theme)
                        .Select(c => new ThemeLabel(c.LabelEn, c.LabelFr)).Distinct(),
                ],
                [.. applications.Select(a => a.Memo).OfType<string>().Where(m => m.Length > 0).Distinct()]);
        }
    }

    private static AgreementFigures Figures(CodingComparison comparison, Reconciliation opened) => new(
        [
            .. opened.Runs.Select(run => new AgreementFigure(
                run.Metric,
                run.Value,
                run.UnitCount,
                run is { IntervalLow: { } low, IntervalHigh: { } high } ? (low, high) : null,
                run.UnitCount >= CoderAgreement.MinimumUnits)),
        ],
        Rows(comparison.CellTable().CrossTable(0, 1)),
        Rows(comparison.RatingTable().CrossTable(0, 1)));

    private static int[][] Rows(int[,] table) =>
        [.. Enumerable.Range(0, table.GetLength(0)).Select(row => Enumerable.Range(0, table.GetLength(1)).Select(column => table[row, column]).ToArray())];
}
