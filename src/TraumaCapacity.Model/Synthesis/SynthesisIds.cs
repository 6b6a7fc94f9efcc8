namespace TraumaCapacity.Model.Synthesis;

/// <summary>Identifies a consensus.</summary>
public readonly record struct ConsensusId(Guid Value) : IEntityId<ConsensusId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static ConsensusId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static ConsensusId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a synthesis.</summary>
public readonly record struct SynthesisId(Guid Value) : IEntityId<SynthesisId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static SynthesisId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static SynthesisId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
