using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Data;

/// <summary>Which part of the data an operation works on. Together with the actor's roles it decides the database role
/// that the operation runs under, so that a forgotten check in C# meets a wall in PostgreSQL.</summary>
public enum DataArea
{
    /// <summary>Organizations, training, interventions.</summary>
    Programme,

    /// <summary>Interviews, released transcripts, coding, syntheses.</summary>
    Evidence,

    /// <summary>A coder's own work on assigned interviews. Also a lead evaluator who codes sees only their own here, so
    /// that double coding stays blind (INV-27).</summary>
    Coding,

    /// <summary>Scheduling, consent, raw transcripts, identity keys, de-identification.</summary>
    Custody,

    /// <summary>Preparing and publishing releases.</summary>
    ReleasePreparation,

    /// <summary>Reading published releases.</summary>
    Releases,

    /// <summary>Users, settings, audit.</summary>
    Administration,
}

/// <summary>The database roles and who works under which. None can log in; the application's login may only switch to them.</summary>
internal static class DatabaseRoles
{
    public const string ProgrammeScoped = "tc_programme_scoped";
    public const string ProgrammeWriter = "tc_programme_writer";
    public const string ProgrammeReader = "tc_programme_reader";
    public const string EvidenceCoder = "tc_evidence_coder";
    public const string EvidenceLead = "tc_evidence_lead";
    public const string Custodian = "tc_custodian";
    public const string ReleaseReader = "tc_release_reader";
    public const string Administrator = "tc_administrator";

    /// <summary>Sign-in itself: accounts and grants, nothing else.</summary>
    public const string Accounts = "tc_accounts";

    /// <summary>What the system does by itself, such as destroying slots on time; nobody acts under it.</summary>
    public const string Housekeeping = "tc_housekeeping";

    public static IReadOnlyList<string> All { get; } =
    [
        ProgrammeScoped, ProgrammeWriter, ProgrammeReader, EvidenceCoder, EvidenceLead, Custodian, ReleaseReader, Administrator, Accounts, Housekeeping,
    ];

    /// <summary>The role for an operation, or <c>null</c> if the actor has no business in that area.</summary>
    public static string? For(Actor actor, DataArea area) => area switch
    {
        DataArea.Programme when actor.Is(Role.Administrator) => ProgrammeWriter,
        DataArea.Programme when actor.Is(Role.Coordinator) => actor.AllOrganizations ? ProgrammeWriter : ProgrammeScoped,
        DataArea.Programme when actor.IsAny(Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian) => ProgrammeReader,
        DataArea.Evidence when actor.Is(Role.LeadEvaluator) => EvidenceLead,
        DataArea.Evidence when actor.Is(Role.Evaluator) => EvidenceCoder,
        DataArea.Evidence when actor.Is(Role.DataCustodian) => Custodian,
        DataArea.Coding when actor.IsAny(Role.Evaluator, Role.LeadEvaluator) => EvidenceCoder,
        DataArea.Custody when actor.Is(Role.DataCustodian) => Custodian,
        DataArea.ReleasePreparation when actor.Is(Role.LeadEvaluator) => EvidenceLead,
        DataArea.ReleasePreparation when actor.Is(Role.DataCustodian) => Custodian,
        DataArea.Releases when actor.IsAny(Role.Coordinator, Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian, Role.Funder) => ReleaseReader,
        DataArea.Administration when actor.Is(Role.Administrator) => Administrator,
        DataArea.Programme or DataArea.Evidence or DataArea.Coding or DataArea.Custody or DataArea.ReleasePreparation or DataArea.Releases or DataArea.Administration => null,
        _ => throw new ArgumentOutOfRangeException(nameof(area)),
    };
}

/// <summary>The actor has no role in the area asked for: to them it does not exist. Shown as «not found», and recorded.</summary>
public sealed class OutsideOwnAreaException(DataArea area) : Exception("The actor's roles do not reach this area.")
{
    /// <summary>What was asked for.</summary>
    public DataArea Area { get; } = area;
}
