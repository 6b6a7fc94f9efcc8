using TraumaCapacity.Model.Coding.Agreement;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>The opening of an interview's reconciliation, once, after every coder submitted: what was compared, with what
/// it was measured, and how far the coders agreed before anything was settled (4.5).</summary>
public sealed class Reconciliation : Entity
{
    private readonly List<ReliabilityRun> runs = [];

    private Reconciliation()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterviewId InterviewId { get; private set; }

    public TranscriptVersionId TranscriptVersionId { get; private set; }

    /// <summary>Coders compared, 1 or more.</summary>
    public int CoderCount { get; private set; }

    /// <summary>Version of the rating scale.</summary>
    public string ScaleVersion { get; private set; } = "";

    /// <summary>Major version of the codebook.</summary>
    public string CodebookMajor { get; private set; } = "";

    public UserId OpenedBy { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The agreement before reconciling; empty for a single coder.</summary>
    public IReadOnlyList<ReliabilityRun> Runs => runs;

    /// <summary>Seed of an interview's resamples: part of its identifier, so that anyone gets the same intervals.</summary>
    public static long SeedOf(InterviewId interview) => BitConverter.ToInt64(interview.Value.ToByteArray(bigEndian: true), 8);

    /// <summary>Opens the reconciliation and measures the agreement.</summary>
    public static Reconciliation Open(
        (InterviewId Interview, TranscriptVersionId Transcript) coding,
        CodingComparison comparison,
        MeasurementBasis measure,
        UserId by,
        DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(measure);
        var reconciliation = new Reconciliation
        {
            InterviewId = coding.Interview,
            TranscriptVersionId = coding.Transcript,
            CoderCount = comparison.CoderCount,
            ScaleVersion = measure.ScaleVersion,
            CodebookMajor = measure.CodebookMajor,
            OpenedBy = by,
            OpenedAt = now,
        };
        if (comparison.CoderCount > 1)
        {
            var seed = SeedOf(coding.Interview);
            reconciliation.runs.AddRange(
                comparison.Agreement(seed).Select(measured => ReliabilityRun.Of(coding.Interview, measured.Metric, measured.Result, seed)));
        }

        return reconciliation;
    }
}

/// <summary>One figure of agreement between the coders of an interview, on the values before reconciliation (4.5).</summary>
public sealed class ReliabilityRun : Entity
{
    private ReliabilityRun()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid ReconciliationId { get; private set; }

    public InterviewId InterviewId { get; private set; }

    public ReliabilityMetric Metric { get; private set; }

    /// <summary>The coefficient; <c>null</c> where it is not defined, as without variation.</summary>
    public double? Value { get; private set; }

    /// <summary>Units that two coders gave a value. Below <see cref="CoderAgreement.MinimumUnits"/> the table says more
    /// than the coefficient, and is shown instead.</summary>
    public int UnitCount { get; private set; }

    public double? IntervalLow { get; private set; }

    public double? IntervalHigh { get; private set; }

    public long Seed { get; private set; }

    internal static ReliabilityRun Of(InterviewId interview, ReliabilityMetric metric, AgreementResult result, long seed) => new()
    {
        InterviewId = interview,
        Metric = metric,
        Value = result.Value,
        UnitCount = result.UnitCount,
        IntervalLow = result.Interval?.Low,
        IntervalHigh = result.Interval?.High,
        Seed = seed,
    };
}
