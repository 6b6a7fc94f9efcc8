namespace TraumaCapacity.Model.Coding.Agreement;

/// <summary>What several coders said of the same units: one row a unit, one column a coder, with gaps where a coder gave
/// no value. Takes one byte a value.</summary>
public sealed class AgreementTable
{
    /// <summary>Most points a scale may have here.</summary>
    public const int MaximumPoints = 254;

    private const byte Gap = byte.MaxValue;

    private readonly int[] points;
    private byte[] levels;

    /// <summary>An empty table.</summary>
    /// <param name="points">All points of the scale, ascending, 2 to 254 of them, also those that nobody uses: chance
    /// and distance are taken over the scale, not over what occurred.</param>
    /// <param name="coderCount">Number of coders, 2 or more.</param>
    /// <param name="expectedUnits">Units to make room for; more may be added.</param>
    public AgreementTable(IEnumerable<int> points, int coderCount, int expectedUnits = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(coderCount, 2);
        this.points = [.. points];
        if (this.points.Length is < 2 or > MaximumPoints || this.points.Zip(this.points.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException("A scale has 2 to 254 points in ascending order.", nameof(points));
        }

        CoderCount = coderCount;
        levels = new byte[Math.Max(expectedUnits, 1) * coderCount];
    }

    /// <summary>The scale's points, ascending.</summary>
    public IReadOnlyList<int> Points => points;

    /// <summary>Number of coders, which is the length of a row.</summary>
    public int CoderCount { get; }

    /// <summary>Number of units, with those that fewer than two coders gave a value.</summary>
    public int UnitCount { get; private set; }

    /// <summary>Number of units that at least two coders gave a value: the n to show beside a coefficient.</summary>
    public int PairableUnitCount { get; private set; }

    /// <summary>A table of two coders from how often each pair of values occurred.</summary>
    /// <param name="points">The scale's points, ascending.</param>
    /// <param name="counts">Rows are the first coder's points, columns the second's.</param>
    public static AgreementTable FromCounts(IReadOnlyList<int> points, int[,] counts)
    {
        var table = new AgreementTable(points, 2);
        for (var first = 0; first < points.Count; first++)
        {
            for (var second = 0; second < points.Count; second++)
            {
                for (var i = 0; i < counts[first, second]; i++)
                {
                    table.Add(points[first], points[second]);
                }
            }
        }

        return table;
    }

    /// <summary>Adds a unit.</summary>
    /// <param name="values">One value a coder, each a point of the scale; <c>null</c> where the coder gave none.</param>
    public void Add(params ReadOnlySpan<int?> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, CoderCount, nameof(values));
        var at = UnitCount * CoderCount;
        if (at + CoderCount > levels.Length)
        {
            Array.Resize(ref levels, levels.Length * 2);
        }

        var given = 0;
        for (var coder = 0; coder < values.Length; coder++)
        {
            levels[at + coder] = LevelOf(values[coder]);
            given += values[coder] is null ? 0 : 1;
        }

        UnitCount++;
        PairableUnitCount += given >= 2 ? 1 : 0;
    }

    /// <summary>How often two coders gave each pair of values, for showing where a coefficient would say too much.</summary>
    /// <param name="firstCoder">Column of the coder in the rows, from 0.</param>
    /// <param name="secondCoder">Column of the other coder, from 0.</param>
    /// <returns>A square of <see cref="Points"/>, with one further row and column for no value.</returns>
    public int[,] CrossTable(int firstCoder, int secondCoder)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firstCoder, CoderCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(secondCoder, CoderCount);
        var counts = new int[points.Length + 1, points.Length + 1];
        for (var unit = 0; unit < UnitCount; unit++)
        {
            counts[PlaceOf(unit, firstCoder), PlaceOf(unit, secondCoder)]++;
        }

        return counts;
    }

    /// <summary>The distinct rows and how often each occurs, in an order that does not depend on that of the units. All
    /// coefficients, and resampling, depend on these alone.</summary>
    internal RowPattern[] Patterns()
    {
        var counts = new Dictionary<int, int>(new RowComparer(levels, CoderCount));
        for (var unit = 0; unit < UnitCount; unit++)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, unit, out _)++;
        }

        var patterns = counts
            .Select(pair => new RowPattern([.. Row(pair.Key).ToArray().Select(level => level == Gap ? RowPattern.NoValue : level)], pair.Value))
            .ToArray();
        Array.Sort(patterns, static (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : a.Levels.AsSpan().SequenceCompareTo(b.Levels));
        return patterns;
    }

    private ReadOnlySpan<byte> Row(int unit) => levels.AsSpan(unit * CoderCount, CoderCount);

    private int PlaceOf(int unit, int coder) => levels[(unit * CoderCount) + coder] is var level and not Gap ? level : points.Length;

    private byte LevelOf(int? value)
    {
        if (value is not { } point)
        {
            return Gap;
        }

        var level = Array.BinarySearch(points, point);
        return level >= 0 ? (byte)level : throw new ArgumentOutOfRangeException(nameof(value), point, "Not a point of the scale.");
    }

    private sealed class RowComparer(byte[] levels, int coders) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => levels.AsSpan(x * coders, coders).SequenceEqual(levels.AsSpan(y * coders, coders));

        public int GetHashCode(int row)
        {
            var hash = 17;
            foreach (var level in levels.AsSpan(row * coders, coders))
            {
                hash = (hash * 257) + level;
            }

            return hash;
        }
    }
}

/// <summary>A row that occurs in an agreement table.</summary>
/// <param name="Levels">By coder, the index of the point given, or <see cref="NoValue"/>.</param>
/// <param name="Count">How many units have this row.</param>
internal sealed record RowPattern(int[] Levels, int Count)
{
    public const int NoValue = -1;

    /// <summary>How many coders gave each level.</summary>
    public int[] LevelCounts(int levelCount)
    {
        var counts = new int[levelCount];
        foreach (var level in Levels)
        {
            if (level != NoValue)
            {
                counts[level]++;
            }
        }

        return counts;
    }
}
