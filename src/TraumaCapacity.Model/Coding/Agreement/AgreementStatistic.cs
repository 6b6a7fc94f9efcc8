namespace TraumaCapacity.Model.Coding.Agreement;

/// <summary>Measures of agreement between coders.</summary>
public enum AgreementStatistic
{
    /// <summary>Share of agreeing pairs of coders, averaged over units. Not corrected for chance.</summary>
    PercentAgreement,

    /// <summary>Krippendorff's alpha for categories.</summary>
    AlphaNominal,

    /// <summary>Krippendorff's alpha for ordered points.</summary>
    AlphaOrdinal,

    /// <summary>Krippendorff's alpha for equidistant points.</summary>
    AlphaInterval,

    /// <summary>Krippendorff's alpha for points with a true zero, none of them negative.</summary>
    AlphaRatio,

    /// <summary>Gwet's AC1.</summary>
    GwetAc1,

    /// <summary>Gwet's AC2 with linear weights.</summary>
    GwetAc2Linear,

    /// <summary>Gwet's AC2 with quadratic weights.</summary>
    GwetAc2Quadratic,

    /// <summary>Cohen's kappa of two coders.</summary>
    CohenKappa,

    /// <summary>Cohen's kappa of two coders with linear weights.</summary>
    CohenKappaLinear,

    /// <summary>Cohen's kappa of two coders with quadratic weights.</summary>
    CohenKappaQuadratic,

    /// <summary>Fleiss' kappa.</summary>
    FleissKappa,
}

/// <summary>Why a measure has no value.</summary>
public enum UndefinedAgreement
{
    /// <summary>No unit has values of two coders.</summary>
    NoPairableUnits,

    /// <summary>Only one value occurs, so that there is no chance agreement to correct for. Some programs print 1 here;
    /// the percent agreement says what can be said.</summary>
    NoVariation,

    /// <summary>The measure compares exactly two coders.</summary>
    NotTwoCoders,

    /// <summary>The measure is not made for a scale with negative points.</summary>
    NegativePoints,
}

/// <summary>A percentile bootstrap interval over units.</summary>
/// <param name="Low">2.5th percentile.</param>
/// <param name="High">97.5th percentile.</param>
/// <param name="Resamples">Resamples drawn.</param>
/// <param name="Seed">Seed they were drawn from: the same seed gives the same interval on every machine.</param>
public sealed record AgreementInterval(double Low, double High, int Resamples, long Seed);

/// <summary>A measure of agreement, or why there is none.</summary>
/// <param name="Statistic">The measure.</param>
/// <param name="Value">At most 1; <c>null</c> if undefined.</param>
/// <param name="Undefined">Why there is no value; <c>null</c> if there is one.</param>
/// <param name="UnitCount">Units that at least two coders gave a value.</param>
/// <param name="Interval"><c>null</c> if none was asked for, or if more than one resample in twenty was undefined: an
/// interval over the rest would be too narrow.</param>
public sealed record AgreementResult(
    AgreementStatistic Statistic,
    double? Value,
    UndefinedAgreement? Undefined,
    int UnitCount,
    AgreementInterval? Interval = null);
