using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>A row of the view <c>evidence.interview_evidence</c>: an interview whose reconciliation was opened.</summary>
internal sealed class InterviewEvidence
{
    public InterviewId InterviewId { get; private set; }

    public int Number { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public WaveId WaveId { get; private set; }

    public int CoderCount { get; private set; }

    public string ScaleVersion { get; private set; } = "";

    public string CodebookMajor { get; private set; } = "";

    public Guid[] Interviewees { get; private set; } = [];

    public MeasurementBasis Measure => new(ScaleVersion, CodebookMajor);
}

/// <summary>A row of the view <c>evidence.interview_cell_evidence</c>: what was settled in one cell of an interview, without
/// the turns, the words and the reasons.</summary>
internal sealed class InterviewCellEvidence
{
    public InterviewId InterviewId { get; private set; }

    public CapacityCell Cell { get; private set; }

    /// <summary>In order of the text.</summary>
    public int[] RatedValues { get; private set; } = [];

    /// <summary>Beside each of the rated values, whether it is mixed.</summary>
    public bool[] Mixed { get; private set; } = [];

    public int InsufficientCount { get; private set; }

    public int AwaitingCount { get; private set; }

    /// <summary>Strongest basis, as the place of <see cref="RatingBasis"/>.</summary>
    public int? BasisRank { get; private set; }

    public int ExcerptCount { get; private set; }
}
