using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

/// <summary>Two records that may be of one person.</summary>
public sealed record LikelyDuplicate(PersonId First, string FirstName, string? FirstEmail, PersonId Second, string SecondName, string? SecondEmail);

/// <summary>What a merge would do, or did.</summary>
/// <param name="Rows">Rows that become the kept person's, by table, such as <c>training_enrolment</c>.</param>
/// <param name="Affiliations">Where the kept person then works, and worked.</param>
public sealed record MergePreview(IReadOnlyDictionary<string, int> Rows, IReadOnlyList<PersonAffiliation> Affiliations);

/// <summary>A merge in a person's history.</summary>
public sealed record MergeRow(PersonMergeId Id, PersonId MergedId, string MergedName, string? MergedEmail, DateTimeOffset At, DateTimeOffset? UndoneAt, uint Version);

/// <summary>Makes two records of one person one, and takes that back. For those who write for all organizations: the rows
/// may belong to any of them.</summary>
public sealed class PersonMergeService(TraumaDatabase database, TimeProvider clock)
{
    private static readonly Dictionary<string, MergeObstacle> Obstacles = new(StringComparer.Ordinal)
    {
        ["training_enrolment"] = MergeObstacle.Cohort,
        ["training_cohort_trainer"] = MergeObstacle.CohortTrainers,
        ["session_facilitator"] = MergeObstacle.Session,
    };

    /// <summary>Records that share a name, without regard to accents and capitals, by name.</summary>
    /// <param name="take">At most 200.</param>
    public async Task<IReadOnlyList<LikelyDuplicate>> LikelyAsync(Actor actor, int take, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return [];
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var names = await db.People.Where(p => p.MergedIntoId == null)
            .GroupBy(p => TextSearch.Fold(p.DisplayName)).Where(g => g.Count() > 1)
            .OrderBy(g => g.Key).Select(g => g.Key).Take(Math.Clamp(take, 1, 200)).ToListAsync(cancellationToken);
        var people = await db.People.AsNoTracking()
            .Where(p => p.MergedIntoId == null && names.Contains(TextSearch.Fold(p.DisplayName)))
            .OrderBy(p => p.CreatedAt).ThenBy(p => p.Id)
            .Select(p => new { p.Id, p.DisplayName, p.WorkEmail, Name = TextSearch.Fold(p.DisplayName) })
            .ToListAsync(cancellationToken);
        // The oldest record of a name beside each later one.
        return [.. from same in people.GroupBy(p => p.Name, StringComparer.Ordinal)
                   orderby same.Key
                   let first = same.First()
                   from other in same.Skip(1)
                   select new LikelyDuplicate(first.Id, first.DisplayName, first.WorkEmail, other.Id, other.DisplayName, other.WorkEmail)];
    }

    /// <summary>Does all that <see cref="MergeAsync"/> does, in the same transaction, and rolls it back.</summary>
    public Task<Result<MergePreview>> PreviewAsync(Actor actor, PersonId kept, PersonId merged, CancellationToken cancellationToken) =>
        RunAsync(actor, kept, merged, null, cancellationToken);

    /// <summary>Makes <paramref name="merged"/> a record of <paramref name="kept"/>: affiliations, trainings, certificates,
    /// groups and sessions become the kept person's. Affiliations in one role at one organization that overlap become one.</summary>
    /// <param name="version">Of the record that stays, as the actor was looking at it; a stale one is refused.</param>
    /// <param name="mergedVersion">The same of the other.</param>
    /// <returns>Refused where both stand in one cohort or session, as two people do, and where one trained the other (INV-10).</returns>
    public Task<Result<MergePreview>> MergeAsync(
        Actor actor, PersonId kept, PersonId merged, uint version, uint mergedVersion, CancellationToken cancellationToken) =>
        RunAsync(actor, kept, merged, (version, mergedVersion), cancellationToken);

    /// <summary>Takes a merge back: every row goes where it was.</summary>
    /// <param name="version">Of the merge, as the actor was looking at it; a stale one is refused.</param>
    /// <returns>Refused where a row that it moved was changed since in a way that taking it back would lose.</returns>
    public async Task<Result<Done>> UndoAsync(Actor actor, PersonMergeId id, uint version, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return OrganizationRefusals.NationalOnly;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.PersonMerges.SingleOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } merge)
            return OrganizationRefusals.MergeNotFound;
        db.HoldTo(merge, version);
        var kept = await db.People.SingleAsync(p => p.Id == merge.KeptId, cancellationToken);
        var merged = await db.People.SingleAsync(p => p.Id == merge.MergedId, cancellationToken);
        var undone = merge.Undo(kept, merged, clock.GetUtcNow(), actor.UserId);
        if (!undone.Succeeded)
            return undone;
        db.RecordAccess(AuditActions.UndoMerge, "person", kept.Id.ToString(), new { merged = merged.Id.Value });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"select programme.undo_merge({id.Value}, {kept.Id.Value}, {merged.Id.Value})", cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return OrganizationRefusals.ChangedByAnother;
        }
        catch (PostgresException e) when (e.SqlState is "TC014" or PostgresErrorCodes.UniqueViolation)
        {
            return OrganizationRefusals.MergeBuiltUpon;
        }

        await transaction.CommitAsync(cancellationToken);
        return Done.Instance;
    }

    /// <summary>The merges into a person, the latest first.</summary>
    public async Task<IReadOnlyList<MergeRow>> HistoryAsync(Actor actor, PersonId kept, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return [];
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        return await (
            from m in db.PersonMerges
            join p in db.People on m.MergedId equals p.Id
            where m.KeptId == kept
            orderby m.CreatedAt descending
            select new MergeRow(m.Id, p.Id, p.DisplayName, p.WorkEmail, m.CreatedAt, m.UndoneAt, m.Version)).AsNoTracking().ToListAsync(cancellationToken);
    }

    private static async Task<bool> OneTrainedTheOtherAsync(TraumaDbContext db, PersonId one, PersonId other, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<bool>(
            $"select {one.Value} = any (programme.trainers_of({other.Value})) or {other.Value} = any (programme.trainers_of({one.Value})) as \"Value\"")
            .SingleAsync(cancellationToken);

    private async Task<Result<MergePreview>> RunAsync(
        Actor actor, PersonId keptId, PersonId mergedId, (uint Kept, uint Merged)? versions, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return OrganizationRefusals.NationalOnly;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var kept = await db.People.SingleOrDefaultAsync(p => p.Id == keptId, cancellationToken);
        var merged = await db.People.SingleOrDefaultAsync(p => p.Id == mergedId, cancellationToken);
        if (kept is null || merged is null)
            return OrganizationRefusals.PersonNotFound;
        if (versions is { } seen && (seen.Kept != kept.Version || seen.Merged != merged.Version))
            return OrganizationRefusals.ChangedByAnother;
        // Neither becomes part of another merge meanwhile.
        db.HoldWholeTo(kept, kept.Version);
        var merge = PersonMerge.Of(kept, merged);
        if (!merge.Succeeded)
            return merge.As<MergePreview>();
        if (await OneTrainedTheOtherAsync(db, keptId, mergedId, cancellationToken))
            return OrganizationRefusals.MergeTurnsLineageBack;
        db.Add(merge.Value);
        db.RecordAccess(AuditActions.Merge, "person", keptId.ToString(), new { merged = mergedId.Value });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"select programme.merge_people({merge.Value.Id.Value}, {keptId.Value}, {mergedId.Value})", cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return OrganizationRefusals.ChangedByAnother;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return OrganizationRefusals.BothStandIn(Obstacles.GetValueOrDefault(e.TableName ?? "", MergeObstacle.OtherList));
        }

        var id = merge.Value.Id;
        var rows = await db.PersonMergeSteps.AsNoTracking().Where(s => s.MergeId == id && s.Act != MergeAct.Widened)
            .GroupBy(s => s.TableName).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var affiliations = await PersonDirectoryService.AffiliationsOfAsync(db, keptId, cancellationToken);
        if (versions is not null)
            await transaction.CommitAsync(cancellationToken);
        return new MergePreview(rows, affiliations);
    }
}
