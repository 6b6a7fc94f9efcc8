using System.Numerics;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>An interval around a share of organizations. For evaluators only, with the note that organizations are no
/// random sample.</summary>
/// <param name="Low">0 to 1.</param>
/// <param name="High">0 to 1.</param>
public readonly record struct ShareInterval(double Low, double High)
{
    // The 97.5th percentile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>Wilson's 95 % interval of a of k (Wilson 1927).</summary>
    /// <param name="part">a, from 0 to k.</param>
    /// <param name="whole">k, 1 or more.</param>
    public static ShareInterval Wilson(int part, int whole)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(whole, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        var share = part / (double)whole;
        var spread = Z * Z / whole;
        var middle = share + (spread / 2);
        var reach = Z * Math.Sqrt(((share * (1 - share)) + (spread / 4)) / whole);
        return new(
            part == 0 ? 0 : (middle - reach) / (1 + spread),
            part == whole ? 1 : (middle + reach) / (1 + spread));
    }
}

/// <summary>Whether more organizations went up than down than chance would bring. For evaluators only.</summary>
public static class SignTest
{
    /// <summary>The exact two-sided probability of a split at least as uneven, if up and down were as likely. Organizations
    /// that stayed are left out.</summary>
    /// <param name="up">Organizations that changed for the better.</param>
    /// <param name="down">Organizations that changed for the worse.</param>
    /// <returns>0 to 1; 1 where nobody changed.</returns>
    public static double Probability(int up, int down)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(up);
        ArgumentOutOfRangeException.ThrowIfNegative(down);
        var all = up + down;
        var (ways, tail) = (BigInteger.One, BigInteger.Zero);
        for (var i = 0; i <= Math.Min(up, down); i++)
        {
            tail += ways;
            ways = ways * (all - i) / (i + 1);
        }

        return Math.Min(1, Math.Exp(BigInteger.Log(2 * tail) - (all * Math.Log(2))));
    }
}
