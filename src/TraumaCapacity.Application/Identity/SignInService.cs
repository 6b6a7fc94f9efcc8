using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Identity;

/// <summary>Who is signed in, and with which roles.</summary>
public sealed class SignInService(TraumaDatabase database, IPasswordHasher<UserAccount> hasher, TimeProvider clock)
{
    private readonly Lazy<string> someHash = new(() => hasher.HashPassword(new UserAccount(), Guid.NewGuid().ToString()));

    /// <summary>The roles that the account holds now.</summary>
    public async Task<Actor> FindActorAsync(UserId id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts(id);
        var grants = await db.RoleGrants.AsNoTracking().Where(g => g.UserId == id && g.RevokedAt == null).ToListAsync(cancellationToken);
        var coordinates = grants.Where(g => g.Role == Role.Coordinator).ToList();
        var all = coordinates.Exists(g => g.OrganizationId is null);
        return new Actor
        {
            UserId = id,
            Roles = grants.Select(g => g.Role).ToHashSet(),
            AllOrganizations = all,
            Organizations = all ? [] : [.. coordinates.Select(g => g.OrganizationId!.Value)],
        };
    }

    /// <summary>Begins a sign-in.</summary>
    /// <returns>Its identifier, for the cookie.</returns>
    public async Task<Guid> StartAsync(UserId id, string? requestId, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts(id, requestId);
        var session = SignInSession.Start(id, clock.GetUtcNow());
        db.SignInSessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return session.Id;
    }

    /// <summary>Ends a sign-in; screens that it opened close within a minute.</summary>
    public async Task EndAsync(UserId id, Guid sessionId, string? requestId, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts(id, requestId);
        if (await db.SignInSessions.SingleOrDefaultAsync(s => s.Id == sessionId && s.UserId == id, cancellationToken) is not { } session)
            return;
        session.End(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Whether a sign-in still holds: not ended, the account open, and nothing taken from it since.</summary>
    /// <param name="securityStamp">The account's stamp at sign-in.</param>
    public async Task<bool> IsLiveAsync(UserId id, Guid sessionId, string securityStamp, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts(id);
        var session = await db.SignInSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId && s.UserId == id, cancellationToken);
        return session is not null && session.IsLive(clock.GetUtcNow())
            && await db.Users.AnyAsync(u => u.Id == id.Value && !u.IsDisabled && u.SecurityStamp == securityStamp, cancellationToken);
    }

    /// <summary>Takes as long as checking a password does, where there is none to check.</summary>
    public void SpendTheTimeOfACheck(string password) =>
        hasher.VerifyHashedPassword(new UserAccount(), someHash.Value, password);
}
