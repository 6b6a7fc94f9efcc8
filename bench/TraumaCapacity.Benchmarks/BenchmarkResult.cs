using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TraumaCapacity.Benchmarks;

/// <summary>What to measure.</summary>
internal sealed record BenchmarkRequest(IReadOnlyList<string> Names, string Size)
{
    private static readonly string[] Known = ["import"];

    /// <summary>Reads the command line; <c>null</c> where it asks for something that there is not.</summary>
    public static BenchmarkRequest? Read(string[] args)
    {
        var (names, size) = (new List<string>(), "small");
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--size" && i + 1 < args.Length)
                size = args[++i];
            else
                names.Add(args[i]);
        }

        return size is "small" or "full" && names.TrueForAll(Known.Contains) ? new BenchmarkRequest(names.Count == 0 ? Known : names, size) : null;
    }
}

/// <summary>One measurement beside its baseline from the same run.</summary>
/// <param name="Ours">In <paramref name="Unit"/>.</param>
/// <param name="Baseline">Likewise; <c>null</c> where the goal is absolute.</param>
/// <param name="Ratio">Ours by baseline.</param>
/// <param name="Goal">In words.</param>
internal sealed record BenchmarkResult(
    [property: JsonPropertyName("case")] string Case,
    [property: JsonPropertyName("size")] int Size,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("ours")] double Ours,
    [property: JsonPropertyName("baseline")] double? Baseline,
    [property: JsonPropertyName("ratio")] double? Ratio,
    [property: JsonPropertyName("goal")] string Goal,
    [property: JsonPropertyName("met")] bool Met)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static void Print(IReadOnlyList<BenchmarkResult> results)
    {
        Console.WriteLine();
        Console.WriteLine($"{"case",-44}{"size",12}{"ours",14}{"baseline",14}{"ratio",8}  unit     goal");
        foreach (var r in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Case,-44}{r.Size,12:N0}{r.Ours,14:N0}{r.Baseline,14:N0}{r.Ratio,8:0.00}  {r.Unit,-8} {r.Goal}: {(r.Met ? "met" : "NOT MET")}"));
        }
    }

    public static async Task WriteAsync(string name, IReadOnlyList<BenchmarkResult> results)
    {
        var folder = Path.Combine(Root(), "bench", "results");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), JsonSerializer.Serialize(results, Readable) + "\n");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TraumaCapacity.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks do not run below the solution's folder.");
    }
}
