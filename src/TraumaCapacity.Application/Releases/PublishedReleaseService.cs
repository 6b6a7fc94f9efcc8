using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Releases;

namespace TraumaCapacity.Application.Releases;

/// <summary>One published release in the list.</summary>
/// <param name="SupersededBy">Number of the release of the same wave that is published now.</param>
public sealed record PublishedReleaseRow(
    int Number,
    string TitleEn,
    string TitleFr,
    string WaveName,
    DateOnly CutOff,
    DateTimeOffset PublishedAt,
    ReleaseState State,
    int? SupersededBy,
    DateTimeOffset? WithdrawnAt);

/// <summary>A published release with everything that it shows.</summary>
/// <param name="Figures">Every cell in order; none where the release was withdrawn.</param>
public sealed record PublishedRelease(
    PublishedReleaseRow Release,
    int PolicyVersion,
    string CodebookVersion,
    string ScaleVersion,
    string AlgorithmVersion,
    string Sha256,
    IReadOnlyList<ReleaseFigure> Figures);

/// <summary>Reads published releases, under a database role that reaches nothing else (PRV-12).</summary>
public sealed class PublishedReleaseService(TraumaDatabase database)
{
    // What a release shows never changes once it is published; whether it still is, is asked every time.
    private readonly ConcurrentDictionary<ReleaseId, IReadOnlyList<ReleaseFigure>> frozen = new();

    /// <summary>Whether the actor may take a release away as a file. A coordinator reads its page only.</summary>
    public static bool MayDownload(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.IsAny(Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian, Role.Funder);
    }

    /// <summary>Releases that were published, the latest first.</summary>
    public async Task<IReadOnlyList<PublishedReleaseRow>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Releases, cancellationToken);
        var releases = await db.Releases.AsNoTracking().OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        return [.. releases.Select(r => Row(r, releases))];
    }

    /// <summary>One release.</summary>
    /// <returns>Refused where there is none of that number, or none that was published.</returns>
    public async Task<Result<PublishedRelease>> FindAsync(Actor actor, int number, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Releases, cancellationToken);
        return await FindAsync(db, number, cancellationToken);
    }

    /// <summary>One release for a file; recorded as an export (PRV-24).</summary>
    /// <param name="format">Such as <c>csv</c>.</param>
    /// <param name="language">Of the file, such as <c>fr</c>.</param>
    /// <returns>Refused also for those who read pages only, and where the release was withdrawn.</returns>
    public async Task<Result<PublishedRelease>> ExportAsync(Actor actor, int number, string format, string language, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Releases, cancellationToken);
        var found = await FindAsync(db, number, cancellationToken);
        if (!found.Succeeded)
            return found;
        var refused = !MayDownload(actor) || found.Value.Release.State is ReleaseState.Withdrawn;
        db.RecordAccess(
            refused ? AuditActions.Denied : AuditActions.Export,
            "release",
            number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            new { format, language, sha256 = found.Value.Sha256, policy = found.Value.PolicyVersion });
        await db.SaveChangesAsync(cancellationToken);
        return refused ? ReleasesRefusals.NotFound : found;
    }

    private static PublishedReleaseRow Row(Release release, IReadOnlyList<Release> all) => new(
        release.Number,
        release.TitleEn,
        release.TitleFr,
        release.WaveName,
        release.CutOff,
        release.PublishedAt ?? default,
        release.State,
        release.State is ReleaseState.Superseded
            ? all.Where(r => r.WaveId == release.WaveId && r.State is ReleaseState.Published).Select(r => (int?)r.Number).SingleOrDefault()
            : null,
        release.WithdrawnAt);

    private async Task<Result<PublishedRelease>> FindAsync(TraumaDbContext db, int number, CancellationToken cancellationToken)
    {
        var releases = await db.Releases.AsNoTracking().ToListAsync(cancellationToken);
        if (releases.Find(r => r.Number == number) is not { } release)
            return ReleasesRefusals.NotFound;
        return new PublishedRelease(
            Row(release, releases),
            release.PolicyVersion,
            release.CodebookVersion,
            release.ScaleVersion,
            release.AlgorithmVersion,
            release.Sha256,
            release.State is ReleaseState.Withdrawn ? [] : await FiguresAsync(db, release.Id, cancellationToken));
    }

    private async Task<IReadOnlyList<ReleaseFigure>> FiguresAsync(TraumaDbContext db, ReleaseId id, CancellationToken cancellationToken)
    {
        if (frozen.TryGetValue(id, out var known))
            return known;
        var figures = await db.Set<ReleaseCell>().AsNoTracking()
            .Where(c => c.ReleaseId == id)
            .OrderBy(c => c.SortOrder)
            .Select(c => new ReleaseFigure(c.Table, c.RowKey, c.ColumnKey, c.Status, c.Shown))
            .ToListAsync(cancellationToken);
        return frozen.GetOrAdd(id, figures);
    }
}
