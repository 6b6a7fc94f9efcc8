using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>The consensus and the signatures of some interviews and their organizations, loaded once, with what the rules
/// make of them. Everything that shows or signs a value takes it from here.</summary>
internal sealed class SynthesisEvidence
{
    private readonly Dictionary<(InterviewId, CapacityCell), InterviewCellEvidence> cells;
    private readonly Dictionary<(InterviewId, CapacityCell), CellSynthesis> interviewSignatures;
    private readonly Dictionary<(OrganizationId, WaveId, CapacityCell), CellSynthesis> organizationSignatures;
    private readonly ILookup<(OrganizationId, WaveId), InterviewEvidence> byOrganization;

    private SynthesisEvidence(List<InterviewEvidence> interviews, List<InterviewCellEvidence> cells, List<CellSynthesis> signatures)
    {
        Interviews = interviews;
        this.cells = cells.ToDictionary(c => (c.InterviewId, c.Cell));
        interviewSignatures = signatures.Where(s => s.InterviewId is not null).ToDictionary(s => (s.InterviewId!.Value, s.Cell));
        organizationSignatures = signatures.Where(s => s.InterviewId is null).ToDictionary(s => (s.OrganizationId, s.WaveId, s.Cell));
        byOrganization = interviews.ToLookup(i => (i.OrganizationId, i.WaveId));
    }

    /// <summary>Interviews whose reconciliation was opened, by their number.</summary>
    public IReadOnlyList<InterviewEvidence> Interviews { get; }

    /// <summary>Loads one wave; of one organization, where one is given. The signatures are tracked, so that signing again
    /// supersedes them.</summary>
    public static Task<SynthesisEvidence> OfWaveAsync(
        TraumaDbContext db, WaveId wave, OrganizationId? organization, CancellationToken cancellationToken) =>
        LoadAsync(
            db,
            i => i.WaveId == wave && (organization == null || i.OrganizationId == organization),
            s => s.WaveId == wave && (organization == null || s.OrganizationId == organization),
            cancellationToken);

    /// <summary>Loads one interview.</summary>
    public static Task<SynthesisEvidence> OfInterviewAsync(TraumaDbContext db, InterviewId interview, CancellationToken cancellationToken) =>
        LoadAsync(db, i => i.InterviewId == interview, s => s.InterviewId == interview, cancellationToken);

    public IEnumerable<InterviewEvidence> InterviewsOf(OrganizationId organization, WaveId wave) => byOrganization[(organization, wave)];

    public CellSynthesis? Signature(InterviewId interview, CapacityCell cell) => interviewSignatures.GetValueOrDefault((interview, cell));

    public CellSynthesis? Signature(OrganizationId organization, WaveId wave, CapacityCell cell) =>
        organizationSignatures.GetValueOrDefault((organization, wave, cell));

    /// <summary>What the rules make of an interview's consensus.</summary>
    public SynthesisSuggestion Suggest(InterviewEvidence interview, CapacityCell cell)
    {
        var evidence = cells.GetValueOrDefault((interview.InterviewId, cell));
        return SynthesisSuggestion.ForInterview(new InterviewCellConsensus(
            evidence is null
                ? []
                :
                [
                    .. evidence.RatedValues.Zip(evidence.Mixed, CellValue.Of),
                    .. Enumerable.Repeat(CellValue.Insufficient, evidence.InsufficientCount),
                ],
            (RatingBasis?)evidence?.BasisRank,
            interview.CoderCount > 1,
            evidence?.ExcerptCount ?? 0,
            evidence?.AwaitingCount ?? 0,
            interview.Interviewees.Length,
            interview.Measure));
    }

    /// <summary>What the rules make of the organization's signed interview values. Refused where they cannot be brought
    /// together (INV-30).</summary>
    public Result<SynthesisSuggestion> Suggest(OrganizationId organization, WaveId wave, CapacityCell cell)
    {
        var (signed, awaiting) = (new List<SignedInterviewValue>(), 0);
        foreach (var interview in InterviewsOf(organization, wave))
        {
            var suggestion = Suggest(interview, cell);
            var signature = Signature(interview.InterviewId, cell);
            if (signature is not null)
            {
                signed.Add(new SignedInterviewValue(
                    interview.InterviewId,
                    Array.ConvertAll(interview.Interviewees, IntervieweeId.From),
                    signature.SignedValue(),
                    signature.Basis,
                    signature.IsDoubleCoded,
                    signature.ExcerptCount,
                    new MeasurementBasis(signature.ScaleVersion, signature.CodebookMajor)));
            }

            var speaks = suggestion.Value is not CellValue.NotDiscussed || suggestion.AwaitingConsensus > 0;
            awaiting += signature is null ? (speaks ? 1 : 0) : signature.IsOutOfDate(suggestion) ? 1 : 0;
        }

        return SynthesisSuggestion.ForOrganization(signed, awaiting);
    }

    private static async Task<SynthesisEvidence> LoadAsync(
        TraumaDbContext db,
        Expression<Func<InterviewEvidence, bool>> interviews,
        Expression<Func<CellSynthesis, bool>> signatures,
        CancellationToken cancellationToken)
    {
        var found = db.Set<InterviewEvidence>().Where(interviews);
        var cells = await db.Set<InterviewCellEvidence>()
            .Where(c => found.Any(i => i.InterviewId == c.InterviewId))
            .ToListAsync(cancellationToken);
        var signed = await db.Syntheses.Where(signatures).ToListAsync(cancellationToken);
        if (db.HidesWithdrawn)
        {
            signed.AddRange(await db.Syntheses.FromSql($"select * from evidence.retained_synthesis")
                .IgnoreQueryFilters([TraumaDbContext.WithdrawnFilter]).AsNoTracking().Where(signatures).ToListAsync(cancellationToken));
        }

        return new SynthesisEvidence(await found.OrderBy(i => i.Number).ToListAsync(cancellationToken), cells, signed);
    }
}
