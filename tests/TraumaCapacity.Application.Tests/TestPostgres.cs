using System.Globalization;
using Npgsql;
using TraumaCapacity.LocalPostgres;
using TraumaCapacity.Tests;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace TraumaCapacity.Tests;

/// <summary>
/// One private PostgreSQL server a test run, started when the first test asks for a database. Every database is a clone
/// of one template, made in milliseconds. Test projects share this file; each sets <see cref="FillTemplateAsync"/> from a
/// module initializer when its databases should hold more than nothing.
/// </summary>
public sealed class TestPostgres : IAsyncLifetime
{
    private const string Template = "template_for_tests";
    private const string FolderPrefix = "traumacapacity-test-";
    private const long RoomNeededInMemory = 2L << 30;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private LocalPostgresServer? _server;
    private NpgsqlDataSource? _maintenance;
    private int _databases;

    /// <summary>
    /// Fills the template once: given the owner's connection string (unpooled) of an empty database, it brings it to the
    /// state that every test starts from. It must leave no connection open.
    /// </summary>
    public static Func<string, Task> FillTemplateAsync { get; set; } = _ => Task.CompletedTask;

    /// <summary>Makes a database of its own for a test, or for a class of tests.</summary>
    /// <returns>The connection string of the server's owner for it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var server = await ServerAsync();
        var name = "test_" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template} {CloneStrategy(server)}");
        return ConnectionString(server, name);
    }

    /// <summary>The running server, for tests that are about the server rather than about data.</summary>
    public async Task<LocalPostgresServer> ServerAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _server ??= await StartAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_maintenance is not null) await _maintenance.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
            Directory.Delete(_server.DataDirectory, recursive: true);
        }

        _starting.Dispose();
    }

    private async Task<LocalPostgresServer> StartAsync()
    {
        var parent = ParentFolder();
        await RemoveAbandonedAsync(parent);
        var folder = Path.Combine(parent, FolderPrefix + Guid.NewGuid().ToString("N")[..12]);
        var server = await LocalPostgresServer.StartAsync(
            new LocalPostgresOptions { DataDirectory = folder, ForTests = true },
            progress: null,
            TestContext.Current.CancellationToken);
        try
        {
            _maintenance = NpgsqlDataSource.Create(ConnectionString(server, LocalPostgresServer.MaintenanceDatabase));
            await ExecuteAsync($"CREATE DATABASE {Template}");
            // A pooled connection would stay open, and a database that is in use cannot be cloned.
            await FillTemplateAsync(new NpgsqlConnectionStringBuilder(server.OwnerConnectionString(Template)) { Pooling = false }.ConnectionString);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _maintenance!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Idle connections are given back soon: a run makes many databases, each with a pool of its own.</summary>
    private static string ConnectionString(LocalPostgresServer server, string database) =>
        new NpgsqlConnectionStringBuilder(server.OwnerConnectionString(database))
        {
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 2,
            IncludeErrorDetail = true,
        }.ConnectionString;

    private static string CloneStrategy(LocalPostgresServer server) => server.MajorVersion >= 15 ? "STRATEGY file_copy" : "";

    /// <summary>In memory where there is room for it; a small shared memory folder, as containers have, is left alone.</summary>
    private static string ParentFolder()
    {
        const string Memory = "/dev/shm";
        return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= RoomNeededInMemory ? Memory : Path.GetTempPath();
    }

    /// <summary>Clears up after runs that were killed; a young folder may belong to a run that is just starting.</summary>
    private static async Task RemoveAbandonedAsync(string parent)
    {
        var old = DateTime.UtcNow.AddMinutes(-1);
        foreach (var folder in Directory.GetDirectories(parent, FolderPrefix + "*").Where(f => Directory.GetCreationTimeUtc(f) < old))
        {
            try
            {
                if (await LocalPostgresServer.StopAbandonedAsync(new LocalPostgresOptions { DataDirectory = folder, ForTests = true }, CancellationToken.None))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                // Another user's, or just being removed by a run beside this one.
            }
        }
    }
}
