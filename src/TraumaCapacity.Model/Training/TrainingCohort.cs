using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Training;

/// <summary>Level of a training programme.</summary>
public enum TrainingTier
{
    Foundation,
    CertifiedFacilitator,
    Trainer,
    Refresher,
}

/// <summary>How a cohort meets or an interview is held.</summary>
public enum DeliveryMode
{
    InPerson,
    Virtual,
    Hybrid,
}

/// <summary>Language of a training, an interview or a transcript.</summary>
public enum ContentLanguage
{
    English,
    French,
}

public enum CohortStatus
{
    Planned,
    Open,
    InProgress,
    Completed,
    Cancelled,
}

public enum EnrolmentStatus
{
    Registered,
    Waitlisted,
    Withdrawn,
    Completed,
    Incomplete,
    NoShow,
}

public enum CertificationKind
{
    Facilitator,
    MasterTrainer,
    TTrainer,
}

/// <summary>A training programme and its rules.</summary>
public sealed class TrainingProgram : Entity
{
    public const int NameLength = 160;

    private TrainingProgram()
    {
    }

    public TrainingProgramId Id { get; private set; } = TrainingProgramId.New();

    public string NameEn { get; private set; } = "";

    public string NameFr { get; private set; } = "";

    public TrainingTier Tier { get; private set; }

    /// <summary>Planned hours, 0.25 to 999.99.</summary>
    public decimal ContactHours { get; private set; }

    /// <summary>Share of hours a person must attend to complete, 0 to 1 (INV-03).</summary>
    public decimal MinimumAttendanceRatio { get; private set; }

    /// <summary>Months a certification lasts; <c>null</c> if it does not expire.</summary>
    public int? ValidityMonths { get; private set; }
}

/// <summary>One version of a curriculum and the topics of its sessions.</summary>
public sealed class Curriculum : Entity
{
    public const int NameLength = 160;

    private readonly List<CurriculumTopic> topics = [];

    private Curriculum()
    {
    }

    public CurriculumId Id { get; private set; } = CurriculumId.New();

    public string NameEn { get; private set; } = "";

    public string NameFr { get; private set; } = "";

    public string VersionLabel { get; private set; } = "";

    public ContentLanguage Language { get; private set; }

    public int PlannedSessions { get; private set; }

    public IReadOnlyList<CurriculumTopic> Topics => topics;
}

/// <summary>The topic of one session of a curriculum.</summary>
public sealed class CurriculumTopic : Entity
{
    private CurriculumTopic()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public CurriculumId CurriculumId { get; private set; }

    public int Number { get; private set; }

    public string TitleEn { get; private set; } = "";

    public string TitleFr { get; private set; } = "";
}

/// <summary>A dated delivery of facilitator training to a named set of people.</summary>
public sealed class TrainingCohort : Entity
{
    public const int CodeLength = 40;
    public const int LocationLength = 160;

    private readonly List<TrainingDay> days = [];
    private readonly List<TrainingEnrolment> enrolments = [];

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

    public CohortStatus Status { get; private set; }

    public IReadOnlyList<TrainingDay> Days => days;

    public IReadOnlyList<TrainingEnrolment> Enrolments => enrolments;
}

public sealed class TrainingDay : Entity
{
    private TrainingDay()
    {
    }

    public TrainingDayId Id { get; private set; } = TrainingDayId.New();

    public CohortId CohortId { get; private set; }

    public DateOnly Date { get; private set; }

    /// <summary>Length of the day in hours, 0.25 to 24.</summary>
    public decimal Hours { get; private set; }
}

/// <summary>One person in one cohort (INV-02), sponsored by an organization.</summary>
public sealed class TrainingEnrolment : Entity, IOrganizationScoped
{
    private readonly List<TrainingAttendance> attendance = [];

    private TrainingEnrolment()
    {
    }

    public EnrolmentId Id { get; private set; } = EnrolmentId.New();

    public CohortId CohortId { get; private set; }

    public PersonId PersonId { get; private set; }

    /// <summary>The sponsoring organization.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public EnrolmentStatus Status { get; private set; }

    public IReadOnlyList<TrainingAttendance> Attendance => attendance;
}

/// <summary>Hours one person attended on one day (INV-02: not more than the day has).</summary>
public sealed class TrainingAttendance : Entity, IOrganizationScoped
{
    private TrainingAttendance()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public EnrolmentId EnrolmentId { get; private set; }

    public TrainingDayId DayId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public decimal HoursAttended { get; private set; }
}

/// <summary>A certification earned by completing a training (INV-04: issued on or after its last day).</summary>
public sealed class Certification : Entity, IOrganizationScoped
{
    private Certification()
    {
    }

    public CertificationId Id { get; private set; } = CertificationId.New();

    public PersonId PersonId { get; private set; }

    /// <summary>The organization that sponsored the training.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public CertificationKind Kind { get; private set; }

    public EnrolmentId SourceEnrolmentId { get; private set; }

    public DateOnly IssuedOn { get; private set; }

    public DateOnly? ExpiresOn { get; private set; }

    public DateOnly? RevokedOn { get; private set; }

    public string? RevocationReason { get; private set; }
}
