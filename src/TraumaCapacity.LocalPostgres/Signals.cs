using System.Globalization;
using System.Runtime.InteropServices;

namespace TraumaCapacity.LocalPostgres;

/// <summary>Makes every polite way of ending the launcher end the server too.</summary>
internal static class Signals
{
    private const int Terminate = 15;

    private static readonly (PosixSignal Signal, int Number)[] Ending =
        [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, Terminate)];

    /// <summary>Before a host is there to listen, a signal would end the process and leave a half-started server: cancel instead.</summary>
    public static IDisposable CancelDuringStart(CancellationTokenSource start) => On(Ending, _ =>
    {
        try
        {
            start.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The start ended in this very moment; the next signal meets the host.
        }
    });

    /// <summary>
    /// In a plain program the system's answer to these signals is to end it on the spot. Instead it exits, which runs what
    /// is to be run at exit. The exit code is the customary one.
    /// </summary>
    public static IDisposable ExitOnAny() => On(Ending, number => Environment.Exit(128 + number));

    /// <summary>
    /// A .NET host listens to the other three, but not to the SIGHUP of a closed terminal; as SIGTERM it goes the same
    /// orderly way.
    /// </summary>
    public static IDisposable TreatHangupAsTermination() => OperatingSystem.IsWindows()
        ? On([], _ => { })
        : On(Ending.Where(ending => ending.Signal == PosixSignal.SIGHUP), _ => _ = Kill(Environment.ProcessId, Terminate));

    private static Registrations On(IEnumerable<(PosixSignal Signal, int Number)> signals, Action<int> action)
    {
        var ignored = IgnoredSignals();
        return new Registrations(
        [
            .. signals
                .Where(ending => (ignored >> (ending.Number - 1) & 1) == 0)
                .Select(ending => PosixSignalRegistration.Create(ending.Signal, context =>
                {
                    context.Cancel = true;
                    action(ending.Number);
                })),
        ]);
    }

    /// <summary>A process started with nohup, or in the background of a script, is meant to go on ignoring these.</summary>
    private static ulong IgnoredSignals()
    {
        const string Field = "SigIgn:";
        if (!OperatingSystem.IsLinux()) return 0;
        var mask = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return mask is null ? 0 : ulong.Parse(mask.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    private sealed class Registrations(IReadOnlyList<PosixSignalRegistration> registrations) : IDisposable
    {
        public void Dispose()
        {
            foreach (var registration in registrations) registration.Dispose();
        }
    }
}
