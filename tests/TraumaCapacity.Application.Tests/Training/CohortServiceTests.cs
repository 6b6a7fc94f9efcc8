using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Training;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Training;

public sealed class CohortServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly CohortService cohorts = new(database.Database, database.Clock);
    private readonly CertificationService certifications = new(database.Database, database.Clock);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cohort_is_walked_from_opening_to_certificates()
    {
        var organization = await database.AnOrganizationAsync();
        var (present, absent) = (await database.AFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id));
        var id = await OpenAsync(capacity: 2);
        (await cohorts.EnrolAsync(national, id, present.Id, organization.Id, Cancellation)).Value.Should().Be(EnrolmentStatus.Registered);
        (await cohorts.EnrolAsync(national, id, absent.Id, organization.Id, Cancellation)).Value.Should().Be(EnrolmentStatus.Registered);
        var cohort = await FindAsync(id);
        var enrolment = cohort.Enrolments.Single(e => e.PersonId == present.Id).Id;

        var outcomes = (await cohorts.RecordAttendanceAsync(
            national, id, cohort.Days.Select(d => new AttendanceEntry(enrolment, d.Id, 6, null)).ToList(), Cancellation)).Value;
        (await cohorts.CompleteAsync(national, id, Cancellation)).Succeeded.Should().BeTrue();
        var issued = await cohorts.CertifyAsync(national, id, [enrolment], database.Today, Cancellation);

        outcomes.Should().OnlyContain(o => o.Refusal == null && o.StoredHours == 6 && o.Version > 0);
        issued.Value.Should().Be(1);
        var after = await FindAsync(id);
        after.Status.Should().Be(CohortStatus.Completed);
        after.Enrolments.Single(e => e.PersonId == present.Id).Should().BeEquivalentTo(new { Status = EnrolmentStatus.Completed, CertifiedOn = (DateOnly?)database.Today });
        after.Enrolments.Single(e => e.PersonId == absent.Id).Status.Should().Be(EnrolmentStatus.NoShow);
        (await cohorts.CertifyAsync(national, id, [enrolment], database.Today, Cancellation)).Refusal.Should().Be(TrainingRefusals.AlreadyIssued);
        (await cohorts.ReopenAsync(national, id, Cancellation)).Refusal.Should().Be(TrainingRefusals.AlreadyCertified);
    }

    [Fact]
    public async Task The_last_place_goes_to_one_of_two_who_enrol_at_once()
    {
        var organization = await database.AnOrganizationAsync();
        var id = await OpenAsync(capacity: 3);
        var people = new List<Person>();
        for (var i = 0; i < 8; i++)
            people.Add(await database.AFacilitatorAsync(organization.Id));

        var statuses = await Task.WhenAll(people.Select(p => cohorts.EnrolAsync(TestDatabase.Someone(Role.Coordinator), id, p.Id, organization.Id, Cancellation)));

        statuses.Count(s => s.Value == EnrolmentStatus.Registered).Should().Be(3);
        statuses.Count(s => s.Value == EnrolmentStatus.Waitlisted).Should().Be(5);
    }

    [Fact]
    public async Task Places_of_others_count_for_a_coordinator_who_cannot_see_them()
    {
        var (own, foreign) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        var id = await OpenAsync(capacity: 1);
        await EnrolAsync(id, foreign);
        var mine = await database.AFacilitatorAsync(own.Id);
        var coordinator = TestDatabase.CoordinatorOf(own.Id);

        (await cohorts.EnrolAsync(coordinator, id, mine.Id, own.Id, Cancellation)).Value.Should().Be(EnrolmentStatus.Waitlisted);
        var seen = (await cohorts.FindAsync(coordinator, id, Cancellation))!;

        seen.IsFull.Should().BeTrue();
        seen.Enrolments.Should().ContainSingle().Which.PersonId.Should().Be(mine.Id);
    }

    [Fact]
    public async Task Who_withdraws_leaves_a_place_for_who_waits()
    {
        var organization = await database.AnOrganizationAsync();
        var id = await OpenAsync(capacity: 1);
        var first = await EnrolAsync(id, organization);
        var waiting = await EnrolAsync(id, organization);

        (await cohorts.AdmitAsync(national, id, waiting, Cancellation)).Refusal!.Code.Should().Be("Training.CohortFull");
        (await cohorts.WithdrawAsync(national, id, first, Cancellation)).Succeeded.Should().BeTrue();
        (await cohorts.AdmitAsync(national, id, waiting, Cancellation)).Succeeded.Should().BeTrue();

        (await FindAsync(id)).Enrolments.ToDictionary(e => e.Id, e => e.Status).Should().BeEquivalentTo(
            new Dictionary<EnrolmentId, EnrolmentStatus> { [first] = EnrolmentStatus.Withdrawn, [waiting] = EnrolmentStatus.Registered });
    }

    [Fact]
    public async Task A_cell_is_refused_on_its_own_and_the_others_are_stored()
    {
        var organization = await database.AnOrganizationAsync();
        var id = await OpenAsync(days: [database.Today.AddDays(-1), database.Today, database.Today.AddDays(1)]);
        var enrolment = await EnrolAsync(id, organization);
        var days = (await FindAsync(id)).Days;

        var outcomes = (await cohorts.RecordAttendanceAsync(
            national,
            id,
            [
                new AttendanceEntry(enrolment, days[0].Id, 8, null),
                new AttendanceEntry(enrolment, days[1].Id, 5.5m, null),
                new AttendanceEntry(enrolment, days[2].Id, 6, null),
                new AttendanceEntry(enrolment, TrainingDayId.New(), 6, null),
                new AttendanceEntry(EnrolmentId.New(), days[0].Id, 6, null),
            ],
            Cancellation)).Value;

        outcomes.Select(o => o.Refusal?.Code).Should().Equal(
            "Training.HoursBeyondDay", null, "Training.DayToCome", "Training.DayNotFound", "Training.EnrolmentNotFound");
        outcomes[0].StoredHours.Should().BeNull();
        outcomes[1].StoredHours.Should().Be(5.5m);
    }

    [Fact]
    public async Task A_stale_cell_is_told_what_is_stored_now()
    {
        var organization = await database.AnOrganizationAsync();
        var id = await OpenAsync();
        var enrolment = await EnrolAsync(id, organization);
        var day = (await FindAsync(id)).Days[0].Id;
        var theirs = await RecordAsync(id, new AttendanceEntry(enrolment, day, 4, null));

        var blind = await RecordAsync(id, new AttendanceEntry(enrolment, day, 6, null));
        var stale = await RecordAsync(id, new AttendanceEntry(enrolment, day, 6, theirs.Version + 1));
        var fresh = await RecordAsync(id, new AttendanceEntry(enrolment, day, 6, theirs.Version));
        var emptied = await RecordAsync(id, new AttendanceEntry(enrolment, day, null, fresh.Version));
        var gone = await RecordAsync(id, new AttendanceEntry(enrolment, day, 5, fresh.Version));

        blind.Should().BeEquivalentTo(new { StoredHours = 4m, theirs.Version, Refusal = TrainingRefusals.CellChangedByAnother });
        stale.Refusal.Should().Be(TrainingRefusals.CellChangedByAnother);
        fresh.Should().BeEquivalentTo(new { StoredHours = 6m, Refusal = (object?)null });
        emptied.Should().BeEquivalentTo(new { StoredHours = (decimal?)null, Version = (uint?)null });
        gone.Refusal.Should().Be(TrainingRefusals.CellChangedByAnother);
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_touches_nobody_of_another_by_any_way()
    {
        var (own, foreign) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        var id = await OpenAsync();
        var theirs = await EnrolAsync(id, foreign);
        var stranger = await database.AFacilitatorAsync(foreign.Id);
        var coordinator = TestDatabase.CoordinatorOf(own.Id);
        var day = (await FindAsync(id)).Days[0].Id;

        (await cohorts.FindAsync(coordinator, id, Cancellation))!.Enrolments.Should().BeEmpty();
        var row = (await cohorts.ListAsync(coordinator, new CohortFilter((await FindAsync(id)).Code), new SliceRequest(), Cancellation)).Rows.Single();
        row.Should().BeEquivalentTo(new { Enrolled = 0, Waiting = 0, Completed = 0 });
        (await cohorts.EnrolAsync(coordinator, id, stranger.Id, foreign.Id, Cancellation)).Refusal.Should().Be(TrainingRefusals.PersonNotAffiliated);
        (await cohorts.EnrolAsync(coordinator, id, stranger.Id, own.Id, Cancellation)).Refusal.Should().Be(TrainingRefusals.PersonNotAffiliated);
        (await cohorts.WithdrawAsync(coordinator, id, theirs, Cancellation)).Refusal.Should().Be(TrainingRefusals.EnrolmentNotFound);
        (await cohorts.RecordAttendanceAsync(coordinator, id, [new AttendanceEntry(theirs, day, 6, null)], Cancellation)).Value.Single()
            .Refusal.Should().Be(TrainingRefusals.EnrolmentNotFound);
        foreach (var refused in new[]
        {
            (await cohorts.AdmitAsync(coordinator, id, theirs, Cancellation)).Refusal,
            (await cohorts.CompleteAsync(coordinator, id, Cancellation)).Refusal,
            (await cohorts.ReopenAsync(coordinator, id, Cancellation)).Refusal,
            (await cohorts.CancelAsync(coordinator, id, Cancellation)).Refusal,
            (await cohorts.AssignTrainerAsync(coordinator, id, stranger.Id, TrainerRole.Co, Cancellation)).Refusal,
            (await cohorts.CertifyAsync(coordinator, id, [theirs], database.Today, Cancellation)).Refusal,
        })
            refused.Should().Be(TrainingRefusals.NationalOnly);
    }

    [Fact]
    [Trait("Rule", "INV-10")]
    public async Task A_trainer_does_not_train_those_who_trained_them()
    {
        var organization = await database.AnOrganizationAsync();
        var founder = await database.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2024, 5, 1));
        var first = await OpenAsync(days: [new DateOnly(2025, 1, 10)]);
        (await cohorts.AssignTrainerAsync(national, first, founder.Id, TrainerRole.Lead, Cancellation)).Succeeded.Should().BeTrue();
        var learner = await database.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2024, 6, 1));
        (await cohorts.EnrolAsync(national, first, learner.Id, organization.Id, Cancellation)).Succeeded.Should().BeTrue();

        var back = await OpenAsync(days: [new DateOnly(2025, 3, 10)]);
        (await cohorts.EnrolAsync(national, back, founder.Id, organization.Id, Cancellation)).Succeeded.Should().BeTrue();
        (await cohorts.AssignTrainerAsync(national, back, learner.Id, TrainerRole.Lead, Cancellation)).Refusal.Should().Be(TrainingRefusals.LineageTurnsBack);

        var other = await OpenAsync(days: [new DateOnly(2025, 3, 11)]);
        (await cohorts.AssignTrainerAsync(national, other, learner.Id, TrainerRole.Lead, Cancellation)).Succeeded.Should().BeTrue();
        (await cohorts.EnrolAsync(national, other, founder.Id, organization.Id, Cancellation)).Refusal.Should().Be(TrainingRefusals.LineageTurnsBack);
    }

    [Fact]
    public async Task What_lapses_in_ninety_days_is_found_and_what_was_renewed_is_not()
    {
        var organization = await database.AnOrganizationAsync();
        var soon = await database.ACertifiedFacilitatorAsync(organization.Id, database.Today.AddMonths(-12).AddDays(90), 12);
        await database.ACertifiedFacilitatorAsync(organization.Id, database.Today.AddMonths(-12).AddDays(91), 12);
        await database.ACertifiedFacilitatorAsync(organization.Id, database.Today.AddMonths(-12).AddDays(-1), 12);
        var renewed = await database.ACertifiedFacilitatorAsync(organization.Id, database.Today.AddMonths(-12).AddDays(10), 12);
        await database.CertifyAsync(renewed, organization.Id, database.Today, 12);
        var coordinator = TestDatabase.CoordinatorOf(organization.Id);

        var lapsing = await certifications.ListAsync(
            coordinator, new CertificationFilter(database.Today, CertificationService.NoticeDays), new SliceRequest(), Cancellation);
        var all = await certifications.ListAsync(coordinator, new CertificationFilter(database.Today), new SliceRequest(), Cancellation);

        lapsing.Rows.Select(r => r.PersonId).Should().Equal(soon.Id);
        (await certifications.CountLapsingAsync(coordinator, Cancellation)).Should().Be(1);
        all.Total.Should().Be(4);
        all.Rows.Select(r => r.ExpiresOn).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task A_certification_is_revoked_by_a_national_coordinator_who_saw_its_latest_version()
    {
        var organization = await database.AnOrganizationAsync();
        await database.ACertifiedFacilitatorAsync(organization.Id);
        var row = (await certifications.ListAsync(national, new CertificationFilter(database.Today, OrganizationId: organization.Id), new SliceRequest(), Cancellation)).Rows.Single();

        (await certifications.RevokeAsync(TestDatabase.CoordinatorOf(organization.Id), row.Id, database.Today, "Reason", row.Version, Cancellation))
            .Refusal.Should().Be(TrainingRefusals.NationalOnly);
        (await certifications.RevokeAsync(national, row.Id, database.Today, "Reason", row.Version - 1, Cancellation))
            .Refusal.Should().Be(TrainingRefusals.ChangedByAnother);
        (await certifications.RevokeAsync(national, row.Id, database.Today, "Reason", row.Version, Cancellation)).Succeeded.Should().BeTrue();

        (await certifications.ListAsync(national, new CertificationFilter(database.Today, OrganizationId: organization.Id), new SliceRequest(), Cancellation))
            .Total.Should().Be(0);
    }

    private async Task<CohortId> OpenAsync(int capacity = 12, DateOnly[]? days = null)
    {
        var program = await database.AProgramAsync();
        var plan = (days ?? [database.Today.AddDays(-1), database.Today]).Select(d => new PlannedDay(d, 6)).ToList();
        return (await cohorts.OpenAsync(
            national,
            new OpenCohort(program.Id, TestDatabase.UniqueText("Cohort "), plan, capacity, DeliveryMode.InPerson, ContentLanguage.English),
            Cancellation)).Value;
    }

    private async Task<EnrolmentId> EnrolAsync(CohortId id, Organization organization)
    {
        var person = await database.AFacilitatorAsync(organization.Id);
        (await cohorts.EnrolAsync(national, id, person.Id, organization.Id, Cancellation)).Succeeded.Should().BeTrue();
        return (await FindAsync(id)).Enrolments.Single(e => e.PersonId == person.Id).Id;
    }

    private async Task<AttendanceOutcome> RecordAsync(CohortId id, AttendanceEntry entry) =>
        (await cohorts.RecordAttendanceAsync(national, id, [entry], Cancellation)).Value.Single();

    private async Task<CohortDetails> FindAsync(CohortId id) => (await cohorts.FindAsync(national, id, Cancellation))!;
}
