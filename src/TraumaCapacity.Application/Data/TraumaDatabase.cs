using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Data;

/// <summary>The one place where contexts are made. A context lives for one operation, on behalf of one actor, in one
/// area; its connection stays open for as long, because the row policies read settings of the connection.</summary>
public sealed class TraumaDatabase
{
    private readonly DbContextOptions<TraumaDbContext> options;

    /// <summary>Works on the data source's database with contexts that audit what they write.</summary>
    public TraumaDatabase(NpgsqlDataSource dataSource, TimeProvider clock)
    {
        DataSource = dataSource;
        Clock = clock;
        options = TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), dataSource)
            .AddInterceptors(new SessionInterceptor(), new AuditInterceptor(clock))
            .Options;
    }

    /// <summary>Whether the database answers and has every migration of this build.</summary>
    public Task<bool> IsCurrentAsync(CancellationToken cancellationToken) => DatabaseMigrator.IsCurrentAsync(DataSource, cancellationToken);

    internal NpgsqlDataSource DataSource { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Opens a context for one operation.</summary>
    /// <exception cref="OutsideOwnAreaException">The actor has no role in the area.</exception>
    internal async Task<TraumaDbContext> OpenAsync(Actor actor, DataArea area, CancellationToken cancellationToken)
    {
        if (DatabaseRoles.For(actor, area) is not { } role)
        {
            await RecordDeniedAsync(actor, area, cancellationToken);
            throw new OutsideOwnAreaException(area);
        }

        var session = new DatabaseSession
        {
            DatabaseRole = role,
            UserId = actor.UserId,
            RequestId = actor.RequestId,
            Organizations = [.. actor.Organizations],
        };
        var context = new TraumaDbContext(options, session);
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken);
            if (session.HidesWithdrawn)
                await LoadInterviewsAsync(context, session, cancellationToken);
            if (session.IsLimitedToOrganizations)
                await LoadPartnerGroupsAsync(context, session, cancellationToken);
            return context;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    /// <summary>A context for sign-in and accounts, under a database role that reaches nothing else.</summary>
    /// <param name="user">The person themselves, where they are known.</param>
    internal TraumaDbContext CreateForAccounts(UserId? user = null, string? requestId = null) =>
        new(options, new DatabaseSession { DatabaseRole = DatabaseRoles.Accounts, UserId = user, RequestId = requestId });

    /// <summary>A context for the work that the system does by itself, under a database role that reaches nothing else.</summary>
    internal TraumaDbContext CreateForHousekeeping() => new(options, new DatabaseSession { DatabaseRole = DatabaseRoles.Housekeeping });

    private async Task RecordDeniedAsync(Actor actor, DataArea area, CancellationToken cancellationToken)
    {
        await using var context = CreateForAccounts(actor.UserId, actor.RequestId);
        context.RecordAccess(AuditActions.Denied, "area", area.ToString());
        await context.SaveChangesAsync(cancellationToken);
    }

    private static async Task LoadInterviewsAsync(TraumaDbContext context, DatabaseSession session, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using var command = new NpgsqlCommand(
            session.IsCoder
                ? "select evidence.withdrawn_interviews(), evidence.my_interviews(), evidence.my_submitted_interviews()"
                : "select evidence.withdrawn_interviews()",
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        session.Withdrawn = await InterviewsAsync(reader, 0, cancellationToken);
        if (!session.IsCoder)
            return;
        session.AssignedInterviews = await InterviewsAsync(reader, 1, cancellationToken);
        session.SubmittedByAll = await InterviewsAsync(reader, 2, cancellationToken);
    }

    private static async Task<InterviewId[]> InterviewsAsync(NpgsqlDataReader reader, int column, CancellationToken cancellationToken) =>
        Array.ConvertAll(await reader.GetFieldValueAsync<Guid[]>(column, cancellationToken), InterviewId.From);

    private static async Task LoadPartnerGroupsAsync(TraumaDbContext context, DatabaseSession session, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using var command = new NpgsqlCommand("select programme.my_partner_groups()", connection);
        session.PartnerGroups = Array.ConvertAll((Guid[])(await command.ExecuteScalarAsync(cancellationToken))!, GroupId.From);
    }
}
