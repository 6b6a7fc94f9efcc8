using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TraumaCapacity.Application.Dashboards;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Drafts;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Data.Seeding;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Application.Training;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application;

/// <summary>Registers what the application can do.</summary>
public static class ApplicationServices
{
    /// <summary>Adds the services of every feature, over the database that the application's login connects to.</summary>
    /// <param name="connectionString">Connects as the application's login, never as the owner.</param>
    public static IServiceCollection AddTraumaCapacity(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddSingleton<TraumaDatabase>();
        services.AddSingleton<DraftService>();
        services.AddSingleton<InterviewService>();
        services.AddSingleton<TranscriptService>();
        services.AddSingleton<DeidentificationService>();
        services.AddSingleton<ReconcileService>();
        services.AddSingleton<SynthesisService>();
        services.AddSingleton<DashboardService>();
        services.AddSingleton<ReleaseService>();
        services.AddSingleton<PublishedReleaseService>();
        services.AddSingleton<CodingService>();
        services.AddSingleton<CodebookService>();
        services.AddSingleton<GroupService>();
        services.AddSingleton<SessionService>();
        services.AddSingleton<ChecklistService>();
        services.AddSingleton<CalendarService>();
        services.AddSingleton<SlotKeeping>();
        services.AddSingleton<IPasswordHasher<UserAccount>, PasswordHasher<UserAccount>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<OneTimeLinkService>();
        services.AddSingleton<AuditService>();
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<DemoData>();
        services.AddSingleton<OrganizationService>();
        services.AddSingleton<PersonService>();
        services.AddSingleton<PersonDirectoryService>();
        services.AddSingleton<PersonMergeService>();
        services.AddSingleton<ImportService>();
        services.AddSingleton<ListExportService>();
        services.AddSingleton<TrainingProgramService>();
        services.AddSingleton<CohortService>();
        services.AddSingleton<CertificationService>();
        return services;
    }

    /// <summary>Stores accounts in the application's database.</summary>
    /// <param name="who">Who is signed in, for the audit; <c>null</c> before sign-in.</param>
    public static IdentityBuilder AddAccountStore(this IdentityBuilder identity, Func<IServiceProvider, Actor?> who)
    {
        identity.Services.AddScoped(provider =>
        {
            var actor = who(provider);
            return provider.GetRequiredService<TraumaDatabase>().CreateForAccounts(actor?.UserId, actor?.RequestId);
        });
        identity.Services.AddScoped<IUserStore<UserAccount>, AccountStore>();
        return identity;
    }
}
