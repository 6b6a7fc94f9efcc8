using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Identity;

/// <summary>Which lines of the audit trail to show; what is <c>null</c> does not narrow.</summary>
public sealed record AuditFilter
{
    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Done by this person.</summary>
    public UserId? UserId { get; init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public string? Action { get; init; }

    /// <summary>A table, such as <c>training_cohort</c>.</summary>
    public string? Entity { get; init; }

    /// <summary>One row of it.</summary>
    public string? EntityId { get; init; }
}

/// <summary>One line of the audit trail.</summary>
public sealed record AuditRow(
    Guid Id, DateTimeOffset At, UserId? UserId, string? UserName, string Action, string Entity, string EntityId, string? Before, string? After, string? RequestId);

/// <summary>A page of the audit trail, newest first.</summary>
/// <param name="Rows">At most the page's size.</param>
/// <param name="Next">What to ask the next page with; <c>null</c> on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, Guid? Next);

/// <summary>Whom the audit trail names.</summary>
public sealed record AuditPerson(UserId Id, string Name);

/// <summary>How the audit trail's chain of hashes stands.</summary>
/// <param name="Entries">Lines there are.</param>
/// <param name="Seals">Batches that were sealed, one a transaction.</param>
/// <param name="Head">The last seal's hash in hexadecimal, which stands for everything before it; <c>null</c> where nothing was recorded.</param>
/// <param name="Break">The first batch that does not fit, or <c>null</c> where the chain is unbroken.</param>
public sealed record AuditChain(long Entries, long Seals, string? Head, AuditBreak? Break);

/// <summary>A batch of lines that was changed since it was sealed, or that is not part of the chain.</summary>
/// <param name="Number">Its place in the chain, from 1; <c>null</c> for lines that were added past the chain.</param>
/// <param name="At">When its first line was recorded, or when it was sealed.</param>
/// <param name="Found">Lines that are there now.</param>
/// <param name="Sealed">Lines there were when it was sealed.</param>
public sealed record AuditBreak(long? Number, DateTimeOffset? At, long Found, long Sealed);

/// <summary>Reads the audit trail: all of it for the administrator, the accesses for the custodian.</summary>
public sealed class AuditService(TraumaDatabase database)
{
    /// <summary>How many lines a page has.</summary>
    public const int PageSize = 50;

    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(5);

    /// <summary>A page of lines, newest first.</summary>
    /// <param name="after">The last page's <see cref="AuditPage.Next"/>.</param>
    public async Task<AuditPage> ListAsync(AuditFilter filter, Guid? after, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, Area(actor), cancellationToken);
        var rows = db.AuditEvents.AsNoTracking();
        if (!actor.Is(Role.Administrator))
            rows = rows.Where(e => AuditActions.Accesses.Contains(e.Action));
        if (filter.From is { } from)
            rows = rows.Where(e => e.At >= from);
        if (filter.Before is { } before)
            rows = rows.Where(e => e.At < before);
        if (filter.UserId is { } user)
            rows = rows.Where(e => e.UserId == user);
        if (filter.Action is { Length: > 0 } action)
            rows = rows.Where(e => e.Action == action);
        if (filter.Entity?.Trim() is { Length: > 0 } entity)
            rows = rows.Where(e => e.Entity == entity);
        if (filter.EntityId?.Trim() is { Length: > 0 } id)
            rows = rows.Where(e => e.EntityId == id);
        // Keys are in order of time, so the page's edge is one value.
        if (after is { } edge)
            rows = rows.Where(e => e.Id < edge);

        var page = await rows.OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        var people = (await PeopleAsync(db, cancellationToken)).ToDictionary(p => p.Id, p => p.Name);
        var shown = page.Take(PageSize).Select(e => new AuditRow(
            e.Id, e.At, e.UserId, e.UserId is { } by ? people.GetValueOrDefault(by) : null, e.Action, e.Entity, e.EntityId, e.Before, e.After, e.RequestId)).ToList();
        return new AuditPage(shown, page.Count > PageSize ? shown[^1].Id : null);
    }

    /// <summary>Holds every line against its seal, and every seal against the one before; the administrator.</summary>
    public async Task<AuditChain> VerifyAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        db.Database.SetCommandTimeout(LongestCheck);
        var found = await db.Database.SqlQuery<ChainRow>(
            $"""
            select entries as "Entries", seals as "Seals", head as "Head", broken as "Broken", broken_number as "BrokenNumber",
                   broken_at as "BrokenAt", lines_found as "LinesFound", lines_sealed as "LinesSealed"
            from audit.verify()
            """).SingleAsync(cancellationToken);
        return new AuditChain(
            found.Entries, found.Seals, found.Head,
            found.Broken ? new AuditBreak(found.BrokenNumber, found.BrokenAt, found.LinesFound ?? 0, found.LinesSealed ?? 0) : null);
    }

    /// <summary>Everyone with an account, by name, to filter by.</summary>
    public async Task<IReadOnlyList<AuditPerson>> ListPeopleAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, Area(actor), cancellationToken);
        return await PeopleAsync(db, cancellationToken);
    }

    /// <summary>Records that somebody was refused a page or a row.</summary>
    /// <param name="what">The address asked for, without its query.</param>
    public async Task RecordDeniedAsync(Actor actor, string what, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts(actor.UserId, actor.RequestId);
        db.RecordAccess(AuditActions.Denied, "address", what[..Math.Min(what.Length, AuditEvent.EntityIdLength)]);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<List<AuditPerson>> PeopleAsync(TraumaDbContext db, CancellationToken cancellationToken)
    {
        // Only the columns that a custodian may read.
        var people = await db.Users.AsNoTracking().OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancellationToken);
        return people.ConvertAll(p => new AuditPerson(new UserId(p.Id), p.DisplayName));
    }

    private sealed record ChainRow(
        long Entries, long Seals, string? Head, bool Broken, long? BrokenNumber, DateTimeOffset? BrokenAt, long? LinesFound, long? LinesSealed);

    private static DataArea Area(Actor actor) => actor.Is(Role.Administrator) ? DataArea.Administration : DataArea.Custody;
}
