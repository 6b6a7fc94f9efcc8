using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>What coders are compared on, and consensus is reached on: one interviewee turn and one cell. Coders select
/// different words of a turn, so their excerpts themselves cannot be compared.</summary>
/// <param name="TurnSequence">The turn's number in its transcript version, from 1.</param>
/// <param name="Cell">The cell.</param>
public readonly record struct CodingUnit(int TurnSequence, CapacityCell Cell);

/// <summary>An interviewee's turn.</summary>
/// <param name="Sequence">Its number in the transcript version, from 1.</param>
/// <param name="Span">Where it lies in the transcript version.</param>
public readonly record struct IntervieweeTurn(int Sequence, TextSpan Span);

/// <summary>One coder's rating of one excerpt in one cell.</summary>
/// <param name="Excerpt">Where the excerpt lies in the transcript version.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Value">The rating, or insufficient evidence.</param>
public readonly record struct ExcerptRating(TextSpan Excerpt, CapacityCell Cell, CellValue Value);

/// <summary>A coder's value in a unit: the interview rule over the coder's ratings of excerpts that touch the turn.</summary>
public static class CoderUnitValue
{
    /// <summary>The value from the ratings that touch the turn.</summary>
    public static CellValue Of(IEnumerable<CellValue> ratings) => InterviewCellRule.Suggest(ratings);

    /// <summary>One coder's values in all units that the coder's excerpts touch. A unit that is absent was not coded.</summary>
    /// <param name="turns">The interviewee's turns, in order of the text and without overlap.</param>
    /// <param name="ratings">The coder's ratings in any order.</param>
    public static IReadOnlyDictionary<CodingUnit, CellValue> ByUnit(IReadOnlyList<IntervieweeTurn> turns, IEnumerable<ExcerptRating> ratings)
    {
        ArgumentNullException.ThrowIfNull(turns);
        ArgumentNullException.ThrowIfNull(ratings);
        var inputs = new Dictionary<CodingUnit, List<CellValue>>();
        foreach (var rating in ratings)
        {
            for (var i = FirstEndingAfter(turns, rating.Excerpt.Start); i < turns.Count && turns[i].Span.Start < rating.Excerpt.End; i++)
            {
                var unit = new CodingUnit(turns[i].Sequence, rating.Cell);
                if (!inputs.TryGetValue(unit, out var values))
                {
                    inputs[unit] = values = [];
                }

                values.Add(rating.Value);
            }
        }

        return inputs.ToDictionary(unit => unit.Key, unit => Of(unit.Value));
    }

    private static int FirstEndingAfter(IReadOnlyList<IntervieweeTurn> turns, int position)
    {
        var (low, high) = (0, turns.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (turns[middle].Span.End <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
