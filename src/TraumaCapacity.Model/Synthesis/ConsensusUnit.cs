using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>One unit, turn by cell, and what was agreed for it (4.3 Level 1). Made when every coder has submitted; one
/// that the coders disagree on waits without an outcome until it is settled, and counts nowhere until then (INV-33).</summary>
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

    /// <summary><c>null</c> while it awaits consensus.</summary>
    public ConsensusOutcome? Outcome { get; private set; }

    /// <summary>−2 to +2 where <see cref="ConsensusOutcome.Rated"/>.</summary>
    public int? Value { get; private set; }

    public bool IsMixed { get; private set; }

    /// <summary>Strongest basis of the ratings behind it.</summary>
    public RatingBasis? Basis { get; private set; }

    /// <summary>Passages behind it: overlapping excerpts of several coders are one.</summary>
    public int ExcerptCount { get; private set; }

    /// <summary>How it was settled; <c>null</c> while it awaits consensus.</summary>
    public ConsensusMethod? Method { get; private set; }

    [Evidence]
    public string? Reason { get; private set; }

    public UserId? SettledBy { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>Opens a unit. What the coders agree on, and what an only coder found, is settled at once.</summary>
    /// <param name="coding">The interview and the version of its transcript that was coded.</param>
    /// <param name="unit">The coders' values.</param>
    /// <param name="by">Who opened the reconciliation.</param>
    public static ConsensusUnit Open((InterviewId Interview, TranscriptVersionId Transcript) coding, ComparedUnit unit, UserId by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var consensus = new ConsensusUnit
        {
            InterviewId = coding.Interview,
            TranscriptVersionId = coding.Transcript,
            TurnSequence = unit.Unit.TurnSequence,
            Cell = unit.Unit.Cell,
            Basis = unit.Basis,
            ExcerptCount = unit.PassageCount,
        };
        if (unit.Undisputed is { } value)
            consensus.Store(value, unit.Required, null, by, now);
        return consensus;
    }

    /// <summary>Settles the unit, or settles it anew: the coders' values stay as they were submitted.</summary>
    /// <param name="unit">The coders' values, from which the least method follows.</param>
    /// <param name="value">What is agreed; <see cref="CellValue.Missing"/> says that the cell does not apply to this turn.</param>
    /// <param name="reason">Why. For what the lead decides, for «not this cell», and for a value other than an undisputed
    /// one, at least <see cref="ReasonMinimum"/> characters; for what was discussed, some words.</param>
    /// <returns>How it was settled. Refused without the reason, and for a clear change on no concrete basis (INV-26).</returns>
    public Result<ConsensusMethod> Settle(ComparedUnit unit, CellValue value, string? reason, UserId by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(value);
        if (unit.Unit != new CodingUnit(TurnSequence, Cell))
            throw new ArgumentException("The values belong to another unit.", nameof(unit));
        var words = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (words?.Length > ReasonLength)
            return SynthesisRefusals.ReasonTooLong(ReasonLength);
        var method = unit.Required is ConsensusMethod.Discussed ? ConsensusMethod.Discussed : ConsensusMethod.Adjudicated;
        if (words is null && method is ConsensusMethod.Discussed && value is not CellValue.NotDiscussed)
            return SynthesisRefusals.ReasonMissing;
        if ((words?.Length ?? 0) < ReasonMinimum && (method is ConsensusMethod.Adjudicated || value is CellValue.NotDiscussed))
            return SynthesisRefusals.ReasonTooShort(ReasonMinimum);
        if (value is CellValue.Rated rated && ChangeScale.IsClear(rated.Value) && unit.Basis?.IsConcrete() is not true)
            return SynthesisRefusals.ClearChangeNeedsAnExample;

        Store(value, method, words, by, now);
        return method;
    }

    /// <summary>What counts for the interview: <c>null</c> while it awaits consensus, and where the cell does not apply.</summary>
    public CellValue? CountedValue() => Outcome switch
    {
        ConsensusOutcome.Rated => CellValue.Of(Value!.Value, IsMixed),
        ConsensusOutcome.InsufficientEvidence => CellValue.Insufficient,
        _ => null,
    };

    private void Store(CellValue value, ConsensusMethod method, string? reason, UserId by, DateTimeOffset now)
    {
        (Outcome, Value, IsMixed) = value.Match<(ConsensusOutcome, int?, bool)>(
            static (point, mixed) => (ConsensusOutcome.Rated, point, mixed),
            static () => (ConsensusOutcome.InsufficientEvidence, null, false),
            static () => (ConsensusOutcome.NotThisCell, null, false));
        (Method, Reason, SettledBy, SettledAt) = (method, reason, by, now);
    }
}
