namespace TraumaCapacity.Model.Synthesis;

/// <summary>What one person said about one cell (4.3 Level 2). Repetition adds no strength, and one concrete example
/// is enough: the strongest value stands, unless the person told of better and of worse.</summary>
public static class InterviewCellRule
{
    /// <summary>The suggested value of an interview in a cell.</summary>
    /// <param name="inputs">Consensus values of the interview's units in the cell, in any order; plans are not among
    /// them (INV-24). Inputs that are not rated weigh nothing.</param>
    /// <returns><list type="bullet">
    /// <item>nothing rated: insufficient evidence if there was any such input, otherwise not discussed, never 0 (INV-29);</item>
    /// <item>better and worse: the median, rounded toward zero and held within -1 to +1, mixed;</item>
    /// <item>otherwise the input farthest from zero.</item>
    /// </list>A mixed input makes the result mixed, and leaves its value alone.</returns>
    public static CellValue Suggest(IEnumerable<CellValue> inputs)
    {
        var rated = new RatedInputs(inputs);
        if (rated.Count == 0)
        {
            return rated.Unrated;
        }

        return rated.BothSigns
            ? CellValue.Of(Math.Clamp(rated.MedianTowardZero, -1, 1), mixed: true)
            : CellValue.Of(rated.AnyWorse ? rated.Lowest : rated.Highest, rated.AnyMixed);
    }
}
