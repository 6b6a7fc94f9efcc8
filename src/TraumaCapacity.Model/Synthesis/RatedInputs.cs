namespace TraumaCapacity.Model.Synthesis;

/// <summary>What the aggregation rules of 4.3 look at: how often each point occurs, and the marks beside it.</summary>
internal sealed class RatedInputs
{
    private readonly int[] counts = new int[5];
    private bool anyInsufficient;

    public RatedInputs(IEnumerable<CellValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (var input in inputs)
        {
            switch (input)
            {
                case CellValue.Rated rated:
                    counts[rated.Value + 2]++;
                    Count++;
                    AnyMixed |= rated.IsMixed;
                    break;
                case CellValue.InsufficientEvidence:
                    anyInsufficient = true;
                    break;
            }
        }
    }

    /// <summary>Number of rated inputs.</summary>
    public int Count { get; }

    /// <summary>Whether a rated input was itself mixed.</summary>
    public bool AnyMixed { get; }

    public bool AnyBetter => counts[3] + counts[4] > 0;

    public bool AnyWorse => counts[0] + counts[1] > 0;

    public bool BothSigns => AnyBetter && AnyWorse;

    /// <summary>Smallest rated input. There must be one.</summary>
    public int Lowest => ValueAt(0);

    /// <summary>Largest rated input. There must be one.</summary>
    public int Highest => ValueAt(Count - 1);

    /// <summary>Median of the rated inputs; between two points, the one nearer to zero. There must be an input.</summary>
    // Integer division drops the half towards zero.
    public int MedianTowardZero => (ValueAt((Count - 1) / 2) + ValueAt(Count / 2)) / 2;

    /// <summary>What is known where nothing is rated.</summary>
    public CellValue Unrated => anyInsufficient ? CellValue.Insufficient : CellValue.Missing;

    // The value at a rank, from 0, in ascending order.
    private int ValueAt(int rank)
    {
        for (var point = -2; point <= 2; point++)
        {
            rank -= counts[point + 2];
            if (rank < 0)
            {
                return point;
            }
        }

        throw new InvalidOperationException("No rated input.");
    }
}
