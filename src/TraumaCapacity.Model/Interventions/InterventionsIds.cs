namespace TraumaCapacity.Model.Interventions;

/// <summary>Identifies a group.</summary>
public readonly record struct GroupId(Guid Value) : IEntityId<GroupId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static GroupId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static GroupId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an intervention session.</summary>
public readonly record struct InterventionSessionId(Guid Value) : IEntityId<InterventionSessionId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static InterventionSessionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static InterventionSessionId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
