using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Identity;

/// <summary>Whom a link is for.</summary>
/// <param name="Purpose">What it does.</param>
/// <param name="Email">The account's address, where there is an account.</param>
/// <param name="DisplayName">The account's name, where there is an account.</param>
public sealed record LinkHolder(LinkPurpose Purpose, string? Email, string? DisplayName);

/// <summary>Links that open an account once: the first administrator's, and a colleague's password.</summary>
public sealed class OneTimeLinkService(TraumaDatabase database, IPasswordHasher<UserAccount> hasher, ILookupNormalizer normalizer, TimeProvider clock)
{
    /// <summary>Whether there is an account that can administer.</summary>
    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        var ids = await db.RoleGrants.Where(g => g.Role == Role.Administrator && g.RevokedAt == null).Select(g => g.UserId).ToListAsync(cancellationToken);
        var accounts = ids.ConvertAll(i => i.Value);
        return await db.Users.AnyAsync(u => accounts.Contains(u.Id) && !u.IsDisabled, cancellationToken);
    }

    /// <summary>A link that makes an administrator. For whoever starts the program: nothing on a screen leads here. Earlier
    /// ones stop working.</summary>
    /// <returns>Its token.</returns>
    public async Task<string> OfferAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        var now = clock.GetUtcNow();
        foreach (var earlier in await db.OneTimeLinks.Where(l => l.Purpose == LinkPurpose.CreateAdministrator && l.UsedAt == null).ToListAsync(cancellationToken))
            earlier.Withdraw(now);
        var (link, token) = OneTimeLink.Make(LinkPurpose.CreateAdministrator, null, now);
        db.OneTimeLinks.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>Whom the link is for, without using it. Refused with <c>Identity.LinkNotValid</c>.</summary>
    public async Task<Result<LinkHolder>> FindAsync(string token, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        var now = clock.GetUtcNow();
        var hash = OneTimeLink.Hash(token);
        var link = await db.OneTimeLinks.AsNoTracking()
            .SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now, cancellationToken);
        if (link is null)
            return IdentityRefusals.LinkNotValid;
        if (link.UserId is not { } id)
            return new LinkHolder(purpose, null, null);
        var account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == id.Value, cancellationToken);
        return new LinkHolder(purpose, account.Email, account.DisplayName);
    }

    /// <summary>Sets the password of the account that the link is for, and uses the link up.</summary>
    /// <returns>The account; refused with <c>Identity.LinkNotValid</c> or as <see cref="PasswordRule"/> says, and then the link still works.</returns>
    public async Task<Result<UserId>> SetPasswordAsync(string token, string password, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        var used = await UseAsync(db, token, LinkPurpose.SetPassword, cancellationToken);
        if (!used.Succeeded)
            return used.Refusal;
        var id = used.Value.UserId!.Value;
        var account = await db.Users.SingleAsync(u => u.Id == id.Value, cancellationToken);
        var check = PasswordRule.Check(password, account.Email!, account.DisplayName);
        if (!check.Succeeded)
            return check.Refusal;
        account.PasswordHash = hasher.HashPassword(account, password);
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        AccountService.EndSignIns(account);
        return await SaveAsync(db, id, cancellationToken);
    }

    /// <summary>Makes an administrator's account, and uses the link up.</summary>
    /// <returns>The account; refused with <c>Identity.LinkNotValid</c>, or as creating an account and <see cref="PasswordRule"/> say.</returns>
    public async Task<Result<UserId>> CreateAdministratorAsync(string token, CreateAccount request, string password, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        var used = await UseAsync(db, token, LinkPurpose.CreateAdministrator, cancellationToken);
        if (!used.Succeeded)
            return used.Refusal;
        var made = AccountService.Make(request, normalizer, clock.GetUtcNow());
        if (!made.Succeeded)
            return made.Refusal;
        var check = PasswordRule.Check(password, made.Value.Email!, made.Value.DisplayName);
        if (!check.Succeeded)
            return check.Refusal;
        made.Value.PasswordHash = hasher.HashPassword(made.Value, password);
        db.Users.Add(made.Value);
        db.RoleGrants.Add(RoleGrant.Give(made.Value.UserId, Role.Administrator));
        return await SaveAsync(db, made.Value.UserId, cancellationToken);
    }

    private async Task<Result<OneTimeLink>> UseAsync(TraumaDbContext db, string token, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        var hash = OneTimeLink.Hash(token);
        if (await db.OneTimeLinks.SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == purpose, cancellationToken) is not { } link)
            return IdentityRefusals.LinkNotValid;
        var used = link.Use(clock.GetUtcNow());
        return used.Succeeded ? link : used.Refusal;
    }

    /// <summary>Two people with one link: the row's version lets one of them through.</summary>
    private static Task<Result<UserId>> SaveAsync(TraumaDbContext db, UserId id, CancellationToken cancellationToken) =>
        db.SaveAsync(id, IdentityRefusals.LinkNotValid, cancellationToken, (AccountConfiguration.NameIndex, IdentityRefusals.EmailTaken));
}
