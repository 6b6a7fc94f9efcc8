using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TraumaCapacity.Model.Coding;

/// <summary>A code that stands on an excerpt, and the coder's note on it.</summary>
public sealed record AppliedCode(CodeId Code, string? Memo = null);

/// <summary>A rating that stands on an excerpt.</summary>
public sealed record RatedCell(CapacityCell Cell, RatingChoice Rating);

/// <summary>What stands on an excerpt at one moment: its codes and its ratings. The rules about what may stand together
/// are here; undoing is going back to an earlier state. Compared by content.</summary>
public sealed record ExcerptState(bool NeedsContext, ImmutableArray<AppliedCode> Codes, ImmutableArray<RatedCell> Ratings)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>No code and no rating: an excerpt that is not there.</summary>
    public static ExcerptState Nothing { get; } = new(false, [], []);

    /// <summary>Whether nothing stands on the excerpt.</summary>
    public bool IsNothing => Codes.IsEmpty;

    /// <summary>Whether the code stands on the excerpt.</summary>
    public bool Has(CodeId code) => Codes.Any(c => c.Code == code);

    /// <summary>The rating in the cell, or <c>null</c>.</summary>
    public RatingChoice? RatingIn(CapacityCell cell) => Ratings.FirstOrDefault(r => r.Cell == cell)?.Rating;

    /// <summary>The cells that its codes and themes belong to, in reading order.</summary>
    public IEnumerable<CapacityCell> CodedCells(CodeSet codes) =>
        Codes.Select(c => codes.Find(c.Code)?.Cell).OfType<CapacityCell>().Distinct().Order();

    /// <inheritdoc />
    public bool Equals(ExcerptState? other) =>
        other is not null && NeedsContext == other.NeedsContext && Codes.SequenceEqual(other.Codes) && Ratings.SequenceEqual(other.Ratings);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(NeedsContext, Codes.Length, Ratings.Length);

    internal static ExcerptState Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, Json)!;
        return new ExcerptState(
            stored.Context,
            [.. stored.Codes.Select(c => new AppliedCode(new CodeId(c.Code), c.Memo))],
            [.. stored.Ratings.Select(r => new RatedCell(CapacityCell.Parse(r.Cell), new RatingChoice(r.Value, r.Basis, r.Attribution, r.Mixed)))]);
    }

    internal string Write() => JsonSerializer.Serialize(
        new Stored(
            NeedsContext,
            [.. Codes.Select(c => new StoredCode(c.Code.Value, c.Memo))],
            [.. Ratings.Select(r => new StoredRating(r.Cell.Code, r.Rating.Value, r.Rating.Basis, r.Rating.Attribution, r.Rating.IsMixed))]),
        Json);

    internal Result<ExcerptState> Apply(CodingGesture gesture, CodeSet codes)
    {
        if (codes.Find(gesture.Code) is not { } code)
            return CodingRefusals.UnknownCode;
        if (gesture.Rating is not null && code.Cell is null)
            return CodingRefusals.NotRatable;
        if (gesture.Themes.Any(t => codes.Find(t) is not { Kind: CodeKind.Theme } theme || theme.Cell != code.Cell))
            return CodingRefusals.ThemeOfAnotherCell;
        var state = this;
        if (gesture.Replaces is { } replaced && replaced != gesture.Code)
            state = state.Without(replaced, codes);

        var memo = Memo(gesture.Memo);
        var at = state.Codes.IndexOf(state.Codes.FirstOrDefault(c => c.Code == gesture.Code)!);
        var applied = new AppliedCode(gesture.Code, memo);
        var kept = at < 0 ? state.Codes.Add(applied) : state.Codes.SetItem(at, applied);
        if (code is { Kind: CodeKind.Cell, Cell: { } cell })
        {
            // The gesture says all themes of its cell.
            kept = [.. kept.Where(c => codes.Find(c.Code) is not { Kind: CodeKind.Theme } theme || theme.Cell != cell || gesture.Themes.Contains(c.Code))];
            kept = kept.AddRange(gesture.Themes.Distinct().Where(t => kept.All(c => c.Code != t)).Select(t => new AppliedCode(t)));
        }

        state = state with { Codes = kept };
        return gesture.Rating is null ? state : state.WithRating(code.Cell!.Value, gesture.Rating);
    }

    internal ExcerptState WithRating(CapacityCell cell, RatingChoice rating) =>
        this with { Ratings = [.. Ratings.Where(r => r.Cell != cell).Append(new RatedCell(cell, rating)).OrderBy(r => r.Cell)] };

    internal Result<ExcerptState> WithMemo(CodeId code, string? memo) =>
        Has(code)
            ? this with { Codes = [.. Codes.Select(c => c.Code == code ? c with { Memo = Memo(memo) } : c)] }
            : CodingRefusals.UnknownCode;

    /// <summary>Without the code; with a cell its themes go too, and with the last code of a cell its rating.</summary>
    internal ExcerptState Without(CodeId code, CodeSet codes)
    {
        var removed = codes.Find(code);
        var rest = Codes.Where(c => c.Code != code && !(removed is { Kind: CodeKind.Cell } && codes.Find(c.Code) is { Kind: CodeKind.Theme } theme && theme.Cell == removed.Cell));
        var state = this with { Codes = [.. rest] };
        if (state.IsNothing)
            return Nothing;
        var cells = state.CodedCells(codes).ToHashSet();
        return state with { Ratings = [.. Ratings.Where(r => cells.Contains(r.Cell))] };
    }

    /// <summary>What is wrong with it, or <c>null</c> (INV-23 to INV-26).</summary>
    internal Refusal? Check(CodeSet codes)
    {
        if (Codes.Any(c => codes.Find(c.Code) is null))
            return CodingRefusals.UnknownCode;
        if (Codes.Any(c => c.Memo?.Length > CodeApplication.MemoLength))
            return CodingRefusals.MemoTooLong;
        var cells = CodedCells(codes).ToHashSet();
        foreach (var (cell, rating) in Ratings)
        {
            if (!cells.Contains(cell))
                return CodingRefusals.CellNotCoded(cell);
            if (rating.Check() is { } refusal)
                return refusal;
        }

        return null;
    }

    /// <summary>A cell of the same domain at another level that stood here before, where this state adds one (INV-32).</summary>
    internal CapacityCell? NewlyAcrossLevels(ExcerptState before, CodeSet codes)
    {
        var standing = CodedCells(codes).ToList();
        foreach (var added in standing.Except(before.CodedCells(codes)))
        {
            foreach (var other in standing)
            {
                if (other.Domain == added.Domain && other.Level != added.Level)
                    return other;
            }
        }

        return null;
    }

    private static string? Memo(string? memo) => string.IsNullOrWhiteSpace(memo) ? null : memo.Trim();

    private sealed record Stored(bool Context, StoredCode[] Codes, StoredRating[] Ratings);

    private sealed record StoredCode(Guid Code, string? Memo);

    private sealed record StoredRating(string Cell, int? Value, RatingBasis? Basis, ChangeAttribution? Attribution, bool Mixed);
}
