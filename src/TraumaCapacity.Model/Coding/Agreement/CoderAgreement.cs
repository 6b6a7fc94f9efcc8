namespace TraumaCapacity.Model.Coding.Agreement;

/// <summary>Computes agreement between coders (4.5), always to be taken on the values before reconciliation. Time and
/// memory grow linearly with the units.</summary>
public static class CoderAgreement
{
    /// <summary>Under this number of units a coefficient says less than the table itself, which is then shown instead.</summary>
    public const int MinimumUnits = 20;

    /// <summary>Resamples for an interval.</summary>
    public const int Resamples = 2000;

    /// <summary>One measure, without an interval.</summary>
    public static AgreementResult Measure(AgreementTable table, AgreementStatistic statistic)
    {
        ArgumentNullException.ThrowIfNull(table);
        var patterns = table.Patterns();
        return Result(statistic, table, Coefficient.Prepare(statistic, table, patterns).Estimate(Counts(patterns)));
    }

    /// <summary>Several measures, each with a 95 % interval from the same resamples of units.</summary>
    /// <param name="table">The coders' values.</param>
    /// <param name="seed">Seed of the resamples; stored with the result.</param>
    /// <param name="statistics">The measures, in the order of the answer.</param>
    public static IReadOnlyList<AgreementResult> MeasureWithIntervals(AgreementTable table, long seed, params ReadOnlySpan<AgreementStatistic> statistics)
    {
        ArgumentNullException.ThrowIfNull(table);
        var patterns = table.Patterns();
        var counts = Counts(patterns);
        var coefficients = new Coefficient[statistics.Length];
        var results = new AgreementResult[statistics.Length];
        var resampled = new List<double>[statistics.Length];
        for (var i = 0; i < statistics.Length; i++)
        {
            coefficients[i] = Coefficient.Prepare(statistics[i], table, patterns);
            results[i] = Result(statistics[i], table, coefficients[i].Estimate(counts));
            resampled[i] = new List<double>(Resamples);
        }

        var resampler = new UnitResampler(counts, seed);
        var resample = new int[counts.Length];
        for (var draw = 0; draw < Resamples && table.UnitCount > 0; draw++)
        {
            resampler.Draw(resample);
            for (var i = 0; i < coefficients.Length; i++)
            {
                if (results[i].Value is not null && coefficients[i].Estimate(resample).Value is { } value)
                {
                    resampled[i].Add(value);
                }
            }
        }

        for (var i = 0; i < results.Length; i++)
        {
            results[i] = results[i] with { Interval = Interval(resampled[i], seed) };
        }

        return results;
    }

    private static int[] Counts(RowPattern[] patterns) => [.. patterns.Select(pattern => pattern.Count)];

    private static AgreementResult Result(AgreementStatistic statistic, AgreementTable table, Estimate estimate) =>
        new(statistic, estimate.Value, estimate.Undefined, table.PairableUnitCount);

    private static AgreementInterval? Interval(List<double> values, long seed)
    {
        if (values.Count < Resamples - (Resamples / 20))
        {
            return null;
        }

        values.Sort();
        return new AgreementInterval(Quantile(values, 0.025), Quantile(values, 0.975), Resamples, seed);
    }

    // Linear between order statistics (Hyndman and Fan's type 7).
    private static double Quantile(List<double> sorted, double share)
    {
        var rank = share * (sorted.Count - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
