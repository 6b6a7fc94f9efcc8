using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Identity;

/// <summary>What a person may do (the table of roles). A person may hold several.</summary>
public enum Role
{
    /// <summary>Organizations, training, interventions; of their own organizations, or of all by a grant.</summary>
    Coordinator,

    /// <summary>Codes assigned interviews; reads programme data and syntheses.</summary>
    Evaluator,

    /// <summary>Sees all coding, adjudicates, signs off, prepares and publishes releases.</summary>
    LeadEvaluator,

    /// <summary>Raw transcripts, identity keys, de-identification, disclosure checks.</summary>
    DataCustodian,

    /// <summary>Published releases only.</summary>
    Funder,

    /// <summary>Users, settings, audit, backup; no sight of evidence.</summary>
    Administrator,
}

/// <summary>Who asks. Every operation of the application takes one; it feeds the query filters, the row policies of the
/// database and the audit trail.</summary>
public sealed record Actor
{
    /// <summary>The account.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The roles held now.</summary>
    public required IReadOnlySet<Role> Roles { get; init; }

    /// <summary>For a coordinator: the organizations granted. Meaningless where <see cref="AllOrganizations"/>.</summary>
    public IReadOnlyList<OrganizationId> Organizations { get; init; } = [];

    /// <summary>Whether a coordinator was granted every organization.</summary>
    public bool AllOrganizations { get; init; }

    /// <summary>Ties audit rows and log lines of one request or circuit together.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the person holds the role.</summary>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>Whether the person holds any of the roles.</summary>
    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
                return true;
        }

        return false;
    }
}

/// <summary>One role given to one account, for all organizations or for one (coordinators only).</summary>
public sealed class RoleGrant : Entity
{
    private RoleGrant()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public UserId UserId { get; private set; }

    public Role Role { get; private set; }

    /// <summary>The organization the grant is limited to; <c>null</c> for all.</summary>
    public OrganizationId? OrganizationId { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Grants a role. Only a coordinator's grant can be limited to an organization; any other limit is a programmer's error.</summary>
    public static RoleGrant Give(UserId user, Role role, OrganizationId? organization = null)
    {
        if (organization is not null && role != Role.Coordinator)
            throw new ArgumentException("Only a coordinator's grant is limited to an organization.", nameof(organization));
        return new RoleGrant { UserId = user, Role = role, OrganizationId = organization };
    }

    /// <summary>Ends the grant; the person's live sessions end within a minute.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
