namespace TraumaCapacity.Model.Imports;

/// <summary>Identifies an import.</summary>
public readonly record struct ImportId(Guid Value) : IEntityId<ImportId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static ImportId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static ImportId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
