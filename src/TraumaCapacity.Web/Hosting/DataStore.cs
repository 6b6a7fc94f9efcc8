using System.Data.Common;
using System.Globalization;
using TraumaCapacity.Application.Data;
using TraumaCapacity.LocalPostgres;

namespace TraumaCapacity.Web.Hosting;

/// <summary>The database this process works on: a private server of its own in a folder, or one that it was given.</summary>
public sealed class DataStore : IAsyncDisposable
{
    /// <summary>The exit code where the database could not be had.</summary>
    public const int NotAvailable = 3;

    private const string DatabaseName = "traumacapacity";
    private readonly LocalPostgresServer? server;

    private DataStore(string connectionString, string folder, LocalPostgresServer? server) =>
        (ConnectionString, Folder, this.server) = (connectionString, folder, server);

    /// <summary>Connects as the application's login.</summary>
    public string ConnectionString { get; }

    /// <summary>Holds keys and logs, and the embedded server's data.</summary>
    public string Folder { get; }

    /// <summary>Whether the database is a private server of this process.</summary>
    public bool IsEmbedded => server is not null;

    /// <summary>The folder of the keys that cookies and forms are sealed with; nobody else may look into it.</summary>
    public DirectoryInfo KeyFolder()
    {
        var path = Path.Combine(Folder, "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Opens the database that was asked for; the embedded one is made and migrated on the way.</summary>
    /// <returns><c>null</c> after the reason was written to the console.</returns>
    public static async Task<DataStore?> OpenAsync(StartOptions start, IConfiguration configuration)
    {
        if ((start.Connection ?? configuration.GetConnectionString("TraumaCapacity")) is { Length: > 0 } given)
            return new DataStore(given, FolderOf(start, configuration), null);
        if (await StartServerAsync(start, configuration) is not { } server)
            return null;
        try
        {
            var login = LoginOf(server);
            var owner = server.OwnerConnectionString(DatabaseName);
            await DatabaseMigrator.MigrateAsync(owner, login, CancellationToken.None);
            if (start is { Verb: StartVerb.Serve, Demo: not false } && await DatabaseMigrator.RemoveUnfinishedDemoAsync(owner, login, CancellationToken.None))
                Console.WriteLine(ConsoleTexts.Say("DemoBegunAnew"));
            var connection = new DbConnectionStringBuilder { ConnectionString = server.ConnectionString(DatabaseName, login.Name, login.Password) };
            // The server takes 100 connections; some are left for a person with psql and for backups.
            connection["Maximum Pool Size"] = 80.ToString(CultureInfo.InvariantCulture);
            return new DataStore(connection.ConnectionString, server.DataDirectory, server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Works on the embedded database as its owner, while nothing else does.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> WorkAsOwnerAsync(StartOptions start, IConfiguration configuration, Func<string, ApplicationLogin, Task<int>> work)
    {
        if (await StartServerAsync(start, configuration) is not { } server)
            return NotAvailable;
        await using (server)
            return await work(server.OwnerConnectionString(DatabaseName), LoginOf(server));
    }

    /// <summary>From the moment the host listens to signals, the embedded server leaves them to it.</summary>
    public void LeaveSignalsTo(IHostApplicationLifetime host) => host.ApplicationStarted.Register(() => server?.LeaveSignalsToHost());

    /// <summary>Stops the embedded server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    private static ApplicationLogin LoginOf(LocalPostgresServer server) =>
        new(ApplicationLogin.DefaultName, server.ReadOrCreateSecret("application-login"));

    private static string FolderOf(StartOptions start, IConfiguration configuration) =>
        Path.GetFullPath(start.DataFolder ?? configuration["Data:Folder"] ?? ".data");

    private static async Task<LocalPostgresServer?> StartServerAsync(StartOptions start, IConfiguration configuration)
    {
        try
        {
            return await LocalPostgresServer.StartAsync(
                new LocalPostgresOptions { DataDirectory = FolderOf(start, configuration), BinDirectory = configuration["Data:PostgresPrograms"] },
                Console.WriteLine,
                CancellationToken.None);
        }
        catch (LocalPostgresException e)
        {
            await Console.Error.WriteLineAsync(ConsoleTexts.Find($"Postgres.{e.Problem}", [.. e.Values]) ?? e.Message);
            return null;
        }
        catch (OperationCanceledException)
        {
            // Told to stop before it was up.
            return null;
        }
    }
}
