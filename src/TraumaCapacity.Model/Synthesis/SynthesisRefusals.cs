namespace TraumaCapacity.Model.Synthesis;

/// <summary>Why consensus or a synthesis was refused.</summary>
public static class SynthesisRefusals
{
    /// <summary>The interview, organization or unit does not exist for the person who asks.</summary>
    public static Refusal NotFound { get; } = new("Synthesis.NotFound");

    /// <summary>A coder has not submitted yet; nothing is compared before (INV-27).</summary>
    public static Refusal NotAllSubmitted { get; } = new("Synthesis.NotAllSubmitted");

    /// <summary>Somebody settled or signed it meanwhile.</summary>
    public static Refusal ChangedByAnother { get; } = new("Synthesis.ChangedByAnother");

    /// <summary>The evidence changed since the screen showed it.</summary>
    public static Refusal EvidenceChanged { get; } = new("Synthesis.EvidenceChanged");

    /// <summary>Scale versions, scales or codebook major versions differ (INV-30).</summary>
    public static Refusal DifferentMeasures { get; } = new("Synthesis.DifferentMeasures");

    /// <summary>A clear change needs a concrete example or a document (INV-26).</summary>
    public static Refusal ClearChangeNeedsAnExample { get; } = new("Synthesis.ClearChangeNeedsAnExample");

    /// <summary>A discussed value is stored with what was agreed.</summary>
    public static Refusal ReasonMissing { get; } = new Refusal("Synthesis.ReasonMissing").For("Reason");

    /// <summary>Nobody spoke of the cell, so it cannot have a value (INV-29).</summary>
    public static Refusal NothingToRate { get; } = new("Synthesis.NothingToRate");

    /// <summary>The reason is too short for a decision that somebody must be able to follow.</summary>
    /// <param name="minimum">Fewest characters.</param>
    public static Refusal ReasonTooShort(int minimum) => new Refusal("Synthesis.ReasonTooShort", minimum).For("Reason");

    /// <summary>The text is longer than can be kept.</summary>
    /// <param name="maximum">Most characters.</param>
    public static Refusal ReasonTooLong(int maximum) => new Refusal("Synthesis.ReasonTooLong", maximum).For("Reason");

    /// <summary>The value differs from the suggestion without a reason (INV-28).</summary>
    /// <param name="minimum">Fewest characters of the reason.</param>
    public static Refusal OverrideNeedsReason(int minimum) => new Refusal("Synthesis.OverrideNeedsReason", minimum).For("Reason");

    /// <summary>Units of the cell still await consensus (INV-33).</summary>
    /// <param name="count">How many.</param>
    public static Refusal AwaitingConsensus(int count) => new("Synthesis.AwaitingConsensus", count);

    /// <summary>Interviews of the organization have evidence in the cell that is not signed.</summary>
    /// <param name="count">How many.</param>
    public static Refusal InterviewsNotSigned(int count) => new("Synthesis.InterviewsNotSigned", count);

    /// <summary>Only a lead evaluator settles and signs.</summary>
    public static Refusal LeadDecides { get; } = new("Synthesis.LeadDecides");

    /// <summary>There is nothing left to sign without a decision.</summary>
    public static Refusal NothingToSign { get; } = new("Synthesis.NothingToSign");
}
