using System.Globalization;
using System.Runtime.InteropServices;
using TraumaCapacity.LocalPostgres;

// Usage: Launcher DATA_DIRECTORY plain|hosted. Starts the server, says where, and stays until it is signalled or killed.
// "hosted" listens to the signals that a .NET host listens to, and disposes the server as a host's program does.
try
{
    var hosted = args[1] == "hosted";
    var stopped = new TaskCompletionSource();
    await using var server = await LocalPostgresServer.StartAsync(
        new LocalPostgresOptions { DataDirectory = args[0] },
        Console.Error.WriteLine,
        CancellationToken.None);
    PosixSignalRegistration[] heard = hosted
        ? [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Stop))]
        : [];
    if (hosted) server.LeaveSignalsToHost();
    Console.WriteLine($"adopted {server.Adopted}");
    Console.WriteLine($"server {server.ProcessId.ToString(CultureInfo.InvariantCulture)}");
    Console.WriteLine($"connect {server.OwnerConnectionString(LocalPostgresServer.MaintenanceDatabase)}");
    Console.WriteLine("ready");
    await stopped.Task;
    foreach (var registration in heard) registration.Dispose();
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stopped.TrySetResult();
    }
}
catch (LocalPostgresException e)
{
    Console.WriteLine($"problem {e.Problem}");
    return 3;
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled");
    return 4;
}
