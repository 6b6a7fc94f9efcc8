using System.Globalization;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Releases;

public class ReleaseComposerTests
{
    private static readonly CapacityCell Cell = CapacityCell.Parse("AWR-F");

    [Fact]
    [Trait("Rule", "PRV-13")]
    public void The_same_inputs_in_any_order_give_the_same_release() => Properties.Holds(SmallInitiative.Any, inputs =>
    {
        var random = new Random(7);
        T[] Shuffled<T>(IEnumerable<T> items)
        {
            var array = items.ToArray();
            random.Shuffle(array);
            return array;
        }

        var draft = ReleaseComposer.Compose(inputs);
        var again = ReleaseComposer.Compose(inputs with
        {
            Organizations = Shuffled(inputs.Organizations),
            Groups = Shuffled(inputs.Groups),
            Sessions = Shuffled(inputs.Sessions),
            Cohorts = Shuffled(inputs.Cohorts),
            Trained = Shuffled(inputs.Trained),
            Certified = Shuffled(inputs.Certified),
            Values = Shuffled(inputs.Values),
        });
        again.Figures.Should().Equal(draft.Figures);
        again.Sha256().Should().Be(draft.Sha256());
    }, 100);

    [Fact]
    [Trait("Rule", "PRV-14")]
    public void Every_hidden_cell_has_one_reason_and_holds_nothing() => Properties.Holds(SmallInitiative.Any, inputs =>
    {
        var draft = ReleaseComposer.Compose(inputs);

        var hidden = draft.Figures.Where(f => f.Status is not ReleaseCellStatus.Shown).ToList();
        hidden.Should().OnlyContain(f => f.Shown == ReleaseShapes.Nothing);
        draft.Explanations.Select(e => (e.Table, e.RowKey, e.ColumnKey)).Should().BeEquivalentTo(hidden.Select(f => (f.Table, f.RowKey, f.ColumnKey)));
        draft.Figures.Select(f => (f.Table, f.RowKey, f.ColumnKey)).Should().OnlyHaveUniqueItems();
    }, 100);

    [Fact]
    [Trait("Rule", "PRV-04")]
    [Trait("Rule", "PRV-28")]
    [Trait("Rule", "PRV-07")]
    public void A_cell_is_shown_only_over_enough_people_and_organizations_that_differ() => Properties.Holds(SmallInitiative.Any, inputs =>
    {
        var draft = ReleaseComposer.Compose(inputs);
        var inWave = inputs.Organizations.Where(o => o.IsInWave).Select(o => o.Id).ToHashSet();
        foreach (var figure in draft.Figures.Where(f => f.Table is ReleaseTable.ChangeMatrix))
        {
            var rated = inputs.Values.Where(v => v.Cell.Code == figure.RowKey && inWave.Contains(v.Organization) && v.Value is CellValue.Rated).ToList();
            var points = rated.Select(v => ((CellValue.Rated)v.Value).Value).ToList();
            var may = rated.Count >= 5 && rated.SelectMany(v => v.Contributors).Distinct().Count() >= 8 && points.Distinct().Count() > 1 && points.Exists(p => p >= 0);
            (figure.Status is ReleaseCellStatus.Shown).Should().Be(may, figure.RowKey);
            if (!may)
                continue;

            // It is made of counts alone: nothing in it tells an organization from one cell to the next.
            var shape = figure.Read<MatrixShape>();
            shape.Points.Should().Equal(ChangeScale.Points.Select(point => points.Count(p => p == point)));
            (shape.Points.Sum() + shape.Insufficient + shape.NotDiscussed + shape.NotSigned).Should().Be(inWave.Count);
        }
    }, 100);

    [Theory]
    [Trait("Rule", "PRV-28")]
    [InlineData(false, 2, 2, 2, 2, 2, 2, 2, 2)]
    [InlineData(false, -1, -1, -2, -1, -2, -1, -1, -2)]
    [InlineData(false, 0, 0, 0, 0, 0, 0, 0, 0)]
    [InlineData(true, 1, 2, 2, 2, 2, 2, 2, 2)]
    [InlineData(true, -1, 0, -1, -1, -1, -1, -1, -1)]
    public void Unanimity_is_withheld_and_two_different_points_above_zero_are_not(bool shown, params int[] values)
    {
        var figure = ReleaseComposer.Compose(SmallInitiative.WithCell(Cell, 1, values)).Figures.Single(f => f.RowKey == Cell.Code);

        (figure.Status is ReleaseCellStatus.Shown).Should().Be(shown);
    }

    [Fact]
    [Trait("Rule", "PRV-03")]
    [Trait("Rule", "PRV-08")]
    [Trait("Rule", "PRV-09")]
    public void No_hidden_number_of_a_place_can_be_worked_out_from_the_total() => Properties.Holds(SmallInitiative.Any, inputs =>
    {
        var figures = ReleaseComposer.Compose(inputs).Figures.Where(f => f.Table is ReleaseTable.Places).ToDictionary(f => (f.RowKey, f.ColumnKey));
        foreach (var jurisdiction in Enum.GetValues<Jurisdiction>())
        {
            var here = inputs.Organizations.Where(o => o.Jurisdiction == jurisdiction).ToList();
            foreach (var column in new[] { ReleaseKeys.Groups, ReleaseKeys.Sessions })
            {
                if (here.Count is 1 or 2 || (here.Count > 0 && here.TrueForAll(o => o.Facilitators <= 1)))
                    figures[(jurisdiction.ToString(), column)].Status.Should().NotBe(ReleaseCellStatus.Shown, $"{jurisdiction} {column}");
            }
        }

        // Whoever subtracts what is shown from the total is left with numbers that can be anything from 0 to more than 5.
        foreach (var column in new[] { ReleaseKeys.Groups, ReleaseKeys.Sessions })
        {
            var total = figures[(ReleaseKeys.Canada, column)];
            if (total.Status is not ReleaseCellStatus.Shown)
                continue;
            var places = Enum.GetValues<Jurisdiction>().Select(j => figures[(j.ToString(), column)]).ToList();
            if (places.TrueForAll(p => p.Status is not ReleaseCellStatus.Shown))
                continue; // the table is not printed
            var rest = total.Read<DisclosedCount>().Number - places.Where(p => p.Status is ReleaseCellStatus.Shown).Sum(p => p.Read<DisclosedCount>().Number);
            var primary = places.Count(p => p.Status is ReleaseCellStatus.Primary);
            if (primary == 0)
                continue;
            places.Count(p => p.Status is not ReleaseCellStatus.Shown).Should().BeGreaterThan(1);
            rest.Should().BeGreaterThan(DisclosurePolicy.Funder.HiddenRangeMinimum);
        }
    });

    [Fact]
    [Trait("Rule", "PRV-03")]
    [Trait("Rule", "PRV-08")]
    public void Quarters_and_years_do_not_betray_one_another() => Properties.Holds(SmallInitiative.Any, inputs =>
    {
        var figures = ReleaseComposer.Compose(inputs).Figures;
        var quarters = figures.Where(f => f.Table is ReleaseTable.GroupsByQuarter).ToList();
        var years = figures.Where(f => f.Table is ReleaseTable.Reach && f.RowKey == ReleaseKeys.Groups && f.ColumnKey != ReleaseKeys.Total)
            .ToDictionary(f => int.Parse(f.ColumnKey, CultureInfo.InvariantCulture));
        foreach (var quarter in quarters)
        {
            var groups = inputs.Groups.Where(g => FiscalQuarter.Of(g.FirstSession).Key == quarter.RowKey).ToList();
            var organizations = groups.Select(g => g.Organization).Distinct().ToList();
            if (organizations.Count is 1 or 2)
                quarter.Status.Should().NotBe(ReleaseCellStatus.Shown, quarter.RowKey);
            if (quarter.Status is ReleaseCellStatus.Shown)
                quarter.Read<DisclosedCount>().Number.Should().Be(groups.Count);
        }

        if (quarters.TrueForAll(q => q.Status is not ReleaseCellStatus.Shown))
            return; // no quarter is printed
        foreach (var (year, figure) in years)
        {
            var own = quarters.Where(q => FiscalQuarter.Parse(q.RowKey).Year == year).ToList();
            var hidden = own.Where(q => q.Status is not ReleaseCellStatus.Shown).ToList();
            if (figure.Status is not ReleaseCellStatus.Shown)
            {
                // A hidden year is not the sum of four printed quarters.
                own.Where(q => q.Status is ReleaseCellStatus.Shown).Should().NotContain(q => q.Read<DisclosedCount>().Number != 0);
            }
            else if (hidden.Count > 0)
            {
                var rest = figure.Read<DisclosedCount>().Number - own.Except(hidden).Sum(q => q.Read<DisclosedCount>().Number);
                hidden.Count.Should().BeGreaterThan(1);
                if (hidden.Exists(q => q.Status is ReleaseCellStatus.Primary))
                    rest.Should().BeGreaterThan(DisclosurePolicy.Funder.HiddenRangeMinimum);
            }
        }
    });

    [Fact]
    [Trait("Rule", "PRV-01")]
    [Trait("Rule", "PRV-02")]
    public void A_band_stays_as_wide_as_it_says_beside_its_total() => Properties.Holds(SmallInitiative.Any, inputs =>
    {
        var rows = ReleaseComposer.Compose(inputs).Figures
            .Where(f => f.Table is ReleaseTable.Reach && f.RowKey is ReleaseKeys.FacilitatorsTrained or ReleaseKeys.FacilitatorsCertified or ReleaseKeys.Participants or ReleaseKeys.Completers)
            .GroupBy(f => f.RowKey);
        foreach (var row in rows)
        {
            var total = row.Single(f => f.ColumnKey == ReleaseKeys.Total).Read<DisclosedCount>();
            var years = row.Where(f => f.ColumnKey != ReleaseKeys.Total).ToList();
            if (years.Exists(y => y.Status is not ReleaseCellStatus.Shown))
                continue;
            var minimum = row.Key is ReleaseKeys.Participants or ReleaseKeys.Completers ? 10 : 5;
            var parts = years.Select(y => y.Read<DisclosedCount>()).ToList();
            foreach (var (band, index) in parts.Select((p, i) => (p, i)).Where(p => p.p.Kind is DisclosedCountKind.FewerThan))
            {
                var others = parts.Where((_, i) => i != index).ToList();
                for (var count = 1; count < band.Number; count++)
                {
                    // Some choice of the other years' counts and of the total agrees with everything that is printed.
                    var (low, high) = (count + others.Sum(o => Range(o, minimum).Low), count + others.Sum(o => Range(o, minimum).High));
                    Range(total, minimum).High.Should().BeGreaterThanOrEqualTo(low);
                    Range(total, minimum).Low.Should().BeLessThanOrEqualTo(high);
                }
            }
        }
    });

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 2, 1)]
    public void Years_whose_bands_the_total_would_resolve_are_not_printed(params int[] persons)
    {
        var organizations = Enumerable.Range(0, 12).Select(i => new ReleaseOrganization(OrganizationId.New(), (Jurisdiction)(i % 3), 2, true)).ToList();
        var certified = persons.SelectMany((count, year) => Enumerable.Range(0, count).Select(i => new ReleaseEvent(organizations[i].Id, new DateOnly(2022 + year, 5, 1))));
        var figures = ReleaseComposer.Compose(SmallInitiative.Empty with { CutOff = new DateOnly(2026, 3, 31), Organizations = organizations, Certified = [.. certified] })
            .Figures.Where(f => f.RowKey == ReleaseKeys.FacilitatorsCertified && f.Table is ReleaseTable.Reach).ToList();

        var total = figures.Single(f => f.ColumnKey == ReleaseKeys.Total).Read<DisclosedCount>();
        total.Should().Be(PersonCountRule.Disclose(persons.Sum(), DisclosurePolicy.Funder));
        figures.Where(f => f.ColumnKey != ReleaseKeys.Total).Should().OnlyContain(
            f => f.Status == ReleaseCellStatus.Complementary, "{0} in all would say more of each year than its band", total);
    }

    [Fact]
    [Trait("Rule", "PRV-10")]
    public void The_same_cell_of_two_releases_differs_by_nobody_or_by_enough()
    {
        var inputs = SmallInitiative.WithCell(Cell, 2, 2, 1, 1, 0, -1, 2);
        var everyone = inputs.Values.SelectMany(v => v.Contributors).ToHashSet();

        foreach (var (missing, held) in new[] { (0, false), (1, true), (7, true), (8, false), (12, false) })
        {
            var before = everyone.Skip(missing).ToHashSet();
            var draft = ReleaseComposer.Compose(inputs with
            {
                Previous = new PreviousRelease(1, new Dictionary<string, DisclosedCount>(), new Dictionary<CapacityCell, IReadOnlySet<IntervieweeId>> { [Cell] = before }),
            });
            draft.Differences.Select(d => d.Contributors).Should().Equal(held ? [missing] : Array.Empty<int>(), "{0} are new", missing);
        }
    }

    [Fact]
    [Trait("Rule", "INV-29")]
    public void Nothing_said_is_not_a_zero()
    {
        var inputs = SmallInitiative.WithCell(Cell, 2, 2, 1, 1, 0, -1, 2);
        var all = ReleaseComposer.Compose(inputs with { Values = [.. inputs.Values.Select(v => v with { Value = CellValue.Missing, Confidence = null, Contributors = new HashSet<IntervieweeId>() })] });

        all.Figures.Where(f => f.Table is ReleaseTable.ChangeMatrix).Should().OnlyContain(f => f.Status == ReleaseCellStatus.Primary);
        all.Figures.Single(f => f.RowKey == ReleaseKeys.Finding).Read<FindingShape>().Kind.Should().Be(FindingKind.NothingShown);
    }

    [Theory]
    [InlineData("2026-04-01", 2026, 1)]
    [InlineData("2026-06-30", 2026, 1)]
    [InlineData("2026-07-01", 2026, 2)]
    [InlineData("2026-12-31", 2026, 3)]
    [InlineData("2027-01-01", 2026, 4)]
    [InlineData("2027-03-31", 2026, 4)]
    public void A_fiscal_year_runs_from_april_to_march(string day, int year, int number)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var quarter = FiscalQuarter.Of(date);

        quarter.Should().Be(new FiscalQuarter(year, number));
        FiscalQuarter.Parse(quarter.Key).Should().Be(quarter);
        quarter.StartsOn.Should().BeOnOrBefore(date);
        quarter.EndsOn.Should().BeOnOrAfter(date);
    }

    private static (int Low, int High) Range(DisclosedCount count, int minimum) => count.Kind switch
    {
        DisclosedCountKind.Exact => (count.Number, count.Number),
        DisclosedCountKind.FewerThan => (1, count.Number - 1),
        _ => (Math.Max(minimum, count.Number - 2), count.Number + 2),
    };
}
