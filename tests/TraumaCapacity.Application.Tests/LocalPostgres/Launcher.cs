using System.Diagnostics;
using System.Globalization;

namespace TraumaCapacity.Application.Tests.LocalPostgres;

/// <summary>Another process that starts a server on a data folder, to be killed or signalled.</summary>
internal sealed class Launcher : IDisposable
{
    private readonly Process _process;
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);

    private Launcher(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public int ServerProcessId => int.Parse(_said["server"], CultureInfo.InvariantCulture);

    public string ConnectionString => _said["connect"];

    public bool Adopted => bool.Parse(_said["adopted"]);

    /// <summary>The name of the problem it met, or null.</summary>
    public string? Problem => _said.GetValueOrDefault("problem");

    public bool WasCancelled => _said.ContainsKey("cancelled");

    public static Launcher Begin(ServerFolder folder, bool hosted = false, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TraumaCapacity.LocalPostgres.Launcher.dll"), folder.DataDirectory, hosted ? "hosted" : "plain"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new Launcher(process);
    }

    /// <summary>Begins one and waits until its server is ready, or it has said why not.</summary>
    public static async Task<Launcher> StartAsync(ServerFolder folder, bool hosted = false, params (string Name, string Value)[] environment)
    {
        var launcher = Begin(folder, hosted, environment);
        await launcher.ListenAsync();
        return launcher;
    }

    public async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == "ready") return;
            var words = line.Split(' ', 2);
            _said[words[0]] = words.ElementAtOrDefault(1) ?? "";
        }
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Signal(string name) => ServerFolder.Output("kill", "-" + name, ProcessId.ToString(CultureInfo.InvariantCulture));

    public Task ExitAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
