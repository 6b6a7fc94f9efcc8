using FsCheck;
using FsCheck.Fluent;
using TraumaCapacity.Model.Coding.Agreement;

namespace TraumaCapacity.Model.Tests.Coding.Agreement;

public class CoderAgreementTests
{
    private static readonly AgreementStatistic[] All = Enum.GetValues<AgreementStatistic>();

    private static Gen<int?[][]> Units(int coders, int most) =>
        from count in Gen.Choose(0, most)
        from units in Gen.Elements<int?>([null, -2, -1, 0, 1, 2]).ArrayOf(coders).ArrayOf(count)
        select units;

    private static AgreementTable Table(int?[][] units, int coders)
    {
        var table = new AgreementTable([-2, -1, 0, 1, 2], coders, 1);
        foreach (var unit in units)
        {
            table.Add(unit);
        }

        return table;
    }

    [Fact]
    public void Alpha_is_one_less_observed_over_expected_disagreement_of_all_pairs() => Properties.Holds(Units(3, 12), units =>
    {
        // From its definition: differences of pairs within units over differences of all pairs of pairable values.
        var rows = units.Select(unit => unit.OfType<int>().ToArray()).Where(row => row.Length >= 2).ToArray();
        var values = rows.SelectMany(row => row).ToArray();
        static double Pairs(int[] among) => among.SelectMany((a, i) => among.Where((_, j) => i != j).Select(b => (double)(a - b) * (a - b))).Sum();
        var observed = rows.Sum(row => Pairs(row) / (row.Length - 1)) / Math.Max(values.Length, 1);
        var expected = Pairs(values) / Math.Max(values.Length * (values.Length - 1), 1);

        var result = CoderAgreement.Measure(Table(units, 3), AgreementStatistic.AlphaInterval);

        result.UnitCount.Should().Be(rows.Length);
        if (rows.Length == 0)
        {
            result.Undefined.Should().Be(UndefinedAgreement.NoPairableUnits);
        }
        else if (expected == 0)
        {
            result.Undefined.Should().Be(UndefinedAgreement.NoVariation);
        }
        else
        {
            result.Value.Should().BeApproximately(1 - (observed / expected), 1e-12);
        }
    });

    [Fact]
    public void A_measure_has_either_a_value_of_at_most_one_or_a_reason() => Properties.Holds(Units(2, 6), units =>
    {
        foreach (var statistic in All)
        {
            var result = CoderAgreement.Measure(Table(units, 2), statistic);
            (result.Value is null).Should().Be(result.Undefined is not null);
            (result.Value ?? 0).Should().BeLessThanOrEqualTo(1).And.BeGreaterThan(double.NegativeInfinity);
        }
    });

    [Fact]
    public void Neither_the_order_of_units_nor_that_of_two_coders_matters() => Properties.Holds(Units(2, 10), units =>
    {
        var turned = units.Reverse().Select(unit => unit.Reverse().ToArray()).ToArray();
        foreach (var statistic in All)
        {
            var (one, other) = (CoderAgreement.Measure(Table(units, 2), statistic), CoderAgreement.Measure(Table(turned, 2), statistic));
            other.Undefined.Should().Be(one.Undefined);
            (other.Value ?? 0).Should().BeApproximately(one.Value ?? 0, 1e-12);
        }
    });

    [Fact]
    public void Coders_who_always_agree_reach_one_and_coders_who_never_vary_reach_nothing()
    {
        var same = Table([[1, 1], [0, 0], [-2, -2]], 2);
        var constant = Table([[1, 1], [1, 1], [1, 1]], 2);
        var apart = Table([[1, null], [null, 0]], 2);
        foreach (var statistic in All.Where(statistic => statistic is not AgreementStatistic.AlphaRatio))
        {
            CoderAgreement.Measure(same, statistic).Value.Should().BeApproximately(1, 1e-12, statistic.ToString());
            CoderAgreement.Measure(apart, statistic).Undefined.Should().Be(UndefinedAgreement.NoPairableUnits);
            if (statistic is AgreementStatistic.PercentAgreement)
            {
                CoderAgreement.Measure(constant, statistic).Value.Should().Be(1);
            }
            else
            {
                CoderAgreement.Measure(constant, statistic).Undefined.Should().Be(UndefinedAgreement.NoVariation, statistic.ToString());
            }
        }
    }

    [Fact]
    public void Weights_come_from_the_scale_and_not_from_the_points_that_occurred()
    {
        // Only -1 and 0 occur: on the scale of five they are near to each other, among themselves they would be extremes.
        int?[][] units = [[-1, -1], [0, 0], [-1, 0], [0, -1], [0, 0]];
        var scale = CoderAgreement.Measure(Table(units, 2), AgreementStatistic.GwetAc2Quadratic).Value;
        var pair = new AgreementTable([-1, 0], 2);
        foreach (var unit in units)
        {
            pair.Add(unit);
        }

        CoderAgreement.Measure(pair, AgreementStatistic.GwetAc2Quadratic).Value.Should().BeLessThan(scale!.Value);
    }

    [Fact]
    public void Cohens_kappa_is_for_two_coders() =>
        CoderAgreement.Measure(Table([[1, 1, 0]], 3), AgreementStatistic.CohenKappa).Undefined.Should().Be(UndefinedAgreement.NotTwoCoders);

    [Fact]
    public void The_cross_table_counts_every_pair_with_the_gaps()
    {
        var counts = Table([[1, 1], [1, 2], [null, 2], [null, null], [1, 1]], 2).CrossTable(0, 1);

        counts[3, 3].Should().Be(2);
        counts[3, 4].Should().Be(1);
        counts[5, 4].Should().Be(1);
        counts[5, 5].Should().Be(1);
        counts.Cast<int>().Sum().Should().Be(5);
    }

    [Fact]
    public void A_value_off_the_scale_is_a_programmers_error()
    {
        FluentActions.Invoking(() => Table([[3, 1]], 2)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AgreementTable([1, 1], 2)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new AgreementTable([1, 2], 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_generator_gives_the_published_sequence()
    {
        // The reference implementations of SplitMix64 and xoshiro256** (Vigna), seed 0 and seed 42.
        var zero = new DeterministicRandom(0);
        var answer = new DeterministicRandom(42);

        new[] { zero.Next(), zero.Next(), zero.Next() }.Should().Equal(ZeroSequence);
        new[] { answer.Next(), answer.Next(), answer.Next() }.Should().Equal(AnswerSequence);
    }

    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(10, 1, 2)]
    [InlineData(100, 1, 1000)]
    [InlineData(130, 2, 3)]
    [InlineData(1000, 999, 1000)]
    [InlineData(64, 5, 7)]
    public void Binomial_draws_have_the_binomials_mean_and_variance(int trials, long part, long whole)
    {
        const int draws = 40_000;
        var random = new DeterministicRandom(7);
        var values = Enumerable.Range(0, draws).Select(_ => (double)random.Binomial(trials, part, whole)).ToArray();
        var p = part / (double)whole;
        var (mean, variance) = (trials * p, trials * p * (1 - p));

        values.Should().OnlyContain(value => value >= 0 && value <= trials);
        values.Average().Should().BeApproximately(mean, 5 * Math.Sqrt(variance / draws));
        values.Select(value => (value - mean) * (value - mean)).Average().Should().BeApproximately(variance, Math.Max(0.06 * variance, 0.01));
    }

    [Fact]
    public void A_resample_has_as_many_units_and_each_row_its_share()
    {
        int[] counts = [50, 30, 15, 4, 1];
        var resampler = new UnitResampler(counts, 1);
        var sums = new double[counts.Length];
        var resample = new int[counts.Length];
        for (var draw = 0; draw < 20_000; draw++)
        {
            resampler.Draw(resample);
            resample.Sum().Should().Be(100);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += resample[i] / 20_000.0;
            }
        }

        sums.Zip(counts).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 0.2);
    }

    [Fact]
    public void The_interval_is_that_of_resampling_units_one_by_one()
    {
        var random = new DeterministicRandom(11);
        var units = Enumerable.Range(0, 60).Select(_ =>
        {
            var value = random.Binomial(4, 1, 2) - 2;
            return new int?[] { value, Math.Clamp(value + random.Binomial(2, 1, 3) - random.Binomial(1, 1, 3), -2, 2) };
        }).ToArray();
        var interval = CoderAgreement.MeasureWithIntervals(Table(units, 2), 5, AgreementStatistic.AlphaOrdinal)[0].Interval!;

        var system = new Random(3);
        var direct = Enumerable.Range(0, 2000)
            .Select(_ => CoderAgreement.Measure(Table([.. units.Select(_ => units[system.Next(units.Length)])], 2), AgreementStatistic.AlphaOrdinal).Value!.Value)
            .Order().ToArray();

        interval.Low.Should().BeApproximately(direct[50], 0.03);
        interval.High.Should().BeApproximately(direct[1949], 0.03);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_whatever_the_order_of_units()
    {
        int?[][] units = [[1, 1, 1], [2, 1, null], [0, 0, 1], [-1, -1, -1], [2, 2, 2], [0, 1, 0], [1, 1, 2], [-2, -1, -2], [0, 0, 0], [1, null, 1]];
        var one = CoderAgreement.MeasureWithIntervals(Table(units, 3), 20260701, AgreementStatistic.AlphaOrdinal, AgreementStatistic.PercentAgreement);
        var other = CoderAgreement.MeasureWithIntervals(Table([.. units.Reverse()], 3), 20260701, AgreementStatistic.AlphaOrdinal, AgreementStatistic.PercentAgreement);

        other.Should().Equal(one);
        one[0].Interval!.Seed.Should().Be(20260701);
        one[0].Interval!.Resamples.Should().Be(2000);
        one[0].Interval!.Low.Should().BeApproximately(PinnedLow, 1e-12);
        one[0].Interval!.High.Should().BeApproximately(PinnedHigh, 1e-12);
        one[0].Value.Should().BeInRange(one[0].Interval!.Low, one[0].Interval!.High);
    }

    [Fact]
    public void There_is_no_interval_around_a_measure_that_resamples_often_leave_undefined() =>
        CoderAgreement.MeasureWithIntervals(Table([[1, 1], [1, 1], [1, 1], [0, 0]], 2), 1, AgreementStatistic.AlphaNominal)
            .Should().ContainSingle().Which.Should().Match<AgreementResult>(result => result.Value == 1 && result.Interval == null);

    [Fact]
    public void Three_hundred_thousand_units_are_measured_with_an_interval()
    {
        var random = new DeterministicRandom(1);
        var table = new AgreementTable([-2, -1, 0, 1, 2], 3);
        for (var unit = 0; unit < 300_000; unit++)
        {
            var value = random.Binomial(4, 1, 2) - 2;
            table.Add(value, Math.Clamp(value + random.Binomial(1, 1, 4), -2, 2), Math.Clamp(value - random.Binomial(1, 1, 4), -2, 2));
        }

        var result = CoderAgreement.MeasureWithIntervals(table, 1, AgreementStatistic.AlphaOrdinal)[0];

        (result.Interval!.High - result.Interval.Low).Should().BePositive().And.BeLessThan(0.01);
    }

    private const double PinnedLow = 0.4927906483910178;
    private const double PinnedHigh = 0.9512167403298528;
    private static readonly ulong[] ZeroSequence = [0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0];
    private static readonly ulong[] AnswerSequence = [0x15780B2E0C2EC716, 0x6104D9866D113A7E, 0xAE17533239E499A1];
}
