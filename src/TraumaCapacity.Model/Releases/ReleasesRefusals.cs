using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Model.Releases;

/// <summary>Why something about a release was not done.</summary>
public static class ReleasesRefusals
{
    /// <summary>The release or the wave does not exist for the person who asks.</summary>
    public static Refusal NotFound { get; } = new("Releases.NotFound");

    /// <summary>Somebody took a step with the release since the screen showed it.</summary>
    public static Refusal ChangedByAnother { get; } = new("Releases.ChangedByAnother");

    /// <summary>A lead evaluator prepares, publishes and withdraws; the data custodian checks.</summary>
    public static Refusal LeadPrepares { get; } = new("Releases.LeadPrepares");

    /// <summary>Whoever prepared a release does not approve it.</summary>
    public static Refusal SecondPersonApproves { get; } = new("Releases.SecondPersonApproves");

    /// <summary>The state does not allow the step.</summary>
    public static Refusal WrongState { get; } = new("Releases.WrongState");

    /// <summary>What the release rests on changed since it was checked.</summary>
    public static Refusal EvidenceChanged { get; } = new("Releases.EvidenceChanged");

    /// <summary>Someone whose words stand behind the release took their consent back (PRV-22).</summary>
    public static Refusal ConsentWithdrawn { get; } = new("Releases.ConsentWithdrawn");

    /// <summary>The values were measured with different scales or codebooks (INV-30).</summary>
    public static Refusal DifferentMeasures { get; } = new("Releases.DifferentMeasures");

    /// <summary>A cut-off in the future.</summary>
    public static Refusal CutOffInFuture { get; } = new Refusal("Releases.CutOffInFuture").For("CutOff");

    /// <summary>The wave begins after the cut-off.</summary>
    public static Refusal CutOffBeforeWave(DateOnly startsOn) => new Refusal("Releases.CutOffBeforeWave", startsOn).For("CutOff");

    /// <summary>Values rest on interviews that were held after the cut-off.</summary>
    /// <param name="latest">Day of the last one.</param>
    public static Refusal InterviewsAfterCutOff(int count, DateOnly latest) =>
        new Refusal("Releases.InterviewsAfterCutOff", count, latest).For("CutOff");

    /// <summary>A release has a title in both languages.</summary>
    /// <param name="maximum">Most characters.</param>
    public static Refusal TitleLength(string field, int maximum) => new Refusal("Releases.TitleLength", maximum).For(field);

    /// <summary>Somebody must be able to follow why a release was withdrawn.</summary>
    public static Refusal ReasonLength(int minimum, int maximum) => new Refusal("Releases.ReasonLength", minimum, maximum).For("Reason");

    /// <summary>The difference to the previous release would speak about too few people (PRV-10).</summary>
    public static Refusal HeldByDifference(int release, IReadOnlyList<CapacityCell> cells) => new("Releases.HeldByDifference", release, cells);
}
