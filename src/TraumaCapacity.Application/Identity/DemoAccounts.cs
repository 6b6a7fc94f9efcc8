using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Seeding;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Identity;

/// <summary>One sign-in of the demonstration.</summary>
/// <param name="Email">Signs in with it.</param>
/// <param name="DisplayName">An invented name.</param>
/// <param name="Role">The role held.</param>
/// <param name="Language"><c>en</c> or <c>fr</c>.</param>
/// <param name="OrganizationCode">The public code of the organization a coordinator is limited to.</param>
public sealed record DemoSignIn(string Email, string DisplayName, Role Role, string Language, string? OrganizationCode = null);

/// <summary>The people of the demonstration: invented, with one password that everyone may know. Where they exist, the
/// database is a demonstration and says so.</summary>
public sealed class DemoAccounts(TraumaDatabase database, SignInService signIns, IPasswordHasher<UserAccount> hasher, ILookupNormalizer normalizer, TimeProvider clock)
{
    /// <summary>The password of all of them, shown on the sign-in page.</summary>
    public const string Password = "steady ground demo";

    /// <summary>Who there is, in the order of the path of the data.</summary>
    public static IReadOnlyList<DemoSignIn> All { get; } =
    [
        new("coordinator@demo.example", "Priya Nair", Role.Coordinator, "en"),
        new("coordinator.lc@demo.example", "Amina Okafor", Role.Coordinator, "en", "LC"),
        new("custodian@demo.example", "Claire Odjick", Role.DataCustodian, "en"),
        new("custodian2@demo.example", "Tomasz Wren", Role.DataCustodian, "en"),
        new("evaluator@demo.example", "Maude Chiasson", Role.Evaluator, "fr"),
        new("evaluator2@demo.example", "Idris Tremblay", Role.Evaluator, "en"),
        new("lead@demo.example", "Dominique Roy", Role.LeadEvaluator, "en"),
        new("lead2@demo.example", "Hana Lindqvist", Role.LeadEvaluator, "en"),
        new("funder@demo.example", "Jean Lavoie", Role.Funder, "fr"),
        new("admin@demo.example", "Sam Whitford", Role.Administrator, "en"),
    ];

    /// <summary>Whether nobody has an account yet.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        return !await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Whether the demonstration's people are there.</summary>
    public async Task<bool> ExistAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        return await db.Users.AnyAsync(u => u.IsDemo, cancellationToken);
    }

    /// <summary>Whether the demonstration was begun and did not come to its end, because the program was stopped on the way.</summary>
    public async Task<bool> IsUnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        return await db.DemoFills.AnyAsync(f => f.FinishedAt == null, cancellationToken);
    }

    /// <summary>Says that the demonstration is complete.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        (await db.DemoFills.SingleAsync(cancellationToken)).FinishedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes the people with their roles, and with them says that the demonstration has begun. One who is limited to an organization gets the role when that organization is made.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        db.DemoFills.Add(new DemoFill { StartedAt = clock.GetUtcNow() });
        var now = clock.GetUtcNow();
        // A hash takes its time on purpose; several at once take less of a person's.
        foreach (var (demo, account) in All.AsParallel().AsOrdered().Select(demo => (demo, Make(demo, now))))
        {
            db.Users.Add(account);
            if (demo.OrganizationCode is null)
                db.RoleGrants.Add(RoleGrant.Give(account.UserId, demo.Role));
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The person of that address, to act as when the demonstration is filled.</summary>
    public async Task<Actor> ActAsAsync(string email, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForAccounts();
        var id = await db.Users.Where(u => u.IsDemo && u.Email == email).Select(u => u.Id).SingleAsync(cancellationToken);
        return await signIns.FindActorAsync(new UserId(id), cancellationToken);
    }

    private UserAccount Make(DemoSignIn demo, DateTimeOffset now)
    {
        var account = AccountService.Make(new CreateAccount(demo.Email, demo.DisplayName, demo.Language), normalizer, now).Value;
        account.IsDemo = true;
        account.PasswordHash = hasher.HashPassword(account, Password);
        return account;
    }
}
