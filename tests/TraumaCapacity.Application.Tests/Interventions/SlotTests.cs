using Npgsql;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;

namespace TraumaCapacity.Application.Tests.Interventions;

/// <summary>Anonymous slots: counted, and destroyed on time (PRV-20).</summary>
public sealed class SlotTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly GroupService groups = new(test.Database, test.Clock);
    private readonly SessionService sessions = new(test.Database, test.Clock);
    private readonly Actor coordinator = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "PRV-20")]
    public async Task A_group_has_no_slots_unless_it_asks_for_them()
    {
        var place = await APlace.MakeAsync(test);
        (await sessions.NextSessionAsync(coordinator, place.Group, Token))!.Slots.Should().BeEmpty();
        (await groups.FindAsync(coordinator, place.Group, Token))!.Slots.Should().BeNull();
    }

    [Fact]
    [Trait("Rule", "INV-08")]
    public async Task Those_present_are_counted_from_the_slots_and_the_database_holds_to_it()
    {
        var (place, session) = await WithASessionAsync(60, 4);
        var group = (await groups.FindAsync(coordinator, place.Group, Token))!;
        group.Sessions.Single().PresentCount.Should().Be(4);
        group.Slots!.Doses.Select(d => d.Attended).Should().Equal(1, 1, 1, 1, 0, 0, 0, 0, 0);
        foreach (var sql in new[]
        {
            $"update programme.intervention_session set present_count = 5 where id = '{session}'",
            $"delete from programme.slot_attendance where session_id = '{session}'",
        })
        {
            var act = () => test.RunAsOwnerAsync(sql);
            (await act.Should().ThrowAsync<PostgresException>(sql)).Which.SqlState.Should().Be("TC008");
        }

        var named = () => test.RunAsOwnerAsync($"update programme.anonymous_slot set code = 'Ann' where group_id = '{place.Group}'");
        (await named.Should().ThrowAsync<PostgresException>("there is no way to put a name anywhere")).Which.SqlState.Should().Be(PostgresErrorCodes.CheckViolation);
    }

    [Fact]
    [Trait("Rule", "PRV-20")]
    public async Task Slots_are_destroyed_when_their_days_are_over_and_nothing_of_them_is_left()
    {
        var (place, _) = await WithASessionAsync(30, 5);
        var slots = await SlotsAsync(place);
        slots.Should().HaveCount(9);
        var group = (await groups.FindAsync(coordinator, place.Group, Token))!;
        (await groups.CloseAsync(coordinator, place.Group, group.Version, null, Token)).Succeeded.Should().BeTrue();
        var keeping = new SlotKeeping(test.Database, new TestClock { Now = test.Clock.Now.AddDays(30) });
        await keeping.DestroyDueAsync(Token);
        (await SlotsAsync(place)).Should().HaveCount(9, "the last day is not over");

        keeping = new SlotKeeping(test.Database, new TestClock { Now = test.Clock.Now.AddDays(31) });
        (await keeping.DestroyDueAsync(Token)).Should().BePositive();

        (await SlotsAsync(place)).Should().BeEmpty();
        (await test.RunAsOwnerAsync($"select count(*) from programme.slot_attendance where group_id = '{place.Group}'")).Should().Be(0L);
        var after = (await groups.FindAsync(coordinator, place.Group, Token))!;
        (after.CompleterCount, after.Sessions.Single().PresentCount, after.Slots).Should().Be((0, 5, null));
        after.SlotsDestroyedAt.Should().NotBeNull();
        // The destruction is on record; which slot was present when is not, and never was.
        (await test.RunAsOwnerAsync(
            $"select count(*) from audit.audit_event where action = '{AuditActions.Delete}' and entity = 'anonymous_slot' and entity_id = '{place.Group}' and after ->> 'slots' = '9' and after ->> 'attendance' = '5'"))
            .Should().Be(1L);
        foreach (var slot in slots)
        {
            (await test.RunAsOwnerAsync(
                $"select count(*) from audit.audit_event where entity_id like '%{slot}%' or coalesce(before::text, '') like '%{slot}%' or coalesce(after::text, '') like '%{slot}%'"))
                .Should().Be(0L);
        }

        (await keeping.DestroyDueAsync(Token)).Should().Be(0);
    }

    [Fact]
    [Trait("Rule", "PRV-20")]
    public async Task A_group_that_nobody_closes_loses_its_slots_all_the_same()
    {
        var (place, _) = await WithASessionAsync(10, 2);
        await new SlotKeeping(test.Database, new TestClock { Now = new DateTimeOffset(2026, 7, 11, 12, 0, 0, TimeSpan.Zero) }).DestroyDueAsync(Token);
        (await SlotsAsync(place)).Should().BeEmpty();
    }

    [Fact]
    public async Task Turning_slots_off_destroys_them_and_needs_no_waiting()
    {
        var (place, _) = await WithASessionAsync(90, 3);
        var group = (await groups.FindAsync(coordinator, place.Group, Token))!;
        (await groups.ReviseAsync(
            coordinator,
            new ReviseGroup { GroupId = place.Group, Version = group.Version, Plan = group.Plan, Facilitators = [.. group.Facilitators.Select(f => new FacilitatorTerm(f.Id))], Partners = [] },
            Token)).Succeeded.Should().BeTrue();
        (await SlotsAsync(place)).Should().BeEmpty();
        (await groups.FindAsync(coordinator, place.Group, Token))!.Sessions.Single().PresentCount.Should().Be(3);
    }

    [Fact]
    public async Task Housekeeping_reaches_slots_and_nothing_that_identifies()
    {
        foreach (var table in new[] { "programme.person", "programme.organization", "evidence.interview", "account.user_account" })
        {
            var act = () => test.RunAsAsync("tc_housekeeping", $"select count(*) from {table}");
            (await act.Should().ThrowAsync<PostgresException>(table)).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        }

        var rename = () => test.RunAsAsync("tc_housekeeping", "update programme.intervention_group set label = 'x'");
        (await rename.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    private async Task<(APlace Place, InterventionSessionId Session)> WithASessionAsync(int days, int present)
    {
        var place = await APlace.MakeAsync(test, days);
        var form = (await sessions.NextSessionAsync(coordinator, place.Group, Token))!;
        form.Begin.PresentCount.Should().Be(9, "everybody is there until somebody is tapped away");
        var record = place.ARecord() with { PresentCount = present, PresentSlots = [.. form.Slots.Take(present).Select(s => s.Id)] };
        return (place, (await sessions.LogAsync(coordinator, new LogSession { GroupId = place.Group, Record = record }, Token)).Value);
    }

    private async Task<List<Guid>> SlotsAsync(APlace place)
    {
        var slots = new List<Guid>();
        await using var command = test.Owner.CreateCommand($"select id from programme.anonymous_slot where group_id = '{place.Group}'");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            slots.Add(reader.GetGuid(0));
        return slots;
    }
}
