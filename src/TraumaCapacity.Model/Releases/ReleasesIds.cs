namespace TraumaCapacity.Model.Releases;

/// <summary>Identifies a release.</summary>
public readonly record struct ReleaseId(Guid Value) : IEntityId<ReleaseId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static ReleaseId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static ReleaseId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a policy.</summary>
public readonly record struct PolicyId(Guid Value) : IEntityId<PolicyId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static PolicyId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static PolicyId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
