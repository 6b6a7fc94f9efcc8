using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>The organizations of an initiative in one cell (4.3 Level 4): a distribution in which each organization counts
/// once. There is no mean, and an organization without a rating is counted as such, never at zero (INV-29).</summary>
public sealed record NationalCellSummary
{
    /// <summary>Fewest rated organizations for which a median is given.</summary>
    public const int MinimumForMedian = 8;

    private readonly int[] counts;

    private NationalCellSummary(ReadOnlySpan<int> counts, int missing, int insufficient, int mixed)
    {
        this.counts = counts.ToArray();
        MissingCount = missing;
        InsufficientCount = insufficient;
        MixedCount = mixed;
    }

    /// <summary>k: organizations with a rating.</summary>
    public int RatedCount => counts.Sum();

    /// <summary>N: all organizations.</summary>
    public int OrganizationCount => RatedCount + MissingCount + InsufficientCount;

    /// <summary>Organizations in which the cell was not discussed.</summary>
    public int MissingCount { get; }

    /// <summary>Organizations with evidence that could not be rated.</summary>
    public int InsufficientCount { get; }

    /// <summary>Rated organizations whose evidence is mixed.</summary>
    public int MixedCount { get; }

    /// <summary>Organizations at +1 or +2.</summary>
    public int BetterCount => CountAt(1) + CountAt(2);

    /// <summary>Organizations at +2.</summary>
    public int ClearlyBetterCount => CountAt(2);

    /// <summary>Organizations at 0: nothing changed, or changes that balance out.</summary>
    public int UnchangedCount => CountAt(0);

    /// <summary>Organizations at -1 or -2.</summary>
    public int WorseCount => CountAt(-1) + CountAt(-2);

    /// <summary>Organizations at -2.</summary>
    public int ClearlyWorseCount => CountAt(-2);

    /// <summary>Whether any organization was rated. Where none was there is no evidence, which is not a zero.</summary>
    public bool HasEvidence => RatedCount > 0;

    /// <summary>The middle of the rated organizations and their range; <c>null</c> below <see cref="MinimumForMedian"/>.</summary>
    public MedianWithRange? Median => RatedCount < MinimumForMedian
        ? null
        : new MedianWithRange((ValueAt((RatedCount - 1) / 2) + ValueAt(RatedCount / 2)) / 2m, ValueAt(0), ValueAt(RatedCount - 1));

    /// <summary>Summarizes the organizations' values, one an organization.</summary>
    public static NationalCellSummary Of(IEnumerable<CellValue> organizations)
    {
        ArgumentNullException.ThrowIfNull(organizations);
        var counts = new int[5];
        var (missing, insufficient, mixed) = (0, 0, 0);
        foreach (var organization in organizations)
        {
            switch (organization)
            {
                case CellValue.Rated rated:
                    counts[rated.Value - ChangeScale.Lowest]++;
                    mixed += rated.IsMixed ? 1 : 0;
                    break;
                case CellValue.InsufficientEvidence:
                    insufficient++;
                    break;
                default:
                    missing++;
                    break;
            }
        }

        return new NationalCellSummary(counts, missing, insufficient, mixed);
    }

    /// <summary>The same from counts that were kept.</summary>
    /// <param name="countsByPoint">Organizations at -2, -1, 0, +1 and +2.</param>
    /// <param name="missing">Organizations in which the cell was not discussed.</param>
    /// <param name="insufficient">Organizations with evidence that could not be rated.</param>
    /// <param name="mixed">Rated organizations whose evidence is mixed; no more than were rated.</param>
    public static NationalCellSummary FromCounts(ReadOnlySpan<int> countsByPoint, int missing, int insufficient, int mixed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(countsByPoint.Length, ChangeScale.Points.Count, nameof(countsByPoint));
        ArgumentOutOfRangeException.ThrowIfNegative(missing);
        ArgumentOutOfRangeException.ThrowIfNegative(insufficient);
        ArgumentOutOfRangeException.ThrowIfNegative(mixed);
        var rated = 0;
        foreach (var count in countsByPoint)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(countsByPoint));
            rated += count;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(mixed, rated);
        return new NationalCellSummary(countsByPoint, missing, insufficient, mixed);
    }

    /// <summary>Organizations at a point, -2 to +2.</summary>
    public int CountAt(int point) => counts[ChangeScale.Require(point) - ChangeScale.Lowest];

    /// <inheritdoc />
    public bool Equals(NationalCellSummary? other) =>
        other is not null
        && counts.AsSpan().SequenceEqual(other.counts)
        && (MissingCount, InsufficientCount, MixedCount) == (other.MissingCount, other.InsufficientCount, other.MixedCount);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(counts[0], counts[1], counts[2], counts[3], counts[4], MissingCount, InsufficientCount, MixedCount);

    // The value at a rank, from 0, in ascending order.
    private int ValueAt(int rank)
    {
        var point = ChangeScale.Lowest;
        while (rank >= CountAt(point))
        {
            rank -= CountAt(point);
            point++;
        }

        return point;
    }
}

/// <summary>A median, and what lies around it.</summary>
/// <param name="Median">-2 to +2 in halves: between two points where the middle falls between them.</param>
/// <param name="Lowest">Smallest value, -2 to +2.</param>
/// <param name="Highest">Largest value, -2 to +2.</param>
public sealed record MedianWithRange(decimal Median, int Lowest, int Highest);
