using Npgsql;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;

namespace TraumaCapacity.Application.Tests.Interventions;

/// <summary>Cancelled and rescheduled sessions, adaptations, ratings by others, checklists.</summary>
public sealed class SessionServiceTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly GroupService groups = new(test.Database, test.Clock);
    private readonly SessionService sessions = new(test.Database, test.Clock);
    private readonly ChecklistService checklists = new(test.Database);
    private readonly Actor coordinator = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "INV-07")]
    public async Task A_rescheduled_session_is_the_next_to_log_once_its_new_day_has_come()
    {
        var place = await APlace.MakeAsync(test);
        var moved = (await LogAsync(place, place.ARecord() with { Status = SessionStatus.Rescheduled, RescheduledTo = new DateOnly(2026, 4, 14) })).Value;
        var form = (await sessions.NextSessionAsync(coordinator, place.Group, Token))!;
        (form.SessionId, form.Begin.Number, form.Begin.HeldOn, form.Begin.Status).Should().Be((moved, 1, new DateOnly(2026, 4, 14), SessionStatus.Held));
        (await sessions.LogAsync(
            coordinator, new LogSession { GroupId = place.Group, SessionId = moved, Version = form.Version, Record = form.Begin with { PresentCount = 5 } }, Token)).Succeeded.Should().BeTrue();
        var row = (await groups.FindAsync(coordinator, place.Group, Token))!.Sessions.Single();
        (row.RescheduledFrom, row.HeldOn, row.PresentCount).Should().Be((place.ARecord().HeldOn, new DateOnly(2026, 4, 14), 5));
        (await sessions.NextSessionAsync(coordinator, place.Group, Token))!.SessionId.Should().BeNull();

        var later = await APlace.MakeAsync(test);
        _ = (await LogAsync(later, later.ARecord() with { Status = SessionStatus.Rescheduled, RescheduledTo = new DateOnly(2026, 5, 14) })).Value;
        (await sessions.NextSessionAsync(coordinator, later.Group, Token))!.Begin.Number.Should().Be(2, "the new day is still to come");
    }

    [Theory]
    [InlineData("update programme.intervention_session set rescheduled_to = null where group_id = '{0}'", "TC007")]
    [InlineData("update programme.intervention_session set rescheduled_to = '2027-01-01' where group_id = '{0}'", "TC007")]
    [InlineData("update programme.intervention_session set rescheduled_to = held_on where group_id = '{0}'", "23514")]
    [InlineData("update programme.intervention_session set rescheduled_from = held_on - 1 where group_id = '{0}'", "23514")]
    [InlineData("update programme.intervention_session set late_count = 1 where group_id = '{0}'", "23514")]
    [InlineData("update programme.group_partner set partner_id = organization_id where group_id = '{0}'", "23514")]
    [Trait("Rule", "INV-07")]
    [Trait("Rule", "INV-08")]
    public async Task The_database_holds_these_rules_too(string sql, string state)
    {
        var place = await APlace.MakeAsync(test, null, (await test.AnOrganizationAsync()).Id);
        _ = (await LogAsync(place, place.ARecord() with { Status = SessionStatus.Rescheduled, RescheduledTo = new DateOnly(2026, 5, 14) })).Value;
        var act = () => test.RunAsOwnerAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, place.Group));
        (await act.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(state);
    }

    [Fact]
    public async Task Adaptations_come_from_the_list_and_are_counted()
    {
        var place = await APlace.MakeAsync(test);
        (await sessions.NextSessionAsync(coordinator, place.Group, Token))!.Adaptations.Should().HaveCountGreaterThan(8)
            .And.OnlyContain(a => a.NameEn.Length > 0 && a.NameFr.Length > 0);
        (await LogAsync(place, place.ARecord() with { Adaptations = ["MADE_UP"] })).Refusal!.Code.Should().Be("Interventions.NoSuchAdaptation");
        _ = (await LogAsync(place, place.ARecord() with { Adaptations = ["SHORTENED", "LANGUAGE"] })).Value;
        _ = (await LogAsync(place, place.ARecord(2) with { Adaptations = ["SHORTENED"] })).Value;
        var group = (await groups.FindAsync(coordinator, place.Group, Token))!;
        group.Adaptations.Select(a => (a.Adaptation.Key, a.Sessions)).Should().Equal(("SHORTENED", 2), ("LANGUAGE", 1));
    }

    [Theory]
    [InlineData("Met at K1A 0B1 instead.", "PostalCode")]
    [InlineData("Card 1234-567-890 was lost.", "HealthNumber")]
    [InlineData("With {0} we talked longer.", "Name")]
    [InlineData("Held at {1} this time.", "Organization")]
    [Trait("Rule", "INV-09")]
    [Trait("Rule", "PRV-25")]
    public async Task A_note_is_refused_by_the_kind_of_what_was_found_and_stored_once_corrected(string note, string kind)
    {
        var place = await APlace.MakeAsync(test);
        var elsewhere = await test.AnOrganizationAsync($"Quiet Harbour {Guid.NewGuid():N}"[..20]);
        var person = await test.AFacilitatorAsync(elsewhere.Id, "Wilhelmina Thistlewood");
        var record = place.ARecord() with { AdaptationNote = string.Format(System.Globalization.CultureInfo.InvariantCulture, note, person.DisplayName, elsewhere.Name) };
        var refused = (await LogAsync(place, record)).Refusal!;
        (refused.Code, refused.Field, refused.Arguments[0].ToString()).Should().Be(("Interventions.NoteIdentifies", "AdaptationNote", kind));
        (await groups.FindAsync(coordinator, place.Group, Token))!.Sessions.Should().BeEmpty();
        (await LogAsync(place, record with { AdaptationNote = "Talked longer." })).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Others_rate_the_same_session_and_the_group_shows_each_rater_with_its_number()
    {
        var place = await APlace.MakeAsync(test);
        var id = (await LogAsync(place, place.ARecord())).Value;
        var form = (await sessions.FidelityAsync(coordinator, place.Group, id, Token))!;
        form.Values[FidelityRater.Self].Values.Should().OnlyContain(v => v == FidelityValue.NotDone).And.HaveCount(4);
        var items = form.Checklist.Items;
        var rating = new RateSession(place.Group, id, form.Version, FidelityRater.Observer, new Dictionary<FidelityItemId, FidelityValue>
        {
            [items[0].Id] = FidelityValue.Full, [items[1].Id] = FidelityValue.Partial, [items[2].Id] = FidelityValue.NotApplicable,
        });
        (await sessions.RateAsync(coordinator, rating, Token)).Succeeded.Should().BeTrue();
        (await sessions.RateAsync(coordinator, rating, Token)).Refusal.Should().Be(InterventionRefusals.ChangedByAnother, "what hangs on a session moves its version too");
        var group = (await groups.FindAsync(coordinator, place.Group, Token))!;
        group.Adherence.Should().BeEquivalentTo(
        [
            new GroupAdherence(FidelityRater.Self, new Adherence(0, 4), 1),
            new GroupAdherence(FidelityRater.Observer, new Adherence(0.5, 3), 1),
        ]);
    }

    [Fact]
    public async Task A_new_checklist_holds_for_sessions_to_come_and_leaves_earlier_ratings_alone()
    {
        var place = await APlace.MakeAsync(test);
        var before = (await LogAsync(place, place.ARecord())).Value;
        FidelityItemText[] items = [new("Opening", "Ouverture"), new("Topic", "Thème", true)];
        (await checklists.DefineAsync(TestDatabase.CoordinatorOf(place.Organization), place.Curriculum, 0, items, Token)).Refusal.Should().Be(InterventionRefusals.NotForAll);
        (await checklists.DefineAsync(coordinator, place.Curriculum, 0, items, Token)).Succeeded.Should().BeTrue();
        (await checklists.DefineAsync(coordinator, place.Curriculum, 0, items, Token)).Refusal.Should().Be(InterventionRefusals.ChangedByAnother);
        (await sessions.SessionAsync(coordinator, place.Group, before, Token))!.Checklist.Items.Should().HaveCount(4);
        var next = (await sessions.NextSessionAsync(coordinator, place.Group, Token))!;
        next.Checklist.Items.Select(i => i.TextEn).Should().Equal("Opening", "Topic");
        var old = (await sessions.SessionAsync(coordinator, place.Group, before, Token))!.Checklist.Items[0].Id;
        (await LogAsync(place, place.ARecord(2) with { Fidelity = new Dictionary<FidelityItemId, FidelityValue> { [old] = FidelityValue.Full } })).Refusal!.Code
            .Should().Be("Interventions.OtherChecklist");
        (await checklists.ListAsync(coordinator, Token)).Rows.Single(r => r.CurriculumId == place.Curriculum).Items.Should().HaveCount(2);
        var write = () => test.RunAsAsync("tc_programme_scoped", "delete from programme.fidelity_item");
        (await write.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Two_who_correct_only_the_checklist_of_a_session_do_not_overwrite_one_another()
    {
        var place = await APlace.MakeAsync(test);
        var id = (await LogAsync(place, place.ARecord())).Value;
        var form = (await sessions.SessionAsync(coordinator, place.Group, id, Token))!;
        LogSession Done(int item) => new()
        {
            GroupId = place.Group, SessionId = id, Version = form.Version,
            Record = form.Begin with { Fidelity = new Dictionary<FidelityItemId, FidelityValue> { [form.Checklist.Items[item].Id] = FidelityValue.Full } },
        };
        (await sessions.LogAsync(coordinator, Done(0), Token)).Succeeded.Should().BeTrue();
        (await sessions.LogAsync(coordinator, Done(1), Token)).Refusal.Should().Be(InterventionRefusals.ChangedByAnother);
    }

    private Task<Model.Result<InterventionSessionId>> LogAsync(APlace place, SessionRecord record) =>
        sessions.LogAsync(coordinator, new LogSession { GroupId = place.Group, Record = record }, Token);
}
