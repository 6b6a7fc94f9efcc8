namespace TraumaCapacity.Application.Data;

/// <summary>One page of a list, and how many rows the whole list has.</summary>
public sealed record Slice<T>(IReadOnlyList<T> Rows, int Total);

/// <summary>Which page of a list.</summary>
/// <param name="Skip">Rows before it, 0 or more.</param>
/// <param name="Take">Rows on it; beyond 200 it is 200.</param>
public readonly record struct SliceRequest(int Skip = 0, int Take = 25)
{
    /// <summary>The most rows a page has.</summary>
    public const int Most = 200;

    /// <summary>The whole list, for a file of it.</summary>
    public static SliceRequest Everything => new() { IsEverything = true };

    private bool IsEverything { get; init; }

    internal int From => Math.Max(Skip, 0);

    internal int Size => IsEverything ? int.MaxValue : Math.Clamp(Take, 1, Most);
}
