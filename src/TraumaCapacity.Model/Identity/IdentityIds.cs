namespace TraumaCapacity.Model.Identity;

/// <summary>Identifies a user.</summary>
public readonly record struct UserId(Guid Value) : IEntityId<UserId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static UserId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static UserId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
