namespace TraumaCapacity.Model.Coding;

/// <summary>One gesture of a coder: this code on this span, rated so. Its identifiers are made where the gesture is made,
/// so that one that is sent twice is done once.</summary>
/// <param name="Step">Identifies the gesture.</param>
/// <param name="Excerpt">An excerpt that stands, or the identifier of a new one. Where another excerpt of the coder already
/// stands at exactly the same span, the code goes there.</param>
/// <param name="Span">Where a new excerpt lies; an existing one keeps its own place.</param>
/// <param name="Code">The code: a cell, a theme, or plan, barrier, context.</param>
public sealed record CodingGesture(Guid Step, ExcerptId Excerpt, TextSpan Span, CodeId Code)
{
    /// <summary>A code of the excerpt that this one takes the place of.</summary>
    public CodeId? Replaces { get; init; }

    /// <summary>The rating in the code's cell; <c>null</c> leaves the rating as it is.</summary>
    public RatingChoice? Rating { get; init; }

    /// <summary>All themes of the code's cell that apply.</summary>
    public IReadOnlyList<CodeId> Themes { get; init; } = [];

    /// <summary>The coder's note, at most 4,000 characters.</summary>
    public string? Memo { get; init; }

    /// <summary>The coder has answered «who changed?»: the same domain at two levels is meant (INV-32).</summary>
    public bool ConfirmedAcrossLevels { get; init; }

    /// <summary>The excerpt needs the interviewer's words that it takes in (INV-22).</summary>
    public bool NeedsContext { get; init; }
}

/// <summary>What a coder chose for one excerpt and cell.</summary>
/// <param name="Value">−2 to +2, or <c>null</c> for insufficient evidence.</param>
/// <param name="Basis">What it rests on; needed for a value.</param>
/// <param name="Attribution">To what the speaker attributes the change.</param>
/// <param name="IsMixed">Better and worse in the same excerpt.</param>
public sealed record RatingChoice(int? Value, RatingBasis? Basis, ChangeAttribution? Attribution = null, bool IsMixed = false)
{
    /// <summary>It belongs to the cell, but its direction cannot be judged.</summary>
    public static RatingChoice Insufficient { get; } = new(null, null);

    /// <summary>What is wrong with it, or <c>null</c>: a value outside the scale (INV-25), without a basis, or a clear
    /// change without an example (INV-26).</summary>
    public Refusal? Check()
    {
        if (Value is not { } value)
            return null;
        if (!ChangeScale.IsPoint(value))
            return CodingRefusals.NotAScalePoint;
        if (Basis is not { } basis)
            return CodingRefusals.BasisMissing;
        return ChangeScale.IsClear(value) && !basis.IsConcrete() ? CodingRefusals.ClearChangeNeedsAnExample : null;
    }
}
