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

/// <summary>Identifies a fidelity checklist.</summary>
public readonly record struct FidelityChecklistId(Guid Value) : IEntityId<FidelityChecklistId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static FidelityChecklistId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static FidelityChecklistId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an element of a fidelity checklist.</summary>
public readonly record struct FidelityItemId(Guid Value) : IEntityId<FidelityItemId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static FidelityItemId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static FidelityItemId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an anonymous slot. It says nothing, not even in what order slots were made (PRV-20).</summary>
public readonly record struct SlotId(Guid Value) : IEntityId<SlotId>
{
    /// <summary>A new identifier, drawn at random.</summary>
    public static SlotId New() => new(Guid.NewGuid());

    /// <inheritdoc />
    public static SlotId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
