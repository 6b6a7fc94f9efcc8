namespace TraumaCapacity.Model.Imports;

/// <summary>What the rows of a file are about.</summary>
public enum ImportKind
{
    /// <summary>A person at an organization a row.</summary>
    Facilitators,

    /// <summary>A person in a cohort a row; also the cohort itself.</summary>
    Cohorts,

    /// <summary>The hours of a person on a training day a row.</summary>
    Attendance,

    /// <summary>An intervention group a row.</summary>
    Groups,

    /// <summary>A session of a group a row.</summary>
    Sessions,
}

/// <summary>How far an import has come.</summary>
public enum ImportState
{
    /// <summary>The file is here, and nothing of it is stored.</summary>
    Uploaded,

    /// <summary>Everything in the file is stored.</summary>
    Imported,

    /// <summary>It was stored, and taken back as a whole.</summary>
    Undone,
}

/// <summary>What a cell of a file may say.</summary>
public enum ImportField
{
    OrganizationCode,
    PersonName,
    Email,
    Role,
    From,
    Until,
    CohortCode,
    Programme,
    Days,
    Capacity,
    Mode,
    Language,
    Location,
    Date,
    Hours,
    GroupLabel,
    Curriculum,
    CurriculumVersion,
    StartsOn,
    EndsOn,
    PlannedSessions,
    EnrolledCount,
    ChildCare,
    Transport,
    Facilitators,
    SessionNumber,
    SessionStatus,
    PresentCount,
    Minutes,
    SoloReason,
    OpeningCheckIn,
    TopicAsInManual,
    PracticeActivity,
    ClosingAndNextStep,
    Note,
    RescheduledTo,
}

/// <summary>What an import makes and counts.</summary>
public enum ImportedThing
{
    People,
    Affiliations,
    Cohorts,
    Enrolments,
    AttendanceRecords,
    Groups,
    Sessions,
}
