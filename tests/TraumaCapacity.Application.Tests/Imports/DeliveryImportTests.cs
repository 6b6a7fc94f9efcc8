using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Imports;

/// <summary>Cohorts with enrolments, groups and sessions by file: the rules are the entities' own.</summary>
public sealed class DeliveryImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Cohorts = "Cohort,Programme,Days,Places,Mode,E-mail,Organization";
    private const string Groups = "Organization code,Group,Curriculum,Start date,End date,Enrolled,Child care,Facilitators";
    private const string Sessions = "Organization code,Group,Session,Date,Present,Minutes,Facilitators,Reason for one facilitator,Topic as in the manual,Note";

    private readonly ImportDesk desk = new(database);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cohort_is_opened_and_filled_and_the_file_taken_again_changes_nothing()
    {
        var organization = await database.AnOrganizationAsync();
        var program = await database.AProgramAsync();
        var people = new[] { await database.AFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id) };
        var code = TestDatabase.UniqueText("Cohort ");
        var file = ImportDesk.Csv(
            Cohorts,
            $"{code},{program.NameFr},2026-05-04 6; 2026-05-05 6.5,2,online,{people[0].WorkEmail},{organization.PublicCode}",
            $"{code},,,,,{people[1].WorkEmail},{organization.PublicCode}",
            $"{code},,,,,{people[2].WorkEmail},{organization.PublicCode}");

        var (id, report) = await desk.ImportedAsync(national, ImportKind.Cohorts, file);

        report.Value.Errors.Should().BeEmpty();
        report.Value.Should().BeEquivalentTo(new { Stored = true, Created = 3 });
        await using (var db = await database.OpenAsync(national))
        {
            var cohort = await db.Cohorts.Include(c => c.Days).Include(c => c.Enrolments).SingleAsync(c => c.Code == code, Cancellation);
            cohort.Should().BeEquivalentTo(new { Capacity = 2, Mode = DeliveryMode.Virtual, TotalHours = 12.5m });
            cohort.Enrolments.Select(e => e.Status).Should().BeEquivalentTo([EnrolmentStatus.Registered, EnrolmentStatus.Registered, EnrolmentStatus.Waitlisted]);
        }

        (await desk.ImportAsync(national, ImportKind.Cohorts, file)).Value.Should().BeEquivalentTo(new { Created = 0, Changed = 0, Unchanged = 3 });
        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();
        await using var after = await database.OpenAsync(national);
        (await after.Cohorts.AnyAsync(c => c.Code == code, Cancellation)).Should().BeFalse();
    }

    [Fact]
    public async Task An_enrolment_that_attendance_rests_on_is_not_taken_back()
    {
        var organization = await database.AnOrganizationAsync();
        var program = await database.AProgramAsync();
        var person = await database.AFacilitatorAsync(organization.Id);
        var code = TestDatabase.UniqueText("Cohort ");
        var (id, _) = await desk.ImportedAsync(national, ImportKind.Cohorts, ImportDesk.Csv(Cohorts, $"{code},{program.NameEn},2026-04-01 6,5,,{person.WorkEmail},{organization.PublicCode}"));
        (await desk.ImportAsync(national, ImportKind.Attendance, ImportDesk.Csv("Cohort,E-mail,Date,Hours", $"{code},{person.WorkEmail},2026-04-01,6"))).Value.Stored.Should().BeTrue();

        (await desk.UndoAsync(national, id)).Refusal.Should().Be(ImportRefusals.LaterWork);

        await using var db = await database.OpenAsync(national);
        (await db.Attendance.CountAsync(a => a.OrganizationId == organization.Id, Cancellation)).Should().Be(1);
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_enrols_their_own_and_opens_nothing()
    {
        var (own, foreign) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        var program = await database.AProgramAsync();
        var (mine, stranger) = (await database.AFacilitatorAsync(own.Id), await database.AFacilitatorAsync(foreign.Id));
        var cohort = TrainingCohort.Open(program.Id, TestDatabase.UniqueText("Cohort "), [new PlannedDay(new DateOnly(2026, 5, 4), 6)], 12, DeliveryMode.InPerson, ContentLanguage.English).Value;
        await database.StoreAsync(cohort);
        var coordinator = TestDatabase.CoordinatorOf(own.Id);

        var refused = (await desk.CheckAsync(coordinator, ImportKind.Cohorts, ImportDesk.Csv(
            Cohorts,
            $"New one,{program.NameEn},2026-05-04 6,5,,{mine.WorkEmail},{own.PublicCode}",
            $"{cohort.Code},,,,,{stranger.WorkEmail},{own.PublicCode}",
            $"{cohort.Code},,,,,{mine.WorkEmail},{foreign.PublicCode}"))).Value;
        var done = (await desk.ImportAsync(coordinator, ImportKind.Cohorts, ImportDesk.Csv(Cohorts, $"{cohort.Code},,,,,{mine.WorkEmail},{own.PublicCode}"))).Value;

        refused.Errors.Select(e => (e.Line, e.Refusal)).Should().Equal((2, ImportRefusals.CohortUnknown), (3, ImportRefusals.PersonUnknown), (4, ImportRefusals.OrganizationUnknown));
        done.Should().BeEquivalentTo(new { Stored = true, Created = 1 });
    }

    [Fact]
    public async Task A_group_is_opened_by_file_and_only_what_differs_is_changed_later()
    {
        var organization = await database.AnOrganizationAsync();
        var curriculum = await database.ACurriculumAsync();
        var person = await database.AFacilitatorAsync(organization.Id);
        var label = TestDatabase.UniqueText("Group ");
        string Line(int enrolled) => FormattableString.Invariant($"{organization.PublicCode},{label},{curriculum.NameEn},2026-01-05,2026-03-30,{enrolled},oui,{person.WorkEmail}");
        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, Line(8)))).Value.Should().BeEquivalentTo(new { Stored = true, Created = 1, ErrorCount = 0 });

        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, Line(8)))).Value.Should().BeEquivalentTo(new { Created = 0, Changed = 0, Unchanged = 1 });
        var (id, report) = await desk.ImportedAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, Line(9)));

        report.Value.Should().BeEquivalentTo(new { Changed = 1, Unchanged = 0 });
        (await GroupAsync(label)).Should().BeEquivalentTo(new { EnrolledCount = 9, PlannedSessions = 6, ChildCareProvided = true, Status = GroupStatus.Running });
        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();
        (await GroupAsync(label)).EnrolledCount.Should().Be(8);
    }

    [Fact]
    [Trait("Rule", "INV-05")]
    [Trait("Rule", "INV-06")]
    [Trait("Rule", "INV-07")]
    [Trait("Rule", "INV-08")]
    [Trait("Rule", "INV-09")]
    public async Task Sessions_by_file_keep_every_rule_that_the_log_keeps()
    {
        var organization = await database.AnOrganizationAsync();
        var elsewhere = await database.AnOrganizationAsync();
        var curriculum = await database.ACurriculumAsync();
        var (certified, plain) = (await database.ACertifiedFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id, from: new DateOnly(2025, 1, 1)));
        var stranger = await database.ACertifiedFacilitatorAsync(elsewhere.Id);
        var label = TestDatabase.UniqueText("Group ");
        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, $"{organization.PublicCode},{label},{curriculum.NameEn},2026-01-05,2026-05-30,8,no,{certified.WorkEmail}"))).Value.Stored.Should().BeTrue();
        string Line(string rest) => $"{organization.PublicCode},{label},{rest}";
        var both = $"{certified.WorkEmail}; {plain.WorkEmail}";

        var report = (await desk.CheckAsync(national, ImportKind.Sessions, ImportDesk.Csv(
            Sessions,
            Line($"1,2026-01-12,6,90,{both},,full,"),
            Line($"2,2026-01-19,9,90,{both},,full,"),
            Line($"3,2026-01-26,6,90,{plain.WorkEmail},illness,full,"),
            Line($"4,2026-02-02,6,90,{certified.WorkEmail},,full,"),
            Line($"5,2026-02-09,6,90,{stranger.WorkEmail};{certified.WorkEmail},,full,"),
            Line($"2,2026-01-05,6,90,{both},,full,"),
            Line($"9,2026-02-16,6,90,{both},,full,"),
            Line($"6,2026-05-04,6,90,{both},,full,"),
            Line($"7,2026-03-02,6,90,{both},,full,We moved it because Annie was ill"),
            Line("8,2026-03-09,6,90,,,full,")))).Value;

        report.Errors.Select(e => (e.Line, e.Refusal.Code[(e.Refusal.Code.IndexOf('.', StringComparison.Ordinal) + 1)..])).Should().Equal(
            (3, "PresentRange"), (4, "NoneCertified"), (5, "SoloNeedsReason"), (6, "NotAffiliated"), (7, "RowTwice"), (8, "NumberRange"), (9, "InTheFuture"), (10, "NoteMayName"), (11, "NoFacilitator"));
        report.Errors.Should().OnlyContain(e => e.Column.Length > 0);
    }

    [Fact]
    public async Task A_session_is_logged_corrected_and_taken_back_with_its_facilitators_and_checklist()
    {
        var organization = await database.AnOrganizationAsync();
        var curriculum = await database.ACurriculumAsync();
        var (one, another) = (await database.ACertifiedFacilitatorAsync(organization.Id), await database.ACertifiedFacilitatorAsync(organization.Id));
        var label = TestDatabase.UniqueText("Group ");
        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, $"{organization.PublicCode},{label},{curriculum.NameEn},2026-01-05,2026-05-30,8,no,{one.WorkEmail}"))).Value.Stored.Should().BeTrue();
        string Line(int present, string who, string solo) => FormattableString.Invariant($"{organization.PublicCode},{label},1,2026-01-12,{present},90,{who},{solo},partial,");
        var first = ImportDesk.Csv(Sessions, Line(6, $"{one.WorkEmail};{another.WorkEmail}", ""));
        (await desk.ImportAsync(national, ImportKind.Sessions, first)).Value.Should().BeEquivalentTo(new { Stored = true, Created = 1, ErrorCount = 0 });
        var before = await SessionAsync(label);
        (await desk.ImportAsync(national, ImportKind.Sessions, first)).Value.Should().BeEquivalentTo(new { Created = 0, Changed = 0, Unchanged = 1 });

        var (id, report) = await desk.ImportedAsync(national, ImportKind.Sessions, ImportDesk.Csv(Sessions, Line(5, one.WorkEmail!, "weather")));

        report.Value.Should().BeEquivalentTo(new { Changed = 1, ErrorCount = 0 });
        (await SessionAsync(label)).Should().BeEquivalentTo(new { PresentCount = 5, SoloReason = SoloFacilitationReason.Weather });
        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();
        var restored = await SessionAsync(label);
        restored.Should().BeEquivalentTo(before, o => o.Excluding(m => m.Path.EndsWith("Version", StringComparison.Ordinal)));
        restored.Facilitators.Should().HaveCount(2);
    }

    private async Task<InterventionGroup> GroupAsync(string label)
    {
        await using var db = await database.OpenAsync(national);
        return await db.Groups.AsNoTracking().SingleAsync(g => g.Label == label, Cancellation);
    }

    private async Task<InterventionSession> SessionAsync(string label)
    {
        await using var db = await database.OpenAsync(national);
        return await db.Sessions.AsNoTracking().Include(s => s.Facilitators).Include(s => s.Fidelity).SingleAsync(s => db.Groups.Any(g => g.Id == s.GroupId && g.Label == label), Cancellation);
    }
}
