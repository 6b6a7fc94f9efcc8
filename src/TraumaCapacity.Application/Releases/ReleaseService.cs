using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;

namespace TraumaCapacity.Application.Releases;

/// <summary>Prepares, checks, approves and publishes releases. A lead evaluator prepares and publishes; another lead
/// evaluator or the data custodian approves. What is hidden is explained to them from the evidence, and stored nowhere.</summary>
public sealed class ReleaseService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>What the form for a new release starts from: the waves, the earliest first, the last title, and the end of
    /// the last quarter.</summary>
    public async Task<ReleaseForm> FormAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.ReleasePreparation, cancellationToken);
        var reconciled = await db.Set<InterviewEvidence>().GroupBy(i => i.WaveId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var waves = await db.Waves.AsNoTracking().OrderBy(w => w.StartsOn).ToListAsync(cancellationToken);
        var last = await db.Releases.AsNoTracking().OrderByDescending(r => r.Number).Select(r => new ReleaseTitle(r.TitleEn, r.TitleFr)).FirstOrDefaultAsync(cancellationToken);
        return new ReleaseForm(
            [.. waves.Select(w => new ReleaseWaveRow(w.Id, w.Name, w.StartsOn, w.EndsOn, reconciled.GetValueOrDefault(w.Id)))],
            last,
            FiscalQuarter.Of(clock.Date()).StartsOn.AddDays(-1));
    }

    /// <summary>All releases, the latest first.</summary>
    public async Task<IReadOnlyList<ReleasePreparationRow>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.ReleasePreparation, cancellationToken);
        var releases = await db.Releases.AsNoTracking().OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, releases, cancellationToken);
        return [.. releases.Select(r => Row(r, names))];
    }

    /// <summary>What waits for the actor: releases that somebody else prepared, to approve, and for a lead evaluator those that
    /// are approved, to publish. The earliest first.</summary>
    public async Task<IReadOnlyList<ReleasePreparationRow>> WaitingAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.ReleasePreparation, cancellationToken);
        var isLead = actor.Is(Role.LeadEvaluator);
        var releases = await db.Releases.AsNoTracking()
            .Where(r => (r.State == ReleaseState.Prepared && r.PreparedBy != actor.UserId) || (isLead && r.State == ReleaseState.Approved))
            .OrderBy(r => r.Number)
            .ToListAsync(cancellationToken);
        var names = await NamesAsync(db, releases, cancellationToken);
        return [.. releases.Select(r => Row(r, names))];
    }

    /// <summary>Prepares a release from the signed values of a wave and from what was recorded up to the cut-off.</summary>
    /// <returns>Refused for anyone but a lead evaluator, where the wave does not exist, and as <see cref="Release.Prepare"/> says.</returns>
    public async Task<Result<ReleaseStep>> PrepareAsync(Actor actor, PrepareRelease request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Is(Role.LeadEvaluator))
            return ReleasesRefusals.LeadPrepares;
        await using var db = await database.OpenAsync(actor, DataArea.ReleasePreparation, cancellationToken);
        if (await db.Waves.AsNoTracking().SingleOrDefaultAsync(w => w.Id == request.Wave, cancellationToken) is not { } wave)
            return ReleasesRefusals.NotFound.For(nameof(request.Wave));
        if (Release.CheckCutOff(request.CutOff, wave, clock.Date()) is { } notPossible)
            return notPossible;
        var evidence = await ReleaseEvidence.LoadAsync(db, wave, request.CutOff, new HashSet<CapacityCell>(), null, cancellationToken);
        if (!evidence.Succeeded)
            return evidence.Refusal;
        var draft = ReleaseComposer.Compose(evidence.Value.Inputs);
        var number = 1 + (await db.Releases.MaxAsync(r => (int?)r.Number, cancellationToken) ?? 0);
        var release = Release.Prepare(number, wave, new ReleaseTitle(request.TitleEn, request.TitleFr), draft, actor.UserId, clock.Date());
        if (!release.Succeeded)
            return release.Refusal;
        db.Add(release.Value);
        db.AddRange(ReleasePopulation.Of(release.Value.Id, draft));
        return await SaveAsync(db, release.Value, cancellationToken);
    }

    /// <summary>The disclosure check as it comes out now, beside what is stored.</summary>
    public async Task<Result<ReleaseCheck>> CheckAsync(Actor actor, int number, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.ReleasePreparation, cancellationToken);
        if (await FindAsync(db, r => r.Number == number, cancellationToken) is not { } release)
            return ReleasesRefusals.NotFound;
        var names = await NamesAsync(db, [release], cancellationToken);
        var withheld = Withheld(release);
        var now = release.State is ReleaseState.Prepared
            ? await ComposeAsync(db, release, withheld, cancellationToken)
            : null;
        var (evidence, draft) = now is { Succeeded: true } ? now.Value : default;
        var (isLead, isOwn) = (actor.Is(Role.LeadEvaluator), release.PreparedBy == actor.UserId);
        var isPrepared = release.State is ReleaseState.Prepared;
        var agrees = draft?.Sha256() == release.Sha256;
        return new ReleaseCheck(
            Row(release, names),
            Step(release),
            release.Sha256,
            release.PolicyVersion,
            release.CodebookVersion,
            release.ScaleVersion,
            release.AlgorithmVersion,
            release.WithdrawalReason,
            [.. release.Cells.OrderBy(c => c.SortOrder).Select(c => c.ToFigure())],
            draft?.Explanations ?? [],
            draft?.Differences ?? [],
            isPrepared && !agrees,
            now?.Refusal,
            evidence?.NotSigned ?? 0,
            evidence?.OutOfDate ?? 0,
            evidence?.Inputs.AwaitingConsensus ?? 0,
            evidence?.LeftOut ?? [],
            [.. withheld.Order()],
            new ReleaseSteps(
                isLead && isPrepared,
                isPrepared && !isOwn && agrees && draft is { Differences.Count: 0 },
                isLead && release.State is ReleaseState.Approved,
                isLead && release.State is (ReleaseState.Approved or ReleaseState.Published or ReleaseState.Superseded),
                isLead && isPrepared,
                isOwn));
    }

    /// <summary>Runs the check again and keeps what it finds; a lead evaluator, while the release is prepared.</summary>
    /// <param name="withheld">Cells to leave out because of the difference to the previous release (PRV-10).</param>
    public Task<Result<ReleaseStep>> RecheckAsync(Actor actor, ReleaseStep step, IReadOnlySet<CapacityCell> withheld, CancellationToken cancellationToken) =>
        StepAsync(actor, step, leadOnly: true, async (db, release) =>
        {
            var now = await ComposeAsync(db, release, withheld, cancellationToken);
            if (!now.Succeeded)
                return now.As<Done>();
            var (_, draft) = now.Value;
            var done = release.Recheck(draft);
            if (done.Succeeded)
            {
                db.RemoveRange(await db.ReleasePopulations.Where(p => p.ReleaseId == release.Id).ToListAsync(cancellationToken));
                db.AddRange(ReleasePopulation.Of(release.Id, draft));
            }

            return done;
        }, cancellationToken);

    /// <summary>Approves: another lead evaluator, or the data custodian. Refused where the check comes out differently now,
    /// and while a difference to the previous release holds it.</summary>
    public Task<Result<ReleaseStep>> ApproveAsync(Actor actor, ReleaseStep step, CancellationToken cancellationToken) =>
        StepAsync(actor, step, leadOnly: false, async (db, release) =>
        {
            if (release.State is not ReleaseState.Prepared)
                return ReleasesRefusals.WrongState;
            var now = await ComposeAsync(db, release, Withheld(release), cancellationToken);
            return now.Succeeded ? release.Approve(now.Value.Draft, actor.UserId, clock.GetUtcNow()) : now.As<Done>();
        }, cancellationToken);

    /// <summary>Publishes an approved release; a lead evaluator. The published release of the wave is superseded.</summary>
    /// <returns>Refused where someone behind it took their consent back since it was approved (PRV-22).</returns>
    public Task<Result<ReleaseStep>> PublishAsync(Actor actor, ReleaseStep step, CancellationToken cancellationToken) =>
        StepAsync(actor, step, leadOnly: true, async (db, release) =>
        {
            var previous = await db.Releases.SingleOrDefaultAsync(r => r.WaveId == release.WaveId && r.State == ReleaseState.Published, cancellationToken);
            var behind = (await db.ReleasePopulations.AsNoTracking().Where(p => p.ReleaseId == release.Id).ToListAsync(cancellationToken))
                .SelectMany(p => p.Interviewees).Distinct().Select(IntervieweeId.From).ToList();
            var withdrew = await db.Consents.AnyAsync(c => c.WithdrawnOn != null && behind.Contains(c.IntervieweeId), cancellationToken);
            return release.Publish(previous, withdrew, clock.GetUtcNow());
        }, cancellationToken);

    /// <summary>Withdraws an approved or published release; a lead evaluator. Its figures are shown to nobody any more.</summary>
    public Task<Result<ReleaseStep>> WithdrawAsync(Actor actor, ReleaseStep step, string reason, CancellationToken cancellationToken) =>
        StepAsync(actor, step, leadOnly: true, (_, release) => Task.FromResult(release.Withdraw(reason, clock.GetUtcNow())), cancellationToken);

    /// <summary>Discards a release that nobody approved; a lead evaluator.</summary>
    public async Task<Result<Done>> DiscardAsync(Actor actor, ReleaseStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        var done = await StepAsync(actor, step, leadOnly: true, async (db, release) =>
        {
            if (release.State is not ReleaseState.Prepared)
                return ReleasesRefusals.WrongState;
            db.RemoveRange(await db.ReleasePopulations.Where(p => p.ReleaseId == release.Id).ToListAsync(cancellationToken));
            db.Remove(release);
            return Done.Instance;
        }, cancellationToken);
        return done.Succeeded ? Done.Instance : done.Refusal;
    }

    /// <summary>Puts the funders' policy into a database that has none yet. Part of bringing it up to date.</summary>
    internal static async Task SeedPolicyAsync(TraumaDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.DisclosurePolicies.AnyAsync(cancellationToken))
            return;
        var policy = DisclosurePolicyVersion.Of(1, DisclosurePolicy.Funder);
        policy.Stamp(now, null);
        db.Add(policy);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Task<Release?> FindAsync(
        TraumaDbContext db, System.Linq.Expressions.Expression<Func<Release, bool>> which, CancellationToken cancellationToken) =>
        db.Releases.Include(r => r.Cells).SingleOrDefaultAsync(which, cancellationToken);

    private static HashSet<CapacityCell> Withheld(Release release) =>
        [.. release.Cells.Where(c => c.Table is ReleaseTable.ChangeMatrix && c.Status is ReleaseCellStatus.Complementary).Select(c => CapacityCell.Parse(c.RowKey))];

    private static async Task<Result<(ReleaseEvidence Evidence, ReleaseDraft Draft)>> ComposeAsync(
        TraumaDbContext db, Release release, IReadOnlySet<CapacityCell> withheld, CancellationToken cancellationToken)
    {
        var wave = await db.Waves.AsNoTracking().SingleAsync(w => w.Id == release.WaveId, cancellationToken);
        var evidence = await ReleaseEvidence.LoadAsync(db, wave, release.CutOff, withheld, release.Number, cancellationToken);
        return evidence.Succeeded ? (evidence.Value, ReleaseComposer.Compose(evidence.Value.Inputs)) : evidence.Refusal;
    }

    private static async Task<Dictionary<UserId, string>> NamesAsync(TraumaDbContext db, IReadOnlyList<Release> releases, CancellationToken cancellationToken) =>
        await ReconcileService.NamesAsync(db, releases.SelectMany(r => new[] { r.PreparedBy, r.ApprovedBy }).OfType<UserId>(), cancellationToken);

    private static ReleasePreparationRow Row(Release release, Dictionary<UserId, string> names) => new(
        release.Id,
        release.Number,
        release.TitleEn,
        release.TitleFr,
        release.WaveName,
        release.CutOff,
        release.State,
        names.GetValueOrDefault(release.PreparedBy, ""),
        release.CreatedAt,
        release.ApprovedBy is { } approver ? names.GetValueOrDefault(approver, "") : null,
        release.ApprovedAt,
        release.PublishedAt);

    private static ReleaseStep Step(Release release) => new(release.Id, release.Number, release.Version);

    private static async Task<Result<ReleaseStep>> SaveAsync(TraumaDbContext db, Release release, CancellationToken cancellationToken)
    {
        var saved = await db.SaveAsync(Done.Instance, ReleasesRefusals.ChangedByAnother, cancellationToken);
        return saved.Succeeded ? Step(release) : saved.Refusal;
    }

    private async Task<Result<ReleaseStep>> StepAsync(
        Actor actor, ReleaseStep step, bool leadOnly, Func<TraumaDbContext, Release, Task<Result<Done>>> verb, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (leadOnly && !actor.Is(Role.LeadEvaluator))
            return ReleasesRefusals.LeadPrepares;
        await using var db = await database.OpenAsync(actor, DataArea.ReleasePreparation, cancellationToken);
        if (await FindAsync(db, r => r.Id == step.Id, cancellationToken) is not { } release)
            return ReleasesRefusals.NotFound;
        db.HoldTo(release, step.Version);
        var done = await verb(db, release);
        return done.Succeeded ? await SaveAsync(db, release, cancellationToken) : done.Refusal;
    }
}
