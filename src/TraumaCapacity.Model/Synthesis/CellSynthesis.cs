using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>What was agreed for one interviewee turn and one cell.</summary>
public enum ConsensusOutcome
{
    Rated,
    InsufficientEvidence,

    /// <summary>The cell does not apply to this turn.</summary>
    NotThisCell,
}

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

/// <summary>The agreed value of one unit, turn by cell, and how it was reached (4.3 Level 1).</summary>
public sealed class ConsensusUnit : Entity
{
    public const int ReasonLength = 2000;
    public const int ReasonMinimum = 20;

    private ConsensusUnit()
    {
    }

    public ConsensusId Id { get; private set; } = ConsensusId.New();

    public InterviewId InterviewId { get; private set; }

    public TranscriptVersionId TranscriptVersionId { get; private set; }

    public int TurnSequence { get; private set; }

    public CapacityCell Cell { get; private set; }

    public ConsensusOutcome Outcome { get; private set; }

    /// <summary>−2 to +2 where <see cref="ConsensusOutcome.Rated"/>.</summary>
    public int? Value { get; private set; }

    public bool IsMixed { get; private set; }

    /// <summary>Strongest basis of the ratings behind it.</summary>
    public RatingBasis? Basis { get; private set; }

    public ConsensusMethod Method { get; private set; }

    [Evidence]
    public string? Reason { get; private set; }

    public UserId SettledBy { get; private set; }

    public DateTimeOffset SettledAt { get; private set; }
}

/// <summary>The signed value of an interview or an organization in one cell (4.3 Levels 2 and 3).</summary>
public sealed class CellSynthesis : Entity
{
    public const int OverrideReasonLength = 2000;
    public const int OverrideReasonMinimum = 20;

    private CellSynthesis()
    {
    }

    public SynthesisId Id { get; private set; } = SynthesisId.New();

    public SynthesisScope Scope { get; private set; }

    public WaveId WaveId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The interview, where the scope is one.</summary>
    public InterviewId? InterviewId { get; private set; }

    public CapacityCell Cell { get; private set; }

    public SynthesisStatus Status { get; private set; }

    public int? Value { get; private set; }

    public bool IsMixed { get; private set; }

    public SynthesisStatus SuggestedStatus { get; private set; }

    public int? SuggestedValue { get; private set; }

    [Evidence]
    public string? OverrideReason { get; private set; }

    public Confidence? Confidence { get; private set; }

    public int ExcerptCount { get; private set; }

    public int IntervieweeCount { get; private set; }

    public string AlgorithmVersion { get; private set; } = "";

    /// <summary>Hash of the inputs at sign-off: when the inputs' hash differs, the synthesis is out of date.</summary>
    public string InputsSha256 { get; private set; } = "";

    public UserId SignedOffBy { get; private set; }

    public DateTimeOffset SignedOffAt { get; private set; }
}

/// <summary>Agreement between the coders of an interview, computed once on the values before reconciliation (4.5).</summary>
public sealed class ReliabilityRun : Entity
{
    private ReliabilityRun()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterviewId InterviewId { get; private set; }

    public ReliabilityMetric Metric { get; private set; }

    /// <summary>The coefficient; <c>null</c> where it is not defined (no variation).</summary>
    public double? Value { get; private set; }

    public int UnitCount { get; private set; }

    public double? IntervalLow { get; private set; }

    public double? IntervalHigh { get; private set; }

    public long Seed { get; private set; }
}

public enum ReliabilityMetric
{
    CellAlphaNominal,
    CellPercentAgreement,
    CellGwetAc1,
    RatingAlphaOrdinal,
    RatingPercentAgreement,
}
