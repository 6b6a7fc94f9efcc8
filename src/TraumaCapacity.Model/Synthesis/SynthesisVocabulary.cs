namespace TraumaCapacity.Model.Synthesis;

/// <summary>How a consensus was reached (4.3 Level 1).</summary>
public enum ConsensusMethod
{
    Agreed,
    Discussed,
    Adjudicated,

    /// <summary>One coder was assigned; their value stands (confidence at most low).</summary>
    SingleCoder,
}

/// <summary>Confidence in a synthesis (4.4).</summary>
[Ordinal]
public enum Confidence
{
    VeryLow,
    Low,
    Moderate,
    High,
}
