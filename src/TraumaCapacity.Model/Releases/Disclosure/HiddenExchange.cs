namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>How far hidden counts can move against each other without moving a printed total. Rows and columns are the
/// nodes of a network, hidden cells its edges: if one count of a row grows, another must shrink. How far a count can
/// grow is therefore a largest flow from its column back to its row, in which a cell lets through any growth and as much
/// shrinkage as its count. Rows whose total is not printed count as one node, and so do such columns.</summary>
internal sealed class HiddenExchange
{
    /// <summary>More than any count can move.</summary>
    public const int Unlimited = int.MaxValue / 2;

    private readonly CountTable table;
    private readonly int[] rowNodes;
    private readonly int[] columnNodes;
    private readonly List<int>[] arcsFrom;
    private readonly List<int> target = [];
    private readonly List<int> capacity = [];
    private readonly List<int> room = [];
    private readonly Dictionary<TableCell, int> arcOf = [];
    private readonly int[] arrivedBy;
    private readonly Queue<int> queue = new();
    private readonly PriorityQueue<int, long> nearest = new();
    private readonly long[] distance;

    public HiddenExchange(CountTable table, Func<TableCell, bool> isEdge)
    {
        this.table = table;
        (rowNodes, columnNodes, var nodes) = Nodes(table);
        arcsFrom = new List<int>[nodes];
        for (var node = 0; node < nodes; node++)
        {
            arcsFrom[node] = [];
        }

        arrivedBy = new int[nodes];
        distance = new long[nodes];
        foreach (var cell in table.Cells.Where(isEdge))
        {
            // Even arcs let the count grow, row to column; the odd one after it lets it shrink, column to row.
            arcOf[cell] = target.Count;
            AddArc(rowNodes[cell.Row], columnNodes[cell.Column], Unlimited);
            AddArc(columnNodes[cell.Column], rowNodes[cell.Row], table[cell]);
        }

        room.AddRange(capacity);
    }

    /// <summary>Whether the range of a hidden cell is wider than a threshold.</summary>
    public bool IsWider(TableCell cell, int width)
    {
        var less = Room(cell, upward: false, Math.Min(width + 1, table[cell]));
        return less > width || less + Room(cell, upward: true, width + 1 - less) > width;
    }

    /// <summary>How far a cell's count can grow or shrink, up to a limit.</summary>
    public int Room(TableCell cell, bool upward, int limit)
    {
        var (from, to) = Begin(cell, upward);
        if (from == to)
        {
            return limit; // no printed total holds it
        }

        var moved = 0;
        while (moved < limit && FindShortest(from, to))
        {
            moved += Push(from, to, limit - moved);
        }

        return moved;
    }

    /// <summary>Looks for movement of one cell through cells that are not hidden yet, and says which must be hidden for it:
    /// the cheapest way first, until the cell's range is wider than the threshold.</summary>
    /// <param name="cell">The cell to protect.</param>
    /// <param name="width">What its range must be wider than.</param>
    /// <param name="cost">What it costs to use a cell; 0 for those that are hidden anyway.</param>
    /// <returns>The cells used, or <c>null</c> if even all cells together do not protect it.</returns>
    public IReadOnlyCollection<TableCell>? Protect(TableCell cell, int width, Func<TableCell, long> cost)
    {
        var costs = new long[capacity.Count];
        var cells = new TableCell[capacity.Count];
        foreach (var (edge, arc) in arcOf)
        {
            costs[arc] = costs[arc + 1] = cost(edge);
            cells[arc] = cells[arc + 1] = edge;
        }

        var used = new HashSet<TableCell>();
        var moved = 0;
        foreach (var upward in new[] { false, true })
        {
            var limit = upward ? width + 1 - moved : Math.Min(width + 1, table[cell]);
            var (from, to) = Begin(cell, upward);
            if (from == to)
            {
                return used;
            }

            var here = 0;
            while (here < limit && FindCheapest(from, to, costs))
            {
                for (var node = to; node != from; node = target[arrivedBy[node] ^ 1])
                {
                    used.Add(cells[arrivedBy[node]]);
                    costs[arrivedBy[node]] = costs[arrivedBy[node] ^ 1] = 0;
                }

                here += Push(from, to, limit - here);
            }

            moved += here;
            if (moved > width)
            {
                return used;
            }
        }

        return null;
    }

    private static (int[] Rows, int[] Columns, int Count) Nodes(CountTable table)
    {
        var count = 0;
        var open = -1;
        int Node(bool shown, ref int shared) => shown ? count++ : shared >= 0 ? shared : shared = count++;

        var rows = new int[table.RowCount];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = Node(table.RowTotalShown(row), ref open);
        }

        // If the total of all is not known either, unprinted rows and columns can move together.
        var allRows = open < 0;
        var allColumns = Enumerable.Range(0, table.ColumnCount).All(table.ColumnTotalShown);
        var shared = table.GrandTotalShown || allRows || allColumns ? -1 : open;
        var columns = new int[table.ColumnCount];
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = Node(table.ColumnTotalShown(column), ref shared);
        }

        return (rows, columns, count);
    }

    private void AddArc(int from, int to, int most)
    {
        arcsFrom[from].Add(target.Count);
        target.Add(to);
        capacity.Add(most);
    }

    // Restores every arc, and shuts those of the cell itself.
    private (int From, int To) Begin(TableCell cell, bool upward)
    {
        for (var arc = 0; arc < capacity.Count; arc++)
        {
            room[arc] = capacity[arc];
        }

        var own = arcOf[cell];
        room[own] = room[own + 1] = 0;
        var (row, column) = (rowNodes[cell.Row], columnNodes[cell.Column]);
        return upward ? (column, row) : (row, column);
    }

    private bool FindShortest(int from, int to)
    {
        Array.Fill(arrivedBy, -1);
        queue.Clear();
        queue.Enqueue(from);
        while (queue.TryDequeue(out var node))
        {
            foreach (var arc in arcsFrom[node])
            {
                if (room[arc] > 0 && arrivedBy[target[arc]] < 0 && target[arc] != from)
                {
                    arrivedBy[target[arc]] = arc;
                    if (target[arc] == to)
                    {
                        return true;
                    }

                    queue.Enqueue(target[arc]);
                }
            }
        }

        return false;
    }

    private bool FindCheapest(int from, int to, long[] costs)
    {
        Array.Fill(distance, long.MaxValue);
        Array.Fill(arrivedBy, -1);
        nearest.Clear();
        distance[from] = 0;
        nearest.Enqueue(from, 0);
        while (nearest.TryDequeue(out var node, out var reached))
        {
            if (node == to)
            {
                return true;
            }

            if (reached > distance[node])
            {
                continue;
            }

            foreach (var arc in arcsFrom[node])
            {
                var next = reached + costs[arc] + 1;
                if (room[arc] > 0 && next < distance[target[arc]])
                {
                    distance[target[arc]] = next;
                    arrivedBy[target[arc]] = arc;
                    nearest.Enqueue(target[arc], next);
                }
            }
        }

        return false;
    }

    private int Push(int from, int to, int limit)
    {
        var amount = limit;
        for (var node = to; node != from; node = target[arrivedBy[node] ^ 1])
        {
            amount = Math.Min(amount, room[arrivedBy[node]]);
        }

        for (var node = to; node != from; node = target[arrivedBy[node] ^ 1])
        {
            var arc = arrivedBy[node];
            room[arc] -= room[arc] >= Unlimited ? 0 : amount;
            room[arc ^ 1] += room[arc ^ 1] >= Unlimited ? 0 : amount;
        }

        return amount;
    }
}
