namespace TraumaCapacity.Model.Training;

/// <summary>Why something about training was not done.</summary>
public static class TrainingRefusals
{
    public static Refusal NotFound { get; } = new("Training.NotFound");

    /// <summary>Somebody stored a change since the screen was loaded.</summary>
    public static Refusal ChangedByAnother { get; } = new("Training.ChangedByAnother");

    /// <summary>Somebody stored other hours in the cell; what is stored now comes with the answer.</summary>
    public static Refusal CellChangedByAnother { get; } = new("Training.CellChangedByAnother");

    /// <summary>The attendance is closed.</summary>
    public static Refusal CohortCompleted { get; } = new("Training.CohortCompleted");

    public static Refusal CohortCancelled { get; } = new("Training.CohortCancelled");

    public static Refusal NotCompleted { get; } = new("Training.NotCompleted");

    /// <summary>Certificates rest on the attendance.</summary>
    public static Refusal AlreadyCertified { get; } = new("Training.AlreadyCertified");

    /// <summary>INV-02.</summary>
    public static Refusal AlreadyEnrolled { get; } = new("Training.AlreadyEnrolled");

    public static Refusal EnrolmentNotFound { get; } = new("Training.EnrolmentNotFound");

    public static Refusal AlreadyWithdrawn { get; } = new("Training.AlreadyWithdrawn");

    public static Refusal NotWaiting { get; } = new("Training.NotWaiting");

    /// <summary>Hours are recorded for people who hold a place.</summary>
    public static Refusal NotRegistered { get; } = new("Training.NotRegistered");

    public static Refusal DayNotFound { get; } = new("Training.DayNotFound");

    /// <summary>INV-10.</summary>
    public static Refusal TrainsThisCohort { get; } = new("Training.TrainsThisCohort");

    public static Refusal AlreadyTrainer { get; } = new("Training.AlreadyTrainer");

    /// <summary>INV-10.</summary>
    public static Refusal LineageTurnsBack { get; } = new("Training.LineageTurnsBack");

    public static Refusal HoursNotInQuarters { get; } = new("Training.HoursNotInQuarters") { Field = "HoursAttended" };

    /// <summary>The sponsoring organization must be one the person works at.</summary>
    public static Refusal PersonNotAffiliated { get; } = new("Training.PersonNotAffiliated");

    /// <summary>For coordinators of all organizations.</summary>
    public static Refusal NationalOnly { get; } = new("Training.NationalOnly");

    /// <summary>The actor reads here, and does not write.</summary>
    public static Refusal MayNotWrite { get; } = new("Training.MayNotWrite");

    public static Refusal ProgramNotFound { get; } = new("Training.ProgramNotFound");

    public static Refusal CurriculumNotFound { get; } = new("Training.CurriculumNotFound");

    public static Refusal ProgramCertifiesNobody { get; } = new("Training.ProgramCertifiesNobody");

    public static Refusal EnrolmentNotCompleted { get; } = new("Training.EnrolmentNotCompleted");

    public static Refusal IssuedInFuture { get; } = new("Training.IssuedInFuture") { Field = "IssuedOn" };

    public static Refusal AlreadyIssued { get; } = new("Training.AlreadyIssued");

    public static Refusal AlreadyRevoked { get; } = new("Training.AlreadyRevoked");

    public static Refusal CertificationNotFound { get; } = new("Training.CertificationNotFound");

    public static Refusal ContactHoursNotValid { get; } = new("Training.ContactHoursNotValid") { Field = "ContactHours" };

    public static Refusal RatioNotValid { get; } = new("Training.RatioNotValid") { Field = "MinimumAttendanceRatio" };

    public static Refusal ValidityNotValid { get; } = new("Training.ValidityNotValid") { Field = "ValidityMonths" };

    public static Refusal NameTaken { get; } = new("Training.NameTaken") { Field = "NameEn" };

    /// <summary>Argument: the longest name, in characters.</summary>
    public static Refusal NameNotValid(int longest) => new("Training.NameNotValid", longest);

    /// <summary>Argument: the longest label, in characters.</summary>
    public static Refusal VersionLabelNotValid(int longest) => new("Training.VersionLabelNotValid", longest) { Field = "VersionLabel" };

    /// <summary>Argument: the most topics.</summary>
    public static Refusal TopicsNotValid(int most) => new("Training.TopicsNotValid", most) { Field = "Topics" };

    /// <summary>Arguments: which topic, from 1; the longest title, in characters.</summary>
    public static Refusal TopicTitleNotValid(int number, int longest) => new("Training.TopicTitleNotValid", number, longest) { Field = "Topics" };

    /// <summary>Argument: the longest name, in characters.</summary>
    public static Refusal CodeNotValid(int longest) => new("Training.CodeNotValid", longest) { Field = "Code" };

    /// <summary>Argument: the name.</summary>
    public static Refusal CodeTaken(string code) => new("Training.CodeTaken", code) { Field = "Code" };

    /// <summary>Argument: the longest location, in characters.</summary>
    public static Refusal LocationNotValid(int longest) => new("Training.LocationNotValid", longest) { Field = "Location" };

    /// <summary>Argument: the most places.</summary>
    public static Refusal CapacityNotValid(int most) => new("Training.CapacityNotValid", most) { Field = "Capacity" };

    /// <summary>Argument: the most days.</summary>
    public static Refusal DaysNotValid(int most) => new("Training.DaysNotValid", most) { Field = "Days" };

    /// <summary>Argument: the day.</summary>
    public static Refusal DayHoursNotValid(DateOnly date) => new("Training.DayHoursNotValid", date) { Field = "Days" };

    /// <summary>Argument: the day.</summary>
    public static Refusal DayTwice(DateOnly date) => new("Training.DayTwice", date) { Field = "Days" };

    /// <summary>Argument: the day.</summary>
    public static Refusal DayToCome(DateOnly date) => new("Training.DayToCome", date);

    /// <summary>Arguments: the hours asked for; the hours of the day (INV-02).</summary>
    public static Refusal HoursBeyondDay(decimal hours, decimal day) => new("Training.HoursBeyondDay", hours, day) { Field = "HoursAttended" };

    /// <summary>Argument: the most cells at once.</summary>
    public static Refusal TooManyCells(int most) => new("Training.TooManyCells", most);

    /// <summary>Argument: the places there are.</summary>
    public static Refusal CohortFull(int capacity) => new("Training.CohortFull", capacity);

    /// <summary>Argument: when the cohort starts (INV-10).</summary>
    public static Refusal TrainerNotCertified(DateOnly startsOn) => new("Training.TrainerNotCertified", startsOn);

    /// <summary>Argument: the last day.</summary>
    public static Refusal NotOverYet(DateOnly endsOn) => new("Training.NotOverYet", endsOn);

    /// <summary>Argument: the last training day (INV-04).</summary>
    public static Refusal IssuedBeforeTrainingEnded(DateOnly endsOn) => new("Training.IssuedBeforeTrainingEnded", endsOn) { Field = "IssuedOn" };

    /// <summary>Argument: when it was issued.</summary>
    public static Refusal RevokedBeforeIssued(DateOnly issuedOn) => new("Training.RevokedBeforeIssued", issuedOn) { Field = "RevokedOn" };

    /// <summary>Argument: the longest reason, in characters.</summary>
    public static Refusal ReasonNotValid(int longest) => new("Training.ReasonNotValid", longest) { Field = "RevocationReason" };
}
