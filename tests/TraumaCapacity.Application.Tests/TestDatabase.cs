using System.Runtime.CompilerServices;
using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Tests;

namespace TraumaCapacity.Application.Tests;

/// <summary>A migrated database for a class of tests, seen as the application sees it. Tests in it work in organizations
/// of their own, so that they need no cleaning up.</summary>
public sealed partial class TestDatabase(TestPostgres server) : IAsyncLifetime
{
    internal static readonly ApplicationLogin Login = new(ApplicationLogin.DefaultName, "for-tests-only");

    private NpgsqlDataSource? application;
    private NpgsqlDataSource? owner;

    /// <summary>The database through the application's door.</summary>
    public TraumaDatabase Database { get; private set; } = null!;

    /// <summary>Stands at noon UTC of 15 April 2026 until a test moves it.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>The database as its owner sees it: for looking behind the walls, and for trying to break a rule by SQL.</summary>
    public NpgsqlDataSource Owner => owner!;

    /// <summary>The application's login, before it switches to any role.</summary>
    public NpgsqlDataSource Application => application!;

    /// <summary>How the owner connects, password included.</summary>
    public string OwnerConnectionString { get; private set; } = "";

    /// <summary>Someone with the roles; a coordinator of every organization unless some are named.</summary>
    public static Actor Someone(params Role[] roles) => new()
    {
        UserId = UserId.New(),
        Roles = roles.ToHashSet(),
        AllOrganizations = roles.Contains(Role.Coordinator),
    };

    /// <summary>A coordinator who was granted just these organizations.</summary>
    public static Actor CoordinatorOf(params OrganizationId[] organizations) => new()
    {
        UserId = UserId.New(),
        Roles = new HashSet<Role> { Role.Coordinator },
        Organizations = organizations,
    };

    public async ValueTask InitializeAsync()
    {
        var connection = await server.CreateDatabaseAsync();
        OwnerConnectionString = connection;
        owner = NpgsqlDataSource.Create(connection);
        application = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
        {
            Username = Login.Name,
            Password = Login.Password,
        });
        Database = new TraumaDatabase(application, Clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
            await application.DisposeAsync();
        if (owner is not null)
            await owner.DisposeAsync();
    }

    /// <summary>Runs SQL as a database role, without the application, and returns the first value.</summary>
    public async Task<object?> RunAsAsync(string role, string sql, Actor? actor = null)
    {
        await using var connection = await application!.OpenConnectionAsync();
        await using (var become = new NpgsqlCommand(
            $"set role {role}; set app.user_id = '{actor?.UserId.ToString() ?? ""}'; set app.organizations = '{string.Join(',', actor?.Organizations ?? [])}'",
            connection))
            await become.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Runs SQL as the owner and returns the first value.</summary>
    public async Task<object?> RunAsOwnerAsync(string sql)
    {
        await using var command = owner!.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    [ModuleInitializer]
    internal static void MigrateTheTemplate() =>
        TestPostgres.FillTemplateAsync = connection => DatabaseMigrator.MigrateAsync(connection, Login, CancellationToken.None);
}

/// <summary>A clock that a test sets.</summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>The moment it is.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The day it is, in UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Now;
}
