using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static System.FormattableString;

namespace TraumaCapacity.LocalPostgres;

/// <summary>
/// What a server writes about itself in <c>postmaster.pid</c>, and whether that is still true: after a kill the file
/// stays, and its process id may by then belong to anything, or to a dead process that nobody collects.
/// </summary>
internal sealed record Postmaster(string ClusterDirectory, int ProcessId, string StartedAt, int Port, string SocketDirectory, string Status)
{
    private const string FileName = "postmaster.pid";

    public static string PathIn(string clusterDirectory) => Path.Combine(clusterDirectory, FileName);

    /// <summary>Reads the file; null when there is none or it is not (yet) whole.</summary>
    public static Postmaster? Read(string clusterDirectory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(clusterDirectory));
        }
        catch (IOException)
        {
            return null;
        }

        if (lines.Length < 3 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)) return null;
        _ = int.TryParse(lines.ElementAtOrDefault(3), CultureInfo.InvariantCulture, out var port);
        return new Postmaster(
            clusterDirectory,
            Math.Abs(processId),
            lines[2],
            port,
            lines.ElementAtOrDefault(4)?.Trim() ?? "",
            lines.ElementAtOrDefault(7)?.Trim() ?? "");
    }

    /// <summary>Whether some process, dead but uncollected ones included, has the id in the file.</summary>
    public bool ProcessIdIsTaken => OperatingSystem.IsLinux() ? Directory.Exists(Invariant($"/proc/{ProcessId}")) : IsAlive(ProcessId, anyName: true);

    /// <summary>Whether the process with that id is this server, and not another that got its number.</summary>
    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux()) return WorksHere(ProcessId);
        if (!IsAlive(ProcessId, anyName: false)) return false;
        if (OperatingSystem.IsWindows()) return true;
        var folder = await ProgramRun.RunAsync(["lsof", "-a", "-p", ProcessId.ToString(CultureInfo.InvariantCulture), "-d", "cwd", "-Fn"], "/", cancellationToken).ConfigureAwait(false);
        return folder.Output.Contains(ClusterDirectory, StringComparison.Ordinal);
    }

    /// <summary>Waits for the process itself, which removes its file a moment before it ends.</summary>
    public async Task WaitForEndAsync(TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < patience && IsServerProcess(ProcessId))
            await Task.Delay(20).ConfigureAwait(false);
    }

    /// <summary>The processes that still work in this cluster; after a kill of the server itself its workers take a moment to notice.</summary>
    public IReadOnlyList<int> Workers() => OperatingSystem.IsLinux()
        ? [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && WorksHere(id))]
        : [];

    /// <summary>Whether the server takes connections where it says it listens.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (Port == 0 || !Status.StartsWith("ready", StringComparison.Ordinal)) return false;
        EndPoint address = SocketDirectory.Length > 0
            ? new UnixDomainSocketEndPoint(SocketFolder.SocketIn(SocketDirectory, Port))
            : new IPEndPoint(IPAddress.Loopback, Port);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// On Linux a server process is known by its name and by the file it has in its own working folder. That the
    /// process sees the same file, and not that two paths look alike, is what decides: links and moves do not mislead.
    /// </summary>
    private bool WorksHere(int processId)
    {
        try
        {
            if (File.ReadAllText(Invariant($"/proc/{processId}/comm")).Trim() != "postgres") return false;
            return Read(Invariant($"/proc/{processId}/cwd")) is { } seen && seen.ProcessId == ProcessId && seen.StartedAt == StartedAt;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Without its file, which may be gone: by its name, and not as a dead one that nobody collects.
    private static bool IsServerProcess(int processId)
    {
        if (!OperatingSystem.IsLinux()) return IsAlive(processId, anyName: false);
        try
        {
            var stat = File.ReadAllText(Invariant($"/proc/{processId}/stat"));
            return stat.Contains("(postgres)", StringComparison.Ordinal) && !stat.Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsAlive(int processId, bool anyName)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && (anyName || process.ProcessName.Contains("postgres", StringComparison.OrdinalIgnoreCase));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
