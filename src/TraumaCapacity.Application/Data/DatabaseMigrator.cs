using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Releases;

namespace TraumaCapacity.Application.Data;

/// <summary>Brings a database to the version of this build: schema by migrations, then roles, grants, row policies and
/// triggers by numbered SQL, which may run any number of times. Works as the owner, never as the application's login.</summary>
public static class DatabaseMigrator
{
    // Two migrators wait for one another here ("tcmigrat" as a number).
    private const long LockKey = 0x74636D6967726174;

    /// <summary>Creates the database named in the owner's connection string if there is none, migrates it, and lets the
    /// application's login in.</summary>
    /// <param name="ownerConnectionString">A role that may create databases and roles.</param>
    /// <param name="applicationLogin">Name and password of the application's login.</param>
    public static async Task MigrateAsync(string ownerConnectionString, ApplicationLogin applicationLogin, CancellationToken cancellationToken)
    {
        await EnsureDatabaseAsync(ownerConnectionString, cancellationToken);
        await using var dataSource = NpgsqlDataSource.Create(ownerConnectionString);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, "create schema if not exists app", cancellationToken);
            await using (var context = new TraumaDbContext(TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), dataSource).Options))
                await context.Database.MigrateAsync(cancellationToken);

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var (_, sql) in Scripts())
                await ExecuteAsync(connection, sql, cancellationToken);
            await LetInAsync(connection, applicationLogin, cancellationToken);
            await transaction.CommitAsync(cancellationToken);

            await using (var context = new TraumaDbContext(TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), dataSource).Options))
            {
                await CodebookService.SeedAsync(context, TimeProvider.System.GetUtcNow(), cancellationToken);
                await ReleaseService.SeedPolicyAsync(context, TimeProvider.System.GetUtcNow(), cancellationToken);
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    /// <summary>Empties a database that holds the demonstration and nothing else: it is dropped, and made again by
    /// <see cref="MigrateAsync"/>. Row by row would have to break what the database promises (an audit that only grows,
    /// releases that never change).</summary>
    /// <returns><c>false</c>, and nothing is touched, where somebody other than the demonstration's people has an account,
    /// or where there is no demonstration.</returns>
    public static async Task<bool> RemoveDemoAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        var owner = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false };
        await using (var connection = new NpgsqlConnection(owner.ConnectionString))
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                "select to_regclass('account.user_account') is not null", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                return false;
            command.CommandText = "select coalesce(bool_and(is_demo), false) from account.user_account";
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                return false;
        }

        await using var maintenance = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Database = "postgres" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken);
        await ExecuteAsync(maintenance, $"drop database {Quote(owner.Database!)} with (force)", cancellationToken);
        return true;
    }

    /// <summary>Empties a database in which the demonstration was begun and did not come to its end, and makes it again, where
    /// it holds nothing else (<see cref="RemoveDemoAsync"/>). One that is complete, or older than this rule, stays as it is.</summary>
    /// <returns>Whether it was emptied.</returns>
    public static async Task<bool> RemoveUnfinishedDemoAsync(string ownerConnectionString, ApplicationLogin applicationLogin, CancellationToken cancellationToken)
    {
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync(cancellationToken);
            await using var unfinished = new NpgsqlCommand("select exists (select from app.demo_fill where finished_at is null)", connection);
            if (await unfinished.ExecuteScalarAsync(cancellationToken) is not true)
                return false;
        }

        if (!await RemoveDemoAsync(ownerConnectionString, cancellationToken))
            return false;
        await MigrateAsync(ownerConnectionString, applicationLogin, cancellationToken);
        return true;
    }

    /// <summary>Whether the database that the application works on has every migration of this build.</summary>
    public static async Task<bool> IsCurrentAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var context = new TraumaDbContext(TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), dataSource).Options);
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        await using var command = dataSource.CreateCommand(
            "select case when to_regclass('app.schema_migration') is null then 0 else 1 end");
        if ((int)(await command.ExecuteScalarAsync(cancellationToken))! == 0)
            return false;
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        return known.IsSubsetOf(applied);
    }

    internal static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static async Task EnsureDatabaseAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(ownerConnectionString);
        var maintenance = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = @name", connection);
        exists.Parameters.AddWithValue("name", target.Database!);
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
            await ExecuteAsync(connection, $"create database {Quote(target.Database!)}", cancellationToken);
    }

    private static async Task LetInAsync(NpgsqlConnection connection, ApplicationLogin login, CancellationToken cancellationToken)
    {
        var name = Quote(login.Name);
        await using (var exists = new NpgsqlCommand("select 1 from pg_roles where rolname = @name", connection))
        {
            exists.Parameters.AddWithValue("name", login.Name);
            if (await exists.ExecuteScalarAsync(cancellationToken) is null)
                await ExecuteAsync(connection, $"create role {name} login noinherit", cancellationToken);
        }

        // NOINHERIT: without switching to one of the roles, the login reaches nothing.
        var password = login.Password.Replace("'", "''", StringComparison.Ordinal);
        await ExecuteAsync(connection, $"alter role {name} login noinherit nosuperuser nocreatedb nocreaterole password '{password}'", cancellationToken);
        await ExecuteAsync(connection, $"grant {string.Join(", ", DatabaseRoles.All)} to {name}", cancellationToken);
        await ExecuteAsync(connection, $"grant usage on schema app to {name}", cancellationToken);
        await ExecuteAsync(connection, $"grant select on app.schema_migration to {name}", cancellationToken);
    }

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>The login the application connects with; it owns nothing.</summary>
/// <param name="Name">Such as <c>traumacapacity_app</c>.</param>
/// <param name="Password">Set at every migration.</param>
public sealed record ApplicationLogin(string Name, string Password)
{
    /// <summary>Name of the login where nothing else is configured.</summary>
    public const string DefaultName = "traumacapacity_app";
}
