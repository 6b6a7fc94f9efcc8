using System.Globalization;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases.Disclosure;

namespace TraumaCapacity.Model.Releases;

/// <summary>Training and delivery by fiscal year, and groups by quarter (PRV-01 to PRV-03, PRV-08). The two are one table to
/// a reader: the quarters of a year add up to the year.</summary>
internal static class ReachTable
{
    public static void AddTo(ReleaseSheet sheet)
    {
        var inputs = sheet.Inputs;
        var training = new[]
        {
            new ReachRow(ReleaseKeys.Cohorts, ReachKind.Exact, [.. inputs.Cohorts.Select(c => new Counted(Year(c.EndedOn), c.Sponsors, 1))]),
            new ReachRow(ReleaseKeys.FacilitatorsTrained, ReachKind.Persons, [.. inputs.Trained.Select(Once)]),
            new ReachRow(ReleaseKeys.FacilitatorsCertified, ReachKind.Persons, [.. inputs.Certified.Select(Once)]),
        };
        var delivery = new[]
        {
            new ReachRow(ReleaseKeys.Groups, ReachKind.Exact, [.. inputs.Groups.Select(g => Counted.At(Year(g.FirstSession), g.Organization, 1))]),
            new ReachRow(ReleaseKeys.Sessions, ReachKind.Exact, [.. inputs.Sessions.Select(Once)]),
            new ReachRow(ReleaseKeys.Participants, ReachKind.Participants, [.. inputs.Groups.Select(g => Counted.At(Year(g.FirstSession), g.Organization, g.Enrolled))]),
            new ReachRow(ReleaseKeys.Completers, ReachKind.Participants, [.. inputs.Groups.Select(g => Counted.At(Year(g.FirstSession), g.Organization, g.Completers))]),
        };
        var last = Year(inputs.CutOff);
        var first = training.Concat(delivery).SelectMany(r => r.Items).Select(i => i.Year).Append(last).Min();
        int[] years = [.. Enumerable.Range(first, last - first + 1)];

        AddQuarters(sheet, years, HiddenYears(sheet, delivery, years));
        AddRows(sheet, training, years);
        AddRows(sheet, delivery, years);
    }

    private static int Year(DateOnly date) => FiscalQuarter.Of(date).Year;

    private static Counted Once(ReleaseEvent happened) => Counted.At(Year(happened.On), happened.Organization, 1);

    private static string Key(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static PlaceCount Place(ReleaseSheet sheet, IReadOnlySet<OrganizationId> organizations) =>
        ReleaseComposer.CountOf([.. sheet.Inputs.Organizations.Where(o => organizations.Contains(o.Id))]);

    private static bool MayShow(ReleaseSheet sheet, PlaceCount place) => PlaceRule.Disclose(place, sheet.Policy).ShowsValues;

    private static void AddRows(ReleaseSheet sheet, ReachRow[] rows, int[] years)
    {
        var hidden = HiddenYears(sheet, rows, years);
        foreach (var row in rows)
        {
            var shown = years.Where(year => !hidden.ContainsKey(year)).ToDictionary(year => year, year => row.Disclose(row.In(year), sheet.Policy));
            var total = row.Disclose(row.Items.Sum(i => i.Weight), sheet.Policy);
            var narrowed = row.Kind is not ReachKind.Exact && BandCheck.Narrows(shown.Values, hidden.Count > 0, total, (row.Minimum(sheet.Policy), sheet.Policy.RoundingBase));
            foreach (var year in years)
            {
                if (narrowed)
                    sheet.Hide(new(ReleaseTable.Reach, row.Key, Key(year), HiddenReason.TableCollapsed));
                else if (hidden.TryGetValue(year, out var why))
                    sheet.Hide(why with { RowKey = row.Key });
                else
                    sheet.Show(ReleaseTable.Reach, row.Key, Key(year), shown[year]);
            }

            if (row.Kind is not ReachKind.Exact || sheet.Whole.ShowsValues)
                sheet.Show(ReleaseTable.Reach, row.Key, ReleaseKeys.Total, total);
            else
                sheet.Hide(ReleaseComposer.Explain(ReleaseTable.Reach, row.Key, ReleaseKeys.Total, ReleaseComposer.CountOf(sheet.Inputs.Organizations), sheet.Policy));
        }
    }

    // A year in which few organizations did anything is hidden in all rows of its family, and with it as many others as its
    // exact rows need against their totals.
    private static Dictionary<int, HiddenExplanation> HiddenYears(ReleaseSheet sheet, ReachRow[] rows, int[] years)
    {
        var exact = rows.Where(r => r.Kind is ReachKind.Exact).ToList();
        var hidden = new Dictionary<int, HiddenExplanation>();
        foreach (var year in years)
        {
            foreach (var place in exact.Select(row => Place(sheet, row.OrganizationsIn(year))).Where(place => !MayShow(sheet, place)))
                hidden.TryAdd(year, ReleaseComposer.Explain(ReleaseTable.Reach, exact[0].Key, Key(year), place, sheet.Policy));
        }

        if (hidden.Count == 0)
            return hidden;
        var primary = Cells(years, hidden.ContainsKey);
        var complementary = new HashSet<TableCell>();
        foreach (var row in exact)
        {
            var chosen = ComplementarySuppression.Choose(Column(row, years), primary, sheet.Policy.HiddenRangeMinimum);
            complementary.UnionWith(chosen?.Complementary ?? Cells(years, year => !hidden.ContainsKey(year)));
        }

        var holds = exact.TrueForAll(row =>
            SuppressionAudit.Betrayed(Column(row, years), primary, complementary, sheet.Policy.HiddenRangeMinimum).Count == 0);
        foreach (var year in years)
        {
            if (!holds)
                hidden.TryAdd(year, new(ReleaseTable.Reach, exact[0].Key, Key(year), HiddenReason.TableCollapsed));
            else if (complementary.Contains(new TableCell(Array.IndexOf(years, year), 0)))
                hidden.TryAdd(year, new(ReleaseTable.Reach, exact[0].Key, Key(year), HiddenReason.ProtectsAnother));
        }

        return hidden;
    }

    private static HashSet<TableCell> Cells(int[] years, Func<int, bool> which) =>
        Enumerable.Range(0, years.Length).Where(i => which(years[i])).Select(i => new TableCell(i, 0)).ToHashSet();

    private static CountTable Column(ReachRow row, int[] years)
    {
        var counts = new int[years.Length, 1];
        for (var i = 0; i < years.Length; i++)
            counts[i, 0] = row.In(years[i]);
        return new CountTable(counts, Enumerable.Repeat(false, years.Length), [true], true);
    }

    private static void AddQuarters(ReleaseSheet sheet, int[] years, Dictionary<int, HiddenExplanation> hiddenYears)
    {
        var byQuarter = sheet.Inputs.Groups.ToLookup(g => FiscalQuarter.Of(g.FirstSession));
        var end = FiscalQuarter.Of(sheet.Inputs.CutOff);
        var counts = new int[years.Length, FiscalQuarter.PerYear];
        var primary = new Dictionary<TableCell, HiddenExplanation>();
        FiscalQuarter Quarter(TableCell cell) => new(years[cell.Row], cell.Column + 1);

        for (var row = 0; row < years.Length; row++)
        {
            for (var column = 0; column < FiscalQuarter.PerYear; column++)
            {
                var cell = new TableCell(row, column);
                var groups = byQuarter[Quarter(cell)].ToList();
                counts[row, column] = groups.Count;
                var place = Place(sheet, groups.Select(g => g.Organization).ToHashSet());
                if (!MayShow(sheet, place))
                    primary[cell] = ReleaseComposer.Explain(ReleaseTable.GroupsByQuarter, Quarter(cell).Key, ReleaseKeys.Groups, place, sheet.Policy);
                else if (groups.Count > 0 && hiddenYears.ContainsKey(years[row]))
                    primary[cell] = new(ReleaseTable.GroupsByQuarter, Quarter(cell).Key, ReleaseKeys.Groups, HiddenReason.ProtectsAnother);
            }
        }

        var table = new CountTable(
            counts,
            years.Select(year => !hiddenYears.ContainsKey(year)),
            Enumerable.Repeat(false, FiscalQuarter.PerYear),
            grandTotal: true);
        var chosen = sheet.Whole.ShowsValues
            ? ComplementarySuppression.Choose(table, primary.Keys.ToHashSet(), sheet.Policy.HiddenRangeMinimum)
            : null;
        var begun = Enumerable.Range(0, years.Length * FiscalQuarter.PerYear)
            .Select(i => new TableCell(i / FiscalQuarter.PerYear, i % FiscalQuarter.PerYear))
            .Where(cell => Quarter(cell).StartsOn <= end.StartsOn)
            .SkipWhile(cell => table[cell] == 0);
        foreach (var cell in begun)
        {
            var key = Quarter(cell).Key;
            if (chosen is null)
                sheet.Hide(new(ReleaseTable.GroupsByQuarter, key, ReleaseKeys.Groups, HiddenReason.TableCollapsed));
            else if (primary.TryGetValue(cell, out var why))
                sheet.Hide(why);
            else if (chosen.Complementary.Contains(cell))
                sheet.Hide(new(ReleaseTable.GroupsByQuarter, key, ReleaseKeys.Groups, HiddenReason.ProtectsAnother));
            else
                sheet.Show(ReleaseTable.GroupsByQuarter, key, ReleaseKeys.Groups, ReleaseSheet.Exact(table[cell]));
        }
    }
}

internal enum ReachKind
{
    /// <summary>Groups, sessions, cohorts.</summary>
    Exact,

    /// <summary>Service providers (PRV-01).</summary>
    Persons,

    /// <summary>Participants of groups (PRV-02).</summary>
    Participants,
}

/// <summary>So many of what a row counts, in a year, by some organizations.</summary>
internal readonly record struct Counted(int Year, IReadOnlySet<OrganizationId> Organizations, int Weight)
{
    public static Counted At(int year, OrganizationId organization, int weight) => new(year, new HashSet<OrganizationId> { organization }, weight);
}

/// <summary>A row of the table of reach.</summary>
internal sealed record ReachRow(string Key, ReachKind Kind, IReadOnlyList<Counted> Items)
{
    public int In(int year) => Items.Where(i => i.Year == year).Sum(i => i.Weight);

    public IReadOnlySet<OrganizationId> OrganizationsIn(int year) =>
        Items.Where(i => i.Year == year).SelectMany(i => i.Organizations).ToHashSet();

    public DisclosedCount Disclose(int count, DisclosurePolicy policy) => Kind switch
    {
        ReachKind.Exact => ReleaseSheet.Exact(count),
        ReachKind.Persons => PersonCountRule.Disclose(count, policy),
        ReachKind.Participants => ParticipantCountRule.Disclose(count, policy),
    };

    public int Minimum(DisclosurePolicy policy) => Kind is ReachKind.Participants ? policy.ParticipantMinimum : policy.PersonMinimum;
}

/// <summary>Whether the total printed beside small counts says more of one than its band does: «fewer than 5» must stay
/// possible from 1 to 4 (PRV-08).</summary>
internal static class BandCheck
{
    private const long Unlimited = int.MaxValue;

    /// <param name="parts">The parts that are shown.</param>
    /// <param name="anyHidden">Whether others are hidden altogether.</param>
    /// <param name="total">The total as it is shown.</param>
    /// <param name="scale">Fewest that is shown as a number, and what numbers are rounded to.</param>
    public static bool Narrows(
        IReadOnlyCollection<DisclosedCount> parts, bool anyHidden, DisclosedCount total, (int Minimum, int RoundingBase) scale)
    {
        var ranges = parts.Select(part => Range(part, scale)).ToList();
        var whole = Range(total, scale);
        var (lowest, highest) = (ranges.Sum(r => r.Low), ranges.Sum(r => r.High) + (anyHidden ? Unlimited : 0));
        return parts.Zip(ranges).Any(p =>
            p.First.Kind is DisclosedCountKind.FewerThan
            && (whole.Low - (highest - p.Second.High) > p.Second.Low || whole.High - (lowest - p.Second.Low) < p.Second.High));
    }

    private static (long Low, long High) Range(DisclosedCount count, (int Minimum, int RoundingBase) scale) => count.Kind switch
    {
        DisclosedCountKind.Exact => (count.Number, count.Number),
        DisclosedCountKind.FewerThan => (1, count.Number - 1),
        DisclosedCountKind.Rounded => (
            Math.Max(scale.Minimum, count.Number - (scale.RoundingBase / 2)),
            count.Number + scale.RoundingBase - 1 - (scale.RoundingBase / 2)),
    };
}
