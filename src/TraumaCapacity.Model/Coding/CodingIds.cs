namespace TraumaCapacity.Model.Coding;

/// <summary>Identifies a codebook version.</summary>
public readonly record struct CodebookVersionId(Guid Value) : IEntityId<CodebookVersionId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static CodebookVersionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static CodebookVersionId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a code.</summary>
public readonly record struct CodeId(Guid Value) : IEntityId<CodeId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static CodeId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static CodeId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a coding.</summary>
public readonly record struct CodingId(Guid Value) : IEntityId<CodingId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static CodingId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static CodingId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an excerpt.</summary>
public readonly record struct ExcerptId(Guid Value) : IEntityId<ExcerptId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static ExcerptId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static ExcerptId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
