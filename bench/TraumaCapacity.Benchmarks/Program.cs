using TraumaCapacity.Benchmarks;
using TraumaCapacity.Benchmarks.Import;

// A measurement of memory needs a process that did nothing else before.
if (args is [ImportWorker.Verb, .. var job])
    return await ImportWorker.RunAsync(job);

if (BenchmarkRequest.Read(args) is not { } request)
{
    Console.Error.WriteLine("Usage: bench/run [NAME...] [--size small|full]   Names: import");
    return 2;
}

foreach (var name in request.Names)
{
    Console.WriteLine($"== {name}, {request.Size}");
    var results = name switch
    {
        "import" => await ImportBenchmark.RunAsync(request.Size == "full", CancellationToken.None),
        _ => throw new InvalidOperationException("Read() knows the names."),
    };
    BenchmarkResult.Print(results);
    await BenchmarkResult.WriteAsync(name, results);
}

return 0;
