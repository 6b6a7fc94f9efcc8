namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>How a disclosed count is to be read.</summary>
public enum DisclosedCountKind
{
    /// <summary>The number itself.</summary>
    Exact,

    /// <summary>At least 1 and fewer than the number.</summary>
    FewerThan,

    /// <summary>About the number.</summary>
    Rounded,
}

/// <summary>A count in the form in which it may leave. The same true count always gives the same (PRV-13).</summary>
/// <param name="Kind">How to read it.</param>
/// <param name="Number">0 or more.</param>
public readonly record struct DisclosedCount(DisclosedCountKind Kind, int Number)
{
    /// <summary>None stays none, a small count becomes "fewer than", and the rest are rounded to the nearest multiple.</summary>
    internal static DisclosedCount Of(int count, int minimum, int roundingBase)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count switch
        {
            0 => new(DisclosedCountKind.Exact, 0),
            _ when count < minimum => new(DisclosedCountKind.FewerThan, minimum),
            _ => new(DisclosedCountKind.Rounded, (count + (roundingBase / 2)) / roundingBase * roundingBase),
        };
    }
}

/// <summary>Counts of service providers and other persons (PRV-01).</summary>
public static class PersonCountRule
{
    /// <summary>The count as it may leave. Totals are disclosed from their own true count, never summed from
    /// disclosed ones (PRV-13).</summary>
    public static DisclosedCount Disclose(int count, DisclosurePolicy policy) => DisclosedCount.Of(count, policy.PersonMinimum, policy.RoundingBase);
}

/// <summary>Counts of participants of groups (PRV-02).</summary>
public static class ParticipantCountRule
{
    /// <summary>The count as it may leave.</summary>
    public static DisclosedCount Disclose(int count, DisclosurePolicy policy) => DisclosedCount.Of(count, policy.ParticipantMinimum, policy.RoundingBase);
}

/// <summary>A part of a whole: a percentage only where the whole is large enough for one (PRV-05).</summary>
/// <param name="Part">a in "a of k".</param>
/// <param name="Whole">k in "a of k".</param>
/// <param name="Percent">Whole percent, or <c>null</c>: then "a of k" is what is shown.</param>
public readonly record struct DisclosedShare(int Part, int Whole, int? Percent);

/// <summary>Percentages (PRV-05).</summary>
public static class PercentRule
{
    /// <summary>The share as it may leave; halves are rounded up.</summary>
    public static DisclosedShare Disclose(int part, int whole, DisclosurePolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfLessThan(whole, part);
        var percent = whole >= policy.PercentDenominatorMinimum && whole > 0
            ? (int)(((200L * part) + whole) / (2L * whole))
            : (int?)null;
        return new(part, whole, percent);
    }
}
