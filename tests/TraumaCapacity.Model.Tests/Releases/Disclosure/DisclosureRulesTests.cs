using FsCheck.Fluent;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Releases.Disclosure;

public class DisclosureRulesTests
{
    private static readonly DisclosurePolicy Funder = DisclosurePolicy.Funder;

    private static IEnumerable<NationalCellSummary> Summaries(int most)
    {
        foreach (var a in Enumerable.Range(0, most + 1))
        foreach (var b in Enumerable.Range(0, most + 1))
        foreach (var c in Enumerable.Range(0, most + 1))
        foreach (var d in Enumerable.Range(0, most + 1))
        foreach (var e in Enumerable.Range(0, most + 1))
        {
            yield return NationalCellSummary.FromCounts([a, b, c, d, e], 1, 2, 0);
        }
    }

    [Theory]
    [Trait("Rule", "PRV-01")]
    [InlineData(0, DisclosedCountKind.Exact, 0)]
    [InlineData(1, DisclosedCountKind.FewerThan, 5)]
    [InlineData(4, DisclosedCountKind.FewerThan, 5)]
    [InlineData(5, DisclosedCountKind.Rounded, 5)]
    [InlineData(7, DisclosedCountKind.Rounded, 5)]
    [InlineData(8, DisclosedCountKind.Rounded, 10)]
    [InlineData(12, DisclosedCountKind.Rounded, 10)]
    [InlineData(13, DisclosedCountKind.Rounded, 15)]
    [InlineData(22, DisclosedCountKind.Rounded, 20)]
    [InlineData(23, DisclosedCountKind.Rounded, 25)]
    public void Persons_are_counted_in_fives_and_few_are_not_told_apart(int count, DisclosedCountKind kind, int number) =>
        PersonCountRule.Disclose(count, Funder).Should().Be(new DisclosedCount(kind, number));

    [Theory]
    [Trait("Rule", "PRV-02")]
    [InlineData(0, DisclosedCountKind.Exact, 0)]
    [InlineData(1, DisclosedCountKind.FewerThan, 10)]
    [InlineData(9, DisclosedCountKind.FewerThan, 10)]
    [InlineData(10, DisclosedCountKind.Rounded, 10)]
    [InlineData(13, DisclosedCountKind.Rounded, 15)]
    public void Participants_need_ten(int count, DisclosedCountKind kind, int number) =>
        ParticipantCountRule.Disclose(count, Funder).Should().Be(new DisclosedCount(kind, number));

    [Fact]
    [Trait("Rule", "PRV-13")]
    public void Counts_are_never_further_off_than_rounding_allows_and_never_shrink_as_they_grow()
    {
        var before = -1;
        for (var count = 0; count <= 2000; count++)
        {
            var disclosed = PersonCountRule.Disclose(count, Funder);
            disclosed.Should().Be(PersonCountRule.Disclose(count, Funder));
            if (disclosed.Kind is DisclosedCountKind.Rounded)
            {
                Math.Abs(disclosed.Number - count).Should().BeLessThanOrEqualTo(2);
                disclosed.Number.Should().BeGreaterThanOrEqualTo(before);
                before = disclosed.Number;
            }
        }
    }

    [Theory]
    [Trait("Rule", "PRV-05")]
    [InlineData(7, 14, null)]
    [InlineData(19, 19, null)]
    [InlineData(0, 0, null)]
    [InlineData(10, 20, 50)]
    [InlineData(1, 200, 1)]
    [InlineData(1, 201, 0)]
    [InlineData(2, 3, null)]
    [InlineData(40, 60, 67)]
    public void Percent_needs_a_whole_of_twenty(int part, int whole, int? percent) =>
        PercentRule.Disclose(part, whole, Funder).Should().Be(new DisclosedShare(part, whole, percent));

    [Fact]
    [Trait("Rule", "PRV-04")]
    [Trait("Rule", "PRV-28")]
    public void A_distribution_is_shown_exactly_when_the_rules_allow_it()
    {
        foreach (var summary in Summaries(3))
        foreach (var contributors in new[] { 7, 8 })
        {
            int[] counts = [.. ChangeScale.Points.Select(summary.CountAt)];
            var allowed = contributors >= 8 && counts.Sum() >= 5
                && counts.Count(count => count > 0) >= 2
                && counts[2] + counts[3] + counts[4] > 0;

            (RatingCellRule.Decide(summary, contributors, Funder) is RatingCellDisclosure.Shown).Should().Be(allowed);
        }
    }

    [Theory]
    [Trait("Rule", "PRV-28")]
    [InlineData(new[] { 0, 0, 0, 0, 6 }, 12, RatingCellDisclosure.OnePoint)]
    [InlineData(new[] { 0, 0, 6, 0, 0 }, 12, RatingCellDisclosure.OnePoint)]
    [InlineData(new[] { 3, 3, 0, 0, 0 }, 12, RatingCellDisclosure.AllWorse)]
    [InlineData(new[] { 0, 0, 0, 3, 3 }, 12, RatingCellDisclosure.Shown)]
    [InlineData(new[] { 0, 0, 0, 2, 2 }, 12, RatingCellDisclosure.TooFewOrganizations)]
    [InlineData(new[] { 0, 0, 0, 3, 3 }, 7, RatingCellDisclosure.TooFewContributors)]
    public void A_withheld_cell_says_why(int[] counts, int contributors, RatingCellDisclosure expected) =>
        RatingCellRule.Decide(NationalCellSummary.FromCounts(counts, 0, 0, 0), contributors, Funder).Should().Be(expected);

    [Fact]
    [Trait("Rule", "PRV-04")]
    public void Public_bars_of_one_organization_join_their_neighbour()
    {
        foreach (var summary in Summaries(3))
        {
            var bars = RatingCellRule.Bars(summary, DisclosurePolicy.Public);
            bars.Sum(bar => bar.Count).Should().Be(summary.RatedCount);
            bars.Should().NotContain(bar => bar.From == bar.To && bar.From != 0 && bar.Count == 1);
            bars.SelectMany(bar => Enumerable.Range(bar.From, bar.To - bar.From + 1)).Should().Equal(ChangeScale.Points);
            RatingCellRule.Bars(summary, Funder).Select(bar => bar.Count).Should().Equal(ChangeScale.Points.Select(summary.CountAt));
        }
    }

    [Fact]
    [Trait("Rule", "PRV-07")]
    public void Marks_depend_on_counts_alone()
    {
        CellValue[] organizations = [CellValue.Of(2, mixed: true), CellValue.Missing, CellValue.Of(-1), CellValue.Of(2), CellValue.Insufficient, CellValue.Of(0)];
        var marks = UnitMarkOrder.Marks(NationalCellSummary.Of(organizations));

        marks.Should().Equal(CellValue.Of(-1), CellValue.Of(0), CellValue.Of(2), CellValue.Of(2), CellValue.Insufficient, CellValue.Missing);
        Properties.Holds(Gen.Shuffle(organizations), shuffled =>
            UnitMarkOrder.Marks(NationalCellSummary.Of(shuffled)).Should().Equal(marks), 50);
    }

    [Theory]
    [Trait("Rule", "PRV-03")]
    [InlineData(0, false, PlaceBand.None, 0, true)]
    [InlineData(1, false, PlaceBand.Few, null, false)]
    [InlineData(2, false, PlaceBand.Few, null, false)]
    [InlineData(3, false, PlaceBand.Exact, 3, true)]
    [InlineData(3, true, PlaceBand.Exact, 3, false)]
    public void A_place_with_few_organizations_becomes_a_band(int organizations, bool one, PlaceBand band, int? shown, bool values) =>
        PlaceRule.Disclose(new(organizations, one), Funder).Should().Be(new PlaceDisclosure(band, shown, values));

    [Fact]
    [Trait("Rule", "PRV-03")]
    [Trait("Rule", "PRV-08")]
    public void No_banded_place_follows_from_the_total()
    {
        var (withheld, collapsed, naive) = (0, 0, 0);
        foreach (var places in Tuples(4, 5).Select(counts => counts.Select(count => new PlaceCount(count)).ToArray()))
        {
            var disclosed = PlaceRule.DiscloseWithTotal(places, Funder);
            if (disclosed is null)
            {
                collapsed++;
                continue;
            }

            // The attack: every list of numbers that the bands and the total allow.
            var possible = Tuples(4, 20, total: places.Sum(place => place.Organizations))
                .Where(numbers => numbers.Zip(disclosed).All(pair => Fits(pair.First, pair.Second))).ToList();
            for (var i = 0; i < places.Length; i++)
            {
                if (disclosed[i].Organizations is null)
                {
                    possible.Select(numbers => numbers[i]).Distinct().Count().Should().BeGreaterThan(1, "of {0}", string.Join(", ", places));
                    disclosed[i].ShowsValues.Should().BeFalse();
                }
            }

            withheld += disclosed.Any(place => place.Band is PlaceBand.Withheld) ? 1 : 0;
            naive += Leaks(places) ? 1 : 0;
        }

        naive.Should().BePositive("bands alone must fail the attack, or it shows nothing");
        withheld.Should().BePositive();
        collapsed.Should().BePositive();

        static bool Fits(int number, PlaceDisclosure place) => place.Band switch
        {
            PlaceBand.Few => number is 1 or 2,
            PlaceBand.Withheld => number >= 3,
            _ => number == place.Organizations,
        };

        static bool Leaks(PlaceCount[] places)
        {
            var few = places.Where(place => place.Organizations is 1 or 2).ToList();
            return few.Count > 0 && few.Select(place => place.Organizations).Distinct().Count() == 1;
        }
    }

    [Fact]
    [Trait("Rule", "PRV-10")]
    public void Populations_that_differ_by_few_are_found_and_no_others()
    {
        var populations = from count in Gen.Choose(0, 6)
                          from masks in Gen.Choose(0, 255).ArrayOf(count)
                          select masks;
        Properties.Holds(populations, masks =>
        {
            IReadOnlySet<int>[] sets = [.. masks.Select(mask => Enumerable.Range(0, 8).Where(bit => (mask & (1 << bit)) != 0).ToHashSet())];
            var expected = from inner in Enumerable.Range(0, sets.Length)
                           from outer in Enumerable.Range(0, sets.Length)
                           where sets[inner].Count > 0 && sets[inner].IsProperSubsetOf(sets[outer]) && sets[outer].Except(sets[inner]).Count() < 3
                           select new PopulationDifference(inner, outer, sets[outer].Except(sets[inner]).Count());

            DifferencingRule.Violations(sets, 3).Should().BeEquivalentTo(expected);
        });
    }

    [Fact]
    public void The_finding_is_over_shown_cells_and_can_say_that_there_is_no_clear_direction()
    {
        ShownCell Cell(int index, params int[] counts) => new(CapacityCell.All[index], NationalCellSummary.FromCounts(counts, 0, 0, 0));
        var better = Cell(0, 0, 1, 1, 4, 4);
        var best = Cell(1, 0, 0, 1, 4, 5);
        var worse = Cell(2, 4, 4, 1, 1, 0);
        var unchanged = Cell(3, 0, 1, 8, 1, 0);
        var even = Cell(4, 0, 4, 2, 4, 0);

        FindingRule.Of([]).Should().Be(new ReleaseFinding(FindingKind.NothingShown, 0, 0, 0, 0, null));
        FindingRule.Of([better, best, even]).Should().Be(new ReleaseFinding(FindingKind.MostlyBetter, 3, 2, 0, 0, best));
        FindingRule.Of([better, Cell(5, 0, 1, 1, 8, 0)]).Strongest.Should().BeNull("two cells share the first place");
        FindingRule.Of([worse]).Should().Be(new ReleaseFinding(FindingKind.MostlyWorse, 1, 0, 0, 1, worse));
        FindingRule.Of([unchanged, unchanged with { Cell = CapacityCell.All[6] }, even]).Kind.Should().Be(FindingKind.MostlyUnchanged);
        FindingRule.Of([better, best, best with { Cell = CapacityCell.All[7] }, worse]).Kind.Should().Be(FindingKind.DirectionsDiffer);
        FindingRule.Of([better, even]).Kind.Should().Be(FindingKind.NoClearDirection);
        FindingRule.Of([even]).Kind.Should().Be(FindingKind.NoClearDirection);
    }

    [Fact]
    public void A_finding_turns_round_with_its_cells_and_does_not_depend_on_their_order()
    {
        var cells = from count in Gen.Choose(0, 12)
                    from counts in Gen.Choose(0, 4).ArrayOf(5).ArrayOf(count)
                    select counts.Select((numbers, i) => (i, numbers)).ToArray();
        Properties.Holds(cells, given =>
        {
            ShownCell Cell(int i, int[] numbers) => new(CapacityCell.All[i], NationalCellSummary.FromCounts(numbers, 0, 0, 0));
            var finding = FindingRule.Of([.. given.Select(cell => Cell(cell.i, cell.numbers))]);
            var turned = FindingRule.Of([.. given.Reverse().Select(cell => Cell(cell.i, [.. Enumerable.Reverse(cell.numbers)]))]);

            turned.Kind.Should().Be(finding.Kind switch
            {
                FindingKind.MostlyBetter => FindingKind.MostlyWorse,
                FindingKind.MostlyWorse => FindingKind.MostlyBetter,
                var same => same,
            });
            (turned.CellsBetter, turned.CellsWorse, turned.Strongest?.Cell).Should().Be((finding.CellsWorse, finding.CellsBetter, finding.Strongest?.Cell));
        });
    }

    // All lists of numbers from 0 to the most; with a total, those that add up to it.
    private static IEnumerable<int[]> Tuples(int length, int most, int? total = null)
    {
        if (length == 0)
        {
            if (total is null or 0)
            {
                yield return [];
            }

            yield break;
        }

        for (var first = 0; first <= Math.Min(most, total ?? most); first++)
        {
            foreach (var rest in Tuples(length - 1, most, total - first))
            {
                yield return [first, .. rest];
            }
        }
    }
}
