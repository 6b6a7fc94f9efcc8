using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Synthesis;

public class ExactStatisticsTests
{
    [Theory]
    [InlineData(10, 14, 0.4535, 0.8828)]
    [InlineData(14, 14, 0.7847, 1)]
    [InlineData(0, 14, 0, 0.2153)]
    [InlineData(7, 14, 0.2680, 0.7320)]
    public void Wilsons_interval(int part, int whole, double low, double high)
    {
        var interval = ShareInterval.Wilson(part, whole);

        interval.Low.Should().BeApproximately(low, 5e-5);
        interval.High.Should().BeApproximately(high, 5e-5);
    }

    [Fact]
    public void Wilsons_interval_holds_the_share_and_mirrors()
    {
        for (var whole = 1; whole <= 60; whole++)
        {
            for (var part = 0; part <= whole; part++)
            {
                var (interval, mirrored) = (ShareInterval.Wilson(part, whole), ShareInterval.Wilson(whole - part, whole));
                (interval.Low >= 0 && interval.Low <= part / (double)whole && interval.High >= part / (double)whole && interval.High <= 1).Should().BeTrue();
                (interval.Low + mirrored.High).Should().BeApproximately(1, 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(9, 1, 0.0215)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(8, 2, 0.1094)]
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    public void The_exact_sign_test(int up, int down, double probability)
    {
        SignTest.Probability(up, down).Should().BeApproximately(probability, 5e-5);
        SignTest.Probability(down, up).Should().Be(SignTest.Probability(up, down));
    }

    [Fact]
    public void The_sign_test_counts_the_outcomes_of_fair_coins()
    {
        for (var all = 1; all <= 12; all++)
        {
            for (var up = 0; up <= all; up++)
            {
                var uneven = Math.Abs((2 * up) - all);
                var outcomes = Enumerable.Range(0, 1 << all).Count(coins => Math.Abs((2 * System.Numerics.BitOperations.PopCount((uint)coins)) - all) >= uneven);
                SignTest.Probability(up, all - up).Should().BeApproximately(outcomes / Math.Pow(2, all), 1e-12);
            }
        }

        SignTest.Probability(6000, 4000).Should().BeInRange(0, 1e-80);
    }
}
