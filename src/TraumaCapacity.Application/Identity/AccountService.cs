using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Identity;

/// <summary>An account to be made.</summary>
/// <param name="Email">Signs in with it.</param>
/// <param name="DisplayName">What colleagues see.</param>
/// <param name="Language"><c>en</c> or <c>fr</c>.</param>
public sealed record CreateAccount(string Email, string DisplayName, string Language);

/// <summary>A role to be given.</summary>
/// <param name="UserId">To whom.</param>
/// <param name="Role">Which.</param>
/// <param name="Organization">Limits a coordinator to one organization; <c>null</c> for all.</param>
public sealed record GrantRole(UserId UserId, Role Role, OrganizationId? Organization = null);

/// <summary>An account as the administrator sees it.</summary>
public sealed record AccountRow(
    UserId Id, string Email, string DisplayName, string Language, bool IsDisabled, bool HasPassword, bool HasTwoFactor, bool IsDemo,
    DateTimeOffset CreatedAt, IReadOnlyList<GrantRow> Grants);

/// <summary>A role that is held, and the organization it is limited to.</summary>
public sealed record GrantRow(Guid Id, Role Role, OrganizationId? OrganizationId, string? OrganizationName);

/// <summary>An organization to limit a role to.</summary>
public sealed record OrganizationChoice(OrganizationId Id, string Name);

/// <summary>A new account, and the token of the link by which its holder chooses a password: told once.</summary>
public sealed record CreatedAccount(UserId UserId, string Token);

/// <summary>Accounts and roles, for the administrator. Whatever takes a right away changes the account's security stamp,
/// which ends its sign-ins.</summary>
public sealed class AccountService(TraumaDatabase database, ILookupNormalizer normalizer, TimeProvider clock)
{
    private const string GrantIndex = "ix_role_grant_user_id_role_organization_id";

    /// <summary>Every account with its roles, by name.</summary>
    public async Task<IReadOnlyList<AccountRow>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        var accounts = await db.Users.AsNoTracking().OrderBy(u => u.DisplayName).ThenBy(u => u.Id).ToListAsync(cancellationToken);
        var organizations = await db.Organizations.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var grants = (await db.RoleGrants.AsNoTracking().Where(g => g.RevokedAt == null).ToListAsync(cancellationToken)).ToLookup(g => g.UserId);
        return
        [
            .. accounts.Select(u => new AccountRow(
                u.UserId, u.Email!, u.DisplayName, u.Language, u.IsDisabled, u.PasswordHash is not null, u.TwoFactorEnabled, u.IsDemo, u.CreatedAt,
                [
                    .. grants[u.UserId].OrderBy(g => g.Role).Select(g => new GrantRow(
                        g.Id, g.Role, g.OrganizationId, g.OrganizationId is { } o ? organizations.GetValueOrDefault(o) : null)),
                ])),
        ];
    }

    /// <summary>The organizations that a coordinator can be limited to, by name.</summary>
    public async Task<IReadOnlyList<OrganizationChoice>> ListOrganizationsAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        return await db.Organizations.AsNoTracking().OrderBy(o => o.Name).Select(o => new OrganizationChoice(o.Id, o.Name)).ToListAsync(cancellationToken);
    }

    /// <summary>Makes an account without a password or roles.</summary>
    /// <returns>Refused with <c>Identity.EmailNotValid</c>, <c>EmailTaken</c>, <c>NameMissing</c>, <c>NameTooLong</c>.</returns>
    public async Task<Result<CreatedAccount>> CreateAsync(CreateAccount request, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        var made = Make(request, normalizer, clock.GetUtcNow());
        if (!made.Succeeded)
            return made.Refusal;
        var (link, token) = OneTimeLink.Make(LinkPurpose.SetPassword, made.Value.UserId, clock.GetUtcNow());
        db.Users.Add(made.Value);
        db.OneTimeLinks.Add(link);
        return await db.SaveAsync(new CreatedAccount(made.Value.UserId, token), IdentityRefusals.EmailTaken, cancellationToken);
    }

    /// <summary>Gives a role. The person's sign-ins end, so that the next one carries it.</summary>
    /// <returns>The grant; refused with <c>Identity.AlreadyGranted</c>, <c>LimitIsForCoordinators</c>, <c>NotFound</c>.</returns>
    public async Task<Result<Guid>> GrantAsync(GrantRole request, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        if (request.Organization is not null && request.Role != Role.Coordinator)
            return IdentityRefusals.LimitIsForCoordinators;
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == request.UserId.Value, cancellationToken) is not { } account
            || (request.Organization is { } id && !await db.Organizations.AnyAsync(o => o.Id == id, cancellationToken)))
            return IdentityRefusals.NotFound;
        var grant = RoleGrant.Give(request.UserId, request.Role, request.Organization);
        db.RoleGrants.Add(grant);
        EndSignIns(account);
        return await db.SaveAsync(grant.Id, IdentityRefusals.ChangedByAnother, cancellationToken, (GrantIndex, IdentityRefusals.AlreadyGranted));
    }

    /// <summary>Takes a role away. Refused with <c>Identity.LastAdministrator</c>, <c>NotFound</c>, <c>ChangedByAnother</c>.</summary>
    public async Task<Result<Done>> RevokeAsync(Guid grantId, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        await using var transaction = await LockAdministratorsAsync(db, cancellationToken);
        if (await db.RoleGrants.SingleOrDefaultAsync(g => g.Id == grantId && g.RevokedAt == null, cancellationToken) is not { } grant
            || await db.Users.SingleOrDefaultAsync(u => u.Id == grant.UserId.Value, cancellationToken) is not { } account)
            return IdentityRefusals.NotFound;
        if (grant.Role == Role.Administrator && !account.IsDisabled && !await AnotherAdministratorAsync(db, grant.UserId, cancellationToken))
            return IdentityRefusals.LastAdministrator;
        grant.Revoke(clock.GetUtcNow());
        EndSignIns(account);
        return await SaveAsync(db, transaction, cancellationToken);
    }

    /// <summary>Closes an account, or opens it again. Refused with <c>Identity.LastAdministrator</c>, <c>NotFound</c>, <c>ChangedByAnother</c>.</summary>
    public async Task<Result<Done>> DisableAsync(UserId id, bool disable, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        await using var transaction = await LockAdministratorsAsync(db, cancellationToken);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == id.Value, cancellationToken) is not { } account)
            return IdentityRefusals.NotFound;
        if (disable && await IsAdministratorAsync(db, id, cancellationToken) && !await AnotherAdministratorAsync(db, id, cancellationToken))
            return IdentityRefusals.LastAdministrator;
        account.IsDisabled = disable;
        EndSignIns(account);
        return await SaveAsync(db, transaction, cancellationToken);
    }

    /// <summary>A new link by which the person chooses a password; earlier ones no longer work. Refused with <c>Identity.NotFound</c>.</summary>
    public async Task<Result<string>> RenewLinkAsync(UserId id, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Administration, cancellationToken);
        if (!await db.Users.AnyAsync(u => u.Id == id.Value, cancellationToken))
            return IdentityRefusals.NotFound;
        var now = clock.GetUtcNow();
        foreach (var earlier in await db.OneTimeLinks.Where(l => l.UserId == id && l.UsedAt == null).ToListAsync(cancellationToken))
            earlier.Withdraw(now);
        var (link, token) = OneTimeLink.Make(LinkPurpose.SetPassword, id, now);
        db.OneTimeLinks.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    internal static Result<UserAccount> Make(CreateAccount request, ILookupNormalizer normalizer, DateTimeOffset now)
    {
        var name = request.DisplayName.Trim();
        var email = request.Email.Trim();
        if (name.Length == 0)
            return IdentityRefusals.NameMissing;
        if (name.Length > UserAccount.DisplayNameLength)
            return IdentityRefusals.NameTooLong(UserAccount.DisplayNameLength);
        if (email.Length > UserAccount.EmailLength || !MailAddress.TryCreate(email, out var parsed) || parsed.Address != email || !parsed.Host.Contains('.', StringComparison.Ordinal))
            return IdentityRefusals.EmailNotValid;
        return new UserAccount
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            EmailConfirmed = true,
            DisplayName = name,
            Language = request.Language == "fr" ? "fr" : "en",
            LockoutEnabled = true,
            SecurityStamp = NewStamp(),
            CreatedAt = now,
        };
    }

    /// <summary>Ends every sign-in of the account.</summary>
    internal static void EndSignIns(UserAccount account)
    {
        account.SecurityStamp = NewStamp();
        account.ConcurrencyStamp = NewStamp();
    }

    private static string NewStamp() => Guid.NewGuid().ToString("N");

    /// <summary>Two administrators who revoke each other at once: the second waits here, and is then the last.</summary>
    private static async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> LockAdministratorsAsync(TraumaDbContext db, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('administrators'))", cancellationToken);
        return transaction;
    }

    private static Task<bool> IsAdministratorAsync(TraumaDbContext db, UserId id, CancellationToken cancellationToken) =>
        db.RoleGrants.AnyAsync(g => g.UserId == id && g.Role == Role.Administrator && g.RevokedAt == null, cancellationToken);

    private static async Task<bool> AnotherAdministratorAsync(TraumaDbContext db, UserId id, CancellationToken cancellationToken)
    {
        var others = await db.RoleGrants.Where(g => g.UserId != id && g.Role == Role.Administrator && g.RevokedAt == null)
            .Select(g => g.UserId).ToListAsync(cancellationToken);
        var ids = others.ConvertAll(o => o.Value);
        return await db.Users.AnyAsync(u => ids.Contains(u.Id) && !u.IsDisabled, cancellationToken);
    }

    private static async Task<Result<Done>> SaveAsync(
        TraumaDbContext db, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        var saved = await db.SaveAsync(Done.Instance, IdentityRefusals.ChangedByAnother, cancellationToken);
        if (saved.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return saved;
    }
}
