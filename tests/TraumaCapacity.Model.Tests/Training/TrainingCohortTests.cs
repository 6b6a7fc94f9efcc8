using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Tests.Training;

public sealed class TrainingCohortTests
{
    private static readonly DateOnly First = new(2026, 3, 30);
    private static readonly OrganizationId Sponsor = OrganizationId.New();
    private static readonly HashSet<PersonId> Nobody = [];

    public static TheoryData<decimal> BadDayHours => [0m, -1m, 0.24m, 6.1m, 24.25m];

    [Fact]
    [Trait("Rule", "INV-01")]
    public void A_cohort_starts_on_its_first_day_and_ends_on_its_last_in_whatever_order_they_are_given()
    {
        var cohort = Cohort(Program(), 12, First.AddDays(9), First, First.AddDays(3));

        (cohort.StartsOn, cohort.EndsOn).Should().Be((First, First.AddDays(9)));
        cohort.Days.Select(d => d.Date).Should().BeInAscendingOrder();
    }

    [Theory]
    [MemberData(nameof(BadDayHours))]
    public void A_day_has_hours_in_quarters(decimal hours) =>
        TrainingCohort.Open(TrainingProgramId.New(), "C", [new PlannedDay(First, hours)], 5, DeliveryMode.Hybrid, ContentLanguage.French)
            .Refusal!.Code.Should().Be("Training.DayHoursNotValid");

    [Fact]
    public void A_date_stands_in_a_cohort_once() =>
        TrainingCohort.Open(TrainingProgramId.New(), "C", [new PlannedDay(First, 6), new PlannedDay(First, 3)], 5, DeliveryMode.Hybrid, ContentLanguage.French)
            .Refusal!.Code.Should().Be("Training.DayTwice");

    [Fact]
    [Trait("Rule", "INV-02")]
    public void A_person_is_enrolled_once()
    {
        var cohort = Cohort(Program(), 2, First);
        var person = PersonId.New();
        _ = cohort.Enrol(person, Sponsor, 0).Value;

        cohort.Enrol(person, OrganizationId.New(), 1).Refusal.Should().Be(TrainingRefusals.AlreadyEnrolled);
    }

    [Fact]
    public void Who_withdrew_comes_back_with_the_same_enrolment()
    {
        var cohort = Cohort(Program(), 2, First);
        var person = PersonId.New();
        var enrolment = cohort.Enrol(person, Sponsor, 0).Value;
        _ = cohort.Withdraw(enrolment.Id).Value;

        cohort.Enrol(person, Sponsor, 0).Value.Id.Should().Be(enrolment.Id);
        enrolment.Status.Should().Be(EnrolmentStatus.Registered);
    }

    [Fact]
    public void Who_comes_when_every_place_is_taken_waits()
    {
        var cohort = Cohort(Program(), 2, First);

        var waiting = cohort.Enrol(PersonId.New(), Sponsor, 2).Value;

        waiting.Status.Should().Be(EnrolmentStatus.Waitlisted);
        cohort.Admit(waiting.Id, 2).Refusal!.Code.Should().Be("Training.CohortFull");
        cohort.RecordAttendance(waiting.Id, cohort.Days[0].Id, 1, First).Refusal.Should().Be(TrainingRefusals.NotRegistered);
        cohort.Admit(waiting.Id, 1).Succeeded.Should().BeTrue();
        cohort.Admit(waiting.Id, 1).Refusal.Should().Be(TrainingRefusals.NotWaiting);
    }

    [Fact]
    [Trait("Rule", "INV-02")]
    public void Hours_attended_never_exceed_the_hours_of_the_day()
    {
        var cohort = Cohort(Program(), 2, First);
        var enrolment = cohort.Enrol(PersonId.New(), Sponsor, 0).Value;
        var day = cohort.Days[0];

        for (var quarters = -4; quarters <= 32; quarters++)
        {
            var hours = quarters / 4m;
            cohort.RecordAttendance(enrolment.Id, day.Id, hours, First).Succeeded.Should().Be(hours is >= 0 and <= 6, "{0} hours of 6", hours);
            enrolment.HoursAttended.Should().BeInRange(0, 6);
        }

        cohort.RecordAttendance(enrolment.Id, day.Id, 5.9m, First).Refusal.Should().Be(TrainingRefusals.HoursNotInQuarters);
    }

    [Fact]
    public void Nothing_recorded_is_not_zero()
    {
        var cohort = Cohort(Program(), 2, First);
        var enrolment = cohort.Enrol(PersonId.New(), Sponsor, 0).Value;
        var day = cohort.Days[0].Id;

        _ = cohort.RecordAttendance(enrolment.Id, day, 0, First).Value;
        enrolment.AttendanceOn(day)!.HoursAttended.Should().Be(0);
        _ = cohort.RecordAttendance(enrolment.Id, day, null, First).Value;
        enrolment.AttendanceOn(day).Should().BeNull();
    }

    [Fact]
    public void Hours_of_a_day_to_come_are_refused()
    {
        var cohort = Cohort(Program(), 2, First);
        var enrolment = cohort.Enrol(PersonId.New(), Sponsor, 0).Value;

        cohort.RecordAttendance(enrolment.Id, cohort.Days[0].Id, 6, First.AddDays(-1)).Refusal!.Code.Should().Be("Training.DayToCome");
    }

    [Fact]
    [Trait("Rule", "INV-03")]
    public void Completion_follows_from_the_hours_at_every_threshold()
    {
        decimal[] ratios = [0.01m, 0.5m, 0.75m, 0.8m, 0.99m, 1m];
        foreach (var ratio in ratios)
        {
            for (var quarters = 0; quarters <= 48; quarters++)
            {
                var program = Program(ratio);
                var cohort = Cohort(program, 1, First, First.AddDays(1));
                var enrolment = cohort.Enrol(PersonId.New(), Sponsor, 0).Value;
                var hours = quarters / 4m;
                _ = cohort.RecordAttendance(enrolment.Id, cohort.Days[0].Id, Math.Min(hours, 6), cohort.EndsOn).Value;
                _ = cohort.RecordAttendance(enrolment.Id, cohort.Days[1].Id, Math.Max(hours - 6, 0), cohort.EndsOn).Value;

                _ = cohort.Complete(program, cohort.EndsOn).Value;

                var expected = hours / 12 >= ratio ? EnrolmentStatus.Completed : hours == 0 ? EnrolmentStatus.NoShow : EnrolmentStatus.Incomplete;
                enrolment.Status.Should().Be(expected, "{0} of 12 hours at {1}", hours, ratio);
            }
        }
    }

    [Fact]
    public void Attendance_is_not_closed_before_the_last_day_and_not_changed_after()
    {
        var program = Program();
        var cohort = Cohort(program, 2, First, First.AddDays(1));
        var enrolment = cohort.Enrol(PersonId.New(), Sponsor, 0).Value;

        cohort.Complete(program, First).Refusal!.Code.Should().Be("Training.NotOverYet");
        _ = cohort.Complete(program, cohort.EndsOn).Value;
        cohort.RecordAttendance(enrolment.Id, cohort.Days[0].Id, 6, cohort.EndsOn).Refusal.Should().Be(TrainingRefusals.CohortCompleted);
        cohort.Reopen(anyCertified: true).Refusal.Should().Be(TrainingRefusals.AlreadyCertified);
        cohort.Reopen(anyCertified: false).Succeeded.Should().BeTrue();
        enrolment.Status.Should().Be(EnrolmentStatus.Registered);
    }

    [Fact]
    [Trait("Rule", "INV-04")]
    public void A_certificate_is_issued_on_or_after_the_last_training_day_and_not_ahead()
    {
        var (program, cohort, enrolment) = Completed(validityMonths: 24);
        var today = cohort.EndsOn.AddDays(5);

        Certification.Issue(cohort, program, enrolment, cohort.EndsOn.AddDays(-1), today).Refusal!.Code.Should().Be("Training.IssuedBeforeTrainingEnded");
        Certification.Issue(cohort, program, enrolment, today.AddDays(1), today).Refusal.Should().Be(TrainingRefusals.IssuedInFuture);
        Certification.Issue(cohort, program, enrolment, cohort.EndsOn, today).Value.ExpiresOn.Should().Be(cohort.EndsOn.AddMonths(24));
    }

    [Fact]
    [Trait("Rule", "INV-03")]
    public void Only_who_completed_is_certified()
    {
        var program = Program();
        var cohort = Cohort(program, 2, First);
        var enrolment = cohort.Enrol(PersonId.New(), Sponsor, 0).Value;

        Certification.Issue(cohort, program, enrolment.Id, First, First).Refusal.Should().Be(TrainingRefusals.EnrolmentNotCompleted);
        _ = cohort.RecordAttendance(enrolment.Id, cohort.Days[0].Id, 3, First).Value;
        _ = cohort.Complete(program, First).Value;
        Certification.Issue(cohort, program, enrolment.Id, First, First).Refusal.Should().Be(TrainingRefusals.EnrolmentNotCompleted);
    }

    [Fact]
    public void A_certification_holds_from_its_issue_through_its_last_day_unless_revoked()
    {
        var (program, cohort, enrolment) = Completed(validityMonths: 1);
        var certification = Certification.Issue(cohort, program, enrolment, cohort.EndsOn, cohort.EndsOn).Value;
        var last = certification.ExpiresOn!.Value;
        var asQuery = (DateOnly date) => Certification.ValidOn(date).Compile()(certification);

        foreach (var (date, valid) in new[] { (cohort.EndsOn.AddDays(-1), false), (cohort.EndsOn, true), (last, true), (last.AddDays(1), false) })
        {
            certification.IsValidOn(date).Should().Be(valid);
            asQuery(date).Should().Be(valid);
        }

        certification.Revoke(cohort.EndsOn.AddDays(-1), "Reason").Refusal!.Code.Should().Be("Training.RevokedBeforeIssued");
        certification.Revoke(last, " ").Refusal!.Code.Should().Be("Training.ReasonNotValid");
        _ = certification.Revoke(last, "Reason").Value;
        certification.IsValidOn(last).Should().BeFalse();
        asQuery(last).Should().BeFalse();
        certification.IsValidOn(last.AddDays(-1)).Should().BeTrue();
        certification.Revoke(last, "Again").Refusal.Should().Be(TrainingRefusals.AlreadyRevoked);
    }

    [Fact]
    [Trait("Rule", "INV-10")]
    public void A_trainer_was_certified_before_the_cohort_and_is_not_enrolled_in_it()
    {
        var (program, past, enrolled) = Completed(validityMonths: null);
        var trainer = past.Enrolments.Single(e => e.Id == enrolled).PersonId;
        var certification = Certification.Issue(past, program, enrolled, past.EndsOn, past.EndsOn).Value;
        var sameDay = Cohort(program, 5, past.EndsOn);
        var later = Cohort(program, 5, past.EndsOn.AddDays(1));

        sameDay.AssignTrainer(trainer, TrainerRole.Lead, [certification], Nobody).Refusal!.Code.Should().Be("Training.TrainerNotCertified");
        later.AssignTrainer(PersonId.New(), TrainerRole.Lead, [certification], Nobody).Refusal!.Code.Should().Be("Training.TrainerNotCertified");
        _ = later.AssignTrainer(trainer, TrainerRole.Lead, [certification], Nobody).Value;
        later.Enrol(trainer, Sponsor, 0).Refusal.Should().Be(TrainingRefusals.TrainsThisCohort);

        var other = Cohort(program, 5, past.EndsOn.AddDays(1));
        _ = other.Enrol(trainer, Sponsor, 0).Value;
        other.AssignTrainer(trainer, TrainerRole.Lead, [certification], Nobody).Refusal.Should().Be(TrainingRefusals.TrainsThisCohort);
    }

    [Fact]
    [Trait("Rule", "INV-10")]
    public void Nobody_trains_their_own_trainers()
    {
        var (program, past, enrolled) = Completed(validityMonths: null);
        var trainer = past.Enrolments.Single(e => e.Id == enrolled).PersonId;
        var certification = Certification.Issue(past, program, enrolled, past.EndsOn, past.EndsOn).Value;
        var later = Cohort(program, 5, past.EndsOn.AddDays(30));
        var formerTrainer = PersonId.New();
        _ = later.Enrol(formerTrainer, Sponsor, 0).Value;

        later.AssignTrainer(trainer, TrainerRole.Co, [certification], new HashSet<PersonId> { formerTrainer })
            .Refusal.Should().Be(TrainingRefusals.LineageTurnsBack);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(52, true)]
    [InlineData(53, false)]
    public void A_curriculum_has_a_topic_a_session(int topics, bool allowed)
    {
        var defined = Curriculum.Define("C", "P", "1", ContentLanguage.French, Enumerable.Repeat(new TopicTitle("Topic", "Thème"), topics).ToList());

        defined.Succeeded.Should().Be(allowed);
        if (allowed)
        {
            defined.Value.PlannedSessions.Should().Be(topics);
            defined.Value.Topics.Select(t => t.Number).Should().Equal(Enumerable.Range(1, topics));
        }
    }

    private static TrainingProgram Program(decimal ratio = 0.8m, int? validityMonths = null) =>
        TrainingProgram.Define("Certified", "Certifiée", TrainingTier.CertifiedFacilitator, 30, ratio, validityMonths).Value;

    private static TrainingCohort Cohort(TrainingProgram program, int capacity, params DateOnly[] days) =>
        TrainingCohort.Open(program.Id, "Cohort", days.Select(d => new PlannedDay(d, 6)).ToList(), capacity, DeliveryMode.InPerson, ContentLanguage.English).Value;

    private static (TrainingProgram Program, TrainingCohort Cohort, EnrolmentId Enrolment) Completed(int? validityMonths)
    {
        var program = Program(validityMonths: validityMonths);
        var cohort = Cohort(program, 5, First, First.AddDays(1));
        var enrolment = cohort.Enrol(PersonId.New(), Sponsor, 0).Value;
        foreach (var day in cohort.Days)
            _ = cohort.RecordAttendance(enrolment.Id, day.Id, 6, cohort.EndsOn).Value;
        _ = cohort.Complete(program, cohort.EndsOn).Value;
        return (program, cohort, enrolment.Id);
    }
}
