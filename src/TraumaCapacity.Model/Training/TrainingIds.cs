namespace TraumaCapacity.Model.Training;

/// <summary>Identifies a training program.</summary>
public readonly record struct TrainingProgramId(Guid Value) : IEntityId<TrainingProgramId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static TrainingProgramId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static TrainingProgramId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a curriculum.</summary>
public readonly record struct CurriculumId(Guid Value) : IEntityId<CurriculumId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static CurriculumId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static CurriculumId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a cohort.</summary>
public readonly record struct CohortId(Guid Value) : IEntityId<CohortId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static CohortId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static CohortId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a training day.</summary>
public readonly record struct TrainingDayId(Guid Value) : IEntityId<TrainingDayId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static TrainingDayId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static TrainingDayId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an enrolment.</summary>
public readonly record struct EnrolmentId(Guid Value) : IEntityId<EnrolmentId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static EnrolmentId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static EnrolmentId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a certification.</summary>
public readonly record struct CertificationId(Guid Value) : IEntityId<CertificationId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static CertificationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static CertificationId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
