using System.Globalization;
using TraumaCapacity.LocalPostgres;

// Usage: Launcher DATA_DIRECTORY. Starts the server, says where, and stays until it is told to end:
// by a line on standard input (disposes), by SIGTERM or SIGHUP (the process exits), or by SIGKILL (nothing is tidied).
try
{
    var server = await LocalPostgresServer.StartAsync(
        new LocalPostgresOptions { DataDirectory = args[0], ForTests = true },
        message => Console.Error.WriteLine(message),
        CancellationToken.None);
    Console.WriteLine($"adopted {server.Adopted}");
    Console.WriteLine($"server {server.ProcessId.ToString(CultureInfo.InvariantCulture)}");
    Console.WriteLine($"connect {server.OwnerConnectionString(LocalPostgresServer.MaintenanceDatabase)}");
    Console.WriteLine("ready");
    if (await Console.In.ReadLineAsync() is null) await Task.Delay(Timeout.Infinite);
    await server.DisposeAsync();
    return 0;
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
