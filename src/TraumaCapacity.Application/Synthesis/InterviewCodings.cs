using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>The submitted codings of an interview, side by side.</summary>
internal sealed class InterviewCodings
{
    private InterviewCodings(Interview interview, TranscriptVersion transcript, List<InterviewCoding> codings, CodingComparison comparison, MeasurementBasis measure)
    {
        (Interview, Transcript, Codings, Comparison, Measure) = (interview, transcript, codings, comparison, measure);
    }

    public Interview Interview { get; }

    public TranscriptVersion Transcript { get; }

    /// <summary>In the order in which the coders were assigned.</summary>
    public IReadOnlyList<InterviewCoding> Codings { get; }

    public CodingComparison Comparison { get; }

    public MeasurementBasis Measure { get; }

    /// <summary>Loads them. Refused where the interview does not exist for the actor, before every coder submitted (INV-27),
    /// and where the coders used different measures (INV-30).</summary>
    public static async Task<Result<InterviewCodings>> LoadAsync(TraumaDbContext db, InterviewId id, CancellationToken cancellationToken)
    {
        var interview = await db.Interviews.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (interview is null || interview.State is InterviewState.Withdrawn)
            return SynthesisRefusals.NotFound;
        if (db.IsCoder && !db.SubmittedByAll.Contains(id))
            return SynthesisRefusals.NotAllSubmitted;
        var codings = await db.Codings.AsNoTracking()
            .Where(c => c.InterviewId == id)
            .Include(c => c.Excerpts).ThenInclude(e => e.Ratings)
            .Include(c => c.Excerpts).ThenInclude(e => e.Applications)
            .AsSplitQuery()
            .OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
            .ToListAsync(cancellationToken);
        if (codings.Count == 0 || codings.Any(c => c.SubmittedAt is null))
            return SynthesisRefusals.NotAllSubmitted;
        if (codings.Select(c => c.TranscriptVersionId).Distinct().Skip(1).Any())
            return SynthesisRefusals.DifferentMeasures;

        var transcriptId = codings[0].TranscriptVersionId;
        var transcript = await db.Transcripts.AsNoTracking()
            .Include(t => t.Turns).Include(t => t.Flags).AsSplitQuery()
            .SingleAsync(t => t.Id == transcriptId, cancellationToken);
        var codebooks = codings.Select(c => c.CodebookVersionId).Distinct().ToList();
        var labels = await db.Codebooks.Where(c => codebooks.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.VersionLabel, cancellationToken);
        var measure = MeasurementBasis.Common(
            from coding in codings
            from rating in coding.Excerpts.SelectMany(e => e.Ratings)
            select MeasurementBasis.Of(rating.ScaleVersion, labels[coding.CodebookVersionId]));
        if (!measure.Succeeded)
            return measure.Refusal;

        var turns = CoderUnits.IntervieweeTurns(transcript.Turns);
        return new InterviewCodings(
            interview,
            transcript,
            codings,
            CodingComparison.Of(turns, [.. codings.Select(c => c.Excerpts)]),
            measure.Value ?? MeasurementBasis.Of("", labels[codings[0].CodebookVersionId]));
    }

    /// <summary>Opens the reconciliation, if it is not open: measures the agreement on the values as they were submitted,
    /// and settles what needs no conversation. Nothing is saved yet.</summary>
    public async Task<Reconciliation> OpenAsync(TraumaDbContext db, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Reconciliations.Include(r => r.Runs).SingleOrDefaultAsync(r => r.InterviewId == Interview.Id, cancellationToken) is { } open)
            return open;
        var reconciliation = Reconciliation.Open((Interview.Id, Transcript.Id), Comparison, Measure, by, now);
        db.Reconciliations.Add(reconciliation);
        if (Interview.State is InterviewState.Released)
            Interview.BeginReconciliation();
        db.Consensus.AddRange(Comparison.Units.Select(unit => ConsensusUnit.Open((Interview.Id, Transcript.Id), unit, by, now)));
        return reconciliation;
    }
}
