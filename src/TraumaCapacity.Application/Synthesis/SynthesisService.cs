using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>Suggests and signs the values of interviews and organizations (4.3 Levels 2 and 3). Suggestions are computed
/// every time; a signature keeps its value until somebody signs again.</summary>
public sealed class SynthesisService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>The twelve cells of an interview with their evidence. A lead evaluator who comes first opens the reconciliation.</summary>
    /// <returns>Refused where the interview does not exist for the actor, and before every coder submitted (INV-27).</returns>
    public async Task<Result<InterviewSyntheses>> OfInterviewAsync(Actor actor, InterviewId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var loaded = await InterviewCodings.LoadAsync(db, id, cancellationToken);
        if (!loaded.Succeeded)
            return loaded.Refusal;
        var codings = loaded.Value;
        if (actor.Is(Role.LeadEvaluator))
            await codings.OpenAsync(db, actor.UserId, clock.GetUtcNow(), cancellationToken);
        db.RecordAccess("READ", "transcript_version", codings.Transcript.Id.ToString());
        await db.SaveChangesAsync(cancellationToken);

        var evidence = await SynthesisEvidence.OfInterviewAsync(db, id, cancellationToken);
        if (evidence.Interviews.SingleOrDefault() is not { } row)
            return SynthesisRefusals.NotFound;
        var consensus = await db.Consensus.AsNoTracking().Where(c => c.InterviewId == id).OrderBy(c => c.TurnSequence).ToListAsync(cancellationToken);
        var names = await ReconcileService.NamesAsync(
            db,
            CapacityCell.All.Select(cell => evidence.Signature(id, cell)?.SignedOffBy).OfType<UserId>(),
            cancellationToken);
        var text = new EvidenceText(codings.Transcript);
        var spans = codings.Comparison.Units.ToDictionary(u => u.Unit, u => EvidenceText.Passages(u.Coders.SelectMany(c => c.Spans)));
        return new InterviewSyntheses(
            id,
            row.Number,
            row.OrganizationId,
            await db.Organizations.Where(o => o.Id == row.OrganizationId).Select(o => o.Name).SingleAsync(cancellationToken),
            await db.Waves.Where(w => w.Id == row.WaveId).Select(w => w.Name).SingleAsync(cancellationToken),
            codings.Interview.Language,
            row.CoderCount,
            actor.Is(Role.LeadEvaluator),
            consensus.Count(c => c.Outcome is null),
            [
                .. from cell in CapacityCell.All
                   let suggestion = evidence.Suggest(row, cell)
                   let signature = evidence.Signature(id, cell)
                   select new InterviewCellRow(
                       cell,
                       suggestion,
                       signature is null ? null : Signed(signature, names),
                       signature?.IsOutOfDate(suggestion) ?? false,
                       [
                           .. from unit in consensus
                              where unit.Cell == cell
                              select new EvidenceItem(
                                  unit.TurnSequence,
                                  unit.Outcome is null ? null : unit.CountedValue() ?? CellValue.Missing,
                                  unit.Method,
                                  unit.Reason,
                                  [.. spans[new CodingUnit(unit.TurnSequence, cell)].Select(span => text.Runs(span, []))]),
                       ]),
            ]);
    }

    /// <summary>Signs one cell of an interview.</summary>
    /// <returns>The signature. Refused for anyone but a lead evaluator, where the evidence or the signature changed since
    /// the screen showed them, and as <see cref="CellSynthesis.SignOff"/> says.</returns>
    public async Task<Result<SynthesisId>> SignAsync(Actor actor, SignInterviewCell request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Is(Role.LeadEvaluator))
            return SynthesisRefusals.LeadDecides;
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var evidence = await SynthesisEvidence.OfInterviewAsync(db, request.Interview, cancellationToken);
        if (evidence.Interviews.SingleOrDefault() is not { } interview || db.WithdrawnInterviews.Contains(request.Interview))
            return SynthesisRefusals.NotFound;
        var signing = Sign(
            db,
            actor,
            new SynthesisSubject(interview.WaveId, interview.OrganizationId, request.Interview, request.Cell),
            evidence.Suggest(interview, request.Cell),
            evidence.Signature(request.Interview, request.Cell),
            (request.Value, request.Reason, request.InputsSha256, request.Replaces));
        if (!signing.Succeeded)
            return signing.As<SynthesisId>();
        await CompleteAsync(db, request.Interview, evidence, cancellationToken);
        return await db.SaveAsync(signing.Value.Id, SynthesisRefusals.ChangedByAnother, cancellationToken);
    }

    /// <summary>Signs every suggestion of an interview that nobody decided otherwise: cells without a signature, and those
    /// whose out-of-date signature had followed the suggestion. Cells that await consensus are left.</summary>
    /// <returns>How many were signed; refused where there was nothing to sign.</returns>
    public async Task<Result<int>> SignSuggestionsAsync(Actor actor, InterviewId id, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.LeadEvaluator))
            return SynthesisRefusals.LeadDecides;
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var evidence = await SynthesisEvidence.OfInterviewAsync(db, id, cancellationToken);
        if (evidence.Interviews.SingleOrDefault() is not { } interview || db.WithdrawnInterviews.Contains(id))
            return SynthesisRefusals.NotFound;
        var signed = SignAll(db, actor, CapacityCell.All.Select(cell => (
            new SynthesisSubject(interview.WaveId, interview.OrganizationId, id, cell),
            evidence.Suggest(interview, cell),
            evidence.Signature(id, cell))));
        if (signed == 0)
            return SynthesisRefusals.NothingToSign;
        await CompleteAsync(db, id, evidence, cancellationToken);
        return await db.SaveAsync(signed, SynthesisRefusals.ChangedByAnother, cancellationToken);
    }

    /// <summary>Signs one cell of an organization in a wave.</summary>
    /// <returns>The signature. Refused as for an interview, and where the inputs cannot be brought together (INV-30).</returns>
    public async Task<Result<SynthesisId>> SignAsync(Actor actor, SignOrganizationCell request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Is(Role.LeadEvaluator))
            return SynthesisRefusals.LeadDecides;
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var evidence = await SynthesisEvidence.OfWaveAsync(db, request.Wave, request.Organization, cancellationToken);
        if (evidence.Interviews.Count == 0)
            return SynthesisRefusals.NotFound;
        var suggestion = evidence.Suggest(request.Organization, request.Wave, request.Cell);
        if (!suggestion.Succeeded)
            return suggestion.Refusal;
        var signing = Sign(
            db,
            actor,
            new SynthesisSubject(request.Wave, request.Organization, null, request.Cell),
            suggestion.Value,
            evidence.Signature(request.Organization, request.Wave, request.Cell),
            (request.Value, request.Reason, request.InputsSha256, request.Replaces));
        return signing.Succeeded ? await db.SaveAsync(signing.Value.Id, SynthesisRefusals.ChangedByAnother, cancellationToken) : signing.As<SynthesisId>();
    }

    /// <summary>Signs every suggestion of an organization in a wave that nobody decided otherwise. Cells in which an
    /// interview is not signed are left.</summary>
    /// <returns>How many were signed; refused where there was nothing to sign.</returns>
    public async Task<Result<int>> SignSuggestionsAsync(Actor actor, OrganizationId organization, WaveId wave, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.LeadEvaluator))
            return SynthesisRefusals.LeadDecides;
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var evidence = await SynthesisEvidence.OfWaveAsync(db, wave, organization, cancellationToken);
        if (evidence.Interviews.Count == 0)
            return SynthesisRefusals.NotFound;
        var signed = SignAll(
            db,
            actor,
            from cell in CapacityCell.All
            let suggestion = evidence.Suggest(organization, wave, cell)
            where suggestion.Succeeded && evidence.Interviews.Any(i => evidence.Signature(i.InterviewId, cell) is not null)
            select (new SynthesisSubject(wave, organization, null, cell), suggestion.Value, evidence.Signature(organization, wave, cell)));
        return signed == 0 ? SynthesisRefusals.NothingToSign : await db.SaveAsync(signed, SynthesisRefusals.ChangedByAnother, cancellationToken);
    }

    internal static SignedValue Signed(CellSynthesis signature, Dictionary<UserId, string> names) => new(
        signature.Id,
        signature.SignedValue(),
        CellValue.From(signature.SuggestedStatus, signature.SuggestedValue, signature.SuggestedMixed),
        signature.Confidence,
        signature.OverrideReason ?? signature.Rationale,
        signature.OverrideReason is not null,
        names.GetValueOrDefault(signature.SignedOffBy, ""),
        signature.SignedOffAt,
        signature.SupersededAt);

    // Nothing is left to do with an interview in which every cell is signed.
    private static async Task CompleteAsync(TraumaDbContext db, InterviewId id, SynthesisEvidence evidence, CancellationToken cancellationToken)
    {
        var added = db.ChangeTracker.Entries<CellSynthesis>().Where(e => e.State is EntityState.Added).Select(e => e.Entity.Cell).ToHashSet();
        var interview = await db.Interviews.SingleAsync(i => i.Id == id, cancellationToken);
        if (interview.State is InterviewState.Reconciling && CapacityCell.All.All(cell => added.Contains(cell) || evidence.Signature(id, cell) is not null))
            interview.SignOff();
    }

    private Result<CellSynthesis> Sign(
        TraumaDbContext db,
        Actor actor,
        SynthesisSubject subject,
        SynthesisSuggestion suggestion,
        CellSynthesis? current,
        (CellValue Value, string? Reason, string InputsSha256, SynthesisId? Replaces) request)
    {
        if (current?.Id != request.Replaces)
            return SynthesisRefusals.ChangedByAnother;
        if (suggestion.InputsSha256 != request.InputsSha256)
            return SynthesisRefusals.EvidenceChanged;
        var now = clock.GetUtcNow();
        var signing = CellSynthesis.SignOff(subject, suggestion, request.Value, request.Reason, actor.UserId, now);
        if (signing.Succeeded)
        {
            current?.Supersede(now);
            db.Syntheses.Add(signing.Value);
        }

        return signing;
    }

    private int SignAll(
        TraumaDbContext db, Actor actor, IEnumerable<(SynthesisSubject Subject, SynthesisSuggestion Suggestion, CellSynthesis? Current)> cells)
    {
        var signed = 0;
        foreach (var (subject, suggestion, current) in cells)
        {
            if (current is not null && (current.OverrideReason is not null || !current.IsOutOfDate(suggestion)))
                continue;
            signed += Sign(db, actor, subject, suggestion, current, (suggestion.Value, null, suggestion.InputsSha256, current?.Id)).Succeeded ? 1 : 0;
        }

        return signed;
    }
}
