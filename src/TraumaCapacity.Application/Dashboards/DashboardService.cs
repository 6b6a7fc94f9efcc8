using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Dashboards;

/// <summary>Live dashboards for evaluators: signed values where there are, suggestions where there are not, one wave at a
/// time. Rests on consensus only (INV-33).</summary>
public sealed class DashboardService(TraumaDatabase database)
{
    /// <summary>Organizations by cells.</summary>
    public async Task<OrganizationMatrix> MatrixAsync(Actor actor, MatrixFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        return await MatrixAsync(db, filter, cancellationToken);
    }

    /// <summary>The same for a file; recorded as an export.</summary>
    public async Task<OrganizationMatrix> ExportAsync(Actor actor, MatrixFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var matrix = await MatrixAsync(db, filter, cancellationToken);
        db.RecordAccess(
            "EXPORT",
            "cell_synthesis",
            "organization_matrix",
            new
            {
                wave = matrix.Wave,
                jurisdiction = filter.Jurisdiction?.ToString(),
                confidence = filter.LeastConfidence?.ToString(),
                out_of_date_only = filter.OutOfDateOnly,
                organizations = matrix.Rows.Count,
            });
        await db.SaveChangesAsync(cancellationToken);
        return matrix;
    }

    /// <summary>One organization.</summary>
    /// <param name="wave">Name of a wave; <c>null</c> for the latest with evidence.</param>
    /// <returns>Refused where the organization or the wave does not exist.</returns>
    public async Task<Result<OrganizationCells>> OrganizationAsync(Actor actor, OrganizationId id, string? wave, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
        var (waves, shown) = await WaveAsync(db, wave, cancellationToken);
        if (organization is null || shown is null)
            return SynthesisRefusals.NotFound;
        var evidence = await SynthesisEvidence.OfWaveAsync(db, shown.Id, id, cancellationToken);
        var signatures = await db.Syntheses.IgnoreQueryFilters([CellSynthesisConfiguration.CurrentFilter]).AsNoTracking()
            .Where(s => s.OrganizationId == id && s.WaveId == shown.Id && s.InterviewId == null)
            .OrderByDescending(s => s.SupersededAt == null).ThenByDescending(s => s.SignedOffAt).ThenByDescending(s => s.Id)
            .ToListAsync(cancellationToken);
        var names = await ReconcileService.NamesAsync(db, signatures.Select(s => s.SignedOffBy), cancellationToken);
        return new OrganizationCells(
            id,
            organization.Name,
            organization.Jurisdiction,
            [.. waves.Select(w => w.Name)],
            shown.Id,
            shown.Name,
            actor.Is(Role.LeadEvaluator),
            Interviewees(evidence, id, shown.Id),
            [
                .. from cell in CapacityCell.All
                   let suggestion = evidence.Suggest(id, shown.Id, cell)
                   select new OrganizationCellRow(
                       Cell(evidence, id, shown.Id, cell),
                       suggestion.Succeeded ? suggestion.Value : null,
                       [.. signatures.Where(s => s.Cell == cell).Select(s => SynthesisService.Signed(s, names))],
                       [.. evidence.InterviewsOf(id, shown.Id).Select(interview => Interview(db, evidence, interview, cell))]),
            ]);
    }

    /// <summary>All organizations together.</summary>
    /// <param name="wave">Name of a wave; <c>null</c> for the latest with evidence.</param>
    public async Task<NationalLive> NationalAsync(Actor actor, string? wave, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var matrix = await MatrixAsync(db, new MatrixFilter(wave), cancellationToken);
        return new NationalLive(
            matrix.Waves,
            matrix.Wave,
            matrix.Rows.Count,
            matrix.IntervieweeCount,
            matrix.AwaitingConsensus,
            [.. CapacityCell.All.Select(cell => National(cell, matrix.Rows.Select(r => r.Cells[cell.Index]).ToList()))]);
    }

    private static NationalCell National(CapacityCell cell, List<MatrixCell> organizations)
    {
        var rated = organizations.Where(o => o.Value is CellValue.Rated).ToList();
        return new NationalCell(
            cell,
            NationalCellSummary.Of(organizations.Select(o => o.Value).OfType<CellValue>()),
            organizations.Count(o => o.Value is null),
            organizations.Count(o => o.State is MatrixCellState.Suggested),
            [.. Enum.GetValues<Confidence>().Select(degree => rated.Count(o => o.Confidence == degree))],
            [
                .. from organization in rated
                   let value = (CellValue.Rated)organization.Value!
                   orderby value.Value, value.IsMixed
                   select new NationalMark(value.Value, value.IsMixed),
            ]);
    }

    private static async Task<OrganizationMatrix> MatrixAsync(TraumaDbContext db, MatrixFilter filter, CancellationToken cancellationToken)
    {
        var (waves, wave) = await WaveAsync(db, filter.Wave, cancellationToken);
        if (wave is null)
            return new OrganizationMatrix([.. waves.Select(w => w.Name)], null, null, [], []);
        var organizations = await db.Organizations.AsNoTracking()
            .Where(o => o.JoinedOn <= wave.EndsOn && (o.LeftOn == null || o.LeftOn >= wave.StartsOn))
            .Select(o => new { o.Id, o.Name, o.Jurisdiction })
            .ToListAsync(cancellationToken);
        var evidence = await SynthesisEvidence.OfWaveAsync(db, wave.Id, null, cancellationToken);
        var rows =
            from organization in organizations
            where filter.Jurisdiction is null || organization.Jurisdiction == filter.Jurisdiction
            select new MatrixRow(
                organization.Id,
                organization.Name,
                organization.Jurisdiction,
                Interviewees(evidence, organization.Id, wave.Id),
                [
                    .. from cell in CapacityCell.All
                       let shown = Cell(evidence, organization.Id, wave.Id, cell)
                       select shown with { IsFilteredOut = filter.LeastConfidence is { } least && !(shown.Confidence >= least) },
                ]);
        return new OrganizationMatrix(
            [.. waves.Select(w => w.Name)],
            wave.Id,
            wave.Name,
            [.. organizations.Select(o => o.Jurisdiction).Distinct().Order()],
            [
                .. rows.Where(row => !filter.OutOfDateOnly || row.Cells.Any(c => c.IsOutOfDate))
                    .OrderBy(row => row.Name, StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.IgnoreNonSpace | System.Globalization.CompareOptions.IgnoreCase)),
            ]);
    }

    private static async Task<(List<EvaluationWave> Waves, EvaluationWave? Wave)> WaveAsync(TraumaDbContext db, string? name, CancellationToken cancellationToken)
    {
        var waves = await db.Waves.AsNoTracking().OrderBy(w => w.StartsOn).ToListAsync(cancellationToken);
        if (name is not null)
            return (waves, waves.Find(w => w.Name == name));
        var evaluated = await db.Set<InterviewEvidence>().Select(i => i.WaveId).Distinct().ToListAsync(cancellationToken);
        return (waves, waves.FindLast(w => evaluated.Contains(w.Id)) ?? waves.LastOrDefault());
    }

    private static int Interviewees(SynthesisEvidence evidence, OrganizationId organization, WaveId wave) =>
        evidence.InterviewsOf(organization, wave).SelectMany(i => i.Interviewees).Distinct().Count();

    private static MatrixCell Cell(SynthesisEvidence evidence, OrganizationId organization, WaveId wave, CapacityCell cell)
    {
        var interviews = evidence.InterviewsOf(organization, wave).ToList();
        var awaiting = interviews.Sum(i => evidence.Suggest(i, cell).AwaitingConsensus);
        var suggestion = evidence.Suggest(organization, wave, cell);
        if (evidence.Signature(organization, wave, cell) is { } signature)
        {
            return new MatrixCell(
                cell,
                MatrixCellState.Signed,
                signature.SignedValue(),
                signature.Confidence,
                signature.IntervieweeCount,
                signature.ExcerptCount,
                !suggestion.Succeeded || signature.IsOutOfDate(suggestion.Value),
                awaiting);
        }

        if (!suggestion.Succeeded)
            return new MatrixCell(cell, MatrixCellState.DifferentMeasures, null, null, 0, 0, false, awaiting);
        if (interviews.Count == 0)
            return new MatrixCell(cell, MatrixCellState.NoInterview, null, null, 0, 0, false, awaiting);
        var signed = interviews.Exists(i => evidence.Signature(i.InterviewId, cell) is not null);
        if (!signed || (suggestion.Value is { Value: CellValue.NotDiscussed, AwaitingSignOff: > 0 }))
            return new MatrixCell(cell, MatrixCellState.Awaiting, null, null, 0, 0, false, awaiting);
        return new MatrixCell(
            cell,
            MatrixCellState.Suggested,
            suggestion.Value.Value,
            suggestion.Value.Confidence,
            suggestion.Value.IntervieweeCount,
            suggestion.Value.ExcerptCount,
            false,
            awaiting);
    }

    private static InterviewCellValue Interview(TraumaDbContext db, SynthesisEvidence evidence, InterviewEvidence interview, CapacityCell cell)
    {
        var suggestion = evidence.Suggest(interview, cell);
        var signature = evidence.Signature(interview.InterviewId, cell);
        return new InterviewCellValue(
            interview.InterviewId,
            interview.Number,
            signature?.SignedValue(),
            suggestion.Value,
            signature?.IsOutOfDate(suggestion) ?? false,
            suggestion.AwaitingConsensus,
            suggestion.ExcerptCount,
            !db.WithdrawnInterviews.Contains(interview.InterviewId) && (!db.IsCoder || db.SubmittedByAll.Contains(interview.InterviewId)));
    }
}
