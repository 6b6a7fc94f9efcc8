using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Data;

/// <summary>On whose behalf a context works: the database role it switches to and what its query filters compare with.</summary>
internal sealed record DatabaseSession
{
    public required string DatabaseRole { get; init; }

    public UserId? UserId { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The organizations of a coordinator who was not granted all of them.</summary>
    public OrganizationId[] Organizations { get; init; } = [];

    /// <summary>Groups that their organizations run with another one, which leads them.</summary>
    public GroupId[] PartnerGroups { get; set; } = [];

    public bool IsLimitedToOrganizations => DatabaseRole == DatabaseRoles.ProgrammeScoped;

    /// <summary>Whether interviews whose consent was taken back are out of reach (PRV-22): for all but custodians.</summary>
    public bool HidesWithdrawn => DatabaseRole is DatabaseRoles.EvidenceCoder or DatabaseRoles.EvidenceLead;

    public bool IsCoder => DatabaseRole == DatabaseRoles.EvidenceCoder;

    /// <summary>For a coder: the interviews assigned to them.</summary>
    public InterviewId[] AssignedInterviews { get; set; } = [];

    /// <summary>For a coder: those of them that every coder has submitted (INV-27).</summary>
    public InterviewId[] SubmittedByAll { get; set; } = [];

    /// <summary>Where they are hidden: the interviews whose consent was taken back.</summary>
    public InterviewId[] Withdrawn { get; set; } = [];
}
