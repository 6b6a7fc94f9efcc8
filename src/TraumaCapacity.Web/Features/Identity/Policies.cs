using Microsoft.AspNetCore.Authorization;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Who opens which pages and endpoints: the table of roles, by area. Which rows they then see is decided by the
/// services and, once more, by the database.</summary>
public static class Policies
{
    /// <summary>Organizations, facilitators, cohorts, groups and sessions, to read.</summary>
    public const string ProgrammeRead = nameof(ProgrammeRead);

    /// <summary>The same, to write.</summary>
    public const string ProgrammeWrite = nameof(ProgrammeWrite);

    /// <summary>Interviews, released transcripts, excerpts, syntheses.</summary>
    public const string EvidenceRead = nameof(EvidenceRead);

    /// <summary>The coding workbench and one's own queue.</summary>
    public const string Coding = nameof(Coding);

    /// <summary>Settling differences between coders, signing off.</summary>
    public const string Reconcile = nameof(Reconcile);

    /// <summary>Raw transcripts, identity keys, de-identification.</summary>
    public const string Custody = nameof(Custody);

    /// <summary>Preparing, checking, approving releases.</summary>
    public const string ReleasePreparation = nameof(ReleasePreparation);

    /// <summary>Published releases.</summary>
    public const string ReleaseRead = nameof(ReleaseRead);

    /// <summary>Users, roles, settings.</summary>
    public const string Administration = nameof(Administration);

    /// <summary>The audit trail; a custodian sees the reads of evidence in it.</summary>
    public const string AuditRead = nameof(AuditRead);

    /// <summary>Every policy with the roles that satisfy it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Role>> Roles { get; } = new Dictionary<string, IReadOnlyList<Role>>(StringComparer.Ordinal)
    {
        [ProgrammeRead] = [Role.Coordinator, Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian, Role.Administrator],
        [ProgrammeWrite] = [Role.Coordinator, Role.Administrator],
        [EvidenceRead] = [Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian],
        [Coding] = [Role.Evaluator, Role.LeadEvaluator],
        [Reconcile] = [Role.LeadEvaluator],
        [Custody] = [Role.DataCustodian],
        [ReleasePreparation] = [Role.LeadEvaluator, Role.DataCustodian],
        [ReleaseRead] = [Role.Coordinator, Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian, Role.Funder],
        [Administration] = [Role.Administrator],
        [AuditRead] = [Role.Administrator, Role.DataCustodian],
    };

    /// <summary>Adds the policies; a page or endpoint that names none still asks for a sign-in.</summary>
    public static void AddTo(AuthorizationOptions options)
    {
        foreach (var (policy, roles) in Roles)
            options.AddPolicy(policy, p => p.RequireAuthenticatedUser().RequireRole(roles.Select(r => r.ToString())));
        options.FallbackPolicy = options.DefaultPolicy;
    }
}
