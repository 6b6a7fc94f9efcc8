namespace TraumaCapacity.Model.Interviews;

/// <summary>Identifies a wave.</summary>
public readonly record struct WaveId(Guid Value) : IEntityId<WaveId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static WaveId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static WaveId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an interviewee.</summary>
public readonly record struct IntervieweeId(Guid Value) : IEntityId<IntervieweeId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static IntervieweeId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static IntervieweeId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an interview.</summary>
public readonly record struct InterviewId(Guid Value) : IEntityId<InterviewId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static InterviewId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static InterviewId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a raw transcript.</summary>
public readonly record struct RawTranscriptId(Guid Value) : IEntityId<RawTranscriptId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static RawTranscriptId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static RawTranscriptId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a transcript version.</summary>
public readonly record struct TranscriptVersionId(Guid Value) : IEntityId<TranscriptVersionId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static TranscriptVersionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static TranscriptVersionId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
