using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>How far a synthesis can be relied on (4.4). Where two degrees fit, the lower one stands.</summary>
public static class ConfidenceRule
{
    /// <summary>Fewest interviewees for moderate confidence.</summary>
    public const int IntervieweesForModerate = 2;

    /// <summary>Fewest interviewees for high confidence.</summary>
    public const int IntervieweesForHigh = 3;

    /// <summary>The confidence in a value, or <c>null</c> where there is no rating to be confident in.</summary>
    /// <param name="value">The synthesis. A conflict of signs has made it mixed.</param>
    /// <param name="interviewees">Distinct interviewees whose ratings stand behind it, 1 or more.</param>
    /// <param name="doubleCoded">Whether two coders coded every interview behind it.</param>
    /// <param name="bases">What the ratings behind it rest on.</param>
    /// <returns><list type="bullet">
    /// <item>very low: nothing but inference;</item>
    /// <item>low: one interviewee, or single-coded, or mixed;</item>
    /// <item>high: three interviewees or more, and at least one example or document;</item>
    /// <item>moderate: the rest.</item>
    /// </list></returns>
    public static Confidence? For(CellValue value, int interviewees, bool doubleCoded, IEnumerable<RatingBasis> bases)
    {
        ArgumentNullException.ThrowIfNull(bases);
        if (value is not CellValue.Rated rated)
        {
            return null;
        }

        var strongest = bases.Aggregate(RatingBasis.Inferred, static (most, basis) => basis > most ? basis : most);
        if (strongest is RatingBasis.Inferred)
        {
            return Confidence.VeryLow;
        }

        if (interviewees < IntervieweesForModerate || !doubleCoded || rated.IsMixed)
        {
            return Confidence.Low;
        }

        return interviewees >= IntervieweesForHigh && strongest.IsConcrete() ? Confidence.High : Confidence.Moderate;
    }
}
