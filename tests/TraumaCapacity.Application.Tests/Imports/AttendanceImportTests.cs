using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;
using static System.FormattableString;

namespace TraumaCapacity.Application.Tests.Imports;

public sealed class AttendanceImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Heading = "Cohort,E-mail,Date,Hours";

    private readonly ImportDesk desk = new(database);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hours_are_stored_changed_and_left_by_cohort_person_and_day()
    {
        var organization = await database.AnOrganizationAsync();
        var (one, another) = (await database.AFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id));
        var cohort = await ACohortAsync(organization.Id, CohortStatus.Open, (one, EnrolmentStatus.Registered), (another, EnrolmentStatus.Registered));
        var first = ImportDesk.Csv(Heading, $"{cohort.Code},{one.WorkEmail},2026-04-01,6", $"{cohort.Code},{another.WorkEmail!.ToUpperInvariant()},2026-04-02,\"5,25\"");
        (await desk.ImportAsync(national, ImportKind.Attendance, first)).Value.Should().BeEquivalentTo(new { Stored = true, Created = 2, Changed = 0, Unchanged = 0 });

        var (id, report) = await desk.ImportedAsync(national, ImportKind.Attendance, ImportDesk.Csv(
            Heading, $"{cohort.Code},{one.WorkEmail},2026-04-01,4.5", $"{cohort.Code},{another.WorkEmail},2026-04-02,5.25", $"{cohort.Code},{another.WorkEmail},2026-04-01,0"));

        report.Value.Should().BeEquivalentTo(new { Stored = true, Created = 1, Changed = 1, Unchanged = 1 });
        (await HoursAsync(cohort)).Should().Equal(0m, 4.5m, 5.25m);
        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();
        (await HoursAsync(cohort)).Should().Equal(5.25m, 6m);
    }

    [Fact]
    [Trait("Rule", "INV-03")]
    public async Task Hours_that_a_training_was_completed_on_are_not_taken_back()
    {
        var organization = await database.AnOrganizationAsync();
        var person = await database.AFacilitatorAsync(organization.Id);
        var program = await database.AProgramAsync();
        var cohort = TrainingCohort.Open(
            program.Id, TestDatabase.UniqueText("Cohort "), [new PlannedDay(new(2026, 4, 1), 6), new PlannedDay(new(2026, 4, 2), 6)], 12, DeliveryMode.InPerson, ContentLanguage.English).Value;
        _ = cohort.Enrol(person.Id, organization.Id, 0).Value;
        await database.StoreAsync(cohort);
        var (id, report) = await desk.ImportedAsync(
            national, ImportKind.Attendance, ImportDesk.Csv(Heading, $"{cohort.Code},{person.WorkEmail},2026-04-01,6", $"{cohort.Code},{person.WorkEmail},2026-04-02,6"));
        report.Value.Stored.Should().BeTrue();
        await using (var db = await database.OpenAsync(national))
        {
            var stored = await db.Cohorts.Include(c => c.Days).Include(c => c.Enrolments).ThenInclude(e => e.Attendance).SingleAsync(c => c.Id == cohort.Id, Cancellation);
            stored.Complete(program, database.Today).Succeeded.Should().BeTrue();
            await db.SaveChangesAsync(Cancellation);
        }

        (await desk.UndoAsync(national, id)).Refusal.Should().Be(ImportRefusals.LaterWork);

        (await HoursAsync(cohort)).Should().Equal(6m, 6m);
    }

    [Fact]
    public async Task Two_addresses_of_one_person_are_one_person()
    {
        var organization = await database.AnOrganizationAsync();
        var (kept, merged) = (await database.AFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id));
        var cohort = await ACohortAsync(organization.Id, CohortStatus.Open, (kept, EnrolmentStatus.Registered));
        var people = new PersonDirectoryService(database.Database, database.Clock);
        var (one, other) = ((await people.FindAsync(national, kept.Id, Cancellation))!, (await people.FindAsync(national, merged.Id, Cancellation))!);
        (await new PersonMergeService(database.Database, database.Clock).MergeAsync(national, one.Id, other.Id, one.Version, other.Version, Cancellation)).Succeeded.Should().BeTrue();

        var twice = ImportDesk.Csv(Heading, $"{cohort.Code},{kept.WorkEmail},2026-04-01,6", $"{cohort.Code},{merged.WorkEmail},2026-04-01,5");
        (await desk.ImportAsync(national, ImportKind.Attendance, twice)).Value.Errors.Should().ContainSingle().Which.Line.Should().Be(3);
        var once = ImportDesk.Csv(Heading, $"{cohort.Code},{merged.WorkEmail},2026-04-01,5");
        (await desk.ImportAsync(national, ImportKind.Attendance, once)).Value.Should().BeEquivalentTo(new { Stored = true, Created = 1 });
    }

    [Fact]
    [Trait("Rule", "INV-02")]
    public async Task The_check_of_a_file_says_what_the_cohort_itself_would_say_of_each_row()
    {
        var organization = await database.AnOrganizationAsync();
        var people = new List<Person>();
        for (var i = 0; i < 5; i++)
            people.Add(await database.AFacilitatorAsync(organization.Id));
        var cohorts = new List<TrainingCohort>();
        foreach (var status in new[] { CohortStatus.Open, CohortStatus.Open, CohortStatus.Completed, CohortStatus.Cancelled })
        {
            cohorts.Add(await ACohortAsync(
                organization.Id, status, (people[0], EnrolmentStatus.Registered), (people[1], EnrolmentStatus.Registered), (people[2], EnrolmentStatus.Waitlisted), (people[3], EnrolmentStatus.Withdrawn)));
        }

        DateOnly[] dates = [new(2026, 4, 1), new(2026, 4, 2), new(2026, 4, 20), new(2026, 4, 3)];
        decimal[] hours = [0, 0.25m, 3, 6, 6.25m, -1, 3.3m, 24, 7.1m];
        var random = new Random(20260415);
        var rows = (from cohort in cohorts from person in people from date in dates select (cohort, person, date)).Select(r => (r.cohort, r.person, r.date, Hours: hours[random.Next(hours.Length)])).ToList();

        var report = (await desk.CheckAsync(national, ImportKind.Attendance, ImportDesk.Csv(
            Heading, [.. rows.Select(r => Invariant($"{r.cohort.Code},{r.person.WorkEmail},{r.date:yyyy-MM-dd},{r.Hours}"))]))).Value;

        var expected = new List<(int, Refusal)>();
        await using var db = await database.OpenAsync(national);
        foreach (var (row, line) in rows.Select((r, i) => (r, i + 2)))
        {
            var cohort = await db.Cohorts.AsNoTracking().Include(c => c.Days).Include(c => c.Enrolments).ThenInclude(e => e.Attendance).SingleAsync(c => c.Id == row.cohort.Id);
            var enrolment = cohort.Enrolments.SingleOrDefault(e => e.PersonId == row.person.Id);
            var day = cohort.Days.SingleOrDefault(d => d.Date == row.date);
            var answer = cohort.RecordAttendance(enrolment?.Id ?? EnrolmentId.New(), day?.Id ?? TrainingDayId.New(), row.Hours, database.Today);
            if (answer.Refusal is { } refusal)
                expected.Add((line, refusal));
        }

        report.Errors.Select(e => (e.Line, e.Refusal.Code, Arguments: string.Join('|', e.Refusal.Arguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)!.Replace(".00", "", StringComparison.Ordinal)))))
            .Should().Equal(expected.Select(e => (e.Item1, e.Item2.Code, string.Join('|', e.Item2.Arguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)!.Replace(".00", "", StringComparison.Ordinal))))));
        report.Errors.Select(e => e.Refusal.Code).Distinct().Should().HaveCountGreaterThan(6, "otherwise the rows try too little");
        report.Errors.Should().OnlyContain(e => e.Column.Length > 0 && e.Value.Length > 0);
    }

    [Fact]
    public async Task What_a_file_cannot_name_is_told_by_cell()
    {
        var organization = await database.AnOrganizationAsync();
        var one = await database.AFacilitatorAsync(organization.Id);
        var cohort = await ACohortAsync(organization.Id, CohortStatus.Open, (one, EnrolmentStatus.Registered));

        var report = (await desk.CheckAsync(national, ImportKind.Attendance, ImportDesk.Csv(
            Heading,
            $"No such cohort,{one.WorkEmail},2026-04-01,6",
            $"{cohort.Code},nobody@example.org,2026-04-01,6",
            $"{cohort.Code},{one.WorkEmail},01/04/2026,6",
            $"{cohort.Code},{one.WorkEmail},2026-04-01,all day",
            $"{cohort.Code},{one.WorkEmail},2026-04-01,",
            $",,,",
            $"{cohort.Code},{one.WorkEmail},2026-04-01,6",
            $"{cohort.Code},{one.WorkEmail},2026-04-01,6"))).Value;

        report.Errors.Select(e => (e.Line, e.Column, e.Refusal.Code)).Should().Equal(
            (2, "Cohort", "Imports.CohortUnknown"),
            (3, "E-mail", "Imports.PersonUnknown"),
            (4, "Date", "Imports.DateNotValid"),
            (5, "Hours", "Imports.HoursNotValid"),
            (6, "Hours", "Imports.ValueMissing"),
            (9, "E-mail", "Imports.RowTwice"));
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_records_for_no_other_and_learns_of_none()
    {
        var (own, foreign) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        var (mine, stranger) = (await database.AFacilitatorAsync(own.Id), await database.AFacilitatorAsync(foreign.Id));
        var cohort = await ACohortAsync(own.Id, CohortStatus.Open, (mine, EnrolmentStatus.Registered));
        var theirs = await ACohortAsync(foreign.Id, CohortStatus.Open, (stranger, EnrolmentStatus.Registered));
        var coordinator = TestDatabase.CoordinatorOf(own.Id);

        var refused = (await desk.CheckAsync(coordinator, ImportKind.Attendance, ImportDesk.Csv(
            Heading, $"{theirs.Code},{stranger.WorkEmail},2026-04-01,6", $"{theirs.Code},{mine.WorkEmail},2026-04-01,6"))).Value;
        var (id, done) = await desk.ImportedAsync(coordinator, ImportKind.Attendance, ImportDesk.Csv(Heading, $"{cohort.Code},{mine.WorkEmail},2026-04-01,6"));

        refused.Errors.Select(e => e.Refusal.Code).Should().Equal("Imports.PersonUnknown", "Training.EnrolmentNotFound");
        done.Value.Should().BeEquivalentTo(new { Stored = true, Created = 1 });
        (await desk.UndoAsync(coordinator, id)).Succeeded.Should().BeTrue();
        (await HoursAsync(cohort)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_workbook_is_read_as_the_same_table()
    {
        var organization = await database.AnOrganizationAsync();
        var one = await database.AFacilitatorAsync(organization.Id);
        var cohort = await ACohortAsync(organization.Id, CohortStatus.Open, (one, EnrolmentStatus.Registered));

        var report = (await desk.ImportAsync(national, ImportKind.Attendance, ImportDesk.Workbook(
            ["Cohorte", "Courriel", "Date", "Heures"], [cohort.Code, one.WorkEmail!, new DateOnly(2026, 4, 1), "4,5"]))).Value;

        report.Errors.Should().BeEmpty();
        (await HoursAsync(cohort)).Should().Equal(4.5m);
    }

    // Days of six hours: 1 and 2 April, and 20 April, which is to come.
    private async Task<TrainingCohort> ACohortAsync(OrganizationId organization, CohortStatus status, params (Person Person, EnrolmentStatus Status)[] enrolments)
    {
        var program = await database.AProgramAsync();
        DateOnly[] days = status == CohortStatus.Completed ? [new(2026, 4, 1), new(2026, 4, 2)] : [new(2026, 4, 1), new(2026, 4, 2), new(2026, 4, 20)];
        var cohort = TrainingCohort.Open(program.Id, TestDatabase.UniqueText("Cohort "), [.. days.Select(d => new PlannedDay(d, 6))], 12, DeliveryMode.InPerson, ContentLanguage.English).Value;
        foreach (var (person, state) in enrolments)
        {
            var enrolment = cohort.Enrol(person.Id, organization, state == EnrolmentStatus.Waitlisted ? 99 : 0).Value;
            if (state == EnrolmentStatus.Withdrawn)
                _ = cohort.Withdraw(enrolment.Id).Value;
        }

        if (status == CohortStatus.Completed)
            _ = cohort.Complete(program, database.Today).Value;
        else if (status == CohortStatus.Cancelled)
            _ = cohort.Cancel().Value;
        await database.StoreAsync(cohort);
        return cohort;
    }

    private async Task<List<decimal>> HoursAsync(TrainingCohort cohort)
    {
        await using var db = await database.OpenAsync(national);
        return await db.Attendance.Where(a => db.Enrolments.Any(e => e.Id == a.EnrolmentId && e.CohortId == cohort.Id))
            .Select(a => a.HoursAttended).OrderBy(h => h).ToListAsync(Cancellation);
    }
}
