using System.Text.Json;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

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

    /// <summary>What the release says of itself: its finding, what awaits consensus, what was left out, its policy.</summary>
    Notes,
}

/// <summary>Whether a cell of a release is printed, and if not, why.</summary>
public enum ReleaseCellStatus
{
    Shown,

    /// <summary>Hidden for what it would say: about too few, or about each of its organizations (PRV-03, PRV-04, PRV-28).
    /// Which of these it is would be an answer, so that a release does not keep it.</summary>
    Primary,

    /// <summary>Hidden so that another cannot be worked out (PRV-08).</summary>
    Complementary,
}

/// <summary>What a release is about, as the lead evaluator says.</summary>
/// <param name="TitleEn">1 to 200 characters.</param>
/// <param name="TitleFr">The same.</param>
public sealed record ReleaseTitle(string TitleEn, string TitleFr);

/// <summary>A disclosure-checked release. One person prepares it, another approves it, and from then on it is frozen. Of the
/// releases of a wave one is published at a time; publishing the next supersedes it.</summary>
public sealed class Release : Entity
{
    public const int TitleLength = 200;
    public const int ReasonLength = 500;
    public const int ReasonMinimum = 20;

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

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public string? WithdrawalReason { get; private set; }

    /// <summary>Hash over all cells in order: the same inputs give the same release.</summary>
    public string Sha256 { get; private set; } = "";

    public IReadOnlyList<ReleaseCell> Cells => cells;

    /// <summary>Prepares a release.</summary>
    /// <param name="number">One more than the highest so far.</param>
    /// <param name="draft">What the rules make of the inputs.</param>
    /// <param name="today">Refused where the cut-off lies after it, where it lies before the wave, and without a title in
    /// both languages.</param>
    public static Result<Release> Prepare(
        int number, EvaluationWave wave, ReleaseTitle title, ReleaseDraft draft, UserId by, DateOnly today)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentNullException.ThrowIfNull(wave);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(draft);
        var (english, french) = (title.TitleEn.Trim().Normalize(), title.TitleFr.Trim().Normalize());
        if (english.Length is 0 or > TitleLength)
            return ReleasesRefusals.TitleLength(nameof(TitleEn), TitleLength);
        if (french.Length is 0 or > TitleLength)
            return ReleasesRefusals.TitleLength(nameof(TitleFr), TitleLength);
        if (CheckCutOff(draft.CutOff, wave, today) is { } refusal)
            return refusal;
        var release = new Release
        {
            Number = number,
            WaveId = wave.Id,
            TitleEn = english,
            TitleFr = french,
            PreparedBy = by,
        };
        release.Take(draft);
        return release;
    }

    /// <summary>Why a day cannot be a cut-off for the wave; <c>null</c> if it can.</summary>
    public static Refusal? CheckCutOff(DateOnly cutOff, EvaluationWave wave, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(wave);
        if (cutOff > today)
            return ReleasesRefusals.CutOffInFuture;
        return cutOff < wave.StartsOn ? ReleasesRefusals.CutOffBeforeWave(wave.StartsOn) : null;
    }

    /// <summary>Takes what the check finds now. Refused once it is approved.</summary>
    public Result<Done> Recheck(ReleaseDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (State is not ReleaseState.Prepared)
            return ReleasesRefusals.WrongState;
        if (draft.Sha256() != Sha256)
            Take(draft);
        return Done.Instance;
    }

    /// <summary>A second person approves; from then on nothing of it changes.</summary>
    /// <param name="now">The check as it comes out now. Refused where it differs from what was prepared, and while a
    /// difference to the previous release holds it (PRV-10).</param>
    public Result<Done> Approve(ReleaseDraft now, UserId by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(now);
        if (State is not ReleaseState.Prepared)
            return ReleasesRefusals.WrongState;
        if (by == PreparedBy)
            return ReleasesRefusals.SecondPersonApproves;
        if (now.Sha256() != Sha256)
            return ReleasesRefusals.EvidenceChanged;
        if (now.Differences.Count > 0)
            return ReleasesRefusals.HeldByDifference(now.Differences[0].Previous, [.. now.Differences.Select(d => d.Cell)]);
        State = ReleaseState.Approved;
        ApprovedBy = by;
        ApprovedAt = at;
        return Done.Instance;
    }

    /// <summary>Publishes it; the release of the same wave that was published so far is superseded.</summary>
    /// <param name="previous">That release, if there is one.</param>
    /// <param name="anyContributorWithdrew">Whether someone behind it took their consent back since (PRV-22).</param>
    public Result<Done> Publish(Release? previous, bool anyContributorWithdrew, DateTimeOffset at)
    {
        if (State is not ReleaseState.Approved)
            return ReleasesRefusals.WrongState;
        if (anyContributorWithdrew)
            return ReleasesRefusals.ConsentWithdrawn;
        if (previous is not null)
        {
            if (previous.WaveId != WaveId || previous.State is not ReleaseState.Published)
                throw new ArgumentException("Only the published release of the same wave is superseded.", nameof(previous));
            previous.State = ReleaseState.Superseded;
        }

        State = ReleaseState.Published;
        PublishedAt = at;
        return Done.Instance;
    }

    /// <summary>Takes it back: its figures are no longer shown to anyone. An approved one is never published then.</summary>
    /// <param name="reason">20 to 500 characters.</param>
    public Result<Done> Withdraw(string reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (State is ReleaseState.Prepared or ReleaseState.Withdrawn)
            return ReleasesRefusals.WrongState;
        reason = reason.Trim().Normalize();
        if (reason.Length is < ReasonMinimum or > ReasonLength)
            return ReleasesRefusals.ReasonLength(ReasonMinimum, ReasonLength);
        State = ReleaseState.Withdrawn;
        WithdrawnAt = at;
        WithdrawalReason = reason;
        return Done.Instance;
    }

    /// <summary>The hash of the cells as they are now. It differs from <see cref="Sha256"/> only if somebody changed them
    /// behind the application's back. Needs the cells loaded.</summary>
    public string HashOfCells() => ReleaseHash.Of(
        (WaveName, CutOff, PolicyVersion), (CodebookVersion, ScaleVersion, AlgorithmVersion), cells.OrderBy(c => c.SortOrder).Select(c => c.ToFigure()));

    private void Take(ReleaseDraft draft)
    {
        CutOff = draft.CutOff;
        WaveName = draft.WaveName;
        PolicyVersion = draft.PolicyVersion;
        CodebookVersion = draft.CodebookVersion;
        ScaleVersion = draft.ScaleVersion;
        AlgorithmVersion = SynthesisAlgorithm.Version;
        Sha256 = draft.Sha256();
        cells.Clear();
        cells.AddRange(draft.Figures.Select((figure, index) => ReleaseCell.Of(Id, figure, index)));
    }
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
    public string Shown { get; private set; } = ReleaseShapes.Nothing;

    public int SortOrder { get; private set; }

    /// <summary>The cell without its identity.</summary>
    public ReleaseFigure ToFigure() => new(Table, RowKey, ColumnKey, Status, Shown);

    internal static ReleaseCell Of(ReleaseId release, ReleaseFigure figure, int order) => new()
    {
        ReleaseId = release,
        Table = figure.Table,
        RowKey = figure.RowKey,
        ColumnKey = figure.ColumnKey,
        Status = figure.Status,
        Shown = figure.Shown,
        SortOrder = order,
    };
}

/// <summary>Who stands behind a cell of the matrix that a release shows, so that the next release can be held against it
/// (PRV-10). Kept with the evidence, out of reach of those who read releases.</summary>
public sealed class ReleasePopulation : Entity
{
    private ReleasePopulation()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public ReleaseId ReleaseId { get; private set; }

    public CapacityCell Cell { get; private set; }

    /// <summary>The interviewees' identifiers, in order.</summary>
    public Guid[] Interviewees { get; private set; } = [];

    /// <summary>The populations of a draft.</summary>
    public static IEnumerable<ReleasePopulation> Of(ReleaseId release, ReleaseDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Populations.OrderBy(p => p.Key).Select(p => new ReleasePopulation
        {
            ReleaseId = release,
            Cell = p.Key,
            Interviewees = [.. p.Value.Select(i => i.Value).Order()],
        });
    }
}

/// <summary>One version of the disclosure policy's parameters, as JSON of <c>DisclosurePolicy</c>.</summary>
public sealed class DisclosurePolicyVersion : Entity
{
    private DisclosurePolicyVersion()
    {
    }

    public PolicyId Id { get; private set; } = PolicyId.New();

    public int Number { get; private set; }

    public string Parameters { get; private set; } = ReleaseShapes.Nothing;

    /// <summary>A version that holds the policy.</summary>
    /// <param name="number">1, 2, 3 …</param>
    public static DisclosurePolicyVersion Of(int number, DisclosurePolicy policy) =>
        new() { Number = number, Parameters = JsonSerializer.Serialize(policy) };

    /// <summary>The policy it holds.</summary>
    public DisclosurePolicy ToPolicy() =>
        JsonSerializer.Deserialize<DisclosurePolicy>(Parameters) ?? throw new JsonException("A policy is never null.");
}
