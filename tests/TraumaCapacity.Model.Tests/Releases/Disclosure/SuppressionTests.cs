using FsCheck;
using FsCheck.Fluent;
using TraumaCapacity.Model.Releases.Disclosure;

namespace TraumaCapacity.Model.Tests.Releases.Disclosure;

[Trait("Rule", "PRV-08")]
public class SuppressionTests
{
    private static HashSet<TableCell> Set(params (int Row, int Column)[] cells) => [.. cells.Select(cell => new TableCell(cell.Row, cell.Column))];

    private static readonly IReadOnlySet<TableCell> None = new HashSet<TableCell>();

    /// <summary>The attack: every table of counts that the shown counts and printed totals allow, by trying. For each
    /// hidden cell the set of values found, as bits.</summary>
    private static Dictionary<TableCell, long> Attack(CountTable table, IReadOnlySet<TableCell> hidden)
    {
        TableCell[] unknown = [.. table.Cells.Where(hidden.Contains)];
        var rows = Enumerable.Range(0, table.RowCount).Select(row => unknown.Where(cell => cell.Row == row).Sum(cell => table[cell])).ToArray();
        var columns = Enumerable.Range(0, table.ColumnCount).Select(column => unknown.Where(cell => cell.Column == column).Sum(cell => table[cell])).ToArray();
        var isLastOfRow = unknown.Select((cell, i) => !unknown.Skip(i + 1).Any(other => other.Row == cell.Row)).ToArray();
        var isLastOfColumn = unknown.Select((cell, i) => !unknown.Skip(i + 1).Any(other => other.Column == cell.Column)).ToArray();
        var guess = new int[unknown.Length];
        var found = new long[unknown.Length];
        Try(0);
        return unknown.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second);

        void Try(int at)
        {
            if (at == unknown.Length)
            {
                for (var i = 0; i < unknown.Length; i++)
                {
                    found[i] |= 1L << guess[i];
                }

                return;
            }

            var (row, column) = (unknown[at].Row, unknown[at].Column);
            var most = Math.Min(rows[row], columns[column]);
            var least = Math.Max(isLastOfRow[at] ? rows[row] : 0, isLastOfColumn[at] ? columns[column] : 0);
            for (var value = least; value <= most; value++)
            {
                guess[at] = value;
                rows[row] -= value;
                columns[column] -= value;
                Try(at + 1);
                rows[row] += value;
                columns[column] += value;
            }
        }
    }

    private static int Values(long found) => System.Numerics.BitOperations.PopCount((ulong)found);

    [Fact]
    public void Two_hidden_counts_in_every_line_are_not_enough()
    {
        // Every row and column has at least two hidden counts, and yet two of them follow exactly.
        var hidden = Set((0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (2, 4), (3, 3), (3, 4));
        var table = new CountTable(new int[4, 5]);
        hidden.GroupBy(cell => cell.Row).Should().OnlyContain(line => line.Count() >= 2);
        hidden.GroupBy(cell => cell.Column).Should().OnlyContain(line => line.Count() >= 2);

        SuppressionAudit.ExactlyRecoverable(table, hidden).Should().BeEquivalentTo(Set((1, 2), (2, 2)));
    }

    [Fact]
    public void A_good_pattern_passes_and_leaves_a_wide_range()
    {
        var table = new CountTable(new[,] { { 12, 3, 9 }, { 15, 8, 11 }, { 20, 7, 6 } });
        var primary = table.SmallCells(5);
        var complementary = Set((0, 2), (2, 1), (2, 2));
        HashSet<TableCell> hidden = [.. primary, .. complementary];

        primary.Should().BeEquivalentTo(Set((0, 1)));
        SuppressionAudit.ExactlyRecoverable(table, hidden).Should().BeEmpty();
        SuppressionAudit.Range(table, hidden, new(0, 1)).Should().Be(new FeasibleRange(0, 10));
        SuppressionAudit.Betrayed(table, primary, complementary, 5).Should().BeEmpty();
        SuppressionAudit.Betrayed(table, primary, None, 5).Should().Equal(new TableCell(0, 1));
    }

    [Fact]
    public void The_same_table_gets_a_pattern_that_passes()
    {
        var table = new CountTable(new[,] { { 12, 3, 9 }, { 15, 8, 11 }, { 20, 7, 6 } });

        var chosen = ComplementarySuppression.Choose(table, table.SmallCells(5), 5)!;

        chosen.Complementary.Should().HaveCount(3);
        SuppressionAudit.Betrayed(table, chosen.Primary, chosen.Complementary, 5).Should().BeEmpty();
    }

    [Fact]
    [Trait("Rule", "PRV-09")]
    public void A_table_that_cannot_be_protected_is_collapsed()
    {
        // One row: every count follows from its column's total.
        var line = new CountTable(new[,] { { 2, 30, 40 } });
        ComplementarySuppression.Choose(line, line.SmallCells(5), 5).Should().BeNull();

        // Too little in the table to leave a wide range.
        var small = new CountTable(new[,] { { 1, 2 }, { 2, 1 } });
        ComplementarySuppression.Choose(small, small.SmallCells(5), 5).Should().BeNull();
    }

    [Fact]
    public void A_table_without_small_counts_hides_nothing()
    {
        var table = new CountTable(new[,] { { 12, 0 }, { 15, 8 } });

        var chosen = ComplementarySuppression.Choose(table, table.SmallCells(5), 5)!;

        chosen.Primary.Should().BeEmpty();
        chosen.Complementary.Should().BeEmpty();
    }

    /// <summary>All 3 x 3 tables of counts 0 to 3, but for the order of rows and columns.</summary>
    private static IEnumerable<int[,]> SmallTables()
    {
        for (var code = 0; code < 1 << 18; code++)
        {
            var c = Enumerable.Range(0, 9).Select(i => (code >> (2 * i)) & 3).ToArray();
            var ordered = Ordered(c[0], c[3], c[1], c[4], c[2], c[5]) && Ordered(c[3], c[6], c[4], c[7], c[5], c[8])
                && Ordered(c[0], c[1], c[3], c[4], c[6], c[7]) && Ordered(c[1], c[2], c[4], c[5], c[7], c[8]);
            if (ordered)
            {
                yield return new[,] { { c[0], c[1], c[2] }, { c[3], c[4], c[5] }, { c[6], c[7], c[8] } };
            }
        }

        // Whether the line of first entries does not come after that of second entries.
        static bool Ordered(int a, int b, int c, int d, int e, int f) => a != b ? a < b : c != d ? c < d : e <= f;
    }

    [Fact]
    public void No_small_count_of_any_small_table_can_be_worked_out()
    {
        const int width = 1;
        var (protectedTables, collapsed, betrayedByPrimaryAlone) = (0, 0, 0);
        foreach (var counts in SmallTables())
        {
            var table = new CountTable(counts);
            var primary = table.SmallCells(3);
            if (primary.Count == 0)
            {
                continue;
            }

            betrayedByPrimaryAlone += Attack(table, primary).Any(cell => Values(cell.Value) == 1) ? 1 : 0;
            if (ComplementarySuppression.Choose(table, primary, width) is not { } chosen)
            {
                // Refused only if even hiding every count would betray one.
                Attack(table, table.Cells.ToHashSet()).Any(cell => primary.Contains(cell.Key) && Values(cell.Value) <= width + 1).Should().BeTrue();
                collapsed++;
                continue;
            }

            HashSet<TableCell> hidden = [.. chosen.Primary, .. chosen.Complementary];
            foreach (var (cell, values) in Attack(table, hidden))
            {
                if (Values(values) <= (primary.Contains(cell) ? width + 1 : 1))
                {
                    Assert.Fail($"{cell} of {string.Join(' ', counts.Cast<int>())} can be worked out.");
                }
            }

            protectedTables++;
        }

        betrayedByPrimaryAlone.Should().BePositive("hiding small counts alone must fail the attack, or it shows nothing");
        protectedTables.Should().BePositive();
        collapsed.Should().BePositive();
    }

    private static Gen<(CountTable Table, HashSet<TableCell> Hidden)> Tables(int rows, int columns, int most, bool allTotals) =>
        from counts in Gen.Choose(0, most).ArrayOf(rows * columns)
        from mask in Gen.Choose(0, 3).ArrayOf(rows * columns)
        from shownRows in Gen.Elements(true, true, false).ArrayOf(rows)
        from shownColumns in Gen.Elements(true, true, false).ArrayOf(columns)
        from grand in Gen.Elements(true, false)
        let table = new CountTable(
            Square(counts, rows, columns),
            shownRows.Select(shown => shown || allTotals),
            shownColumns.Select(shown => shown || allTotals),
            grand || allTotals)
        select (table, table.Cells.Where((_, i) => mask[i] > 1).ToHashSet());

    private static int[,] Square(int[] counts, int rows, int columns)
    {
        var square = new int[rows, columns];
        for (var i = 0; i < counts.Length; i++)
        {
            square[i / columns, i % columns] = counts[i];
        }

        return square;
    }

    [Fact]
    public void The_range_of_a_hidden_count_is_what_trying_finds() => Properties.Holds(Tables(3, 3, 4, allTotals: true), given =>
    {
        foreach (var (cell, values) in Attack(given.Table, given.Hidden))
        {
            var (lowest, highest) = (System.Numerics.BitOperations.TrailingZeroCount(values), System.Numerics.BitOperations.Log2((ulong)values));
            SuppressionAudit.Range(given.Table, given.Hidden, cell).Should().Be(new FeasibleRange(lowest, highest));
        }
    }, 300);

    [Fact]
    public void A_count_is_exactly_recoverable_when_no_counts_however_large_would_leave_it_open() => Properties.Holds(Tables(4, 4, 3, allTotals: false), given =>
    {
        // Large counts everywhere, so that only the equations bind and not that counts are not negative.
        var large = new CountTable(
            Square([.. given.Table.Cells.Select(_ => 1000)], 4, 4),
            Enumerable.Range(0, 4).Select(given.Table.RowTotalShown),
            Enumerable.Range(0, 4).Select(given.Table.ColumnTotalShown),
            given.Table.GrandTotalShown);

        var determined = given.Hidden.Where(cell => !SuppressionAudit.Range(large, given.Hidden, cell).IsWiderThan(0));

        SuppressionAudit.ExactlyRecoverable(given.Table, given.Hidden).Should().BeEquivalentTo(determined);
    }, 2000);

    [Fact]
    public void What_passes_the_audit_is_nowhere_exactly_recoverable()
    {
        var tables = from rows in Gen.Choose(2, 6)
                     from columns in Gen.Choose(2, 6)
                     from given in Tables(rows, columns, 30, allTotals: false)
                     select given.Table;
        var (shown, collapsed) = (0, 0);
        Properties.Holds(tables, table =>
        {
            var primary = table.SmallCells(5);
            if (ComplementarySuppression.Choose(table, primary, 5) is not { } chosen)
            {
                HashSet<TableCell> everything = [.. table.Cells];
                primary.Any(cell => !SuppressionAudit.Range(table, everything, cell).IsWiderThan(5)).Should().BeTrue();
                collapsed++;
                return;
            }

            HashSet<TableCell> hidden = [.. chosen.Primary, .. chosen.Complementary];
            SuppressionAudit.ExactlyRecoverable(table, hidden).Should().BeEmpty();
            primary.All(cell => SuppressionAudit.Range(table, hidden, cell).IsWiderThan(5)).Should().BeTrue();
            chosen.Complementary.Should().NotIntersectWith(primary);
            shown++;
        }, 1500);
        shown.Should().BePositive();
        collapsed.Should().BePositive();
    }

    [Fact]
    public void Totals_that_are_not_printed_need_no_protection()
    {
        int[,] counts = { { 2, 30 }, { 40, 50 }, { 60, 70 } };
        var table = new CountTable(counts, [false, false, false], [true, true], grandTotal: true);

        var chosen = ComplementarySuppression.Choose(table, table.SmallCells(5), 5)!;

        // Only its own column has a total, so one further count of that column is enough.
        chosen.Complementary.Should().ContainSingle().Which.Column.Should().Be(0);
        var free = new CountTable(counts, [false, false, false], [false, false], grandTotal: false);
        ComplementarySuppression.Choose(free, free.SmallCells(5), 5)!.Complementary.Should().BeEmpty();
        SuppressionAudit.Range(free, free.SmallCells(5), new(0, 0)).Highest.Should().BeNull();
    }

    [Fact]
    public void A_table_of_two_hundred_places_is_protected()
    {
        var random = new Random(5);
        var counts = new int[200, 12];
        foreach (var cell in new CountTable(counts).Cells)
        {
            counts[cell.Row, cell.Column] = random.Next(4) == 0 ? random.Next(5) : random.Next(60);
        }

        var table = new CountTable(counts);
        var primary = table.SmallCells(5);

        var chosen = ComplementarySuppression.Choose(table, primary, 5)!;

        primary.Count.Should().BeGreaterThan(400);
        SuppressionAudit.Betrayed(table, primary, None, 5).Should().NotBeEmpty("hiding small counts alone must fail, or it shows nothing");
        SuppressionAudit.ExactlyRecoverable(table, new HashSet<TableCell>([.. primary, .. chosen.Complementary])).Should().BeEmpty();
    }

    [Fact]
    [Trait("Rule", "PRV-13")]
    public void The_same_table_gets_the_same_choice() => Properties.Holds(Tables(4, 5, 20, allTotals: true), given =>
    {
        var (one, other) = (ComplementarySuppression.Choose(given.Table, given.Table.SmallCells(5), 5), ComplementarySuppression.Choose(given.Table, given.Table.SmallCells(5), 5));
        (one is null).Should().Be(other is null);
        if (one is not null)
        {
            other!.Complementary.Should().BeEquivalentTo(one.Complementary);
        }
    }, 100);
}
