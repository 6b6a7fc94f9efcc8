namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>The parameters of the disclosure rules (domain, section 6). The defaults are those for funders.</summary>
public sealed record DisclosurePolicy
{
    /// <summary>The policy for funders.</summary>
    public static DisclosurePolicy Funder { get; } = new();

    /// <summary>The policy for the public: larger minimums, and no bar that stands for one organization.</summary>
    public static DisclosurePolicy Public { get; } = new()
    {
        PersonMinimum = 11,
        ParticipantMinimum = 20,
        MergesSingleBars = true,
    };

    /// <summary>PRV-01: counts of persons from 1 to one less than this are shown as fewer than this.</summary>
    public int PersonMinimum { get; init; } = 5;

    /// <summary>PRV-02: the same for participants of groups.</summary>
    public int ParticipantMinimum { get; init; } = 10;

    /// <summary>PRV-01, PRV-02: counts of persons and participants are rounded to the nearest multiple of this.</summary>
    public int RoundingBase { get; init; } = 5;

    /// <summary>PRV-03: organizations that a place needs for its numbers to be shown.</summary>
    public int PlaceOrganizationMinimum { get; init; } = 3;

    /// <summary>PRV-04: distinct interviewees that a rating aggregate needs.</summary>
    public int RatingContributorMinimum { get; init; } = 8;

    /// <summary>PRV-04: rated organizations that a rating aggregate needs.</summary>
    public int RatingOrganizationMinimum { get; init; } = 5;

    /// <summary>PRV-04: whether a bar of one organization is merged with its neighbour on the same side of zero.</summary>
    public bool MergesSingleBars { get; init; }

    /// <summary>PRV-05: smallest denominator of a percentage.</summary>
    public int PercentDenominatorMinimum { get; init; } = 20;

    /// <summary>PRV-08: what readers can work out of a count that is hidden for being small must leave a range wider than
    /// this, the largest possible value less the smallest.</summary>
    public int HiddenRangeMinimum { get; init; } = 5;

    /// <summary>PRV-28: whether a cell that would speak about each of its organizations is withheld.</summary>
    public bool WithholdsUnanimity { get; init; } = true;
}
