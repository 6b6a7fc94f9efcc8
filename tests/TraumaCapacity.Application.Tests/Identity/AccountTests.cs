using Microsoft.AspNetCore.Identity;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Tests.Identity;

public sealed class AccountTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string GoodPassword = "amber kettle on a quiet shelf";
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();
    private static readonly PasswordHasher<UserAccount> Hasher = new();
    private readonly Actor administrator = TestDatabase.Someone(Role.Administrator);

    private AccountService Accounts => new(database.Database, Normalizer, database.Clock);

    private SignInService SignIns => new(database.Database, Hasher, database.Clock);

    private OneTimeLinkService Links => new(database.Database, Hasher, Normalizer, database.Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Roles_are_held_from_the_grant_to_its_revocation()
    {
        var id = await AnAccountAsync();
        var organization = await database.AnOrganizationAsync();

        var evaluator = await Accounts.GrantAsync(new GrantRole(id, Role.Evaluator), administrator, Cancel);
        await Accounts.GrantAsync(new GrantRole(id, Role.Coordinator, organization.Id), administrator, Cancel);
        var both = await SignIns.FindActorAsync(id, Cancel);
        await Accounts.RevokeAsync(evaluator.Value, administrator, Cancel);
        var one = await SignIns.FindActorAsync(id, Cancel);

        both.Roles.Should().BeEquivalentTo([Role.Evaluator, Role.Coordinator]);
        both.AllOrganizations.Should().BeFalse();
        both.Organizations.Should().Equal(organization.Id);
        one.Roles.Should().BeEquivalentTo([Role.Coordinator]);
    }

    [Fact]
    public async Task A_coordinator_of_all_organizations_needs_none_named()
    {
        var id = await AnAccountAsync();
        await Accounts.GrantAsync(new GrantRole(id, Role.Coordinator, (await database.AnOrganizationAsync()).Id), administrator, Cancel);

        await Accounts.GrantAsync(new GrantRole(id, Role.Coordinator), administrator, Cancel);

        var actor = await SignIns.FindActorAsync(id, Cancel);
        actor.AllOrganizations.Should().BeTrue();
        actor.Organizations.Should().BeEmpty();
    }

    [Fact]
    public async Task A_role_is_granted_once_and_only_a_coordinator_s_is_limited()
    {
        var id = await AnAccountAsync();
        await Accounts.GrantAsync(new GrantRole(id, Role.Funder), administrator, Cancel);

        (await Accounts.GrantAsync(new GrantRole(id, Role.Funder), administrator, Cancel)).Refusal.Should().Be(IdentityRefusals.AlreadyGranted);
        (await Accounts.GrantAsync(new GrantRole(id, Role.Funder, OrganizationId.New()), administrator, Cancel)).Refusal.Should().Be(IdentityRefusals.LimitIsForCoordinators);
        (await Accounts.GrantAsync(new GrantRole(id, Role.Coordinator, OrganizationId.New()), administrator, Cancel)).Refusal.Should().Be(IdentityRefusals.NotFound);
        (await Accounts.GrantAsync(new GrantRole(UserId.New(), Role.Funder), administrator, Cancel)).Refusal.Should().Be(IdentityRefusals.NotFound);
    }

    [Theory]
    [InlineData("grant")]
    [InlineData("revoke")]
    [InlineData("disable")]
    [InlineData("password")]
    [InlineData("expire")]
    public async Task Whatever_changes_a_right_ends_the_sign_ins(string change)
    {
        var created = (await Accounts.CreateAsync(Request(), administrator, Cancel)).Value;
        var grant = (await Accounts.GrantAsync(new GrantRole(created.UserId, Role.Evaluator), administrator, Cancel)).Value;
        var session = await SignIns.StartAsync(created.UserId, null, Cancel);
        var stamp = (string)(await database.RunAsOwnerAsync($"select security_stamp from account.user_account where id = '{created.UserId}'"))!;
        (await SignIns.IsLiveAsync(created.UserId, session, stamp, Cancel)).Should().BeTrue();

        var before = database.Clock.Now;
        try
        {
            switch (change)
            {
                case "grant":
                    await Accounts.GrantAsync(new GrantRole(created.UserId, Role.Funder), administrator, Cancel);
                    break;
                case "revoke":
                    await Accounts.RevokeAsync(grant, administrator, Cancel);
                    break;
                case "disable":
                    await Accounts.DisableAsync(created.UserId, disable: true, administrator, Cancel);
                    break;
                case "password":
                    (await Links.SetPasswordAsync(created.Token, GoodPassword, Cancel)).Succeeded.Should().BeTrue();
                    break;
                default:
                    database.Clock.Now += SignInSession.LongestLife;
                    break;
            }

            (await SignIns.IsLiveAsync(created.UserId, session, stamp, Cancel)).Should().BeFalse();
        }
        finally
        {
            database.Clock.Now = before;
        }
    }

    [Fact]
    public async Task A_sign_in_of_one_person_is_not_another_s()
    {
        var one = await AnAccountAsync();
        var other = await AnAccountAsync();
        var session = await SignIns.StartAsync(one, null, Cancel);
        var stamp = (string)(await database.RunAsOwnerAsync($"select security_stamp from account.user_account where id = '{other}'"))!;

        (await SignIns.IsLiveAsync(other, session, stamp, Cancel)).Should().BeFalse();
        await SignIns.EndAsync(other, session, null, Cancel);

        (await database.RunAsOwnerAsync($"select ended_at is null from account.sign_in_session where id = '{session}'")).Should().Be(true);
    }

    [Theory]
    [InlineData("", "a@example.org", "Identity.NameMissing")]
    [InlineData("   ", "a@example.org", "Identity.NameMissing")]
    [InlineData("Noor", "", "Identity.EmailNotValid")]
    [InlineData("Noor", "noor", "Identity.EmailNotValid")]
    [InlineData("Noor", "noor@localhost", "Identity.EmailNotValid")]
    [InlineData("Noor", "Noor <noor@example.org>", "Identity.EmailNotValid")]
    public async Task An_account_needs_a_name_and_an_address(string name, string email, string refusal) =>
        (await Accounts.CreateAsync(new CreateAccount(email, name, "en"), administrator, Cancel)).Refusal!.Code.Should().Be(refusal);

    [Fact]
    public async Task An_address_has_one_account_however_it_is_written()
    {
        var request = Request();
        await Accounts.CreateAsync(request, administrator, Cancel);

        (await Accounts.CreateAsync(request with { Email = request.Email.ToUpperInvariant() }, administrator, Cancel)).Refusal.Should().Be(IdentityRefusals.EmailTaken);
    }

    [Fact]
    public async Task Two_uses_of_one_link_at_once_set_one_password()
    {
        var created = (await Accounts.CreateAsync(Request(), administrator, Cancel)).Value;

        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Links.SetPasswordAsync(created.Token, $"{GoodPassword} {n}", Cancel)));

        tries.Count(t => t.Succeeded).Should().Be(1);
    }

    [Fact]
    public async Task A_newer_link_takes_the_place_of_the_earlier()
    {
        var created = (await Accounts.CreateAsync(Request(), administrator, Cancel)).Value;

        var newer = await Accounts.RenewLinkAsync(created.UserId, administrator, Cancel);

        (await Links.FindAsync(created.Token, LinkPurpose.SetPassword, Cancel)).Refusal.Should().Be(IdentityRefusals.LinkNotValid);
        (await Links.FindAsync(newer.Value, LinkPurpose.SetPassword, Cancel)).Succeeded.Should().BeTrue();
        (await Links.FindAsync(newer.Value, LinkPurpose.CreateAdministrator, Cancel)).Succeeded.Should().BeFalse();
    }

    [Fact]
    public async Task A_refused_password_leaves_the_link_working()
    {
        var created = (await Accounts.CreateAsync(Request(), administrator, Cancel)).Value;

        (await Links.SetPasswordAsync(created.Token, "too short", Cancel)).Refusal.Should().Be(IdentityRefusals.PasswordLength);
        (await Links.SetPasswordAsync(created.Token, GoodPassword, Cancel)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Nobody_but_an_administrator_reaches_accounts_and_the_attempt_is_recorded()
    {
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.Administrator))
        {
            var actor = TestDatabase.Someone(role);
            await FluentActions.Awaiting(() => Accounts.ListAsync(actor, Cancel)).Should().ThrowAsync<OutsideOwnAreaException>();
            (await database.RunAsOwnerAsync($"select action || ' ' || entity_id from audit.audit_event where user_id = '{actor.UserId}'"))
                .Should().Be("DENIED Administration");
        }
    }

    [Fact]
    public async Task The_audit_names_who_gave_a_role_and_holds_no_secret()
    {
        var created = (await Accounts.CreateAsync(Request(), administrator, Cancel)).Value;
        var grant = (await Accounts.GrantAsync(new GrantRole(created.UserId, Role.LeadEvaluator), administrator, Cancel)).Value;
        await Links.SetPasswordAsync(created.Token, GoodPassword, Cancel);

        var line = (await new AuditService(database.Database).ListAsync(new AuditFilter { Entity = "role_grant", EntityId = grant.ToString() }, null, administrator, Cancel)).Rows.Single();
        line.UserId.Should().Be(administrator.UserId);
        line.After.Should().Contain("LEAD_EVALUATOR");
        var everything = (string)(await database.RunAsOwnerAsync("select string_agg(coalesce(before::text, '') || coalesce(after::text, ''), ' ') from audit.audit_event"))!;
        everything.Should().NotContain(OneTimeLink.Hash(created.Token)).And.NotContain("password_hash").And.NotContain("security_stamp");
    }

    [Fact]
    public async Task A_custodian_reads_the_accesses_and_not_the_changes()
    {
        await AnAccountAsync();
        await FluentActions.Awaiting(() => Accounts.ListAsync(TestDatabase.Someone(Role.Funder), Cancel)).Should().ThrowAsync<OutsideOwnAreaException>();

        var seen = await new AuditService(database.Database).ListAsync(new AuditFilter(), null, TestDatabase.Someone(Role.DataCustodian), Cancel);

        seen.Rows.Should().NotBeEmpty().And.OnlyContain(r => r.Action == "READ" || r.Action == "EXPORT" || r.Action == "DENIED");
    }

    [Fact]
    public async Task The_trail_is_read_a_page_at_a_time_and_no_line_is_missed()
    {
        var actor = TestDatabase.Someone(Role.Administrator);
        var audit = new AuditService(database.Database);
        for (var i = 0; i < AuditService.PageSize + 7; i++)
            await audit.RecordDeniedAsync(actor, $"/page/{i}", Cancel);

        var filter = new AuditFilter { UserId = actor.UserId };
        var first = await audit.ListAsync(filter, null, actor, Cancel);
        var second = await audit.ListAsync(filter, first.Next, actor, Cancel);

        first.Rows.Should().HaveCount(AuditService.PageSize);
        second.Next.Should().BeNull();
        first.Rows.Concat(second.Rows).Select(r => r.EntityId).Should().OnlyHaveUniqueItems().And.HaveCount(AuditService.PageSize + 7);
    }

    private static CreateAccount Request() => new($"p{Guid.NewGuid():N}@example.org", "Robin Vale", "en");

    private async Task<UserId> AnAccountAsync() => (await Accounts.CreateAsync(Request(), administrator, Cancel)).Value.UserId;
}

/// <summary>On a database of its own, because there is one last administrator a database.</summary>
public sealed class LastAdministratorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();
    private static readonly PasswordHasher<UserAccount> Hasher = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_administrator_stays_even_when_two_revoke_each_other_at_once()
    {
        var accounts = new AccountService(database.Database, Normalizer, database.Clock);
        var links = new OneTimeLinkService(database.Database, Hasher, Normalizer, database.Clock);
        (await links.HasAdministratorAsync(Cancel)).Should().BeFalse();
        var ids = new List<UserId>();
        foreach (var name in new[] { "one", "two" })
        {
            var token = await links.OfferAdministratorAsync(Cancel);
            ids.Add((await links.CreateAdministratorAsync(token, new CreateAccount($"{name}@example.org", "Robin Vale", "en"), "amber kettle on a shelf", Cancel)).Value);
        }

        var actor = TestDatabase.Someone(Role.Administrator);
        var grants = (await accounts.ListAsync(actor, Cancel)).SelectMany(a => a.Grants).Select(g => g.Id).ToList();

        var revoked = await Task.WhenAll(grants.Select(g => accounts.RevokeAsync(g, actor, Cancel)));

        revoked.Count(r => r.Succeeded).Should().Be(1);
        revoked.Single(r => !r.Succeeded).Refusal.Should().Be(IdentityRefusals.LastAdministrator);
        var last = (await accounts.ListAsync(actor, Cancel)).Single(a => a.Grants.Count > 0);
        (await accounts.DisableAsync(last.Id, disable: true, actor, Cancel)).Refusal.Should().Be(IdentityRefusals.LastAdministrator);
    }
}

public sealed class DemoRemovalTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();
    private static readonly PasswordHasher<UserAccount> Hasher = new();

    [Fact]
    public async Task The_demonstration_is_removed_only_where_nobody_else_has_an_account()
    {
        var cancel = TestContext.Current.CancellationToken;
        var demo = new DemoAccounts(database.Database, new SignInService(database.Database, Hasher, database.Clock), Hasher, Normalizer, database.Clock);
        (await DatabaseMigrator.RemoveDemoAsync(database.OwnerConnectionString, cancel)).Should().BeFalse("there is none");

        await demo.CreateAsync(cancel);
        var accounts = new AccountService(database.Database, Normalizer, database.Clock);
        var administrator = await demo.ActAsAsync("admin@demo.example", cancel);
        await accounts.CreateAsync(new CreateAccount("somebody@example.org", "Somebody", "en"), administrator, cancel);
        (await DatabaseMigrator.RemoveDemoAsync(database.OwnerConnectionString, cancel)).Should().BeFalse("somebody has an account");
        (await demo.ExistAsync(cancel)).Should().BeTrue();

        await database.ExecuteAsync("delete from account.one_time_link");
        await database.ExecuteAsync("delete from account.user_account where not is_demo");
        (await DatabaseMigrator.RemoveDemoAsync(database.OwnerConnectionString, cancel)).Should().BeTrue();

        await DatabaseMigrator.MigrateAsync(database.OwnerConnectionString, TestDatabase.Login, cancel);
        // Its connections were cut with the database they led to.
        database.Application.Clear();
        (await demo.IsEmptyAsync(cancel)).Should().BeTrue();
    }
}
