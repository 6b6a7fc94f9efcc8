namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>What readers can work out of the hidden counts of a table by subtracting what is printed from the printed
/// totals (PRV-08). Two hidden counts in every row and column are necessary and not enough, so the audit solves the
/// whole system.</summary>
public static class SuppressionAudit
{
    /// <summary>The hidden cells that follow exactly from the totals, whatever the counts are: those whose unit vector lies
    /// in the row space of the totals' equations. Found by Gauss-Jordan elimination in whole numbers. The equations of
    /// a two-way table are totally unimodular, so every coefficient stays -1, 0 or 1 and the result is exact.</summary>
    public static IReadOnlyList<TableCell> ExactlyRecoverable(CountTable table, IReadOnlySet<TableCell> hidden)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(hidden);
        TableCell[] unknowns = [.. table.Cells.Where(hidden.Contains)];
        var equations = Equations(table, unknowns);
        var solved = 0;
        var recoverable = new List<TableCell>();
        for (var column = 0; column < unknowns.Length && solved < equations.Count; column++)
        {
            var pivot = equations.FindIndex(solved, equation => equation[column] != 0);
            if (pivot < 0)
            {
                continue;
            }

            (equations[solved], equations[pivot]) = (equations[pivot], equations[solved]);
            for (var other = 0; other < equations.Count; other++)
            {
                if (other != solved && equations[other][column] != 0)
                {
                    Eliminate(equations[other], equations[solved], column);
                }
            }

            solved++;
        }

        foreach (var equation in equations.Take(solved))
        {
            var first = Array.FindIndex(equation, coefficient => coefficient != 0);
            if (Array.FindIndex(equation, first + 1, coefficient => coefficient != 0) < 0)
            {
                recoverable.Add(unknowns[first]);
            }
        }

        return recoverable;
    }

    /// <summary>The values a hidden cell can have, given the printed counts and totals and that no count is negative.</summary>
    public static FeasibleRange Range(CountTable table, IReadOnlySet<TableCell> hidden, TableCell cell)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(hidden);
        if (!hidden.Contains(cell))
        {
            return new(table[cell], table[cell]);
        }

        var exchange = new HiddenExchange(table, hidden.Contains);
        var count = table[cell];
        var more = exchange.Room(cell, upward: true, HiddenExchange.Unlimited);
        var less = exchange.Room(cell, upward: false, count);
        return new(count - less, more >= HiddenExchange.Unlimited ? null : count + more);
    }

    /// <summary>The hidden cells that the table betrays: small ones whose range is not wider than the threshold, and
    /// further ones whose count follows exactly. The table may be printed only if there are none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="primary">Cells hidden for being small.</param>
    /// <param name="complementary">Cells hidden to protect those.</param>
    /// <param name="width">What a small cell's range must be wider than (<see cref="DisclosurePolicy.HiddenRangeMinimum"/>).</param>
    public static IReadOnlyList<TableCell> Betrayed(CountTable table, IReadOnlySet<TableCell> primary, IReadOnlySet<TableCell> complementary, int width)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(primary);
        ArgumentNullException.ThrowIfNull(complementary);
        var exchange = new HiddenExchange(table, cell => primary.Contains(cell) || complementary.Contains(cell));
        return
        [
            .. table.Cells.Where(cell =>
                (primary.Contains(cell) && !exchange.IsWider(cell, width))
                || (complementary.Contains(cell) && !exchange.IsWider(cell, 0))),
        ];
    }

    private static List<long[]> Equations(CountTable table, TableCell[] unknowns)
    {
        var totals = new List<Func<TableCell, bool>>();
        totals.AddRange(Enumerable.Range(0, table.RowCount).Where(table.RowTotalShown).Select(row => (Func<TableCell, bool>)(cell => cell.Row == row)));
        totals.AddRange(Enumerable.Range(0, table.ColumnCount).Where(table.ColumnTotalShown).Select(column => (Func<TableCell, bool>)(cell => cell.Column == column)));
        if (table.GrandTotalShown)
        {
            totals.Add(_ => true);
        }

        return [.. totals.Select(inTotal => Array.ConvertAll(unknowns, cell => inTotal(cell) ? 1L : 0L)).Where(equation => equation.Any(coefficient => coefficient != 0))];
    }

    // Takes the column out of the equation, without fractions; an overflow is impossible here and would be loud.
    private static void Eliminate(long[] equation, long[] pivot, int column)
    {
        var (own, others) = (pivot[column], equation[column]);
        for (var i = 0; i < equation.Length; i++)
        {
            equation[i] = checked((own * equation[i]) - (others * pivot[i]));
        }
    }
}
