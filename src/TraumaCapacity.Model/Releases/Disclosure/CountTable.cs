namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>A place in a table.</summary>
/// <param name="Row">From 0.</param>
/// <param name="Column">From 0.</param>
public readonly record struct TableCell(int Row, int Column);

/// <summary>The values that a hidden count can have, as far as readers can work out.</summary>
/// <param name="Lowest">0 or more.</param>
/// <param name="Highest"><c>null</c> where nothing limits it.</param>
public readonly record struct FeasibleRange(int Lowest, int? Highest)
{
    /// <summary>Whether it is wider than a threshold.</summary>
    public bool IsWiderThan(int width) => Highest is not { } highest || highest - Lowest > width;
}

/// <summary>A two-way table of counts with the totals that are printed beside it. A total that is not printed need not be
/// protected against.</summary>
public sealed class CountTable
{
    private readonly int[,] counts;
    private readonly bool[] rowTotals;
    private readonly bool[] columnTotals;

    /// <summary>A table with every total printed.</summary>
    /// <param name="counts">Rows by columns, none negative.</param>
    public CountTable(int[,] counts)
        : this(counts, Enumerable.Repeat(true, counts.GetLength(0)), Enumerable.Repeat(true, counts.GetLength(1)), true)
    {
    }

    /// <summary>A table with some totals printed.</summary>
    /// <param name="counts">Rows by columns, none negative.</param>
    /// <param name="rowTotals">By row, whether its total is printed.</param>
    /// <param name="columnTotals">By column, whether its total is printed.</param>
    /// <param name="grandTotal">Whether the total of all counts is printed.</param>
    public CountTable(int[,] counts, IEnumerable<bool> rowTotals, IEnumerable<bool> columnTotals, bool grandTotal)
    {
        ArgumentNullException.ThrowIfNull(counts);
        this.counts = (int[,])counts.Clone();
        this.rowTotals = [.. rowTotals];
        this.columnTotals = [.. columnTotals];
        GrandTotalShown = grandTotal;
        if (this.rowTotals.Length != RowCount || this.columnTotals.Length != ColumnCount)
        {
            throw new ArgumentException("Every row and every column needs its own mark.", nameof(rowTotals));
        }

        if (this.counts.Cast<int>().Any(count => count < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(counts), "A count is not negative.");
        }
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => counts.GetLength(0);

    /// <summary>Number of columns.</summary>
    public int ColumnCount => counts.GetLength(1);

    /// <summary>Whether the total of all counts is printed.</summary>
    public bool GrandTotalShown { get; }

    /// <summary>All cells, row by row.</summary>
    public IEnumerable<TableCell> Cells =>
        from row in Enumerable.Range(0, RowCount)
        from column in Enumerable.Range(0, ColumnCount)
        select new TableCell(row, column);

    /// <summary>The count in a cell.</summary>
    public int this[TableCell cell] => counts[cell.Row, cell.Column];

    /// <summary>Whether the total of a row is printed.</summary>
    public bool RowTotalShown(int row) => rowTotals[row];

    /// <summary>Whether the total of a column is printed.</summary>
    public bool ColumnTotalShown(int column) => columnTotals[column];

    /// <summary>The cells whose count is from 1 to one less than the minimum, which are to be hidden first.</summary>
    public IReadOnlySet<TableCell> SmallCells(int minimum) => Cells.Where(cell => this[cell] > 0 && this[cell] < minimum).ToHashSet();
}
