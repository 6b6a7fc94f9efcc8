using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>What one coder found in one unit.</summary>
/// <param name="Value">The coder's value; <see cref="CellValue.Missing"/> where the coder did not code the unit.</param>
/// <param name="Basis">The strongest basis of the ratings behind it; <c>null</c> where none has one.</param>
/// <param name="Spans">The excerpts behind it, in order of the text.</param>
public sealed record CoderUnit(CellValue Value, RatingBasis? Basis, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>The coder did not code the unit.</summary>
    public static CoderUnit None { get; } = new(CellValue.Missing, null, []);
}

/// <summary>Takes the units of comparison out of what coders coded: one interviewee turn by one cell.</summary>
public static class CoderUnits
{
    /// <summary>The turns of the interviewee, in order of the text. What the interviewer says is never a unit (INV-22).</summary>
    public static IReadOnlyList<IntervieweeTurn> IntervieweeTurns(IEnumerable<TranscriptTurn> turns)
    {
        ArgumentNullException.ThrowIfNull(turns);
        return
        [
            .. from turn in turns
               where turn.SpeakerRole is SpeakerRole.Interviewee
               orderby turn.Sequence
               select new IntervieweeTurn(turn.Sequence, new TextSpan(turn.StartCp, turn.EndCp)),
        ];
    }

    /// <summary>One coder's units, from the coder's excerpts with their ratings. What was retired does not count. Each cell
    /// of an excerpt is a unit of its own (INV-32).</summary>
    public static IReadOnlyDictionary<CodingUnit, CoderUnit> From(IReadOnlyList<IntervieweeTurn> turns, IEnumerable<Excerpt> excerpts)
    {
        ArgumentNullException.ThrowIfNull(turns);
        ArgumentNullException.ThrowIfNull(excerpts);
        var ratings =
            (from excerpt in excerpts
             where excerpt.RetiredAt is null
             from rating in excerpt.Ratings
             where rating.RetiredAt is null
             orderby excerpt.StartCp, excerpt.EndCp
             select (Span: new TextSpan(excerpt.StartCp, excerpt.EndCp), rating.Cell, rating.Basis, Value: ValueOf(rating)))
            .ToList();
        var values = CoderUnitValue.ByUnit(turns, ratings.Select(r => new ExcerptRating(r.Span, r.Cell, r.Value)));
        var turnBySequence = turns.ToDictionary(turn => turn.Sequence, turn => turn.Span);
        return values.ToDictionary(
            unit => unit.Key,
            unit =>
            {
                var behind = ratings.Where(r => r.Cell == unit.Key.Cell && r.Span.Overlaps(turnBySequence[unit.Key.TurnSequence])).ToList();
                return new CoderUnit(unit.Value, behind.Max(r => r.Basis), [.. behind.Select(r => r.Span).Distinct()]);
            });
    }

    private static CellValue ValueOf(ChangeRating rating) =>
        rating.Value is { } value ? CellValue.Of(value, rating.IsMixed) : CellValue.Insufficient;
}
