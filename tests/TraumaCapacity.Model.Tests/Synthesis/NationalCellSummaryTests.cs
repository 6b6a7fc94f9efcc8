using FsCheck.Fluent;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Synthesis;

public class NationalCellSummaryTests
{
    [Fact]
    [Trait("Rule", "INV-29")]
    public void Organizations_without_a_rating_give_no_evidence_and_no_zero()
    {
        var summary = NationalCellSummary.Of(Enumerable.Repeat(CellValue.Missing, 13).Append(CellValue.Insufficient));

        summary.HasEvidence.Should().BeFalse();
        summary.OrganizationCount.Should().Be(14);
        summary.RatedCount.Should().Be(0);
        summary.UnchangedCount.Should().Be(0);
        summary.MissingCount.Should().Be(13);
        summary.InsufficientCount.Should().Be(1);
        summary.Median.Should().BeNull();
    }

    [Fact]
    public void Each_organization_is_counted_once_in_its_place()
    {
        var values = from count in Gen.Choose(0, 30)
                     from chosen in Gen.Elements(
                         [CellValue.Missing, CellValue.Insufficient, .. Enumerable.Range(-2, 5).SelectMany(v => new[] { CellValue.Of(v), CellValue.Of(v, mixed: true) })]).ArrayOf(count)
                     select chosen;
        Properties.Holds(values, organizations =>
        {
            var summary = NationalCellSummary.Of(organizations);
            var rated = organizations.OfType<CellValue.Rated>().ToList();

            summary.OrganizationCount.Should().Be(organizations.Length);
            summary.RatedCount.Should().Be(rated.Count);
            (summary.BetterCount + summary.UnchangedCount + summary.WorseCount).Should().Be(rated.Count);
            summary.BetterCount.Should().Be(rated.Count(v => v.Value >= 1));
            summary.ClearlyBetterCount.Should().Be(rated.Count(v => v.Value == 2));
            summary.WorseCount.Should().Be(rated.Count(v => v.Value <= -1));
            summary.ClearlyWorseCount.Should().Be(rated.Count(v => v.Value == -2));
            summary.MixedCount.Should().Be(rated.Count(v => v.IsMixed));
            summary.Should().Be(NationalCellSummary.FromCounts(
                [.. Enumerable.Range(-2, 5).Select(summary.CountAt)], summary.MissingCount, summary.InsufficientCount, summary.MixedCount));

            var sorted = rated.Select(v => v.Value).Order().ToList();
            var expected = rated.Count < 8
                ? null
                : new MedianWithRange((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2m, sorted[0], sorted[^1]);
            summary.Median.Should().Be(expected);
        });
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void A_median_needs_eight_organizations(int rated, bool given) =>
        (NationalCellSummary.Of(Enumerable.Repeat(CellValue.Of(1), rated)).Median is not null).Should().Be(given);

    [Fact]
    public void Impossible_counts_are_a_programmers_error()
    {
        FluentActions.Invoking(() => NationalCellSummary.FromCounts([1, 0, 0, 0], 0, 0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => NationalCellSummary.FromCounts([1, 0, 0, 0, -1], 0, 0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => NationalCellSummary.FromCounts([1, 0, 0, 0, 0], 0, 0, 2)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
