using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Application.Data.Drafts;
using TraumaCapacity.Application.Data.Seeding;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Data;

/// <summary>The whole store, seen on behalf of one session.</summary>
internal sealed class TraumaDbContext(DbContextOptions<TraumaDbContext> options, DatabaseSession? session = null)
    : IdentityUserContext<UserAccount, Guid>(options)
{
    /// <summary>Name of the filter that keeps a coordinator to their organizations.</summary>
    public const string OrganizationFilter = "Organizations";

    /// <summary>Name of the filter that keeps a coder to their own work (INV-27).</summary>
    public const string CoderFilter = "Coder";

    /// <summary>Name of the filter that hides interviews whose consent was taken back (PRV-22).</summary>
    public const string WithdrawnFilter = "Withdrawn";

    // Identity reads the version of its schema from the options of the host. Given here, so that the model is the same
    // for the app, the tests and the design project: version 3 is the one with passkeys.
    private static readonly ServiceProvider IdentitySchema = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    public DatabaseSession? Session { get; } = session;

    // Read by the query filters as parameters.
    public bool IsLimited => Session is { IsLimitedToOrganizations: true };

    public OrganizationId[] VisibleOrganizations => Session?.Organizations ?? [];

    public GroupId[] PartnerGroups => Session?.PartnerGroups ?? [];

    public bool IsCoder => Session is { IsCoder: true };

    public bool HidesWithdrawn => Session is { HidesWithdrawn: true };

    public InterviewId[] WithdrawnInterviews => Session?.Withdrawn ?? [];

    public UserId? CurrentUser => Session?.UserId;

    public InterviewId[] AssignedInterviews => Session?.AssignedInterviews ?? [];

    public InterviewId[] SubmittedByAll => Session?.SubmittedByAll ?? [];

    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<DemoFill> DemoFills => Set<DemoFill>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Site> Sites => Set<Site>();

    public DbSet<PersonMerge> PersonMerges => Set<PersonMerge>();

    public DbSet<PersonMergeStep> PersonMergeSteps => Set<PersonMergeStep>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<FacilitatorAffiliation> Affiliations => Set<FacilitatorAffiliation>();

    public DbSet<TrainingProgram> TrainingPrograms => Set<TrainingProgram>();

    public DbSet<Curriculum> Curricula => Set<Curriculum>();

    public DbSet<TrainingCohort> Cohorts => Set<TrainingCohort>();

    public DbSet<TrainingEnrolment> Enrolments => Set<TrainingEnrolment>();

    public DbSet<TrainingAttendance> Attendance => Set<TrainingAttendance>();

    public DbSet<Certification> Certifications => Set<Certification>();

    public DbSet<InterventionGroup> Groups => Set<InterventionGroup>();

    public DbSet<InterventionSession> Sessions => Set<InterventionSession>();

    public DbSet<FidelityChecklist> FidelityChecklists => Set<FidelityChecklist>();

    public DbSet<AdaptationTerm> AdaptationTerms => Set<AdaptationTerm>();

    public DbSet<EvaluationWave> Waves => Set<EvaluationWave>();

    public DbSet<Interviewee> Interviewees => Set<Interviewee>();

    public DbSet<IntervieweeIdentity> IntervieweeIdentities => Set<IntervieweeIdentity>();

    public DbSet<ConsentRecord> Consents => Set<ConsentRecord>();

    public DbSet<Interview> Interviews => Set<Interview>();

    public DbSet<RawTranscript> RawTranscripts => Set<RawTranscript>();

    public DbSet<TranscriptVersion> Transcripts => Set<TranscriptVersion>();

    public DbSet<CodebookVersion> Codebooks => Set<CodebookVersion>();

    public DbSet<InterviewCoding> Codings => Set<InterviewCoding>();

    public DbSet<Excerpt> Excerpts => Set<Excerpt>();

    public DbSet<CoderExposureDay> ExposureDays => Set<CoderExposureDay>();

    public DbSet<ConsensusUnit> Consensus => Set<ConsensusUnit>();

    public DbSet<CellSynthesis> Syntheses => Set<CellSynthesis>();

    public DbSet<Reconciliation> Reconciliations => Set<Reconciliation>();

    public DbSet<ReliabilityRun> ReliabilityRuns => Set<ReliabilityRun>();

    public DbSet<DisclosurePolicyVersion> DisclosurePolicies => Set<DisclosurePolicyVersion>();

    public DbSet<Release> Releases => Set<Release>();

    public DbSet<ReleasePopulation> ReleasePopulations => Set<ReleasePopulation>();

    /// <summary>The options that the app, the tests and the design project all share.</summary>
    public static DbContextOptionsBuilder<TraumaDbContext> Configure(DbContextOptionsBuilder<TraumaDbContext> builder, NpgsqlDataSource? dataSource)
    {
        builder.UseApplicationServiceProvider(IdentitySchema);
        return dataSource is null
            ? builder.UseNpgsql(Migrations)
            : builder.UseNpgsql(dataSource, Migrations);
    }

    /// <summary>Records that evidence was read or an export made; stored with the next save.</summary>
    public void RecordAccess(string action, string entity, string entityId, object? details = null) =>
        AuditEvents.Add(AuditEvent.Access(action, entity, entityId, details, Session));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        AccountConfiguration.Configure(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TraumaDbContext).Assembly);
        TextSearch.Register(builder);
        AddFilters(builder);
        StorageConventions.Apply(builder);
    }

    private static void Migrations(Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.MigrationsHistoryTable("schema_migration", "app");

    private void AddFilters(ModelBuilder builder)
    {
        foreach (var type in builder.Model.GetEntityTypes().Select(t => t.ClrType).Distinct().ToList())
        {
            if (typeof(IGroupScoped).IsAssignableFrom(type))
                Invoke(nameof(FilterByGroup), type, builder);
            else if (typeof(IOrganizationScoped).IsAssignableFrom(type))
                Invoke(nameof(FilterByOrganization), type, builder);
            if (typeof(ICoderScoped).IsAssignableFrom(type))
                Invoke(nameof(FilterByCoder), type, builder);
        }

        builder.Entity<InterventionGroup>().HasQueryFilter(
            OrganizationFilter, g => !IsLimited || VisibleOrganizations.Contains(g.OrganizationId) || PartnerGroups.Contains(g.Id));
        builder.Entity<Organization>().HasQueryFilter(OrganizationFilter, o => !IsLimited || VisibleOrganizations.Contains(o.Id));
        builder.Entity<Person>().HasQueryFilter(
            OrganizationFilter,
            p => !IsLimited || p.CreatedBy == CurrentUser || p.Affiliations.Any(a => VisibleOrganizations.Contains(a.OrganizationId)));
        builder.Entity<Interview>().HasQueryFilter(CoderFilter, i => !IsCoder || AssignedInterviews.Contains(i.Id));
        builder.Entity<TranscriptVersion>().HasQueryFilter(CoderFilter, v => !IsCoder || (v.State == TranscriptState.Released && AssignedInterviews.Contains(v.InterviewId)));
        builder.Entity<CellSynthesis>().HasQueryFilter(
            WithdrawnFilter, s => !HidesWithdrawn || s.InterviewId == null || !WithdrawnInterviews.Contains(s.InterviewId.Value));
        builder.Entity<ConsensusUnit>().HasQueryFilter(CoderFilter, c => !IsCoder || SubmittedByAll.Contains(c.InterviewId));
        builder.Entity<Reconciliation>().HasQueryFilter(CoderFilter, r => !IsCoder || SubmittedByAll.Contains(r.InterviewId));
        builder.Entity<ReliabilityRun>().HasQueryFilter(CoderFilter, r => !IsCoder || SubmittedByAll.Contains(r.InterviewId));
    }

    private void Invoke(string method, Type type, ModelBuilder builder) =>
        GetType().GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
            .MakeGenericMethod(type).Invoke(this, [builder]);

    private void FilterByOrganization<T>(ModelBuilder builder)
        where T : class, IOrganizationScoped =>
        builder.Entity<T>().HasQueryFilter(OrganizationFilter, e => !IsLimited || VisibleOrganizations.Contains(e.OrganizationId));

    private void FilterByGroup<T>(ModelBuilder builder)
        where T : class, IGroupScoped =>
        builder.Entity<T>().HasQueryFilter(OrganizationFilter, e => !IsLimited || VisibleOrganizations.Contains(e.OrganizationId) || PartnerGroups.Contains(e.GroupId));

    private void FilterByCoder<T>(ModelBuilder builder)
        where T : class, ICoderScoped =>
        builder.Entity<T>().HasQueryFilter(CoderFilter, e => !IsCoder || (AssignedInterviews.Contains(e.InterviewId) && (e.CoderId == CurrentUser || SubmittedByAll.Contains(e.InterviewId))));
}
