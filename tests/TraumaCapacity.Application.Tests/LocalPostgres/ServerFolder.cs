using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TraumaCapacity.LocalPostgres;

namespace TraumaCapacity.Application.Tests.LocalPostgres;

/// <summary>A data folder of a test's own, with what the tests do to the servers in it. Whatever is left running is ended with it.</summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    private readonly string _outer;

    /// <param name="below">The data folder's path below a new temporary folder.</param>
    public ServerFolder(string below = "data-folder")
    {
        // Not in a folder of root's: the server's account must be able to enter.
        _outer = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "tc-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(_outer);
        DataDirectory = Path.Combine(_outer, below);
    }

    public string Outer => _outer;

    public string DataDirectory { get; }

    public string Cluster => Path.Combine(DataDirectory, "data");

    public string PidFile => Path.Combine(Cluster, "postmaster.pid");

    public LocalPostgresOptions Options(string? binDirectory = null) => new() { DataDirectory = DataDirectory, BinDirectory = binDirectory };

    public Task<LocalPostgresServer> StartAsync(string? binDirectory = null, Action<string>? progress = null) =>
        LocalPostgresServer.StartAsync(Options(binDirectory), progress, TestContext.Current.CancellationToken);

    public async Task<LocalPostgresException> RefusalAsync(string? binDirectory = null)
    {
        var start = async () => await (await StartAsync(binDirectory)).DisposeAsync();
        return (await start.Should().ThrowAsync<LocalPostgresException>()).Which;
    }

    /// <summary>A table with one row, in place before something is broken.</summary>
    public static Task WriteAsync(LocalPostgresServer server) => WriteAsync(server.OwnerConnectionString(LocalPostgresServer.MaintenanceDatabase));

    public static async Task WriteAsync(string connectionString) =>
        await QueryAsync(connectionString, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (42); SELECT 1");

    public static async Task ShouldHaveKeptAsync(LocalPostgresServer server) =>
        (await QueryAsync(server.OwnerConnectionString(LocalPostgresServer.MaintenanceDatabase), "SELECT id FROM kept")).Should().Be(42);

    public static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    /// <summary>Whether a process runs; one that is dead and not collected by its parent does not.</summary>
    public static bool Runs(int processId) => State(processId) is { } state && state != 'Z';

    public static char? State(int processId)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(20))
        {
            if (condition()) return;
        }

        Assert.Fail($"Waited 30 s in vain until {what}.");
    }

    /// <summary>A line of /proc/PID/status, without its name.</summary>
    public static string Status(int processId, string field) =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status"))
            .First(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim();

    public static string OwnerId(string path) => Output("stat", "-c", "%u", path);

    public static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Cluster) && File.Exists(PidFile))
        {
            await LocalPostgresServer.StopAbandonedAsync(Options(), CancellationToken.None);
        }

        Output("chmod", "-R", "u+rwX", _outer);
        Directory.Delete(_outer, recursive: true);
    }
}
