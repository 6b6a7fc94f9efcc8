using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>Which cell of which interview or organization a synthesis is about.</summary>
/// <param name="Wave">The wave; an organization has one value a cell and wave.</param>
/// <param name="Organization">The organization, also where it is about an interview.</param>
/// <param name="Interview">The interview; <c>null</c> where it is about the organization.</param>
/// <param name="Cell">The cell.</param>
public readonly record struct SynthesisSubject(WaveId Wave, OrganizationId Organization, InterviewId? Interview, CapacityCell Cell);

/// <summary>The signed value of an interview or an organization in one cell (4.3 Levels 2 and 3). A signature never changes:
/// signing again makes a new row and supersedes this one, so the history is the rows themselves.</summary>
public sealed class CellSynthesis : Entity
{
    public const int OverrideReasonLength = 2000;
    public const int OverrideReasonMinimum = 20;
    public const int RationaleLength = OverrideReasonLength;

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

    public bool SuggestedMixed { get; private set; }

    /// <summary>Why the value differs from the suggestion (INV-28).</summary>
    [Evidence]
    public string? OverrideReason { get; private set; }

    /// <summary>What the evaluator wants to be read beside the value.</summary>
    [Evidence]
    public string? Rationale { get; private set; }

    public Confidence? Confidence { get; private set; }

    /// <summary>Strongest basis behind the value.</summary>
    public RatingBasis? Basis { get; private set; }

    public bool IsDoubleCoded { get; private set; }

    public int ExcerptCount { get; private set; }

    public int IntervieweeCount { get; private set; }

    /// <summary>Version of the rating scale; empty where nothing was said.</summary>
    public string ScaleVersion { get; private set; } = "";

    /// <summary>Major version of the codebook; empty where nothing was said.</summary>
    public string CodebookMajor { get; private set; } = "";

    public string AlgorithmVersion { get; private set; } = "";

    /// <summary>Hash of the inputs at sign-off: when the inputs' hash differs, the synthesis is out of date.</summary>
    public string InputsSha256 { get; private set; } = "";

    public UserId SignedOffBy { get; private set; }

    public DateTimeOffset SignedOffAt { get; private set; }

    /// <summary>When a later signature took its place; <c>null</c> for the one that stands.</summary>
    public DateTimeOffset? SupersededAt { get; private set; }

    /// <summary>Signs a value.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="suggestion">What the rules make of the evidence now; its hash, counts and version are kept.</param>
    /// <param name="value">The value that is signed.</param>
    /// <param name="reason">Needed, with <see cref="OverrideReasonMinimum"/> characters or more, for a value other than the
    /// suggested one or outside its inputs (INV-28); kept as a rationale otherwise.</param>
    /// <param name="by">Who signs.</param>
    /// <returns>Refused while units of the cell await consensus (INV-33) or interviews await a signature, without the reason, and for a rating where
    /// nothing was said (INV-29).</returns>
    public static Result<CellSynthesis> SignOff(
        SynthesisSubject subject, SynthesisSuggestion suggestion, CellValue value, string? reason, UserId by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        ArgumentNullException.ThrowIfNull(value);
        if (suggestion.AwaitingConsensus > 0)
            return SynthesisRefusals.AwaitingConsensus(suggestion.AwaitingConsensus);
        if (suggestion.AwaitingSignOff > 0)
            return SynthesisRefusals.InterviewsNotSigned(suggestion.AwaitingSignOff);
        if (suggestion.Value is CellValue.NotDiscussed && value is not CellValue.NotDiscussed)
            return SynthesisRefusals.NothingToRate;
        var words = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (words?.Length > OverrideReasonLength)
            return SynthesisRefusals.ReasonTooLong(OverrideReasonLength);
        var overrides = value != suggestion.Value || IsOutside(value, suggestion.Range);
        if (overrides && (words?.Length ?? 0) < OverrideReasonMinimum)
            return SynthesisRefusals.OverrideNeedsReason(OverrideReasonMinimum);

        var (status, point, mixed) = Parts(value);
        var (suggestedStatus, suggestedPoint, suggestedMixed) = Parts(suggestion.Value);
        return new CellSynthesis
        {
            Scope = subject.Interview is null ? SynthesisScope.Organization : SynthesisScope.Interview,
            WaveId = subject.Wave,
            OrganizationId = subject.Organization,
            InterviewId = subject.Interview,
            Cell = subject.Cell,
            Status = status,
            Value = point,
            IsMixed = mixed,
            SuggestedStatus = suggestedStatus,
            SuggestedValue = suggestedPoint,
            SuggestedMixed = suggestedMixed,
            OverrideReason = overrides ? words : null,
            Rationale = overrides ? null : words,
            Confidence = suggestion.ConfidenceIn(value),
            Basis = suggestion.Basis,
            IsDoubleCoded = suggestion.IsDoubleCoded,
            ExcerptCount = suggestion.ExcerptCount,
            IntervieweeCount = suggestion.IntervieweeCount,
            ScaleVersion = suggestion.Measure?.ScaleVersion ?? "",
            CodebookMajor = suggestion.Measure?.CodebookMajor ?? "",
            AlgorithmVersion = SynthesisAlgorithm.Version,
            InputsSha256 = suggestion.InputsSha256,
            SignedOffBy = by,
            SignedOffAt = now,
        };
    }

    /// <summary>A later signature takes its place.</summary>
    public void Supersede(DateTimeOffset now) => SupersededAt ??= now;

    /// <summary>The signed value.</summary>
    public CellValue SignedValue() => CellValue.From(Status, Value, IsMixed);

    /// <summary>Whether the evidence, or the rules, changed since it was signed. Its value stays until somebody signs again.</summary>
    public bool IsOutOfDate(SynthesisSuggestion now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return InputsSha256 != now.InputsSha256 || now.AwaitingConsensus > 0 || now.AwaitingSignOff > 0;
    }

    private static bool IsOutside(CellValue value, (int Lowest, int Highest)? range) =>
        value is CellValue.Rated rated && (range is null || rated.Value < range.Value.Lowest || rated.Value > range.Value.Highest);

    private static (SynthesisStatus Status, int? Value, bool IsMixed) Parts(CellValue value) => value.Match<(SynthesisStatus, int?, bool)>(
        static (point, mixed) => (SynthesisStatus.Rated, point, mixed),
        static () => (SynthesisStatus.InsufficientEvidence, null, false),
        static () => (SynthesisStatus.NotDiscussed, null, false));
}
