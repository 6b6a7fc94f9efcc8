namespace TraumaCapacity.Model.Synthesis;

/// <summary>What the people of one organization said about one cell in one wave (4.3 Level 3): the median, so that one
/// voice does not stand for the whole.</summary>
public static class OrganizationCellRule
{
    /// <summary>The suggested value of an organization in a cell.</summary>
    /// <param name="inputs">The interviews' values in the cell, one an interview, in any order. Inputs that are not
    /// rated weigh nothing.</param>
    /// <returns><list type="bullet">
    /// <item>nothing rated: insufficient evidence if there was any such input, otherwise not discussed, never 0 (INV-29);</item>
    /// <item>better and worse: the median, rounded toward zero and held within -1 to +1, mixed;</item>
    /// <item>otherwise the median rounded toward zero; mixed where it is 0 although someone reported a change.</item>
    /// </list>A mixed interview makes the organization mixed, and leaves its value alone.</returns>
    public static CellValue Suggest(IEnumerable<CellValue> inputs)
    {
        var rated = new RatedInputs(inputs);
        if (rated.Count == 0)
        {
            return rated.Unrated;
        }

        var median = rated.MedianTowardZero;
        if (rated.BothSigns)
        {
            return CellValue.Of(Math.Clamp(median, -1, 1), mixed: true);
        }

        var contradicted = median == 0 && (rated.AnyBetter || rated.AnyWorse);
        return CellValue.Of(median, contradicted || rated.AnyMixed);
    }
}
