using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Releases;

/// <summary>What a release would be made from now, and what the lead evaluator should know about it.</summary>
/// <param name="Inputs">For the rules.</param>
/// <param name="OutOfDate">Signed values under which the evidence changed; they count as signed.</param>
/// <param name="NotSigned">Values that no organization of the wave has a signature for.</param>
/// <param name="LeftOut">Names of the organizations whose data a community governs (PRV-21).</param>
internal sealed record ReleaseEvidence(ReleaseInputs Inputs, int OutOfDate, int NotSigned, IReadOnlyList<string> LeftOut)
{
    /// <summary>Reads everything up to and including the cut-off. Counts what happened by then, whenever it was recorded.</summary>
    /// <returns>Refused where values rest on later interviews, or on different scales or codebooks (INV-30).</returns>
    public static async Task<Result<ReleaseEvidence>> LoadAsync(
        TraumaDbContext db, EvaluationWave wave, DateOnly cutOff, IReadOnlySet<CapacityCell> withheld, int? before, CancellationToken cancellationToken)
    {
        var policy = await db.DisclosurePolicies.AsNoTracking().OrderByDescending(p => p.Number).FirstAsync(cancellationToken);
        var joined = await db.Organizations.AsNoTracking().Where(o => o.JoinedOn <= cutOff).ToListAsync(cancellationToken);
        var counted = joined.Where(o => o.GovernanceRegime == DataGovernanceRegime.Standard).ToDictionary(o => o.Id);
        var countedIds = counted.Keys.ToList();
        var values = await ValuesAsync(db, wave, cutOff, countedIds, cancellationToken);
        if (!values.Succeeded)
            return values.Refusal;
        var measure = MeasurementBasis.Common(values.Value.Measures);
        if (!measure.Succeeded)
            return ReleasesRefusals.DifferentMeasures;

        var facilitators = await FacilitatorsAsync(db, cutOff, cancellationToken);
        var organizations = counted.Values
            .Select(o => new ReleaseOrganization(
                o.Id, o.Jurisdiction, facilitators.GetValueOrDefault(o.Id), o.JoinedOn <= wave.EndsOn && (o.LeftOn is null || o.LeftOn >= wave.StartsOn)))
            .ToList();
        var inWave = organizations.Count(o => o.IsInWave);
        var (groups, sessions) = await DeliveryAsync(db, cutOff, cancellationToken);
        var (cohorts, trained, certified) = await TrainingAsync(db, cutOff, countedIds, cancellationToken);
        return new ReleaseEvidence(
            new ReleaseInputs
            {
                WaveName = wave.Name,
                CutOff = cutOff,
                PolicyVersion = policy.Number,
                Policy = policy.ToPolicy(),
                Measure = measure.Value,
                Organizations = organizations,
                LeavesOutGoverned = counted.Count < joined.Count,
                Groups = [.. groups.Where(g => counted.ContainsKey(g.Organization))],
                Sessions = [.. sessions.Where(s => counted.ContainsKey(s.Organization))],
                Cohorts = cohorts,
                Trained = trained,
                Certified = certified,
                Values = values.Value.Values,
                IntervieweeCount = values.Value.Interviewees,
                AwaitingConsensus = values.Value.AwaitingConsensus,
                Previous = await PreviousAsync(db, wave.Id, before, cancellationToken),
                Withheld = withheld,
            },
            values.Value.OutOfDate,
            (inWave * CapacityCell.All.Count) - values.Value.Values.Count(v => organizations.Exists(o => o.IsInWave && o.Id == v.Organization)),
            [.. joined.Where(o => !counted.ContainsKey(o.Id)).Select(o => o.Name).Order(StringComparer.Ordinal)]);
    }

    private static async Task<Result<SignedValues>> ValuesAsync(
        TraumaDbContext db, EvaluationWave wave, DateOnly cutOff, List<OrganizationId> counted, CancellationToken cancellationToken)
    {
        var evidence = await SynthesisEvidence.OfWaveAsync(db, wave.Id, null, cancellationToken);
        var interviews = await db.Interviews.AsNoTracking()
            .Where(i => i.WaveId == wave.Id)
            .Select(i => new { i.Id, i.OrganizationId, i.HeldOn, i.State })
            .ToListAsync(cancellationToken);
        var withdrawn = interviews.Where(i => i.State == InterviewState.Withdrawn).ToList();
        var gone = withdrawn.Select(i => i.Id).ToHashSet();
        var heldOn = interviews.ToDictionary(i => i.Id, i => i.HeldOn);
        var standing = evidence.Interviews.Where(i => counted.Contains(i.OrganizationId) && !gone.Contains(i.InterviewId)).ToList();
        var late = standing.Where(i => heldOn[i.InterviewId] > cutOff).Select(i => heldOn[i.InterviewId]).ToList();
        if (late.Count > 0)
            return ReleasesRefusals.InterviewsAfterCutOff(late.Count, late.Max());

        var values = new List<ReleaseValue>();
        var measures = new List<MeasurementBasis>();
        var outOfDate = 0;
        foreach (var organization in counted)
        {
            var left = withdrawn.Exists(i => i.OrganizationId == organization);
            foreach (var cell in CapacityCell.All)
            {
                if (evidence.Signature(organization, wave.Id, cell) is not { } signature)
                    continue;
                var suggestion = evidence.Suggest(organization, wave.Id, cell);
                var stale = !suggestion.Succeeded || signature.IsOutOfDate(suggestion.Value);

                // Where someone took their consent back, a value counts only if it was signed again without them (PRV-22).
                if (left && (stale || evidence.InterviewsOf(organization, wave.Id).Any(i => gone.Contains(i.InterviewId))))
                    continue;
                outOfDate += stale ? 1 : 0;
                if (signature.Status is SynthesisStatus.Rated)
                    measures.Add(new MeasurementBasis(signature.ScaleVersion, signature.CodebookMajor));
                var contributors = evidence.InterviewsOf(organization, wave.Id)
                    .Where(i => evidence.Signature(i.InterviewId, cell) is { Status: SynthesisStatus.Rated })
                    .SelectMany(i => i.Interviewees)
                    .Select(IntervieweeId.From)
                    .ToHashSet();
                values.Add(new ReleaseValue(organization, cell, signature.SignedValue(), signature.Confidence, contributors));
            }
        }

        return new SignedValues(
            values,
            measures,
            outOfDate,
            standing.SelectMany(i => i.Interviewees).Distinct().Count(),
            standing.Sum(i => CapacityCell.All.Sum(cell => evidence.Suggest(i, cell).AwaitingConsensus)));
    }

    private static Task<Dictionary<OrganizationId, int>> FacilitatorsAsync(TraumaDbContext db, DateOnly cutOff, CancellationToken cancellationToken) =>
        db.Affiliations
            .Where(a => a.Role == AffiliationRole.Facilitator && a.StartsOn <= cutOff && (a.EndsOn == null || a.EndsOn >= cutOff))
            .GroupBy(a => a.OrganizationId)
            .Select(g => new { g.Key, Count = g.Select(a => a.PersonId).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);

    private static async Task<(List<ReleaseGroup> Groups, List<ReleaseEvent> Sessions)> DeliveryAsync(
        TraumaDbContext db, DateOnly cutOff, CancellationToken cancellationToken)
    {
        var sessions = await db.Sessions.AsNoTracking()
            .Where(s => s.Status == SessionStatus.Held && s.HeldOn <= cutOff)
            .Select(s => new { s.GroupId, s.OrganizationId, s.HeldOn })
            .ToListAsync(cancellationToken);
        var groups = await db.Groups.AsNoTracking()
            .Where(g => g.Sessions.Any(s => s.Status == SessionStatus.Held && s.HeldOn <= cutOff))
            .Select(g => new { g.Id, g.OrganizationId, g.EnrolledCount, g.CompleterCount, g.Status, g.EndsOn })
            .ToListAsync(cancellationToken);
        var first = sessions.GroupBy(s => s.GroupId).ToDictionary(g => g.Key, g => g.Min(s => s.HeldOn));
        return (
            [
                .. groups.Select(g => new ReleaseGroup(
                    g.OrganizationId,
                    first[g.Id],
                    g.EnrolledCount,
                    g.Status == GroupStatus.Closed && g.EndsOn <= cutOff ? g.CompleterCount ?? 0 : 0)),
            ],
            [.. sessions.Select(s => new ReleaseEvent(s.OrganizationId, s.HeldOn))]);
    }

    private static async Task<(List<ReleaseCohort> Cohorts, List<ReleaseEvent> Trained, List<ReleaseEvent> Certified)> TrainingAsync(
        TraumaDbContext db, DateOnly cutOff, List<OrganizationId> counted, CancellationToken cancellationToken)
    {
        var enrolments = await (
            from enrolment in db.Enrolments.AsNoTracking()
            join cohort in db.Cohorts on enrolment.CohortId equals cohort.Id
            where cohort.EndsOn <= cutOff && cohort.Status != CohortStatus.Cancelled && counted.Contains(enrolment.OrganizationId)
                && enrolment.Status != EnrolmentStatus.Withdrawn && enrolment.Status != EnrolmentStatus.Waitlisted
            select new { enrolment.CohortId, enrolment.PersonId, enrolment.OrganizationId, enrolment.Status, cohort.EndsOn })
            .ToListAsync(cancellationToken);
        var certifications = await db.Certifications.AsNoTracking()
            .Where(c => c.Kind == CertificationKind.Facilitator && c.IssuedOn <= cutOff && (c.RevokedOn == null || c.RevokedOn > cutOff)
                && counted.Contains(c.OrganizationId))
            .Select(c => new { c.PersonId, c.OrganizationId, c.IssuedOn })
            .ToListAsync(cancellationToken);
        return (
            [.. enrolments.GroupBy(e => (e.CohortId, e.EndsOn)).Select(g => new ReleaseCohort(g.Key.EndsOn, g.Select(e => e.OrganizationId).ToHashSet()))],
            [
                .. enrolments.Where(e => e.Status == EnrolmentStatus.Completed)
                    .GroupBy(e => e.PersonId)
                    .Select(g => g.OrderBy(e => e.EndsOn).ThenBy(e => e.OrganizationId.Value).First())
                    .Select(e => new ReleaseEvent(e.OrganizationId, e.EndsOn)),
            ],
            [
                .. certifications.GroupBy(c => c.PersonId)
                    .Select(g => g.OrderBy(c => c.IssuedOn).ThenBy(c => c.OrganizationId.Value).First())
                    .Select(c => new ReleaseEvent(c.OrganizationId, c.IssuedOn)),
            ]);
    }

    // The release of the wave that was published last, among those before the one that is checked.
    private static async Task<PreviousRelease?> PreviousAsync(TraumaDbContext db, WaveId wave, int? before, CancellationToken cancellationToken)
    {
        var previous = await db.Releases.AsNoTracking()
            .Include(r => r.Cells.Where(c => c.Table == ReleaseTable.Headline))
            .Where(r => r.WaveId == wave && (r.State == ReleaseState.Published || r.State == ReleaseState.Superseded) && (before == null || r.Number < before))
            .OrderByDescending(r => r.Number)
            .FirstOrDefaultAsync(cancellationToken);
        if (previous is null)
            return null;
        var populations = await db.ReleasePopulations.AsNoTracking().Where(p => p.ReleaseId == previous.Id).ToListAsync(cancellationToken);
        return new PreviousRelease(
            previous.Number,
            previous.Cells.Where(c => c.Status == ReleaseCellStatus.Shown).ToDictionary(c => c.RowKey, c => c.ToFigure().Read<HeadlineShape>().Count),
            populations.ToDictionary(p => p.Cell, p => (IReadOnlySet<IntervieweeId>)p.Interviewees.Select(IntervieweeId.From).ToHashSet()));
    }

    private sealed record SignedValues(
        IReadOnlyList<ReleaseValue> Values, IReadOnlyList<MeasurementBasis> Measures, int OutOfDate, int Interviewees, int AwaitingConsensus);
}
