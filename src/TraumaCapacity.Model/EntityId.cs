namespace TraumaCapacity.Model;

/// <summary>An identifier of one kind of thing, so that an interview cannot be taken for an organization.</summary>
/// <typeparam name="TSelf">The identifier's own type.</typeparam>
public interface IEntityId<TSelf>
    where TSelf : struct, IEntityId<TSelf>
{
    /// <summary>The identifier as stored: a version 7 UUID.</summary>
    Guid Value { get; }

    /// <summary>Wraps a stored value.</summary>
    static abstract TSelf From(Guid value);
}
