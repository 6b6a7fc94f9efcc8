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

/// <summary>What a trainer does in a cohort.</summary>
public enum TrainerRole
{
    Lead,
    Co,
}

public enum CertificationKind
{
    Facilitator,
    MasterTrainer,
    TTrainer,
}
