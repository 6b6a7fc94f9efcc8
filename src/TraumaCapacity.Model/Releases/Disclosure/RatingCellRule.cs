using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>Whether the distribution of a cell may be shown, and if not, why.</summary>
public enum RatingCellDisclosure
{
    /// <summary>It may be shown.</summary>
    Shown,

    /// <summary>Too few interviewees stand behind it (PRV-04).</summary>
    TooFewContributors,

    /// <summary>Too few organizations were rated (PRV-04).</summary>
    TooFewOrganizations,

    /// <summary>All rated organizations share one point, so it would say each one's value (PRV-28).</summary>
    OnePoint,

    /// <summary>All rated organizations lie below zero, so it would say of each that things got worse (PRV-28).</summary>
    AllWorse,
}

/// <summary>A bar of a distribution: how many organizations lie from one point to another.</summary>
public readonly record struct DistributionBar(int From, int To, int Count);

/// <summary>Distributions of ratings over organizations (PRV-04, PRV-28).</summary>
public static class RatingCellRule
{
    /// <summary>Decides over one cell.</summary>
    /// <param name="summary">The distribution.</param>
    /// <param name="contributors">Distinct interviewees behind its ratings.</param>
    /// <param name="policy">The parameters.</param>
    public static RatingCellDisclosure Decide(NationalCellSummary summary, int contributors, DisclosurePolicy policy)
    {
        if (contributors < policy.RatingContributorMinimum)
        {
            return RatingCellDisclosure.TooFewContributors;
        }

        if (summary.RatedCount < policy.RatingOrganizationMinimum)
        {
            return RatingCellDisclosure.TooFewOrganizations;
        }

        if (policy.WithholdsUnanimity && ChangeScale.Points.Any(point => summary.CountAt(point) == summary.RatedCount))
        {
            return RatingCellDisclosure.OnePoint;
        }

        return policy.WithholdsUnanimity && summary.WorseCount == summary.RatedCount
            ? RatingCellDisclosure.AllWorse
            : RatingCellDisclosure.Shown;
    }

    /// <summary>The bars of a distribution that may be shown, ascending. Where the policy asks for it, the two points on a
    /// side of zero become one bar if either of them holds a single organization (PRV-04).</summary>
    public static IReadOnlyList<DistributionBar> Bars(NationalCellSummary summary, DisclosurePolicy policy)
    {
        bool Merges(int near, int far) => policy.MergesSingleBars && (summary.CountAt(near) == 1 || summary.CountAt(far) == 1);
        DistributionBar Bar(int from, int to) => new(from, to, Enumerable.Range(from, to - from + 1).Sum(summary.CountAt));

        IEnumerable<DistributionBar> below = Merges(-1, -2) ? [Bar(-2, -1)] : [Bar(-2, -2), Bar(-1, -1)];
        IEnumerable<DistributionBar> above = Merges(1, 2) ? [Bar(1, 2)] : [Bar(1, 1), Bar(2, 2)];
        return [.. below, Bar(0, 0), .. above];
    }
}

/// <summary>The marks of a unit chart, one an organization, without labels (PRV-07).</summary>
public static class UnitMarkOrder
{
    /// <summary>The marks of one cell: rated ones ascending, then insufficient evidence, then not discussed. They are made
    /// of the counts alone, so that no organization keeps a place from cell to cell, and none carries the mixed mark,
    /// which would tell two organizations of the same value apart.</summary>
    public static IReadOnlyList<CellValue> Marks(NationalCellSummary summary) =>
    [
        .. ChangeScale.Points.SelectMany(point => Enumerable.Repeat(CellValue.Of(point), summary.CountAt(point))),
        .. Enumerable.Repeat(CellValue.Insufficient, summary.InsufficientCount),
        .. Enumerable.Repeat(CellValue.Missing, summary.MissingCount),
    ];
}
