using Npgsql;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Interventions;

/// <summary>Groups that several organizations run together.</summary>
public sealed class PartnerTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly GroupService groups = new(test.Database, test.Clock);
    private readonly SessionService sessions = new(test.Database, test.Clock);
    private readonly Actor everywhere = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task A_facilitator_of_any_of_the_organizations_facilitates()
    {
        var partner = await test.AnOrganizationAsync();
        var theirs = await test.ACertifiedFacilitatorAsync(partner.Id);
        var place = await APlace.MakeAsync(test, null, partner.Id);
        var record = place.ARecord() with { Facilitators = [place.People[1], theirs.Id] };
        (await sessions.LogAsync(everywhere, new LogSession { GroupId = place.Group, Record = record }, Token)).Succeeded.Should().BeTrue();
        var alone = await APlace.MakeAsync(test);
        (await sessions.LogAsync(everywhere, new LogSession { GroupId = alone.Group, Record = record with { Facilitators = [alone.People[0], theirs.Id] } }, Token))
            .Refusal!.Code.Should().Be("Interventions.NotAffiliated");
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task Two_organizations_that_leave_together_do_not_cover_for_each_other()
    {
        var (one, other) = (await test.AnOrganizationAsync(), await test.AnOrganizationAsync());
        var place = await APlace.MakeAsync(test, null, one.Id, other.Id);
        var theirs = await test.ACertifiedFacilitatorAsync(one.Id);
        (await new PersonService(test.Database, test.Clock).AffiliateAsync(
            everywhere, theirs.Id, other.Id, AffiliationRole.Facilitator, new DateOnly(2026, 1, 1), null, Token)).Succeeded.Should().BeTrue();
        var record = place.ARecord() with { Facilitators = [place.People[0], theirs.Id] };
        (await sessions.LogAsync(everywhere, new LogSession { GroupId = place.Group, Record = record }, Token)).Succeeded.Should().BeTrue();
        async Task<Refusal?> LeavingAsync(params OrganizationId[] partners) => (await groups.ReviseAsync(
            everywhere,
            new ReviseGroup
            {
                GroupId = place.Group, Version = (await groups.FindAsync(everywhere, place.Group, Token))!.Version, Partners = partners, Plan = APlace.APlan(),
                Facilitators = [.. place.People.Select(p => new FacilitatorTerm(p))],
            },
            Token)).Refusal;

        (await LeavingAsync()).Should().BeEquivalentTo(InterventionRefusals.PartnerFacilitated.For(nameof(OpenGroup.Partners)));
        (await LeavingAsync(one.Id)).Should().BeNull("who facilitated works there too");
        (await LeavingAsync()).Should().BeEquivalentTo(InterventionRefusals.PartnerFacilitated.For(nameof(OpenGroup.Partners)));
    }

    [Fact]
    public async Task The_coordinator_of_a_partner_sees_the_group_and_logs_its_sessions_and_nothing_else_of_the_other_organization()
    {
        var partner = await test.AnOrganizationAsync();
        var own = await test.ACertifiedFacilitatorAsync(partner.Id);
        var place = await APlace.MakeAsync(test, null, partner.Id);
        var other = await APlace.MakeAsync(test);
        var scoped = TestDatabase.CoordinatorOf(partner.Id);

        (await groups.ListAsync(scoped, new GroupFilter(), Token)).Rows.Should().ContainSingle(g => g.Id == place.Group)
            .Which.HasCertifiedFacilitator.Should().BeTrue("also where the one who is certified works for the other organization");
        (await groups.FindAsync(scoped, other.Group, Token)).Should().BeNull();
        var form = (await sessions.NextSessionAsync(scoped, place.Group, Token))!;
        form.People.Select(p => p.Id).Should().BeEquivalentTo([.. place.People, own.Id]);
        form.People.Should().OnlyContain(p => p.Name.Length > 0);
        (await sessions.LogAsync(scoped, new LogSession { GroupId = place.Group, Record = place.ARecord() with { Facilitators = [place.People[0], own.Id] } }, Token))
            .Succeeded.Should().BeTrue();
        var group = (await groups.FindAsync(scoped, place.Group, Token))!;
        group.OrganizationName.Should().NotBeEmpty();
        group.Sessions.Single().Facilitators.Should().HaveCount(2);
        group.Facilitators.Should().HaveCount(2).And.OnlyContain(f => f.Name.Length > 0);

        // What the other organization has besides stays out of sight.
        (await groups.ChoicesAsync(scoped, Token)).Organizations.Select(o => o.Id).Should().Equal(partner.Id);
        (await groups.PeopleAsync(scoped, [place.Organization], null, Token)).Should().BeEmpty();
        foreach (var (table, count) in new[] { ("intervention_group", 1L), ("intervention_session", 1L), ("session_facilitator", 2L), ("group_facilitator", 2L), ("group_partner", 1L), ("fidelity_response", 4L) })
            (await test.RunAsAsync("tc_programme_scoped", $"select count(*) from programme.{table}", scoped)).Should().Be(count, table);
        (await test.RunAsAsync("tc_programme_scoped", $"select count(*) from programme.organization where id = '{place.Organization}'", scoped)).Should().Be(0L);
        (await test.RunAsAsync("tc_programme_scoped", $"select count(*) from programme.group_people('{other.Group}', '2026-04-15')", scoped)).Should().Be(0L);
        (await test.RunAsAsync("tc_programme_scoped", $"select count(*) from programme.group_organizations(array['{other.Group}'::uuid])", scoped)).Should().Be(0L);
    }

    [Fact]
    public async Task A_stranger_s_coordinator_reaches_no_group_of_others_through_the_application_or_behind_it()
    {
        var partner = await test.AnOrganizationAsync();
        var place = await APlace.MakeAsync(test, null, partner.Id);
        var session = (await sessions.LogAsync(everywhere, new LogSession { GroupId = place.Group, Record = place.ARecord() }, Token)).Value;
        var stranger = await test.AnOrganizationAsync();
        var scoped = TestDatabase.CoordinatorOf(stranger.Id);
        (await groups.FindAsync(scoped, place.Group, Token)).Should().BeNull();
        (await sessions.SessionAsync(scoped, place.Group, session, Token)).Should().BeNull();
        (await sessions.FidelityAsync(scoped, place.Group, session, Token)).Should().BeNull();
        (await sessions.RateAsync(scoped, new RateSession(place.Group, session, 0, FidelityRater.Observer, new Dictionary<FidelityItemId, FidelityValue>()), Token))
            .Refusal.Should().Be(InterventionRefusals.NotFound);
        foreach (var table in new[] { "intervention_group", "intervention_session", "session_facilitator", "group_facilitator", "group_partner", "fidelity_response" })
            (await test.RunAsAsync("tc_programme_scoped", $"select count(*) from programme.{table}", scoped)).Should().Be(0L, table);
        // Nor can they make themselves a partner.
        var join = () => test.RunAsAsync(
            "tc_programme_scoped",
            $"insert into programme.group_partner (id, group_id, organization_id, partner_id, created_at) values ('{Guid.NewGuid()}', '{place.Group}', '{place.Organization}', '{stranger.Id}', now())",
            scoped);
        (await join.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_partner_s_coordinator_keeps_what_they_cannot_see_and_adds_no_organization_out_of_reach()
    {
        var (first, second) = (await test.AnOrganizationAsync(), await test.AnOrganizationAsync());
        var place = await APlace.MakeAsync(test, null, first.Id, second.Id);
        var scoped = TestDatabase.CoordinatorOf(first.Id);
        var group = (await groups.FindAsync(scoped, place.Group, Token))!;
        var request = new ReviseGroup
        {
            GroupId = place.Group,
            Version = group.Version,
            Plan = group.Plan with { EnrolledCount = 8 },
            Facilitators = [.. group.Facilitators.Select(f => new FacilitatorTerm(f.Id))],
            Partners = [.. group.Partners.Select(p => p.Id)],
        };
        (await groups.ReviseAsync(scoped, request with { Partners = [.. request.Partners, (await test.AnOrganizationAsync()).Id] }, Token)).Refusal!.Code.Should().Be("Interventions.NotFound");
        (await groups.ReviseAsync(scoped, request, Token)).Succeeded.Should().BeTrue();
        (await groups.FindAsync(everywhere, place.Group, Token))!.Partners.Select(p => p.Id).Should().BeEquivalentTo([first.Id, second.Id]);
        (await groups.ReviseAsync(scoped, request, Token)).Refusal.Should().Be(InterventionRefusals.ChangedByAnother, "the version has moved on");
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task A_partner_whose_people_facilitated_stays_one()
    {
        var partner = await test.AnOrganizationAsync();
        var theirs = await test.ACertifiedFacilitatorAsync(partner.Id);
        var place = await APlace.MakeAsync(test, null, partner.Id);
        async Task<Model.Result<Model.Done>> Leave()
        {
            var group = (await groups.FindAsync(everywhere, place.Group, Token))!;
            return await groups.ReviseAsync(
                everywhere,
                new ReviseGroup { GroupId = place.Group, Version = group.Version, Plan = group.Plan, Facilitators = [], Partners = [] },
                Token);
        }

        _ = (await sessions.LogAsync(everywhere, new LogSession { GroupId = place.Group, Record = place.ARecord() with { Facilitators = [place.People[0], theirs.Id] } }, Token)).Value;
        (await Leave()).Refusal!.Code.Should().Be("Interventions.PartnerFacilitated");
        var unused = await APlace.MakeAsync(test, null, partner.Id);
        place = unused;
        (await Leave()).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task The_log_begins_with_those_whom_the_group_names_for_the_session()
    {
        var place = await APlace.MakeAsync(test);
        var next = await test.ACertifiedFacilitatorAsync(place.Organization);
        var group = (await groups.FindAsync(everywhere, place.Group, Token))!;
        (await groups.ReplaceFacilitatorAsync(everywhere, place.Group, group.Version, place.People[1], next.Id, 2, Token)).Succeeded.Should().BeTrue();
        (await sessions.NextSessionAsync(everywhere, place.Group, Token))!.Begin.Facilitators.Should().BeEquivalentTo(place.People);
        _ = (await sessions.LogAsync(everywhere, new LogSession { GroupId = place.Group, Record = place.ARecord() }, Token)).Value;
        (await sessions.NextSessionAsync(everywhere, place.Group, Token))!.Begin.Facilitators.Should().BeEquivalentTo([place.People[0], next.Id]);
        (await groups.ReplaceFacilitatorAsync(everywhere, place.Group, group.Version, place.People[0], next.Id, 3, Token)).Refusal.Should().Be(InterventionRefusals.ChangedByAnother);
    }

    [Fact]
    [Trait("Rule", "INV-05")]
    public async Task The_database_and_the_model_agree_on_who_is_certified_on_a_day()
    {
        var organization = await test.AnOrganizationAsync();
        var person = await test.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2025, 5, 1), 6);
        await test.ExecuteAsync($"update programme.certification set revoked_on = '2025-09-10', revocation_reason = 'x' where person_id = '{person.Id}'");
        await using var db = await test.OpenAsync(everywhere);
        var certification = db.Certifications.Single(c => c.PersonId == person.Id);
        foreach (var change in new[] { "revoked_on = '2025-09-10'", "revoked_on = null, revocation_reason = null", "expires_on = null" })
        {
            await test.ExecuteAsync($"update programme.certification set {change} where person_id = '{person.Id}'");
            await db.Entry(certification).ReloadAsync(Token);
            foreach (var day in new DateOnly[] { new(2025, 4, 30), new(2025, 5, 1), new(2025, 9, 9), new(2025, 9, 10), new(2025, 9, 11), new(2025, 10, 31), new(2025, 11, 1), new(2025, 11, 2) })
            {
                (await test.RunAsOwnerAsync($"select programme.is_certified('{person.Id}', '{day:yyyy-MM-dd}')"))
                    .Should().Be(Certification.ValidOn(day).Compile()(certification), $"{change}, {day:o}");
            }
        }
    }
}
