namespace TraumaCapacity.Model.Organizations;

/// <summary>Identifies an organization.</summary>
public readonly record struct OrganizationId(Guid Value) : IEntityId<OrganizationId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static OrganizationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static OrganizationId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a person.</summary>
public readonly record struct PersonId(Guid Value) : IEntityId<PersonId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static PersonId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static PersonId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an affiliation.</summary>
public readonly record struct AffiliationId(Guid Value) : IEntityId<AffiliationId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static AffiliationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static AffiliationId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a site of an organization.</summary>
public readonly record struct SiteId(Guid Value) : IEntityId<SiteId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static SiteId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static SiteId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a merge of two records of one person.</summary>
public readonly record struct PersonMergeId(Guid Value) : IEntityId<PersonMergeId>
{
    /// <summary>A new identifier, in order of creation.</summary>
    public static PersonMergeId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public static PersonMergeId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
