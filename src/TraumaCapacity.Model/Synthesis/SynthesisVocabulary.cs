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

/// <summary>What was agreed for one interviewee turn and one cell.</summary>
public enum ConsensusOutcome
{
    Rated,
    InsufficientEvidence,

    /// <summary>The cell does not apply to this turn.</summary>
    NotThisCell,
}

/// <summary>Whose cell a synthesis is about.</summary>
public enum SynthesisScope
{
    Interview,
    Organization,
}

/// <summary>Status of a synthesis: missing is a status, never a number (INV-29).</summary>
public enum SynthesisStatus
{
    Rated,
    InsufficientEvidence,
    NotDiscussed,
}

/// <summary>What a stored figure of agreement measures.</summary>
public enum ReliabilityMetric
{
    CellAlphaNominal,
    CellPercentAgreement,
    CellGwetAc1,
    RatingAlphaOrdinal,
    RatingPercentAgreement,
}
