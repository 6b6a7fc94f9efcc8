using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Coding;

/// <summary>A version of the codebook.</summary>
public sealed record CodebookRow(CodebookVersionId Id, string VersionLabel, CodebookStatus Status, int Codes, DateTimeOffset CreatedAt);

/// <summary>A code with everything the guide says about it, in both languages.</summary>
public sealed record CodebookEntry(
    CodeId Id, CodeKind Kind, string Key, CapacityCell? Cell,
    BilingualText Label, BilingualText Definition, BilingualText Include, BilingualText Exclude, BilingualText Example);

/// <summary>The coding guide and its versions. Evaluators and custodians read it.</summary>
public sealed class CodebookService(TraumaDatabase database)
{
    /// <summary>All versions, the newest first.</summary>
    public async Task<IReadOnlyList<CodebookRow>> VersionsAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        return await db.Codebooks.AsNoTracking()
            .OrderByDescending(v => v.CreatedAt)
            .Select(v => new CodebookRow(v.Id, v.VersionLabel, v.Status, v.Codes.Count, v.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The codes of a version, in their order.</summary>
    public async Task<IReadOnlyList<CodebookEntry>> CodesAsync(Actor actor, CodebookVersionId version, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        var codes = await db.Set<Code>().AsNoTracking()
            .Where(c => c.CodebookVersionId == version)
            .OrderBy(c => c.SortOrder)
            .ToListAsync(cancellationToken);
        return
        [
            .. codes.Select(c => new CodebookEntry(
                c.Id, c.Kind, c.Key, c.Cell, new(c.LabelEn, c.LabelFr), new(c.DefinitionEn, c.DefinitionFr),
                new(c.IncludeEn, c.IncludeFr), new(c.ExcludeEn, c.ExcludeFr), new(c.ExampleEn, c.ExampleFr))),
        ];
    }

    /// <summary>The version that new codings are made with: the published one that came last.</summary>
    public async Task<CodebookVersionId?> CurrentAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Evidence, cancellationToken);
        return await db.Codebooks.AsNoTracking()
            .Where(v => v.Status == CodebookStatus.Published)
            .OrderByDescending(v => v.CreatedAt)
            .Select(v => (CodebookVersionId?)v.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Puts the default codebook into a database that has no codebook yet. Part of bringing it up to date, so that
    /// an interview can be assigned from the first day.</summary>
    internal static async Task SeedAsync(TraumaDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Codebooks.AnyAsync(cancellationToken))
            return;
        var version = DefaultCodebook.Create();
        version.Stamp(now, null);
        foreach (var code in version.Codes)
            code.Stamp(now, null);
        db.Add(version);
        await db.SaveChangesAsync(cancellationToken);
    }
}
