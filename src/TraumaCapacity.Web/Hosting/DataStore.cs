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
        var folder = start.DataFolder ?? configuration["Data:Folder"] ?? Path.GetFullPath(".data");
        if ((start.Connection ?? configuration.GetConnectionString("TraumaCapacity")) is { Length: > 0 } given)
            return new DataStore(given, folder, null);
        try
        {
            var server = await LocalPostgresServer.StartAsync(
                new LocalPostgresOptions { DataDirectory = folder, BinDirectory = configuration["Data:PostgresPrograms"] },
                line => Console.WriteLine(line),
                CancellationToken.None);
            var login = new ApplicationLogin(ApplicationLogin.DefaultName, server.ReadOrCreateSecret("application-login"));
            try
            {
                await DatabaseMigrator.MigrateAsync(server.OwnerConnectionString(DatabaseName), login, CancellationToken.None);
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }

            var connection = new DbConnectionStringBuilder { ConnectionString = server.ConnectionString(DatabaseName, login.Name, login.Password) };
            // The server takes 100 connections; some are left for a person with psql and for backups.
            connection["Maximum Pool Size"] = 80.ToString(CultureInfo.InvariantCulture);
            return new DataStore(connection.ConnectionString, server.DataDirectory, server);
        }
        catch (LocalPostgresException e)
        {
            await Console.Error.WriteLineAsync(ConsoleTexts.Find($"Postgres.{e.Problem}", [.. e.Values]) ?? e.Message);
            return null;
        }
    }

    /// <summary>Stops the embedded server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
