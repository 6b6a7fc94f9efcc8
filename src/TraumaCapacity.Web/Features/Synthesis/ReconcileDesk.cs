using System.Text.Json;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Web.Features.Synthesis;

/// <summary>How a unit is to be settled.</summary>
public enum DecisionKind
{
    /// <summary>Nothing is chosen yet.</summary>
    None,

    /// <summary>One coder's value stands.</summary>
    Coder,

    /// <summary>Another value than any coder's.</summary>
    Other,

    /// <summary>The cell does not apply to this turn.</summary>
    NotThisCell,
}

/// <summary>What lies on the desk while an interview is reconciled: the units in the order in which they are worked on,
/// the one that is open, and the decision that is being made. Knows nothing of screens.</summary>
public sealed class ReconcileDesk
{
    private readonly List<ReconcileUnit> units;

    /// <summary>Lays out an interview; the first unit that waits is open.</summary>
    public ReconcileDesk(ReconcileScreen screen)
    {
        ArgumentNullException.ThrowIfNull(screen);
        Screen = screen;
        units = [.. screen.Units.Where(u => u.Difference is not null)
            .OrderBy(u => u.Difference).ThenBy(u => u.Turn).ThenBy(u => u.Cell)
            .Concat(screen.Units.Where(u => u.Difference is null).OrderBy(u => u.Turn).ThenBy(u => u.Cell))];
        Open(units.Find(u => u.Settled is null) ?? units.FirstOrDefault());
    }

    /// <summary>The interview.</summary>
    public ReconcileScreen Screen { get; }

    /// <summary>Units in working order: those that wait by what has to happen, then what the coders agreed on.</summary>
    public IReadOnlyList<ReconcileUnit> Units => units;

    /// <summary>Units the coders differed on.</summary>
    public int DifferenceCount => units.Count(u => u.Difference is not null);

    /// <summary>Of those, the settled ones.</summary>
    public int SettledCount => units.Count(u => u.Difference is not null && u.Settled is not null);

    /// <summary>The open unit; <c>null</c> where nothing was coded.</summary>
    public ReconcileUnit? Current { get; private set; }

    /// <summary>What is being decided.</summary>
    public DecisionKind Decision { get; private set; }

    /// <summary>Whose value, where the decision is a coder's; from 0.</summary>
    public int Coder { get; private set; }

    /// <summary>The other value, −2 to +2, or <c>null</c> for insufficient evidence.</summary>
    public int? OtherValue { get; private set; }

    /// <summary>Whether the other value is mixed.</summary>
    public bool OtherMixed { get; private set; }

    /// <summary>The reason as typed.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The unit that comes after the open one when it is settled; <c>null</c> where none waits.</summary>
    public ReconcileUnit? Following
    {
        get
        {
            var at = Current is null ? -1 : units.IndexOf(Current);
            return units.Skip(at + 1).Concat(units.Take(Math.Max(at, 0))).FirstOrDefault(u => u.Settled is null);
        }
    }

    /// <summary>The value that the decision says; <c>null</c> where nothing is chosen.</summary>
    public CellValue? Decided => Decision switch
    {
        DecisionKind.Coder => Current?.Readings[Coder].Value,
        DecisionKind.Other => OtherValue is { } value ? CellValue.Of(value, OtherMixed) : CellValue.Insufficient,
        DecisionKind.NotThisCell => CellValue.Missing,
        _ => null,
    };

    /// <summary>Fewest characters of the reason that the decision needs.</summary>
    public int ReasonNeeded => Current is null ? 0
        : Current.Required is ConsensusMethod.Discussed && Decided is not CellValue.NotDiscussed ? 1
        : ConsensusUnit.ReasonMinimum;

    /// <summary>Whether decision and reason are complete.</summary>
    public bool IsReady => Decided is not null && Reason.Trim().Length >= ReasonNeeded;

    /// <summary>The decision and reason as they are kept while typed.</summary>
    public string Draft => JsonSerializer.Serialize(new DraftContent(Decision, Coder, OtherValue, OtherMixed, Reason));

    /// <summary>Opens a unit, with what was settled before, if it was.</summary>
    public void Open(ReconcileUnit? unit)
    {
        Current = unit;
        (Decision, Coder, OtherValue, OtherMixed, Reason) = (DecisionKind.None, 0, 0, false, unit?.Settled?.Reason ?? "");
        if (unit?.Settled?.Value is { } settled)
            Choose(settled);
    }

    /// <summary>Opens the unit so many places further, within the list.</summary>
    public void Move(int places)
    {
        if (Current is not null)
            Open(units[Math.Clamp(units.IndexOf(Current) + places, 0, units.Count - 1)]);
    }

    /// <summary>Takes a coder's value. That a coder did not see the cell means that it does not apply.</summary>
    public void ChooseCoder(int coder)
    {
        if (Current is null || coder >= Current.Readings.Count)
            return;
        (Decision, Coder) = Current.Readings[coder].Value is CellValue.NotDiscussed ? (DecisionKind.NotThisCell, 0) : (DecisionKind.Coder, coder);
    }

    /// <summary>Takes another value.</summary>
    /// <param name="value">−2 to +2, or <c>null</c> for insufficient evidence.</param>
    public void ChooseOther(int? value, bool mixed) => (Decision, OtherValue, OtherMixed) = (DecisionKind.Other, value, mixed && value is not null);

    /// <summary>Says that the cell does not apply to the turn.</summary>
    public void ChooseNotThisCell() => Decision = DecisionKind.NotThisCell;

    /// <summary>Takes back what was being decided when the screen was left. Content that cannot be read is left out.</summary>
    public void Restore(string draft)
    {
        try
        {
            if (JsonSerializer.Deserialize<DraftContent>(draft) is not { } content || Current is null)
                return;
            (Decision, Coder, OtherValue, OtherMixed, Reason) = (
                content.Decision,
                Math.Clamp(content.Coder, 0, Current.Readings.Count - 1),
                content.OtherValue is { } value && ChangeScale.IsPoint(value) ? value : null,
                content.OtherMixed,
                content.Reason ?? "");
        }
        catch (JsonException)
        {
            Reason = "";
        }
    }

    /// <summary>Puts the unit back as it was stored.</summary>
    public void Replace(ReconcileUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        units[units.FindIndex(u => u.Id == unit.Id)] = unit;
        if (Current?.Id == unit.Id)
            Current = unit;
    }

    private void Choose(CellValue value)
    {
        var coder = Current!.Readings.Select(r => r.Value).ToList().IndexOf(value);
        if (value is CellValue.NotDiscussed)
            ChooseNotThisCell();
        else if (coder >= 0)
            ChooseCoder(coder);
        else
            ChooseOther((value as CellValue.Rated)?.Value, value is CellValue.Rated { IsMixed: true });
    }

    private sealed record DraftContent(DecisionKind Decision, int Coder, int? OtherValue, bool OtherMixed, string? Reason);
}
