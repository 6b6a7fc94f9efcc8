using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Training;

/// <summary>A dated delivery of facilitator training to a named set of people.</summary>
public sealed class TrainingCohort : Entity
{
    public const int CodeLength = 40;
    public const int LocationLength = 160;
    public const int MaximumCapacity = 500;
    public const int MaximumDays = 60;

    private readonly List<TrainingDay> days = [];
    private readonly List<TrainingEnrolment> enrolments = [];
    private readonly List<CohortTrainer> trainers = [];

    private TrainingCohort()
    {
    }

    public CohortId Id { get; private set; } = CohortId.New();

    public TrainingProgramId ProgramId { get; private set; }

    public CurriculumId? CurriculumId { get; private set; }

    /// <summary>Name of the cohort, unique, such as <c>Cohort 6, spring 2026</c>.</summary>
    public string Code { get; private set; } = "";

    public DeliveryMode Mode { get; private set; }

    public ContentLanguage Language { get; private set; }

    public string? Location { get; private set; }

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    public int Capacity { get; private set; }

    /// <summary>As stored: whether it is under way follows from the date, see <see cref="StatusOn"/>.</summary>
    public CohortStatus Status { get; private set; }

    public IReadOnlyList<TrainingDay> Days => days;

    /// <summary>Those the reader may see; for some readers not all of the cohort.</summary>
    public IReadOnlyList<TrainingEnrolment> Enrolments => enrolments;

    public IReadOnlyList<CohortTrainer> Trainers => trainers;

    /// <summary>All hours of all days.</summary>
    public decimal TotalHours => days.Sum(d => d.Hours);

    /// <summary>Opens a cohort for enrolment. It starts on its first day and ends on its last.</summary>
    /// <param name="program">What is taught, and by which rules a person completes it.</param>
    /// <param name="code">The cohort's name, 1 to 40 characters.</param>
    /// <param name="plan">1 to 60 days, each date once, each 0.25 to 24 hours in quarters.</param>
    /// <param name="capacity">Places, 1 to 500; who comes later waits.</param>
    /// <param name="location">At most 160 characters.</param>
    public static Result<TrainingCohort> Open(
        TrainingProgramId program,
        string code,
        IReadOnlyList<PlannedDay> plan,
        int capacity,
        DeliveryMode mode,
        ContentLanguage language,
        string? location = null,
        CurriculumId? curriculum = null)
    {
        code = code.Trim().Normalize();
        location = string.IsNullOrWhiteSpace(location) ? null : location.Trim().Normalize();
        if (code.Length is 0 or > CodeLength || code.Any(char.IsControl))
            return TrainingRefusals.CodeNotValid(CodeLength);
        if (location is not null && (location.Length > LocationLength || location.Any(char.IsControl)))
            return TrainingRefusals.LocationNotValid(LocationLength);
        if (capacity is < 1 or > MaximumCapacity)
            return TrainingRefusals.CapacityNotValid(MaximumCapacity);
        if (plan.Count is 0 or > MaximumDays)
            return TrainingRefusals.DaysNotValid(MaximumDays);

        var cohort = new TrainingCohort
        {
            ProgramId = program,
            CurriculumId = curriculum,
            Code = code,
            Mode = mode,
            Language = language,
            Location = location,
            Capacity = capacity,
            StartsOn = plan.Min(d => d.Date),
            EndsOn = plan.Max(d => d.Date),
            Status = CohortStatus.Open,
        };
        foreach (var day in plan.OrderBy(d => d.Date))
        {
            if (day.Hours is < 0.25m or > 24m || !TrainingHours.IsInQuarters(day.Hours))
                return TrainingRefusals.DayHoursNotValid(day.Date);
            if (cohort.days.Exists(d => d.Date == day.Date))
                return TrainingRefusals.DayTwice(day.Date);
            cohort.days.Add(new TrainingDay(cohort.Id, day));
        }

        return cohort;
    }

    /// <summary>What people call its state on a date: an open cohort is in progress from its first day on.</summary>
    public CohortStatus StatusOn(DateOnly today) =>
        Status == CohortStatus.Open && StartsOn <= today ? CohortStatus.InProgress : Status;

    /// <summary>Enrols a person, or puts the person on the waiting list where every place is taken. Someone who withdrew
    /// comes back with the same enrolment.</summary>
    /// <param name="sponsor">The organization that sends the person.</param>
    /// <param name="placesTaken">Places taken in the whole cohort, also by people the reader may not see.</param>
    /// <returns>Refused where the person is enrolled already (INV-02) or trains this cohort (INV-10).</returns>
    public Result<TrainingEnrolment> Enrol(PersonId person, OrganizationId sponsor, int placesTaken)
    {
        if (RefuseIfOver() is { } over)
            return over;
        if (trainers.Exists(t => t.PersonId == person))
            return TrainingRefusals.TrainsThisCohort;
        var status = placesTaken < Capacity ? EnrolmentStatus.Registered : EnrolmentStatus.Waitlisted;
        if (enrolments.Find(e => e.PersonId == person) is { } known)
        {
            if (known.Status != EnrolmentStatus.Withdrawn)
                return TrainingRefusals.AlreadyEnrolled;
            known.Become(status);
            return known;
        }

        var enrolment = new TrainingEnrolment(Id, person, sponsor, status);
        enrolments.Add(enrolment);
        return enrolment;
    }

    /// <summary>Gives a place to someone on the waiting list.</summary>
    /// <param name="placesTaken">Places taken in the whole cohort.</param>
    public Result<Done> Admit(EnrolmentId id, int placesTaken)
    {
        if (RefuseIfOver() is { } over)
            return over;
        if (Find(id) is not { } enrolment)
            return TrainingRefusals.EnrolmentNotFound;
        if (enrolment.Status != EnrolmentStatus.Waitlisted)
            return TrainingRefusals.NotWaiting;
        if (placesTaken >= Capacity)
            return TrainingRefusals.CohortFull(Capacity);
        enrolment.Become(EnrolmentStatus.Registered);
        return Done.Instance;
    }

    /// <summary>Takes a person out of the cohort; hours that were recorded stay.</summary>
    public Result<Done> Withdraw(EnrolmentId id)
    {
        if (RefuseIfOver() is { } over)
            return over;
        if (Find(id) is not { } enrolment)
            return TrainingRefusals.EnrolmentNotFound;
        if (enrolment.Status == EnrolmentStatus.Withdrawn)
            return TrainingRefusals.AlreadyWithdrawn;
        enrolment.Become(EnrolmentStatus.Withdrawn);
        return Done.Instance;
    }

    /// <summary>Records the hours a person attended on a day, replacing what was recorded before.</summary>
    /// <param name="hours">0 to the day's hours in quarters (INV-02); <c>null</c> for nothing recorded, which is not zero.</param>
    /// <param name="today">Hours of a day to come are refused.</param>
    public Result<Done> RecordAttendance(EnrolmentId id, TrainingDayId dayId, decimal? hours, DateOnly today)
    {
        if (RefuseIfOver() is { } over)
            return over;
        if (Find(id) is not { } enrolment)
            return TrainingRefusals.EnrolmentNotFound;
        if (days.Find(d => d.Id == dayId) is not { } day)
            return TrainingRefusals.DayNotFound;
        if (enrolment.Status != EnrolmentStatus.Registered)
            return TrainingRefusals.NotRegistered;
        if (day.Date > today)
            return TrainingRefusals.DayToCome(day.Date);
        return enrolment.Attend(day, hours);
    }

    /// <summary>Names a trainer. Refused where the person is enrolled here, was not certified before the cohort starts, or
    /// was trained, directly or through others, by someone who is enrolled here (INV-10).</summary>
    /// <param name="certifications">The person's certifications.</param>
    /// <param name="trainersOfTrainer">The person's trainers, their trainers, and so on.</param>
    public Result<Done> AssignTrainer(
        PersonId person, TrainerRole role, IEnumerable<Certification> certifications, IReadOnlySet<PersonId> trainersOfTrainer)
    {
        if (RefuseIfOver() is { } over)
            return over;
        if (trainers.Exists(t => t.PersonId == person))
            return TrainingRefusals.AlreadyTrainer;
        var taught = enrolments.Where(e => e.Status != EnrolmentStatus.Withdrawn).ToList();
        if (taught.Exists(e => e.PersonId == person))
            return TrainingRefusals.TrainsThisCohort;
        if (!certifications.Any(c => c.PersonId == person && c.IssuedOn < StartsOn && c.IsValidOn(StartsOn)))
            return TrainingRefusals.TrainerNotCertified(StartsOn);
        if (taught.Exists(e => trainersOfTrainer.Contains(e.PersonId)))
            return TrainingRefusals.LineageTurnsBack;
        trainers.Add(new CohortTrainer(Id, person, role));
        return Done.Instance;
    }

    /// <summary>Closes the attendance: whoever attended the share that the programme asks for has completed (INV-03), whoever
    /// never came is a no-show, everyone else is incomplete. The reader must see the whole cohort.</summary>
    /// <param name="program">The cohort's programme.</param>
    /// <param name="today">Refused before the last day is over.</param>
    public Result<Done> Complete(TrainingProgram program, DateOnly today)
    {
        if (program.Id != ProgramId)
            throw new ArgumentException("Another cohort's programme.", nameof(program));
        if (RefuseIfOver() is { } over)
            return over;
        if (today < EndsOn)
            return TrainingRefusals.NotOverYet(EndsOn);
        foreach (var enrolment in enrolments.Where(e => e.Status == EnrolmentStatus.Registered))
            enrolment.Conclude(TotalHours, program.MinimumAttendanceRatio);
        Status = CohortStatus.Completed;
        return Done.Instance;
    }

    /// <summary>Opens a closed attendance again, to correct it.</summary>
    /// <param name="anyCertified">Whether someone was certified from it: then it stays closed.</param>
    public Result<Done> Reopen(bool anyCertified)
    {
        if (Status != CohortStatus.Completed)
            return TrainingRefusals.NotCompleted;
        if (anyCertified)
            return TrainingRefusals.AlreadyCertified;
        foreach (var enrolment in enrolments.Where(e => e.Status is EnrolmentStatus.Completed or EnrolmentStatus.Incomplete or EnrolmentStatus.NoShow))
            enrolment.Become(EnrolmentStatus.Registered);
        Status = CohortStatus.Open;
        return Done.Instance;
    }

    /// <summary>Calls the cohort off. Refused once it is completed.</summary>
    public Result<Done> Cancel()
    {
        if (RefuseIfOver() is { } over)
            return over;
        Status = CohortStatus.Cancelled;
        return Done.Instance;
    }

    private TrainingEnrolment? Find(EnrolmentId id) => enrolments.Find(e => e.Id == id);

    private Refusal? RefuseIfOver() => Status switch
    {
        CohortStatus.Completed => TrainingRefusals.CohortCompleted,
        CohortStatus.Cancelled => TrainingRefusals.CohortCancelled,
        CohortStatus.Planned or CohortStatus.Open or CohortStatus.InProgress => null,
    };
}

/// <summary>A day of training as it is planned.</summary>
/// <param name="Hours">0.25 to 24, in quarters.</param>
public readonly record struct PlannedDay(DateOnly Date, decimal Hours);

/// <summary>A rule that all hours of training share.</summary>
public static class TrainingHours
{
    /// <summary>Whether the hours are whole quarters of an hour.</summary>
    public static bool IsInQuarters(decimal hours) => hours * 4 == decimal.Truncate(hours * 4);

    /// <summary>The hours a person must attend, of those there are, to complete (INV-03).</summary>
    public static decimal Needed(decimal total, decimal minimumRatio) => total * minimumRatio;
}


/// <summary>One day of a cohort.</summary>
public sealed class TrainingDay : Entity
{
    private TrainingDay()
    {
    }

    internal TrainingDay(CohortId cohort, PlannedDay plan)
    {
        CohortId = cohort;
        Date = plan.Date;
        Hours = plan.Hours;
    }

    public TrainingDayId Id { get; private set; } = TrainingDayId.New();

    public CohortId CohortId { get; private set; }

    public DateOnly Date { get; private set; }

    /// <summary>Length of the day in hours, 0.25 to 24.</summary>
    public decimal Hours { get; private set; }
}

/// <summary>Someone who trains a cohort (INV-10).</summary>
public sealed class CohortTrainer : Entity
{
    private CohortTrainer()
    {
    }

    internal CohortTrainer(CohortId cohort, PersonId person, TrainerRole role)
    {
        CohortId = cohort;
        PersonId = person;
        Role = role;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public CohortId CohortId { get; private set; }

    public PersonId PersonId { get; private set; }

    public TrainerRole Role { get; private set; }
}
