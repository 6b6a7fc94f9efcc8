using Npgsql;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Interventions;

public sealed class GroupServiceTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly GroupService groups = new(test.Database, test.Clock);
    private readonly SessionService sessions = new(test.Database, test.Clock);
    private readonly Actor coordinator = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_logged_with_what_the_form_began_with_and_read_back()
    {
        var place = await APlaceAsync();
        var form = (await sessions.NextSessionAsync(coordinator, place.Group, Token))!;
        form.Begin.Number.Should().Be(1);
        form.Begin.HeldOn.Should().Be(new DateOnly(2026, 4, 14), "the latest Tuesday, as the group began on one");
        form.People.Select(p => p.Id).Should().BeEquivalentTo(place.People);
        var session = (await sessions.LogAsync(coordinator, new LogSession
        {
            GroupId = place.Group,
            Record = form.Begin with { PresentCount = 7, AdaptationNote = "Longer check-in.", Facilitators = place.People },
        }, Token)).Value;

        var group = (await groups.FindAsync(coordinator, place.Group, Token))!;
        var row = group.Sessions.Should().ContainSingle().Which;
        row.Id.Should().Be(session);
        row.PresentCount.Should().Be(7);
        row.FidelityDone.Should().Be(4);
        row.Facilitators.Should().HaveCount(2);
        group.AverageDose.Should().BeApproximately(7 / 9d, 1e-9);
        (await sessions.NextSessionAsync(coordinator, place.Group, Token))!.Begin.Number.Should().Be(2);
    }

    [Fact]
    [Trait("Rule", "INV-05")]
    public async Task A_certification_counts_on_the_day_of_the_session_and_not_on_another()
    {
        var place = await APlaceAsync(certifiedOn: new DateOnly(2026, 3, 10));
        Task<Model.Result<InterventionSessionId>> Log(int number, DateOnly day) => sessions.LogAsync(
            coordinator, new LogSession { GroupId = place.Group, Record = ARecord(place, number, day) }, Token);
        (await Log(1, new DateOnly(2026, 3, 9))).Refusal!.Code.Should().Be("Interventions.NoneCertified");
        (await Log(1, new DateOnly(2026, 3, 10))).Succeeded.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task Someone_from_another_organization_does_not_facilitate()
    {
        var place = await APlaceAsync();
        var elsewhere = await test.AnOrganizationAsync();
        var stranger = await test.ACertifiedFacilitatorAsync(elsewhere.Id);
        var result = await sessions.LogAsync(coordinator, new LogSession
        {
            GroupId = place.Group,
            Record = ARecord(place) with { Facilitators = [.. place.People, stranger.Id] },
        }, Token);
        result.Refusal!.Code.Should().Be("Interventions.NotAffiliated");
        (await groups.FindAsync(coordinator, place.Group, Token))!.Sessions.Should().BeEmpty();
    }

    [Fact]
    [Trait("Rule", "INV-09")]
    public async Task A_note_that_may_name_someone_is_kept_only_when_confirmed()
    {
        var place = await APlaceAsync();
        var request = new LogSession { GroupId = place.Group, Record = ARecord(place) with { AdaptationNote = "We waited for Dana." } };
        (await sessions.LogAsync(coordinator, request, Token)).Refusal!.Code.Should().Be("Interventions.NoteMayName");
        (await sessions.LogAsync(coordinator, request with { NoteNamesNobody = true }, Token)).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData("Call 416-555-0142 after.")]
    [InlineData("Write to someone@example.org.")]
    [InlineData("Moved to 14 March 2026.")]
    [Trait("Rule", "INV-09")]
    [Trait("Rule", "PRV-25")]
    public async Task A_note_that_holds_contact_details_is_never_kept(string note)
    {
        var place = await APlaceAsync();
        var result = await sessions.LogAsync(
            coordinator, new LogSession { GroupId = place.Group, Record = ARecord(place) with { AdaptationNote = note }, NoteNamesNobody = true }, Token);
        result.Refusal!.Code.Should().Be("Interventions.NoteIdentifies");
        result.Refusal.Arguments.Should().NotContain(a => note.Contains(a.ToString()!));
        (await groups.FindAsync(coordinator, place.Group, Token))!.Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_session_sent_twice_is_stored_once()
    {
        var place = await APlaceAsync();
        var request = new LogSession { GroupId = place.Group, Record = ARecord(place) };
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sessions.LogAsync(coordinator, request, Token)));
        results.Count(r => r.Succeeded).Should().Be(1);
        (await groups.FindAsync(coordinator, place.Group, Token))!.Sessions.Should().ContainSingle();
    }

    [Fact]
    public async Task A_stale_correction_is_refused_and_changes_nothing()
    {
        var place = await APlaceAsync();
        var id = (await sessions.LogAsync(coordinator, new LogSession { GroupId = place.Group, Record = ARecord(place) }, Token)).Value;
        var mine = (await sessions.SessionAsync(coordinator, place.Group, id, Token))!;
        var theirs = (await sessions.SessionAsync(coordinator, place.Group, id, Token))!;
        LogSession Correction(SessionForm form, int present) => new()
        {
            GroupId = place.Group, SessionId = id, Version = form.Version, Record = form.Begin with { PresentCount = present },
        };
        (await sessions.LogAsync(coordinator, Correction(theirs, 5), Token)).Succeeded.Should().BeTrue();
        (await sessions.LogAsync(coordinator, Correction(mine, 3), Token)).Refusal.Should().Be(InterventionRefusals.ChangedByAnother);
        (await groups.FindAsync(coordinator, place.Group, Token))!.Sessions.Single().PresentCount.Should().Be(5);
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_reaches_no_group_of_another()
    {
        var theirs = await APlaceAsync();
        var own = await APlaceAsync();
        var scoped = TestDatabase.CoordinatorOf(own.Organization);
        (await groups.ListAsync(scoped, new GroupFilter(), Token)).Rows.Select(g => g.Id).Should().Equal(own.Group);
        (await groups.ListAsync(scoped, new GroupFilter { OrganizationId = theirs.Organization }, Token)).Total.Should().Be(0);
        (await groups.FindAsync(scoped, theirs.Group, Token)).Should().BeNull();
        (await sessions.NextSessionAsync(scoped, theirs.Group, Token)).Should().BeNull();
        (await groups.PeopleAsync(scoped, [theirs.Organization], theirs.Group, Token)).Should().BeEmpty();
        (await groups.ChoicesAsync(scoped, Token)).Organizations.Select(o => o.Id).Should().Equal(own.Organization);
        (await groups.SessionsDueAsync(scoped, Token)).Should().OnlyContain(g => g.Id == own.Group);
        (await sessions.LogAsync(scoped, new LogSession { GroupId = theirs.Group, Record = ARecord(theirs) }, Token)).Refusal.Should().Be(InterventionRefusals.NotFound);
        (await groups.CloseAsync(scoped, theirs.Group, 0, 1, Token)).Refusal.Should().Be(InterventionRefusals.NotFound);
        (await groups.OpenAsync(scoped, new OpenGroup { OrganizationId = theirs.Organization, CurriculumId = theirs.Curriculum, Plan = APlan("x") }, Token))
            .Refusal!.Code.Should().Be("Interventions.NotFound");
        (await groups.OpenAsync(scoped, new OpenGroup
        {
            OrganizationId = own.Organization, CurriculumId = own.Curriculum, Plan = APlan("y"), Facilitators = [new(theirs.People[0])],
        }, Token)).Refusal!.Code.Should().Be("Interventions.NotFound");
    }

    [Fact]
    public async Task Behind_the_application_the_row_policies_still_hold()
    {
        var theirs = await APlaceAsync();
        var own = await APlaceAsync();
        var scoped = TestDatabase.CoordinatorOf(own.Organization);
        (await test.RunAsAsync("tc_programme_scoped", "select count(*) from programme.intervention_group", scoped)).Should().Be(1L);
        var update = await test.RunAsAsync(
            "tc_programme_scoped", $"with u as (update programme.intervention_group set label = 'mine' where id = '{theirs.Group}' returning 1) select count(*) from u", scoped);
        update.Should().Be(0L);
        var move = () => test.RunAsAsync(
            "tc_programme_scoped", $"update programme.intervention_group set organization_id = '{theirs.Organization}' where id = '{own.Group}'", scoped);
        (await move.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("update programme.intervention_session set number = 11 where group_id = '{0}'", "TC007", "INV-07")]
    [InlineData("update programme.intervention_session set held_on = held_on - 400 where group_id = '{0}'", "TC007", "INV-07")]
    [InlineData("update programme.intervention_session set present_count = 10 where group_id = '{0}'", "TC008", "INV-08")]
    [InlineData("update programme.intervention_session set present_count = -1 where group_id = '{0}'", "23514", "INV-08")]
    [InlineData("update programme.intervention_group set enrolled_count = 3 where id = '{0}'", "TC008", "INV-08")]
    [InlineData("update programme.intervention_group set completer_count = 10 where id = '{0}'", "23514", "INV-08")]
    [Trait("Rule", "INV-07")]
    [Trait("Rule", "INV-08")]
    public async Task The_database_holds_the_rules_by_itself(string sql, string state, string rule)
    {
        var place = await APlaceAsync();
        _ = (await sessions.LogAsync(coordinator, new LogSession { GroupId = place.Group, Record = ARecord(place) }, Token)).Value;
        var act = () => test.RunAsOwnerAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, place.Group));
        (await act.Should().ThrowAsync<PostgresException>(rule)).Which.SqlState.Should().Be(state);
    }

    [Fact]
    [Trait("Rule", "INV-01")]
    public async Task The_database_holds_the_order_of_a_group_s_dates()
    {
        var place = await APlaceAsync();
        var act = () => test.RunAsOwnerAsync($"update programme.intervention_group set starts_on = ends_on + 1 where id = '{place.Group}'");
        (await act.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.CheckViolation);
    }

    [Fact]
    public async Task A_stale_save_is_told_also_where_only_the_facilitators_were_changed()
    {
        var place = await APlaceAsync();
        var seen = (await groups.FindAsync(coordinator, place.Group, Token))!;
        (await groups.ReviseAsync(coordinator, Revision(seen, seen.Plan, place.People[0]), Token)).Succeeded.Should().BeTrue();

        var stale = await groups.ReviseAsync(coordinator, Revision(seen, seen.Plan with { Label = "Mine" }, place.People), Token);

        stale.Refusal.Should().Be(InterventionRefusals.ChangedByAnother);
        (await groups.FindAsync(coordinator, place.Group, Token))!.Plan.Label.Should().Be(seen.Plan.Label);
    }

    [Fact]
    public async Task Groups_whose_session_is_due_and_groups_without_anyone_certified_are_found()
    {
        var due = await APlaceAsync();
        var alone = await APlaceAsync(certifiedOn: new DateOnly(2024, 5, 1), validityMonths: 12);
        (await groups.SessionsDueAsync(coordinator, Token)).Select(g => g.Id).Should().Contain(due.Group);
        var without = await groups.ListAsync(coordinator, new GroupFilter { WithoutCertifiedFacilitator = true }, Token);
        without.Rows.Select(g => g.Id).Should().Contain(alone.Group).And.NotContain(due.Group);
    }

    private static ReviseGroup Revision(GroupDetails seen, GroupPlan plan, params PersonId[] facilitators) => new()
    {
        GroupId = seen.Id, Version = seen.Version, Plan = plan, Facilitators = [.. facilitators.Select(f => new FacilitatorTerm(f))], Partners = [],
    };

    private static GroupPlan APlan(string label) => new()
    {
        Label = label,
        StartsOn = new DateOnly(2026, 2, 3),
        EndsOn = new DateOnly(2026, 6, 30),
        PlannedSessions = 8,
        EnrolledCount = 9,
    };

    private static SessionRecord ARecord(Place place, int number = 1, DateOnly? heldOn = null) => new()
    {
        Number = number,
        HeldOn = heldOn ?? new DateOnly(2026, 4, 7),
        PresentCount = 6,
        Facilitators = place.People,
    };

    private async Task<Place> APlaceAsync(DateOnly? certifiedOn = null, int? validityMonths = null)
    {
        var organization = await test.AnOrganizationAsync();
        var certified = await test.ACertifiedFacilitatorAsync(organization.Id, certifiedOn, validityMonths);
        var other = await test.AFacilitatorAsync(organization.Id);
        var name = $"Curriculum {Guid.NewGuid():N}";
        var curriculum = Curriculum.Define(name, name, "1", ContentLanguage.English, [.. Enumerable.Range(1, 8).Select(i => new TopicTitle($"Topic {i}", $"Thème {i}"))]).Value;
        await test.StoreAsync(curriculum);
        var group = (await groups.OpenAsync(coordinator, new OpenGroup
        {
            OrganizationId = organization.Id, CurriculumId = curriculum.Id, Plan = APlan("Tuesday group"), Facilitators = [new(certified.Id), new(other.Id)],
        }, Token)).Value;
        return new Place(organization.Id, curriculum.Id, group, [certified.Id, other.Id]);
    }

    private sealed record Place(OrganizationId Organization, CurriculumId Curriculum, GroupId Group, PersonId[] People);
}
