namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>Which cells of a table are hidden, and why.</summary>
/// <param name="Primary">Hidden for being small.</param>
/// <param name="Complementary">Hidden so that the others cannot be worked out.</param>
public sealed record TableSuppression(IReadOnlySet<TableCell> Primary, IReadOnlySet<TableCell> Complementary)
{
    /// <summary>Whether a cell is hidden.</summary>
    public bool Hides(TableCell cell) => Primary.Contains(cell) || Complementary.Contains(cell);
}

/// <summary>Chooses what else must be hidden so that hidden cells stay hidden (PRV-08).</summary>
public static class ComplementarySuppression
{
    // Trying to show a cell again costs an audit; beyond this many, a table stays as found.
    private const int MostReconsidered = 64;

    /// <summary>Hides further cells until the audit passes, small counts rather than large ones and zeros last. The same
    /// table always gives the same choice (PRV-13).</summary>
    /// <param name="table">The table.</param>
    /// <param name="primary">Cells that must be hidden.</param>
    /// <param name="width">What the range of each of those must be wider than
    /// (<see cref="DisclosurePolicy.HiddenRangeMinimum"/>).</param>
    /// <returns>What to hide; or <c>null</c> if hiding the whole table would not do, and a dimension must be collapsed
    /// (PRV-09).</returns>
    public static TableSuppression? Choose(CountTable table, IReadOnlySet<TableCell> primary, int width)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(primary);
        var complementary = new HashSet<TableCell>();
        var dearest = table.Cells.Select(cell => table[cell]).DefaultIfEmpty().Max() + 1L;
        var exchange = new HiddenExchange(table, _ => true);
        foreach (var cell in table.Cells.Where(primary.Contains))
        {
            var used = exchange.Protect(cell, width, other => primary.Contains(other) || complementary.Contains(other)
                ? 0
                : 1 + dearest + (table[other] == 0 ? dearest : table[other]));
            if (used is null)
            {
                return null;
            }

            complementary.UnionWith(used.Where(other => !primary.Contains(other)));
        }

        ShowAgain(table, primary, complementary, width);
        return SuppressionAudit.Betrayed(table, primary, complementary, width).Count == 0
            ? new TableSuppression(primary, complementary)
            : null;
    }

    private static void ShowAgain(CountTable table, IReadOnlySet<TableCell> primary, HashSet<TableCell> complementary, int width)
    {
        // A count that can be worked out anyway protects nothing.
        complementary.ExceptWith(SuppressionAudit.Betrayed(table, primary, complementary, width).Where(complementary.Contains));
        if (complementary.Count > MostReconsidered)
        {
            return;
        }

        foreach (var cell in complementary.OrderByDescending(cell => table[cell]).ThenBy(cell => cell.Row).ThenBy(cell => cell.Column).ToList())
        {
            complementary.Remove(cell);
            if (SuppressionAudit.Betrayed(table, primary, complementary, width).Count > 0)
            {
                complementary.Add(cell);
            }
        }
    }
}
