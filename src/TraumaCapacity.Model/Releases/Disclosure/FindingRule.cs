using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>What the shown cells of a release say together.</summary>
public enum FindingKind
{
    /// <summary>No cell is shown.</summary>
    NothingShown,

    /// <summary>In most cells most rated organizations changed for the better, and in none did most change for the worse.</summary>
    MostlyBetter,

    /// <summary>In most cells most rated organizations changed for the worse, and in none did most change for the better.</summary>
    MostlyWorse,

    /// <summary>In most cells most rated organizations did not change.</summary>
    MostlyUnchanged,

    /// <summary>Most organizations changed for the better in some cells, and for the worse in others.</summary>
    DirectionsDiffer,

    /// <summary>None of these.</summary>
    NoClearDirection,
}

/// <summary>A shown cell of a release.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Summary">Its distribution.</param>
public readonly record struct ShownCell(CapacityCell Cell, NationalCellSummary Summary);

/// <summary>The finding of a release, for one sentence in either language.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="CellsShown">Number of shown cells, 0 to 12.</param>
/// <param name="CellsBetter">Shown cells in which more than half of the rated organizations changed for the better.</param>
/// <param name="CellsUnchanged">Shown cells in which more than half did not change.</param>
/// <param name="CellsWorse">Shown cells in which more than half changed for the worse.</param>
/// <param name="Strongest">For <see cref="FindingKind.MostlyBetter"/> and <see cref="FindingKind.MostlyWorse"/>, the one cell
/// with the largest share of organizations in that direction; <c>null</c> where several share it.</param>
public sealed record ReleaseFinding(FindingKind Kind, int CellsShown, int CellsBetter, int CellsUnchanged, int CellsWorse, ShownCell? Strongest);

/// <summary>The one-sentence finding of a release: only ever over cells that are shown, and able to say that there is no
/// clear direction.</summary>
public static class FindingRule
{
    /// <summary>Derives the finding. "Most" is more than half, of organizations and of cells.</summary>
    /// <param name="cells">The shown cells, each once, in any order.</param>
    public static ReleaseFinding Of(IReadOnlyCollection<ShownCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var better = cells.Count(cell => IsMost(cell.Summary.BetterCount, cell.Summary.RatedCount));
        var unchanged = cells.Count(cell => IsMost(cell.Summary.UnchangedCount, cell.Summary.RatedCount));
        var worse = cells.Count(cell => IsMost(cell.Summary.WorseCount, cell.Summary.RatedCount));
        var kind = cells.Count switch
        {
            0 => FindingKind.NothingShown,
            _ when better > 0 && worse > 0 => FindingKind.DirectionsDiffer,
            var all when IsMost(better, all) => FindingKind.MostlyBetter,
            var all when IsMost(worse, all) => FindingKind.MostlyWorse,
            var all when IsMost(unchanged, all) => FindingKind.MostlyUnchanged,
            _ => FindingKind.NoClearDirection,
        };
        return new(kind, cells.Count, better, unchanged, worse, kind switch
        {
            FindingKind.MostlyBetter => Strongest(cells, summary => summary.BetterCount),
            FindingKind.MostlyWorse => Strongest(cells, summary => summary.WorseCount),
            _ => null,
        });
    }

    private static bool IsMost(int part, int whole) => 2 * part > whole;

    private static ShownCell? Strongest(IReadOnlyCollection<ShownCell> cells, Func<NationalCellSummary, int> count)
    {
        // Shares are compared crosswise, so that 10 of 14 and 5 of 7 are the same.
        static int Compare((int Part, int Whole) a, (int Part, int Whole) b) => ((long)a.Part * b.Whole).CompareTo((long)b.Part * a.Whole);
        (int Part, int Whole) Share(ShownCell cell) => (count(cell.Summary), cell.Summary.RatedCount);

        var rated = cells.Where(cell => cell.Summary.HasEvidence).ToList();
        var leading = rated.Where(cell => rated.TrueForAll(other => Compare(Share(cell), Share(other)) >= 0)).ToList();
        return leading.Count == 1 ? leading[0] : null;
    }
}
