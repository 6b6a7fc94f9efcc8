namespace TraumaCapacity.Model;

/// <summary>What every stored row carries: who made it and when, and the version that a stale save is told by.</summary>
public abstract class Entity
{
    /// <summary>When the row was first stored, in UTC. Set by the database layer.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The account that stored it; <c>null</c> for what the system itself makes.</summary>
    public Identity.UserId? CreatedBy { get; private set; }

    /// <summary>PostgreSQL's row version (xmin). A save against an older one is refused, never merged silently.</summary>
    public uint Version { get; private set; }

    /// <summary>Called once by the database layer when the row is first stored.</summary>
    public void Stamp(DateTimeOffset at, Identity.UserId? by)
    {
        if (CreatedAt == default)
        {
            CreatedAt = at;
            CreatedBy = by;
        }
    }
}

/// <summary>A row that belongs to one organization: a coordinator sees it only if that organization is theirs.</summary>
public interface IOrganizationScoped
{
    /// <summary>The organization it belongs to.</summary>
    Organizations.OrganizationId OrganizationId { get; }
}

/// <summary>A row of an intervention group, which several organizations may run together: whoever coordinates one of them
/// sees it. <see cref="IOrganizationScoped.OrganizationId" /> is the organization that leads the group.</summary>
public interface IGroupScoped : IOrganizationScoped
{
    /// <summary>The group it belongs to.</summary>
    Interventions.GroupId GroupId { get; }
}

/// <summary>A row that is one coder's work: another coder of the interview cannot see it before both submitted (INV-27).</summary>
public interface ICoderScoped
{
    /// <summary>The interview it is about.</summary>
    Interviews.InterviewId InterviewId { get; }

    /// <summary>The coder whose work it is.</summary>
    Identity.UserId CoderId { get; }
}

/// <summary>Marks an enumeration whose order means something: stored as a small integer, in the order of declaration.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class OrdinalAttribute : Attribute;

/// <summary>Marks text that is evidence or identifies a person: never logged, and kept out of the audit trail's values.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EvidenceAttribute : Attribute;
