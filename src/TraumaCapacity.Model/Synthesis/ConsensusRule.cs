namespace TraumaCapacity.Model.Synthesis;

/// <summary>How two coders' values of a unit become one (4.3 Level 1).</summary>
public static class ConsensusRule
{
    /// <summary>The least that a pair of values requires.</summary>
    /// <returns><list type="bullet">
    /// <item><see cref="ConsensusMethod.Agreed"/>: the same value, or both without a rating for the same reason. A
    /// different mixed mark alone is no disagreement.</item>
    /// <item><see cref="ConsensusMethod.Adjudicated"/>: two points or more apart, which includes every pair of opposite
    /// signs.</item>
    /// <item><see cref="ConsensusMethod.Discussed"/>: one point apart; or one coder gave a rating, or found evidence, and
    /// the other did not. Whether a cell applies is settled by talking, as it has no distance.</item>
    /// </list></returns>
    public static ConsensusMethod Required(CellValue first, CellValue second) => (first, second) switch
    {
        (CellValue.Rated one, CellValue.Rated other) => Math.Abs(one.Value - other.Value) switch
        {
            0 => ConsensusMethod.Agreed,
            1 => ConsensusMethod.Discussed,
            _ => ConsensusMethod.Adjudicated,
        },
        _ => first == second ? ConsensusMethod.Agreed : ConsensusMethod.Discussed,
    };

    /// <summary>The consensus of a pair that needs no conversation, or <c>null</c>: the value both gave, mixed if
    /// either coder found it so.</summary>
    public static CellValue? AgreedValue(CellValue first, CellValue second) => (first, second) switch
    {
        (CellValue.Rated one, CellValue.Rated other) when one.Value == other.Value => CellValue.Of(one.Value, one.IsMixed || other.IsMixed),
        (CellValue.Rated, CellValue.Rated) => null,
        _ => first == second ? first : null,
    };

    /// <summary>Whether a unit with this pair of values may be settled in this way: a stronger way is always allowed, a
    /// weaker one never. A unit with a pair of values never had a single coder.</summary>
    public static bool Allows(ConsensusMethod method, CellValue first, CellValue second) =>
        method is not ConsensusMethod.SingleCoder && method >= Required(first, second);
}
