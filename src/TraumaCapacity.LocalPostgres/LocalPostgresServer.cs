using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static System.FormattableString;

namespace TraumaCapacity.LocalPostgres;

/// <summary>
/// A private PostgreSQL server for one data folder. It is made on the first start, taken over when an earlier launcher
/// was killed and left it running, started again when it is killed itself, and stopped when this object is disposed or
/// the process ends. It listens on a Unix socket only its own account can open (on Windows: on the loopback address),
/// and asks for a random password.
/// </summary>
public sealed class LocalPostgresServer : IAsyncDisposable
{
    /// <summary>The database that every server has, to connect to while creating others.</summary>
    public const string MaintenanceDatabase = "postgres";

    /// <summary>The login that owns the server and may do everything in it.</summary>
    public const string Owner = "postgres";

    private const string OwnerSecret = "database-owner";
    private const long LogSizeToRotate = 10_000_000;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    /// <summary>Long: after a kill the server first replays what was committed.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WorkerPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly DataFolder _folder;
    private readonly ServerAccount _account;
    private readonly PostgresPrograms _programs;
    private readonly LocalPostgresOptions _options;
    private readonly Action<string> _progress;
    private readonly CancellationTokenSource _stopWatching = new();
    private readonly EventHandler _stopAtExit;
    private readonly Lazy<Task> _stopping;
    private Task _watching = Task.CompletedTask;
    private IDisposable? _signals;
    private Postmaster? _postmaster;
    private string? _shortSocketDirectory;

    private LocalPostgresServer(DataFolder folder, ServerAccount account, PostgresPrograms programs, LocalPostgresOptions options, Action<string>? progress)
    {
        (_folder, _account, _programs, _options) = (folder, account, programs, options);
        _progress = progress ?? (_ => { });
        _stopping = new Lazy<Task>(StopAllAsync);
        _stopAtExit = (_, _) => _stopping.Value.GetAwaiter().GetResult();
    }

    /// <summary>Whether the server was found running and taken over, rather than started.</summary>
    public bool Adopted { get; private set; }

    /// <summary>The full path of the folder that holds everything of this server.</summary>
    public string DataDirectory => _folder.Root;

    /// <summary>The process id of the running server; it changes when the server had to be started again.</summary>
    public int ProcessId => (_postmaster ?? throw new InvalidOperationException("The server is not running.")).ProcessId;

    /// <summary>The major version of the server.</summary>
    public int MajorVersion => _programs.Major;

    /// <summary>Starts or takes over the server of a data folder, and returns when it takes connections.</summary>
    /// <param name="options">Where the data is, and what for.</param>
    /// <param name="progress">Told in plain English what is going on, for a console or a log; never told a secret.</param>
    /// <param name="cancellationToken">Gives up, and stops what was begun. A termination signal does the same.</param>
    /// <exception cref="LocalPostgresException">The server cannot be had; the exception says why and what to do.</exception>
    public static async Task<LocalPostgresServer> StartAsync(LocalPostgresOptions options, Action<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = Signals.CancelDuringStart(interrupted);
        var folder = DataFolder.Open(options.DataDirectory);
        LocalPostgresServer? server = null;
        try
        {
            var account = await ServerAccount.ChooseAsync(folder.Root, folder.ClusterDirectory, interrupted.Token).ConfigureAwait(false);
            var programs = await PostgresPrograms.FindAsync(options.BinDirectory, folder.ClusterMajor(), folder.Root, account, interrupted.Token).ConfigureAwait(false);
            server = new LocalPostgresServer(folder, account, programs, options, progress);
            await server.PrepareFoldersAsync(interrupted.Token).ConfigureAwait(false);
            await server.BringUpAsync(interrupted.Token).ConfigureAwait(false);
            server.LookAfter();
            return server;
        }
        catch
        {
            if (server is not null) await server.StopServerAsync().ConfigureAwait(false);
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops a server whose launcher was killed, without starting anything.</summary>
    /// <returns>False when a launcher holds the folder; true when nothing of the server is left running.</returns>
    public static async Task<bool> StopAbandonedAsync(LocalPostgresOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        DataFolder folder;
        try
        {
            folder = DataFolder.Open(options.DataDirectory);
        }
        catch (LocalPostgresException e) when (e.Problem == LocalPostgresProblem.AlreadyRunning)
        {
            return false;
        }

        using (folder)
        {
            if (folder.ClusterMajor() is not { } major) return true;
            var account = await ServerAccount.ChooseAsync(folder.Root, folder.ClusterDirectory, cancellationToken).ConfigureAwait(false);
            var programs = await PostgresPrograms.FindAsync(options.BinDirectory, major, folder.Root, account, cancellationToken).ConfigureAwait(false);
            var server = new LocalPostgresServer(folder, account, programs, options, progress: null);
            await server.StopServerAsync().ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>The text of a connection string for the owner's login, with everything in it escaped. It holds the password.</summary>
    /// <param name="database">The database to connect to; <see cref="MaintenanceDatabase"/> always exists.</param>
    public string OwnerConnectionString(string database) =>
        ConnectionString(database, Owner, _folder.ReadOrCreateSecret(OwnerSecret));

    /// <summary>The text of a connection string for another login of this server.</summary>
    public string ConnectionString(string database, string login, string password)
    {
        var postmaster = _postmaster ?? throw new InvalidOperationException("The server is not running.");
        return new DbConnectionStringBuilder
        {
            ["Host"] = postmaster.SocketDirectory.Length > 0 ? postmaster.SocketDirectory : IPAddress.Loopback.ToString(),
            ["Port"] = postmaster.Port,
            ["Database"] = database,
            ["Username"] = login,
            ["Password"] = password,
            // Said outright, because the driver would otherwise take them from PG* variables of the environment.
            ["SSL Mode"] = "Disable",
            ["Timezone"] = "UTC",
        }.ConnectionString;
    }

    /// <summary>
    /// A random password kept in the data folder, in a file that only its owner can read: 64 hexadecimal digits, the same
    /// at every start.
    /// </summary>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    public string ReadOrCreateSecret(string name) => _folder.ReadOrCreateSecret(name);

    /// <summary>
    /// To be called once a .NET host listens to signals. Until then SIGTERM, SIGINT, SIGQUIT and SIGHUP make the process exit,
    /// and the server with it. From then on the host is trusted to stop, and its program to dispose this server; only
    /// SIGHUP, which hosts overlook, is passed on to it as SIGTERM.
    /// </summary>
    public void LeaveSignalsToHost()
    {
        var until = _signals;
        _signals = Signals.TreatHangupAsTermination();
        until?.Dispose();
    }

    /// <summary>Stops the server (open connections are cut, transactions under way are undone) and releases the folder.</summary>
    public async ValueTask DisposeAsync() => await _stopping.Value.ConfigureAwait(false);

    private async Task PrepareFoldersAsync(CancellationToken cancellationToken)
    {
        if (!_account.IsSomeoneElse) return;
        _folder.LetPass();
        await LeaveToOwnerAsync(cancellationToken).ConfigureAwait(false);
        await _account.OwnAsync([_folder.RunDirectory, _folder.LogDirectory], cancellationToken).ConfigureAwait(false);
        if (await _account.CanAsync("-w", _folder.RunDirectory, cancellationToken).ConfigureAwait(false)) return;
        var barring = _folder.Root;
        for (var above = Directory.GetParent(_folder.Root); above is not null; above = above.Parent)
        {
            if (!await _account.CanAsync("-x", above.FullName, cancellationToken).ConfigureAwait(false)) barring = above.FullName;
        }

        throw new LocalPostgresException(
            LocalPostgresProblem.DataFolderNotReachable,
            $"PostgreSQL does not run as root, so it runs as {_account.Name}, who may not enter {barring}. Choose a data folder outside it with --data (for example /var/lib/traumacapacity), or start as an ordinary user.",
            [_folder.Root, _account.Name, barring]);
    }

    /// <summary>A start with sudo on a person's own data leaves no file of root's that would shut the person out later.</summary>
    private async Task LeaveToOwnerAsync(CancellationToken cancellationToken)
    {
        if (await _account.OwnsAsync(_folder.Root, cancellationToken).ConfigureAwait(false))
            await _account.OwnAsync(_folder.LauncherFiles, cancellationToken).ConfigureAwait(false);
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        if (await TryAdoptAsync(cancellationToken).ConfigureAwait(false)) return;
        await ClearRemainsAsync(cancellationToken).ConfigureAwait(false);
        if (!Directory.Exists(_folder.ClusterDirectory)) await CreateClusterAsync(cancellationToken).ConfigureAwait(false);
        else if (!File.Exists(_folder.SecretPath(OwnerSecret))) throw PasswordMissing();
        await StartServerAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes over a server that a killed launcher left behind; one that is going down, or cannot be reached, is seen to its end.</summary>
    private async Task<bool> TryAdoptAsync(CancellationToken cancellationToken)
    {
        if (Postmaster.Read(_folder.ClusterDirectory) is not { } found || !await found.IsRunningAsync(cancellationToken).ConfigureAwait(false)) return false;
        if (!File.Exists(_folder.SecretPath(OwnerSecret))) throw PasswordMissing();
        if (await AwaitReadyAsync(cancellationToken).ConfigureAwait(false) is { } ready)
        {
            _progress(Invariant($"Taking over the database server that is already running (process {ready.ProcessId})."));
            Use(ready);
            Adopted = true;
            return true;
        }

        await StopServerAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>Waits while the server says it is starting. Null when it ended, is ending, or says ready and does not answer.</summary>
    private async Task<Postmaster?> AwaitReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        while (!patience.IsCancellationRequested)
        {
            if (Postmaster.Read(_folder.ClusterDirectory) is not { } now || !await now.IsRunningAsync(cancellationToken).ConfigureAwait(false)) return null;
            if (await now.AnswersAsync(cancellationToken).ConfigureAwait(false)) return now;
            if (now.Status.StartsWith("ready", StringComparison.Ordinal) || now.Status.StartsWith("stopping", StringComparison.Ordinal)) return null;
            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    /// <summary>Removes what a killed server left that would keep a new one from starting.</summary>
    private async Task ClearRemainsAsync(CancellationToken cancellationToken)
    {
        if (Postmaster.Read(_folder.ClusterDirectory) is not { } remains) return;
        var until = DateTime.UtcNow + WorkerPatience;
        while (remains.Workers() is { Count: > 0 } workers)
        {
            if (DateTime.UtcNow > until)
            {
                var ids = string.Join(", ", workers.Select(id => id.ToString(CultureInfo.InvariantCulture)));
                throw new LocalPostgresException(
                    LocalPostgresProblem.DataFolderInUse,
                    $"Processes of an earlier database server still use the data in {_folder.Root} ({ids}). End them, then start again.",
                    [_folder.Root, ids]);
            }

            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }

        // With an id that is taken, PostgreSQL would believe its predecessor alive. Otherwise the file is left to it:
        // it uses it to check for shared memory that is still attached.
        if (remains.ProcessIdIsTaken) File.Delete(Postmaster.PathIn(_folder.ClusterDirectory));
        // A short socket folder of its own is kept through a restart, because connection strings name it.
        if (remains.SocketDirectory.Length > 0 && remains.SocketDirectory != _shortSocketDirectory) SocketFolder.Discard(remains.SocketDirectory);
    }

    /// <summary>Makes the cluster beside its place and moves it there whole, so that a cut-off attempt is never taken for one.</summary>
    private async Task CreateClusterAsync(CancellationToken cancellationToken)
    {
        _progress(Invariant($"Creating a PostgreSQL {MajorVersion} database server in {_folder.Root}."));
        var newCluster = _folder.MakeNewCluster();
        var newClusterDirectory = Path.Combine(_folder.Root, newCluster);
        var passwordFile = Path.Combine(_folder.RunDirectory, "password");
        try
        {
            DataFolder.WritePrivately(passwordFile, _folder.ReadOrCreateSecret(OwnerSecret));
            await _account.OwnAsync([newClusterDirectory, passwordFile], cancellationToken).ConfigureAwait(false);
            var made = await RunAsync(
                _programs.InitDb,
                [
                    "-D", newCluster, "-U", Owner, "--pwfile", "run/password", "--auth", "scram-sha-256", "--encoding", "UTF8",
                    "--locale", OperatingSystem.IsLinux() ? "C.UTF-8" : "C", _options.ForTests ? "--no-sync" : "--data-checksums",
                ],
                cancellationToken).ConfigureAwait(false);
            if (!made.Succeeded)
            {
                throw new LocalPostgresException(
                    LocalPostgresProblem.NotCreated,
                    $"A new PostgreSQL database could not be created in {_folder.Root}: {Reason(made.Output)}",
                    [_folder.Root],
                    made.Output);
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(newClusterDirectory, _folder.ClusterDirectory);
    }

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        RotateLog();
        var logged = File.Exists(_folder.LogFile) ? new FileInfo(_folder.LogFile).Length : 0;
        var listen = await ListenSettingsAsync(cancellationToken).ConfigureAwait(false);
        var settings = string.Join(' ', listen.Concat(Settings()).Select(setting => "-c " + setting));
        // Folders are named relative to the working folder: pg_ctl pastes names into a shell's command line.
        // Not waiting (-W): readiness is watched here, where recovery may take its time. Until the server has said where it
        // is, the start is not cancelled, because a server that is not known cannot be stopped.
        var begun = await RunAsync(_programs.PgCtl, ["start", "-W", "-s", "-D", DataFolder.Cluster, "-l", DataFolder.Log, "-o", settings], CancellationToken.None).ConfigureAwait(false);
        if (begun.Succeeded) await AwaitFirstSignAsync(logged).ConfigureAwait(false);
        if (begun.Succeeded && await AwaitReadyAsync(cancellationToken).ConfigureAwait(false) is { } ready)
        {
            Use(ready);
            return;
        }

        var said = begun.Output + TextSince(_folder.LogFile, logged);
        throw new LocalPostgresException(
            LocalPostgresProblem.DidNotStart,
            $"The PostgreSQL server for {_folder.Root} did not start: {Reason(said)} Its log is {_folder.LogFile}.",
            [_folder.Root, _folder.LogFile],
            said);
    }

    /// <summary>A server just begun has not written its file yet; one that cannot start says so in the log and never will.</summary>
    private async Task AwaitFirstSignAsync(long logged)
    {
        var until = DateTime.UtcNow + StopPatience;
        while (DateTime.UtcNow < until)
        {
            if (Postmaster.Read(_folder.ClusterDirectory) is { } sign && await sign.IsRunningAsync(CancellationToken.None).ConfigureAwait(false)) return;
            if (TextSince(_folder.LogFile, logged).Contains("FATAL:", StringComparison.Ordinal)) return;
            await Task.Delay(10).ConfigureAwait(false);
        }
    }

    private async Task<string[]> ListenSettingsAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            using var probe = new TcpListener(IPAddress.Loopback, _postmaster?.Port ?? 0);
            probe.Start();
            return ["listen_addresses=127.0.0.1", Invariant($"port={((IPEndPoint)probe.LocalEndpoint).Port}")];
        }

        var folder = _shortSocketDirectory ?? SocketFolder.Choose(_folder.RunDirectory);
        if (folder != _folder.RunDirectory)
        {
            DataFolder.MakePrivate(folder);
            await _account.OwnAsync([folder], cancellationToken).ConfigureAwait(false);
            _shortSocketDirectory = folder;
        }

        SocketFolder.Clear(folder);
        return ["listen_addresses=", Invariant($"port={SocketFolder.Port}"), "unix_socket_directories=" + folder, "unix_socket_permissions=0700"];
    }

    /// <summary>
    /// Given at every start, so that a newer version of this program also governs older data. Errors of statements are
    /// not logged by the server: they can quote the data, and the app reports them by code.
    /// </summary>
    private IEnumerable<string> Settings() =>
    [
        "log_min_messages=log", "log_min_error_statement=panic", "log_statement=none", "logging_collector=off", "log_destination=stderr",
        "timezone=UTC", "password_encryption=scram-sha-256", "wal_level=replica", "max_connections=" + (_options.ForTests ? "300" : "100"),
        .. _options.ForTests
            ? (string[])["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off"]
            : ["fsync=on", "synchronous_commit=on", "full_page_writes=on"],
    ];

    private void Use(Postmaster ready)
    {
        _postmaster = ready;
        if (ready.SocketDirectory.Length > 0 && ready.SocketDirectory != _folder.RunDirectory) _shortSocketDirectory = ready.SocketDirectory;
    }

    private void LookAfter()
    {
        AppDomain.CurrentDomain.ProcessExit += _stopAtExit;
        _signals = Signals.ExitOnAny();
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Starts the server again when it dies under a living app, in the same place, so that connection strings stay true.</summary>
    private async Task WatchAsync()
    {
        var wait = WatchInterval;
        while (true)
        {
            try
            {
                await Task.Delay(wait, _stopWatching.Token).ConfigureAwait(false);
                if (await _postmaster!.IsRunningAsync(_stopWatching.Token).ConfigureAwait(false))
                {
                    wait = WatchInterval;
                    continue;
                }

                _progress("The database server ended unexpectedly; starting it again.");
                await BringUpAsync(_stopWatching.Token).ConfigureAwait(false);
                wait = WatchInterval;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                _progress(e.Message);
                wait = wait * 2 < LongestRetry ? wait * 2 : LongestRetry;
            }
        }
    }

    private async Task StopAllAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _stopAtExit;
        await _stopWatching.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        await StopServerAsync().ConfigureAwait(false);
        await LeaveToOwnerAsync(CancellationToken.None).ConfigureAwait(false);
        _signals?.Dispose();
        _stopWatching.Dispose();
        _folder.Dispose();
    }

    private async Task StopServerAsync()
    {
        foreach (var mode in (string[])["fast", "immediate"])
        {
            if (Postmaster.Read(_folder.ClusterDirectory) is not { } found || !await found.IsRunningAsync(CancellationToken.None).ConfigureAwait(false)) break;
            var patience = ((int)StopPatience.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await RunAsync(_programs.PgCtl, ["stop", "-s", "-w", "-t", patience, "-m", mode, "-D", DataFolder.Cluster], CancellationToken.None).ConfigureAwait(false);
            await found.WaitForEndAsync(EndPatience).ConfigureAwait(false);
        }

        if (_shortSocketDirectory is { } folder) SocketFolder.Discard(folder);
    }

    private Task<ProgramRun.Outcome> RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        ProgramRun.RunAsync(_account.Command(program, arguments), _folder.Root, cancellationToken);

    private void RotateLog()
    {
        if (File.Exists(_folder.LogFile) && new FileInfo(_folder.LogFile).Length > LogSizeToRotate)
            File.Move(_folder.LogFile, _folder.LogFile + ".1", overwrite: true);
    }

    private static string TextSince(string path, long position)
    {
        if (!File.Exists(path)) return "";
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Min(position, stream.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The line that says why: the last one that speaks of an error, else the last.</summary>
    private static string Reason(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("error:", StringComparison.OrdinalIgnoreCase))
            ?? lines.LastOrDefault()
            ?? "no reason was given.";
    }

    private LocalPostgresException PasswordMissing() => new(
        LocalPostgresProblem.PasswordMissing,
        $"The database in {_folder.Root} has a password, but the file {_folder.SecretPath(OwnerSecret)} that held it is gone. Put it back from a backup of the folder.",
        [_folder.SecretPath(OwnerSecret)]);
}
