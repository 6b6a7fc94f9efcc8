using System.Globalization;
using System.Runtime.InteropServices;

namespace TraumaCapacity.LocalPostgres;

/// <summary>Makes every way of ending the launcher politely end the server too.</summary>
internal static class Signals
{
    private static readonly PosixSignal[] Ending = [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>Before a host is there to listen, a signal would end the process and leave a half-started server: cancel instead.</summary>
    public static IDisposable CancelDuringStart(CancellationTokenSource start) => new Registrations(
        [.. Ending.Where(signal => signal != PosixSignal.SIGHUP || !HangupIsIgnored())
            .Select(signal => PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                try
                {
                    start.Cancel();
                }
                catch (ObjectDisposedException)
                {
                    // The start ended in this very moment; the next signal meets the host.
                }
            }))]);

    /// <summary>
    /// A closed terminal sends SIGHUP, which the .NET host does not handle and which would end the process on the spot. As
    /// SIGTERM it goes the orderly way. Started with nohup, the process goes on ignoring it.
    /// </summary>
    public static IDisposable? TreatHangupAsTermination() => OperatingSystem.IsWindows() || HangupIsIgnored()
        ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            _ = Kill(Environment.ProcessId, Terminate);
        });

    private const int Terminate = 15;

    private static bool HangupIsIgnored()
    {
        const string Field = "SigIgn:";
        if (!OperatingSystem.IsLinux()) return false;
        var mask = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return mask is not null && (ulong.Parse(mask.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 1) == 1;
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
