namespace TraumaCapacity.Model.Coding.Agreement;

/// <summary>A value, or why there is none.</summary>
internal readonly record struct Estimate(double? Value, UndefinedAgreement? Undefined)
{
    public static implicit operator Estimate(double value) => new(value, null);

    public static implicit operator Estimate(UndefinedAgreement reason) => new(null, reason);
}

/// <summary>A measure of agreement prepared for the rows of one table, to be estimated from how often each row occurs.</summary>
internal abstract class Coefficient
{
    public static Coefficient Prepare(AgreementStatistic statistic, AgreementTable table, RowPattern[] patterns)
    {
        var points = table.Points;
        return statistic switch
        {
            AgreementStatistic.PercentAgreement => new PairAgreement(patterns, points.Count),
            AgreementStatistic.AlphaNominal => new KrippendorffAlpha(patterns, points, (_, c, k) => c == k ? 0 : 1),
            AgreementStatistic.AlphaOrdinal => new KrippendorffAlpha(patterns, points, KrippendorffAlpha.OrdinalDistance),
            AgreementStatistic.AlphaInterval => new KrippendorffAlpha(patterns, points, (_, c, k) => Square(points[c] - points[k])),
            AgreementStatistic.AlphaRatio => points[0] < 0
                ? new NeverDefined(UndefinedAgreement.NegativePoints)
                : new KrippendorffAlpha(patterns, points, (_, c, k) => c == k ? 0 : Square((points[c] - points[k]) / (double)(points[c] + points[k]))),
            AgreementStatistic.GwetAc1 => new ChanceOverUnits(patterns, Weights(points, (c, k) => c == k ? 1 : 0), ChanceOverUnits.Gwet),
            AgreementStatistic.GwetAc2Linear => new ChanceOverUnits(patterns, Linear(points), ChanceOverUnits.Gwet),
            AgreementStatistic.GwetAc2Quadratic => new ChanceOverUnits(patterns, Quadratic(points), ChanceOverUnits.Gwet),
            AgreementStatistic.FleissKappa => new ChanceOverUnits(patterns, Weights(points, (c, k) => c == k ? 1 : 0), ChanceOverUnits.Fleiss),
            AgreementStatistic.CohenKappa => Cohen(table, patterns, Weights(points, (c, k) => c == k ? 1 : 0)),
            AgreementStatistic.CohenKappaLinear => Cohen(table, patterns, Linear(points)),
            AgreementStatistic.CohenKappaQuadratic => Cohen(table, patterns, Quadratic(points)),
            _ => throw new ArgumentOutOfRangeException(nameof(statistic)),
        };
    }

    /// <summary>The estimate where row i of the table occurs <paramref name="counts"/>[i] times.</summary>
    public abstract Estimate Estimate(ReadOnlySpan<int> counts);

    private static Coefficient Cohen(AgreementTable table, RowPattern[] patterns, double[,] weights) =>
        table.CoderCount == 2 ? new CohenKappa(patterns, weights) : new NeverDefined(UndefinedAgreement.NotTwoCoders);

    private static double[,] Linear(IReadOnlyList<int> points) =>
        Weights(points, (c, k) => 1 - (Math.Abs(points[c] - points[k]) / (double)(points[^1] - points[0])));

    private static double[,] Quadratic(IReadOnlyList<int> points) =>
        Weights(points, (c, k) => 1 - Square((points[c] - points[k]) / (double)(points[^1] - points[0])));

    private static double[,] Weights(IReadOnlyList<int> points, Func<int, int, double> weight)
    {
        var weights = new double[points.Count, points.Count];
        for (var c = 0; c < points.Count; c++)
        {
            for (var k = 0; k < points.Count; k++)
            {
                weights[c, k] = weight(c, k);
            }
        }

        return weights;
    }

    private static double Square(double value) => value * value;

    private sealed class NeverDefined(UndefinedAgreement reason) : Coefficient
    {
        public override Estimate Estimate(ReadOnlySpan<int> counts) => reason;
    }
}

/// <summary>Average share of agreeing pairs of coders in a unit.</summary>
internal sealed class PairAgreement : Coefficient
{
    private readonly double?[] agreement;

    public PairAgreement(RowPattern[] patterns, int levelCount) =>
        agreement = [.. patterns.Select(pattern => Of(pattern.LevelCounts(levelCount)))];

    public override Estimate Estimate(ReadOnlySpan<int> counts)
    {
        var (sum, units) = (0.0, 0L);
        for (var i = 0; i < counts.Length; i++)
        {
            if (agreement[i] is { } share)
            {
                sum += counts[i] * share;
                units += counts[i];
            }
        }

        return units == 0 ? UndefinedAgreement.NoPairableUnits : sum / units;
    }

    private static double? Of(int[] levels)
    {
        var given = levels.Sum();
        return given < 2 ? null : levels.Sum(count => (double)count * (count - 1)) / ((double)given * (given - 1));
    }
}

/// <summary>Krippendorff's alpha: 1 less observed over expected disagreement, from the matrix of coincidences in which each
/// pair of values of a unit weighs 1/(m - 1), m being the unit's number of values (Krippendorff, Computing
/// Krippendorff's Alpha-Reliability, 2011).</summary>
internal sealed class KrippendorffAlpha : Coefficient
{
    private readonly int levelCount;
    private readonly Func<double[], int, int, double> distance;
    private readonly (int Place, double Weight)[][] coincidences;
    private readonly double[] observed;
    private readonly double[] margin;

    /// <param name="patterns">The table's rows.</param>
    /// <param name="points">The scale.</param>
    /// <param name="distance">Squared distance of two levels, given how often each level occurs.</param>
    public KrippendorffAlpha(RowPattern[] patterns, IReadOnlyList<int> points, Func<double[], int, int, double> distance)
    {
        levelCount = points.Count;
        this.distance = distance;
        coincidences = [.. patterns.Select(CoincidencesOf)];
        observed = new double[levelCount * levelCount];
        margin = new double[levelCount];
    }

    /// <summary>The ordinal distance: how many values lie from one level to the other, the two ends counted half.</summary>
    public static double OrdinalDistance(double[] margin, int first, int second)
    {
        if (first == second)
        {
            return 0;
        }

        var (low, high) = first < second ? (first, second) : (second, first);
        var between = -(margin[low] + margin[high]) / 2;
        for (var level = low; level <= high; level++)
        {
            between += margin[level];
        }

        return between * between;
    }

    public override Estimate Estimate(ReadOnlySpan<int> counts)
    {
        Array.Clear(observed);
        Array.Clear(margin);
        for (var i = 0; i < counts.Length; i++)
        {
            foreach (var (place, weight) in coincidences[i])
            {
                observed[place] += counts[i] * weight;
            }
        }

        for (var place = 0; place < observed.Length; place++)
        {
            margin[place / levelCount] += observed[place];
        }

        var total = margin.Sum();
        if (total <= 0)
        {
            return UndefinedAgreement.NoPairableUnits;
        }

        var (disagreement, expected) = (0.0, 0.0);
        for (var c = 0; c < levelCount; c++)
        {
            for (var k = c + 1; k < levelCount; k++)
            {
                if (margin[c] > 0 && margin[k] > 0)
                {
                    var apart = distance(margin, c, k);
                    disagreement += observed[(c * levelCount) + k] * apart;
                    expected += margin[c] * margin[k] * apart;
                }
            }
        }

        return expected <= 0 ? UndefinedAgreement.NoVariation : 1 - ((total - 1) * disagreement / expected);
    }

    private (int Place, double Weight)[] CoincidencesOf(RowPattern pattern)
    {
        var levels = pattern.LevelCounts(levelCount);
        var given = levels.Sum();
        if (given < 2)
        {
            return [];
        }

        return
        [
            .. from c in Enumerable.Range(0, levelCount)
               from k in Enumerable.Range(0, levelCount)
               let pairs = levels[c] * (double)(levels[k] - (c == k ? 1 : 0))
               where pairs > 0
               select ((c * levelCount) + k, pairs / (given - 1)),
        ];
    }
}

/// <summary>Coefficients for any number of coders whose chance agreement comes from the share of each level averaged over
/// units: Gwet's AC1 and AC2 (Gwet, Handbook of Inter-Rater Reliability), and Fleiss' kappa. A unit with a single value
/// counts towards chance, not towards agreement, as in the R package irrCAC.</summary>
internal sealed class ChanceOverUnits : Coefficient
{
    private readonly double[,] weights;
    private readonly Func<double[], double[,], double> chance;
    private readonly double[]?[] shares;
    private readonly double?[] agreement;
    private readonly double[] average;

    public ChanceOverUnits(RowPattern[] patterns, double[,] weights, Func<double[], double[,], double> chance)
    {
        this.weights = weights;
        this.chance = chance;
        var levelCount = weights.GetLength(0);
        average = new double[levelCount];
        shares = new double[patterns.Length][];
        agreement = new double?[patterns.Length];
        for (var i = 0; i < patterns.Length; i++)
        {
            var levels = patterns[i].LevelCounts(levelCount);
            var given = levels.Sum();
            shares[i] = given == 0 ? null : [.. levels.Select(count => count / (double)given)];
            agreement[i] = given < 2 ? null : AgreementOf(levels, given);
        }
    }

    /// <summary>Gwet: sum of the weights / (q (q - 1)) * sum of pi (1 - pi), over the q points of the scale.</summary>
    public static double Gwet(double[] average, double[,] weights)
    {
        var (total, spread) = (0.0, 0.0);
        foreach (var weight in weights)
        {
            total += weight;
        }

        foreach (var share in average)
        {
            spread += share * (1 - share);
        }

        return total * spread / (average.Length * (average.Length - 1.0));
    }

    /// <summary>Fleiss: sum of pi squared.</summary>
    public static double Fleiss(double[] average, double[,] weights) => average.Sum(share => share * share);

    public override Estimate Estimate(ReadOnlySpan<int> counts)
    {
        Array.Clear(average);
        var (agreed, pairable, units) = (0.0, 0L, 0L);
        for (var i = 0; i < counts.Length; i++)
        {
            if (shares[i] is not { } share || counts[i] == 0)
            {
                continue;
            }

            units += counts[i];
            for (var level = 0; level < share.Length; level++)
            {
                average[level] += counts[i] * share[level];
            }

            if (agreement[i] is { } pairs)
            {
                pairable += counts[i];
                agreed += counts[i] * pairs;
            }
        }

        if (pairable == 0)
        {
            return UndefinedAgreement.NoPairableUnits;
        }

        var occurring = 0;
        for (var level = 0; level < average.Length; level++)
        {
            occurring += average[level] > 0 ? 1 : 0;
            average[level] /= units;
        }

        if (occurring < 2)
        {
            return UndefinedAgreement.NoVariation;
        }

        var expected = chance(average, weights);
        return ((agreed / pairable) - expected) / (1 - expected);
    }

    private double AgreementOf(int[] levels, int given)
    {
        var sum = 0.0;
        for (var c = 0; c < levels.Length; c++)
        {
            var alike = -1.0;
            for (var k = 0; k < levels.Length; k++)
            {
                alike += weights[c, k] * levels[k];
            }

            sum += levels[c] * alike;
        }

        return sum / (given * (given - 1.0));
    }
}

/// <summary>Cohen's kappa of two coders over the units that both gave a value, plain (Cohen 1960) or weighted (Cohen 1968).
/// Chance comes from each coder's own margins.</summary>
internal sealed class CohenKappa(RowPattern[] patterns, double[,] weights) : Coefficient
{
    private readonly int levelCount = weights.GetLength(0);
    private readonly double[] first = new double[weights.GetLength(0)];
    private readonly double[] second = new double[weights.GetLength(0)];

    public override Estimate Estimate(ReadOnlySpan<int> counts)
    {
        Array.Clear(first);
        Array.Clear(second);
        var (observed, total) = (0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            if (patterns[i].Levels is [>= 0 and var one, >= 0 and var other])
            {
                first[one] += counts[i];
                second[other] += counts[i];
                observed += counts[i] * (1 - weights[one, other]);
                total += counts[i];
            }
        }

        if (total <= 0)
        {
            return UndefinedAgreement.NoPairableUnits;
        }

        var expected = 0.0;
        for (var c = 0; c < levelCount; c++)
        {
            for (var k = 0; k < levelCount; k++)
            {
                expected += first[c] * second[k] * (1 - weights[c, k]);
            }
        }

        return expected <= 0 ? UndefinedAgreement.NoVariation : 1 - (total * observed / expected);
    }
}
