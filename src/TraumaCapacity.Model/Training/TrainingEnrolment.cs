using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Training;

/// <summary>One person in one cohort (INV-02), sponsored by an organization.</summary>
public sealed class TrainingEnrolment : Entity, IOrganizationScoped
{
    private readonly List<TrainingAttendance> attendance = [];

    private TrainingEnrolment()
    {
    }

    internal TrainingEnrolment(CohortId cohort, PersonId person, OrganizationId sponsor, EnrolmentStatus status)
    {
        CohortId = cohort;
        PersonId = person;
        OrganizationId = sponsor;
        Status = status;
    }

    public EnrolmentId Id { get; private set; } = EnrolmentId.New();

    public CohortId CohortId { get; private set; }

    public PersonId PersonId { get; private set; }

    /// <summary>The sponsoring organization.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public EnrolmentStatus Status { get; private set; }

    public IReadOnlyList<TrainingAttendance> Attendance => attendance;

    /// <summary>All hours recorded.</summary>
    public decimal HoursAttended => attendance.Sum(a => a.HoursAttended);

    /// <summary>What was recorded for the day, if anything.</summary>
    public TrainingAttendance? AttendanceOn(TrainingDayId day) => attendance.Find(a => a.DayId == day);

    internal void Become(EnrolmentStatus status) => Status = status;

    internal Result<Done> Attend(TrainingDay day, decimal? hours)
    {
        if (hours is { } asked)
        {
            if (asked < 0 || asked > day.Hours)
                return TrainingRefusals.HoursBeyondDay(asked, day.Hours);
            if (!TrainingHours.IsInQuarters(asked))
                return TrainingRefusals.HoursNotInQuarters;
        }

        var recorded = AttendanceOn(day.Id);
        if (hours is null)
        {
            if (recorded is not null)
                attendance.Remove(recorded);
        }
        else if (recorded is null)
        {
            attendance.Add(new TrainingAttendance(this, day.Id, hours.Value));
        }
        else
        {
            recorded.Correct(hours.Value);
        }

        return Done.Instance;
    }

    internal void Conclude(decimal totalHours, decimal minimumRatio)
    {
        var hours = HoursAttended;
        if (hours >= TrainingHours.Needed(totalHours, minimumRatio))
            Status = EnrolmentStatus.Completed; // INV-03
        else
            Status = hours == 0 ? EnrolmentStatus.NoShow : EnrolmentStatus.Incomplete;
    }
}

/// <summary>Hours one person attended on one day (INV-02: not more than the day has).</summary>
public sealed class TrainingAttendance : Entity, IOrganizationScoped
{
    private TrainingAttendance()
    {
    }

    internal TrainingAttendance(TrainingEnrolment enrolment, TrainingDayId day, decimal hours)
    {
        EnrolmentId = enrolment.Id;
        OrganizationId = enrolment.OrganizationId;
        DayId = day;
        HoursAttended = hours;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public EnrolmentId EnrolmentId { get; private set; }

    public TrainingDayId DayId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public decimal HoursAttended { get; private set; }

    internal void Correct(decimal hours) => HoursAttended = hours;
}
