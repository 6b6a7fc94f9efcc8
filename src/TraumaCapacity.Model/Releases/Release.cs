using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Releases;

public enum ReleaseState
{
    /// <summary>Prepared; the disclosure check may be run again.</summary>
    Prepared,

    /// <summary>Approved by a second person; frozen.</summary>
    Approved,

    Published,
    Superseded,
    Withdrawn,
}

/// <summary>Which table of a release a cell belongs to.</summary>
public enum ReleaseTable
{
    /// <summary>Five headline counts.</summary>
    Headline,

    /// <summary>The national change matrix, one row a capacity cell.</summary>
    ChangeMatrix,

    /// <summary>Organizations, groups and sessions by province or territory.</summary>
    Places,

    /// <summary>Groups by quarter of their first session.</summary>
    GroupsByQuarter,

    /// <summary>Training and delivery by fiscal year.</summary>
    Reach,
}

/// <summary>Whether a cell of a release is printed, and if not, why.</summary>
public enum ReleaseCellStatus
{
    Shown,

    /// <summary>Too few contributors.</summary>
    Primary,

    /// <summary>Hidden so that another cannot be worked out.</summary>
    Complementary,

    /// <summary>It would speak about each organization (PRV-28).</summary>
    Unanimous,

    NotApplicable,
}

/// <summary>A frozen, disclosure-checked release.</summary>
public sealed class Release : Entity
{
    private readonly List<ReleaseCell> cells = [];

    private Release()
    {
    }

    public ReleaseId Id { get; private set; } = ReleaseId.New();

    /// <summary>1, 2, 3 … in order of preparation.</summary>
    public int Number { get; private set; }

    public WaveId WaveId { get; private set; }

    /// <summary>Wave's name at the time, so that the release stands alone.</summary>
    public string WaveName { get; private set; } = "";

    public string TitleEn { get; private set; } = "";

    public string TitleFr { get; private set; } = "";

    /// <summary>Evidence and records up to and including this day.</summary>
    public DateOnly CutOff { get; private set; }

    public int PolicyVersion { get; private set; }

    public string CodebookVersion { get; private set; } = "";

    public string ScaleVersion { get; private set; } = "";

    public string AlgorithmVersion { get; private set; } = "";

    public ReleaseState State { get; private set; }

    public UserId PreparedBy { get; private set; }

    public UserId? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Hash over all cells in order: the same inputs give the same release.</summary>
    public string Sha256 { get; private set; } = "";

    public IReadOnlyList<ReleaseCell> Cells => cells;
}

/// <summary>One cell of a release as it is shown. The true value of a hidden cell is nowhere in it (PRV-12).</summary>
public sealed class ReleaseCell : Entity
{
    private ReleaseCell()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public ReleaseId ReleaseId { get; private set; }

    public ReleaseTable Table { get; private set; }

    public string RowKey { get; private set; } = "";

    public string ColumnKey { get; private set; } = "";

    public ReleaseCellStatus Status { get; private set; }

    /// <summary>What is shown: JSON of a shape fixed by the table, counts already rounded and banded.</summary>
    public string Shown { get; private set; } = "{}";

    public int SortOrder { get; private set; }
}

/// <summary>One version of the disclosure policy's parameters, as JSON of <c>DisclosurePolicy</c>.</summary>
public sealed class DisclosurePolicyVersion : Entity
{
    private DisclosurePolicyVersion()
    {
    }

    public PolicyId Id { get; private set; } = PolicyId.New();

    public int Number { get; private set; }

    public string Parameters { get; private set; } = "{}";
}
