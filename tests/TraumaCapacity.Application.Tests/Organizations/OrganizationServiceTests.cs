using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Tests.Organizations;

public sealed class OrganizationServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly OrganizationService organizations = new(database.Database, database.Clock);
    private readonly PersonService people = new(database.Database, database.Clock);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    [Fact]
    public async Task A_list_finds_without_accents_or_capitals()
    {
        var mark = TestDatabase.UniqueText("x");
        var organization = await database.AnOrganizationAsync($"Le Relais des Érables {mark}");

        var found = await ListAsync(national, new OrganizationFilter($"erables {mark.ToUpperInvariant()}"));

        found.Total.Should().Be(1);
        found.Rows.Single().Id.Should().Be(organization.Id);
    }

    [Fact]
    public async Task A_list_counts_people_once_and_certified_people_today()
    {
        var organization = await database.AnOrganizationAsync();
        await database.AFacilitatorAsync(organization.Id);
        await database.AFacilitatorAsync(organization.Id, from: database.Today.AddDays(1));
        var certified = await database.ACertifiedFacilitatorAsync(organization.Id);
        await database.CertifyAsync(certified, organization.Id, new DateOnly(2025, 6, 1));
        await database.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2024, 5, 1), validityMonths: 12);

        var row = (await ListAsync(national, new OrganizationFilter(organization.PublicCode))).Rows.Single();

        row.People.Should().Be(3, "one of the four starts tomorrow");
        row.Certified.Should().Be(1, "one is certified twice, the other certification has expired");
    }

    [Fact]
    public async Task A_page_of_ten_thousand_organizations_is_a_page()
    {
        await database.ExecuteAsync(
            """
            insert into programme.organization (id, public_code, name, jurisdiction, setting, service_language, official_language_minority, governance_regime, joined_on, created_at)
            select gen_random_uuid(), 'BULK' || n, 'Bulk ' || n, 'ON', 'URBAN', 'ENGLISH', false, 'STANDARD', date '2025-04-01', now() from generate_series(1, 10000) n
            """);

        var slice = await organizations.ListAsync(national, new OrganizationFilter("bulk"), new SliceRequest(9_990, 25), TestContext.Current.CancellationToken);

        slice.Total.Should().Be(10_000);
        slice.Rows.Should().HaveCount(10);
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_finds_no_other_by_any_way()
    {
        var own = await database.AnOrganizationAsync();
        var foreign = await database.AnOrganizationAsync();
        var stranger = await database.ACertifiedFacilitatorAsync(foreign.Id, name: TestDatabase.UniqueText("Stranger "));
        var coordinator = TestDatabase.CoordinatorOf(own.Id);
        var cancellation = TestContext.Current.CancellationToken;

        var list = await ListAsync(coordinator, new OrganizationFilter());
        list.Total.Should().Be(1);
        list.Rows.Single().Id.Should().Be(own.Id);
        (await organizations.FindAsync(coordinator, foreign.Id, cancellation)).Should().BeNull();
        (await people.SearchAsync(coordinator, stranger.DisplayName, 20, cancellation)).Should().BeEmpty();
        (await organizations.ReviseAsync(coordinator, foreign.Id, Profile(foreign.PublicCode), 0, cancellation)).Refusal.Should().Be(OrganizationRefusals.NotFound);
        (await organizations.LeaveAsync(coordinator, foreign.Id, database.Today, 0, cancellation)).Refusal.Should().Be(OrganizationRefusals.NotFound);
        (await people.RegisterAsync(coordinator, new RegisterPerson("New", null, foreign.Id, AffiliationRole.Facilitator, database.Today), cancellation))
            .Refusal.Should().Be(OrganizationRefusals.NotFound);
        (await people.ReviseAsync(coordinator, stranger.Id, "Changed", null, 0, cancellation)).Refusal.Should().Be(OrganizationRefusals.PersonNotFound);
        (await people.AffiliateAsync(coordinator, stranger.Id, own.Id, AffiliationRole.Facilitator, database.Today, null, cancellation))
            .Refusal.Should().Be(OrganizationRefusals.PersonNotFound);
        (await people.EndAffiliationAsync(coordinator, stranger.Id, stranger.Affiliations[0].Id, database.Today, cancellation))
            .Refusal.Should().Be(OrganizationRefusals.PersonNotFound);
        (await organizations.RegisterAsync(coordinator, Profile(TestDatabase.UniqueText("N")), database.Today, cancellation))
            .Refusal.Should().Be(OrganizationRefusals.NationalOnly);
    }

    [Fact]
    public async Task A_person_of_two_organizations_shows_each_coordinator_only_their_own()
    {
        var own = await database.AnOrganizationAsync();
        var foreign = await database.AnOrganizationAsync();
        var person = await database.AFacilitatorAsync(own.Id);
        var cancellation = TestContext.Current.CancellationToken;
        (await people.AffiliateAsync(national, person.Id, foreign.Id, AffiliationRole.Supervisor, database.Today, null, cancellation)).Succeeded.Should().BeTrue();

        var found = await people.SearchAsync(TestDatabase.CoordinatorOf(own.Id), person.DisplayName, 20, cancellation);

        found.Should().ContainSingle().Which.OrganizationId.Should().Be(own.Id);
    }

    [Fact]
    public async Task A_stale_save_is_told_and_changes_nothing()
    {
        var organization = await database.AnOrganizationAsync();
        var cancellation = TestContext.Current.CancellationToken;
        var seen = (await organizations.FindAsync(national, organization.Id, cancellation))!;
        (await organizations.ReviseAsync(national, organization.Id, seen.Profile with { Name = "Theirs" }, seen.Version, cancellation)).Succeeded.Should().BeTrue();

        var late = await organizations.ReviseAsync(national, organization.Id, seen.Profile with { Name = "Mine" }, seen.Version, cancellation);

        late.Refusal.Should().Be(OrganizationRefusals.ChangedByAnother);
        (await organizations.FindAsync(national, organization.Id, cancellation))!.Profile.Name.Should().Be("Theirs");
    }

    [Fact]
    public async Task A_code_and_an_address_are_taken_once()
    {
        var organization = await database.AnOrganizationAsync();
        var person = await database.AFacilitatorAsync(organization.Id);
        var cancellation = TestContext.Current.CancellationToken;

        (await organizations.RegisterAsync(national, Profile(organization.PublicCode.ToLowerInvariant()), database.Today, cancellation))
            .Refusal!.Code.Should().Be("Organizations.CodeTaken");
        (await people.RegisterAsync(
            national,
            new RegisterPerson("Another", person.WorkEmail!.ToUpperInvariant(), organization.Id, AffiliationRole.Facilitator, database.Today),
            cancellation)).Refusal.Should().Be(OrganizationRefusals.EmailTaken);
    }

    [Fact]
    public async Task An_address_that_is_known_elsewhere_tells_a_coordinator_nothing()
    {
        var (own, foreign) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        var stranger = await database.AFacilitatorAsync(foreign.Id);
        var (here, there) = (TestDatabase.CoordinatorOf(own.Id), TestDatabase.CoordinatorOf(foreign.Id));
        var cancellation = TestContext.Current.CancellationToken;
        RegisterPerson Mine(string name) => new(name, stranger.WorkEmail, own.Id, AffiliationRole.Facilitator, database.Today);

        var registered = await people.RegisterAsync(here, Mine("As I know her"), cancellation);
        var twice = await people.RegisterAsync(here, Mine("Once more"), cancellation);
        var other = await people.RegisterAsync(here, new RegisterPerson("Someone", null, own.Id, AffiliationRole.Facilitator, database.Today), cancellation);

        registered.Succeeded.Should().BeTrue("the other person does not exist for this coordinator");
        registered.Value.Should().NotBe(stranger.Id);
        twice.Refusal.Should().Be(OrganizationRefusals.EmailTaken, "this one they can see");
        var known = (await people.FindAsync(here, other.Value, cancellation))!;
        (await people.ReviseAsync(here, other.Value, known.Name, stranger.WorkEmail, known.Version, cancellation)).Refusal.Should().Be(OrganizationRefusals.EmailTaken);
        (await people.FindAsync(here, stranger.Id, cancellation)).Should().BeNull();
        (await people.FindAsync(here, registered.Value, cancellation))!.Name.Should().Be("As I know her");
        (await people.FindAsync(there, stranger.Id, cancellation))!.Name.Should().Be(stranger.DisplayName, "nothing of theirs has changed");
        (await people.FindAsync(there, registered.Value, cancellation)).Should().BeNull();
        (await people.RegisterAsync(national, Mine("For all"), cancellation)).Refusal.Should().Be(OrganizationRefusals.EmailTaken, "they see both");
    }

    [Fact]
    public async Task Two_who_register_one_address_at_the_same_moment_make_one_person()
    {
        var organization = await database.AnOrganizationAsync();
        var email = $"{TestDatabase.UniqueText("e")}@example.org";
        var coordinator = TestDatabase.CoordinatorOf(organization.Id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => people.RegisterAsync(
            i % 2 == 0 ? national : coordinator,
            new RegisterPerson($"Person {i}", email, organization.Id, AffiliationRole.Facilitator, database.Today),
            TestContext.Current.CancellationToken)));

        answers.Count(a => a.Succeeded).Should().Be(1);
        answers.Where(a => !a.Succeeded).Should().OnlyContain(a => a.Refusal == OrganizationRefusals.EmailTaken);
    }

    [Theory]
    [InlineData(Role.Evaluator)]
    [InlineData(Role.LeadEvaluator)]
    [InlineData(Role.DataCustodian)]
    public async Task Who_reads_does_not_write(Role role)
    {
        var organization = await database.AnOrganizationAsync();
        var reader = TestDatabase.Someone(role);
        var cancellation = TestContext.Current.CancellationToken;

        (await organizations.FindAsync(reader, organization.Id, cancellation)).Should().NotBeNull();
        (await organizations.ReviseAsync(reader, organization.Id, Profile("X"), 0, cancellation)).Refusal.Should().Be(OrganizationRefusals.MayNotWrite);
        (await people.RegisterAsync(reader, new RegisterPerson("A", null, organization.Id, AffiliationRole.Facilitator, database.Today), cancellation))
            .Refusal.Should().Be(OrganizationRefusals.MayNotWrite);
    }

    [Fact]
    public async Task A_funder_has_no_business_here() =>
        await organizations.Awaiting(o => o.ListAsync(TestDatabase.Someone(Role.Funder), new OrganizationFilter(), new SliceRequest(), CancellationToken.None))
            .Should().ThrowAsync<OutsideOwnAreaException>();

    private static OrganizationProfile Profile(string code) => new(code, "Somewhere", Jurisdiction.QC);

    private Task<Slice<OrganizationRow>> ListAsync(Actor actor, OrganizationFilter filter) =>
        organizations.ListAsync(actor, filter, new SliceRequest(), TestContext.Current.CancellationToken);
}
