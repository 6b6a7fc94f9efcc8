using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Benchmarks.Import;

/// <summary>What one import took.</summary>
/// <param name="Megabytes">By which the process grew, at its highest.</param>
internal sealed record ImportMeasure(int Stored, double Seconds, double UploadSeconds, double Megabytes);

/// <summary>Imports one file in a process of its own and says what it took.</summary>
internal static class ImportWorker
{
    public const string Verb = "import-worker";
    public const string ConnectionVariable = "TRAUMACAPACITY_BENCH_CONNECTION";

    public static async Task<int> RunAsync(string[] args)
    {
        await using var dataSource = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(ConnectionVariable)!);
        var service = new ImportService(new TraumaDatabase(dataSource, TimeProvider.System), TimeProvider.System);
        var actor = new Actor { UserId = UserId.New(), Roles = new HashSet<Role> { Role.Coordinator }, AllOrganizations = true };

        // The model and the connection are there before the person comes.
        using (var nothing = new MemoryStream("Cohort,E-mail,Date,Hours\nnone,none,none,none"u8.ToArray()))
        {
            var warm = await service.UploadAsync(actor, ImportKind.Attendance, "warm.csv", nothing, null, CancellationToken.None);
            _ = await service.CheckAsync(actor, warm.Value, null, null, CancellationToken.None);
        }

        var before = Settled();
        var watch = Stopwatch.StartNew();
        await using var file = File.OpenRead(args[0]);
        var uploaded = await service.UploadAsync(actor, ImportKind.Attendance, Path.GetFileName(args[0]), file, null, CancellationToken.None);
        var upload = watch.Elapsed.TotalSeconds;
        using var done = new CancellationTokenSource();
        var highest = HighestAsync(done.Token);
        watch.Restart();
        var report = await service.ImportAsync(actor, uploaded.Value, null, null, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        await done.CancelAsync();
        var stored = report.Value.Stored ? report.Value.Created : 0;
        Console.WriteLine(JsonSerializer.Serialize(new ImportMeasure(stored, seconds, upload, (await highest - before) / 1048576.0)));
        return 0;
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return WorkingSet();
    }

    private static long WorkingSet()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static async Task<long> HighestAsync(CancellationToken until)
    {
        var highest = WorkingSet();
        while (!until.IsCancellationRequested)
        {
            highest = Math.Max(highest, WorkingSet());
            await Task.Delay(50, CancellationToken.None);
        }

        return highest;
    }
}
