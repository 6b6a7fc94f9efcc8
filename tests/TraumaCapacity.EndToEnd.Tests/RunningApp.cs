using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TraumaCapacity.EndToEnd.Tests;

/// <summary>The application as a person starts it: a process of its own, over a data folder of its own.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    // The demonstration is filled once; whoever asks for it gets a copy.
    private static readonly Lazy<Task<string>> Filled = new(FillAsync);

    private readonly string[] options;
    private Process? process;

    private RunningApp(string data, int port, string[] options)
    {
        DataFolder = data;
        Address = $"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}";
        Port = port;
        this.options = options;
    }

    /// <summary>Where a browser finds it.</summary>
    public string Address { get; }

    public string DataFolder { get; }

    /// <summary>What it printed since it was started last.</summary>
    public string Printed { get; private set; } = "";

    private int Port { get; }

    /// <summary>Starts it with <c>--empty</c> over an empty folder, or with <c>--demo</c> over the demonstration.</summary>
    public static async Task<RunningApp> StartAsync(params string[] options)
    {
        var app = Over(options);
        try
        {
            if (options is ["--demo"])
                (await RunAsync("cp", "-a", await Filled.Value, app.DataFolder)).Should().Be(0);
            await app.StartAgainAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>One over an empty folder that is not started yet.</summary>
    public static RunningApp Over(params string[] options)
    {
        var folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "tc-e2e-" + Guid.NewGuid().ToString("N")[..8]);
        return new RunningApp(folder, FreePort(), options);
    }

    /// <summary>Starts the process and does not wait.</summary>
    public void Begin()
    {
        var start = new ProcessStartInfo("dotnet", [WebProgram(), .. options, "--data", DataFolder, "--port", Port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LANG"] = "en_CA.UTF-8";
        Printed = "";
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Printed += line.Data + "\n";
        process.ErrorDataReceived += (_, line) => Printed += line.Data + "\n";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until something holds of the process that was begun; what cannot be asked yet does not hold yet.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < LongestStart)
        {
            try
            {
                if (await holds())
                    return;
            }
            catch (Exception notYet) when (notYet is IOException or System.Data.Common.DbException)
            {
                // The server, or the table, is not there yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("What was waited for did not come:\n" + Printed);
    }

    /// <summary>Starts the process again over the same folder and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        Begin();
        await ReadyAsync();
    }

    /// <summary>Kills the process as a power cut would, and starts it again.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Kills the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Kills the database server under the application, and waits until the application has started it again.</summary>
    public async Task KillDatabaseAsync()
    {
        var killed = DatabaseServer() ?? throw new InvalidOperationException("There is no database server.");
        using (var server = Process.GetProcessById(killed))
            server.Kill();
        var waiting = Stopwatch.StartNew();
        while (DatabaseServer() is not { } now || now == killed)
        {
            if (waiting.Elapsed > LongestStart)
                throw new TimeoutException("The database server was not started again:\n" + Printed);
            await Task.Delay(50);
        }

        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Delete(DataFolder);
    }

    /// <summary>The folder of the repository.</summary>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TraumaCapacity.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from the repository's build output.");
    }

    private static async Task<string> FillAsync()
    {
        var app = Over("--demo");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(app.DataFolder);
        try
        {
            await app.StartAgainAsync();
            return app.DataFolder;
        }
        finally
        {
            await app.StopAsync();
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(program, arguments);
        await run.WaitForExitAsync();
        return run.ExitCode;
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private async Task StopAsync()
    {
        if (process is { HasExited: false })
        {
            // SIGTERM: the embedded server is stopped with it.
            _ = await RunAsync("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process?.Dispose();
        process = null;
    }

    private int? DatabaseServer()
    {
        try
        {
            // Made a moment before it is written.
            return int.TryParse(File.ReadLines(Path.Combine(DataFolder, "data", "postmaster.pid")).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            // Between two servers.
            return null;
        }
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < LongestStart)
        {
            if (process!.HasExited)
                throw new InvalidOperationException("The application ended before it was ready:\n" + Printed);
            try
            {
                if ((await client.GetAsync(new Uri(Address + "/health/ready"))).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The application was not ready in time:\n" + Printed);
    }

    // The build output of the Web project, in the configuration that these tests were built in.
    private static string WebProgram()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Repository(), "src", "TraumaCapacity.Web", "bin", configuration, "net10.0", "TraumaCapacity.Web.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
