using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Imports;

/// <summary>Takes files in: upload, match columns, check, import, report, undo. A file is stored as a whole or not at all, and
/// the check is the import itself, rolled back, so that it cannot say anything else.</summary>
public sealed class ImportService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>The errors that a report on screen lists.</summary>
    public const int ErrorsShown = 200;

    private const int PartLength = 1 << 19;

    /// <summary>The largest file of the kind, in bytes.</summary>
    public static int MaximumBytes(ImportKind kind) => TableLimits.Of(kind).Bytes;

    /// <summary>Takes a file and looks at its form. It is kept for the person alone until it is imported, at most a day; an
    /// earlier one that was not imported gives way to it.</summary>
    /// <param name="content">Read once; at most <see cref="MaximumBytes"/>.</param>
    /// <param name="progress">Told the bytes that have arrived.</param>
    public async Task<Result<ImportId>> UploadAsync(
        Actor actor, ImportKind kind, string fileName, Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var file = TemporaryFile.Create();
        var sha256 = await SpoolAsync(content, file, MaximumBytes(kind), progress, cancellationToken);
        if (sha256 is null)
            return ImportRefusals.FileTooLarge(MaximumBytes(kind) / (1024 * 1024));
        var read = ReadBeginning(file, kind, cancellationToken);
        if (!read.Succeeded)
            return read.As<ImportId>();
        var (headings, encoding) = read.Value;

        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select app.forget_import_files({clock.GetUtcNow().AddDays(-1)})", cancellationToken);
        await db.Set<ImportPart>().Where(p => db.Imports.Any(i => i.Id == p.ImportId && i.CreatedBy == actor.UserId && i.Kind == kind)).ExecuteDeleteAsync(cancellationToken);
        var import = Import.Upload(kind, fileName, file.Length, sha256, encoding, JsonSerializer.Serialize(headings), KeyOf(headings));
        db.Add(import);
        await db.SaveChangesAsync(cancellationToken);
        await StoreAsync(db, import.Id, file, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import.Id;
    }

    /// <summary>One import, or <c>null</c> if it is out of reach. What a person handed in is theirs, and of those who write for
    /// all organizations.</summary>
    public async Task<ImportDetails?> FindAsync(Actor actor, ImportId id, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return null;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (import is null)
            return null;
        var headings = HeadingsOf(import);
        var (matching, twice, remembered) = await MatchingAsync(db, import, headings, cancellationToken);
        return new ImportDetails(
            import.Id, import.Kind, import.State, import.FileName, import.Size, import.Encoding, headings, matching, twice, Missing(import.Kind, matching),
            await db.Set<ImportPart>().AnyAsync(p => p.ImportId == id, cancellationToken),
            remembered, import.CreatedBy == actor.UserId, import.Rows, import.CreatedRows, import.ChangedRows, import.UnchangedRows,
            import.CreatedAt, import.ImportedAt, import.UndoneAt);
    }

    /// <summary>What was imported, the latest first.</summary>
    public async Task<Slice<ImportRow>> ListAsync(Actor actor, SliceRequest slice, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return new Slice<ImportRow>([], 0);
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var imports = db.Imports.AsNoTracking().Where(i => i.State != ImportState.Uploaded);
        var total = await imports.CountAsync(cancellationToken);
        var rows = await imports.OrderByDescending(i => i.ImportedAt).ThenByDescending(i => i.Id).Skip(slice.From).Take(slice.Size).ToListAsync(cancellationToken);
        var ids = rows.Select(i => i.Id.Value).ToArray();
        var authors = (await db.Database.SqlQuery<ImportAuthor>($"select import_id as \"ImportId\", display_name as \"DisplayName\" from app.import_authors({ids})").ToListAsync(cancellationToken))
            .ToDictionary(a => a.ImportId, a => a.DisplayName);
        return new Slice<ImportRow>(
            rows.ConvertAll(i => new ImportRow(
                i.Id, i.Kind, i.State, i.FileName, i.Sha256, authors.GetValueOrDefault(i.Id.Value), i.Rows, i.CreatedRows, i.ChangedRows, i.UnchangedRows,
                i.CreatedAt, i.ImportedAt, i.UndoneAt)),
            total);
    }

    /// <summary>Does all that <see cref="ImportAsync"/> does, in the same transaction, and rolls it back.</summary>
    /// <param name="matching">Which column holds what, remembered for the next file with these headings; <c>null</c> for what
    /// <see cref="FindAsync"/> says.</param>
    public Task<Result<ImportReport>> CheckAsync(
        Actor actor, ImportId id, IReadOnlyDictionary<ImportField, int>? matching, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(actor, id, matching, store: false, ErrorsShown, progress, cancellationToken);

    /// <summary>Imports the file if no row is at fault. Cancelled, it leaves nothing behind.</summary>
    public Task<Result<ImportReport>> ImportAsync(
        Actor actor, ImportId id, IReadOnlyDictionary<ImportField, int>? matching, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(actor, id, matching, store: true, ErrorsShown, progress, cancellationToken);

    /// <summary>The file as it was handed in, with the reason beside each cell that is at fault.</summary>
    /// <param name="words">The reader's language.</param>
    /// <returns>A file at its start, which the caller closes; refused as a check is.</returns>
    public async Task<Result<ImportReportFile>> WriteReportAsync(Actor actor, ImportId id, IImportWords words, CancellationToken cancellationToken)
    {
        var checkedAgain = await RunAsync(actor, id, null, store: false, ReportFile.MostErrors, null, cancellationToken);
        if (!checkedAgain.Succeeded)
            return checkedAgain.As<ImportReportFile>();
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, cancellationToken);
        var (matching, _, _) = await MatchingAsync(db, import, HeadingsOf(import), cancellationToken);
        await using var file = await LoadAsync(db, id, cancellationToken);
        if (file is null)
            return ImportRefusals.FileGone;
        var opened = TableReader.Open(file, import.Kind, cancellationToken);
        if (!opened.Succeeded)
            return opened.As<ImportReportFile>();
        using var reader = opened.Value;
        return ReportFile.Write(reader, import.FileName, matching, checkedAgain.Value.Errors, words, cancellationToken);
    }

    /// <summary>Takes an import back as a whole: what it made is deleted, what it changed is as before. Refused where a row was
    /// changed since, or where what was entered later rests on one.</summary>
    public async Task<Result<Done>> UndoAsync(Actor actor, ImportId id, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(db, id, cancellationToken) is not { } import)
            return ImportRefusals.NotFound;
        var undone = import.Undo(actor.UserId, clock.GetUtcNow());
        if (!undone.Succeeded)
            return undone;
        if (await ImportChanges.TakeBackAsync(db, id, cancellationToken) is { } refusal)
            return refusal;
        db.RecordAccess(AuditActions.Undo, "import", id.ToString(), new { kind = import.Kind.ToString(), rows = import.Rows, sha256 = import.Sha256 });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return undone;
    }

    private async Task<Result<ImportReport>> RunAsync(
        Actor actor, ImportId id, IReadOnlyDictionary<ImportField, int>? chosen, bool store, int errorsKept, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        if (chosen is not null && await RememberAsync(actor, id, chosen, cancellationToken) is { } notRemembered)
            return notRemembered;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(db, id, cancellationToken) is not { } import || import.CreatedBy != actor.UserId)
            return ImportRefusals.NotFound;
        if (import.State != ImportState.Uploaded)
            return ImportRefusals.AlreadyImported;
        var headings = HeadingsOf(import);
        var (matching, twice, _) = await MatchingAsync(db, import, headings, cancellationToken);
        if (twice.Count > 0)
            return ImportRefusals.ColumnTwice(twice[0]);
        if (Missing(import.Kind, matching) is { Count: > 0 } missing)
            return ImportRefusals.ColumnsMissing(missing);
        await using var file = await LoadAsync(db, id, cancellationToken);
        if (file is null)
            return ImportRefusals.FileGone;
        var opened = TableReader.Open(file, import.Kind, cancellationToken);
        if (!opened.Succeeded)
            return opened.As<ImportReport>();
        using var reader = opened.Value;
        _ = reader.Read();
        var sheet = new ImportSheet(reader, matching, headings, errorsKept, progress);
        try
        {
            await ImportRun.For(import.Kind, db, actor, sheet, id, clock.Date(), clock.GetUtcNow()).RunAsync(cancellationToken);
            if (reader.Refusal is { } refusal)
                return refusal;
            if (!sheet.HasErrors)
                await SaveAsync(db, import, matching, sheet, cancellationToken);
        }
        catch (Exception e) when (IsSomebodyElse(e))
        {
            return ImportRefusals.ChangedByAnother;
        }

        if (store && !sheet.HasErrors)
            await transaction.CommitAsync(cancellationToken);
        return new ImportReport(
            store && !sheet.HasErrors, sheet.Rows, sheet.Created, sheet.Changed, sheet.Unchanged, sheet.New, sheet.Errors, sheet.ErrorCount, import.Encoding);
    }

    private async Task SaveAsync(TraumaDbContext db, Import import, IReadOnlyDictionary<ImportField, int> matching, ImportSheet sheet, CancellationToken cancellationToken)
    {
        sheet.Say(ImportPhase.Storing);
        _ = import.Match(JsonSerializer.Serialize(matching)).Value;
        _ = import.Conclude(sheet.Rows, sheet.Created, sheet.Changed, sheet.Unchanged, clock.GetUtcNow()).Value;
        db.RecordAccess(
            AuditActions.Import,
            "import",
            import.Id.ToString(),
            new { kind = import.Kind.ToString(), rows = sheet.Rows, created = sheet.Created, changed = sheet.Changed, sha256 = import.Sha256 });
        await ImportChanges.SaveAsync(db, import.Id, cancellationToken);
        await db.Set<ImportPart>().Where(p => p.ImportId == import.Id).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<Refusal?> RememberAsync(Actor actor, ImportId id, IReadOnlyDictionary<ImportField, int> chosen, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == id && i.CreatedBy == actor.UserId, cancellationToken);
        if (import is null)
            return ImportRefusals.NotFound;
        var headings = HeadingsOf(import).Count;
        var known = ImportLayout.Of(import.Kind).Select(c => c.Field).ToHashSet();
        var matched = import.Match(JsonSerializer.Serialize(chosen.Where(c => known.Contains(c.Key) && c.Value >= 0 && c.Value < headings).ToDictionary()));
        if (!matched.Succeeded)
            return matched.Refusal;
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    private static bool IsSomebodyElse(Exception e) => e switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: PostgresException inner } => IsSomebodyElse(inner),
        PostgresException p => p.SqlState.StartsWith("23", StringComparison.Ordinal) || p.SqlState.StartsWith("TC", StringComparison.Ordinal)
            || p.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        _ => false,
    };

    private static async Task<Import?> LockAsync(TraumaDbContext db, ImportId id, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from app.import where id = {id.Value} for update", cancellationToken);
        return await db.Imports.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
    }

    private static IReadOnlyList<ImportField> Missing(ImportKind kind, IReadOnlyDictionary<ImportField, int> matching) =>
        [.. ImportLayout.Of(kind).Where(c => c.IsRequired && !matching.ContainsKey(c.Field)).Select(c => c.Field)];

    // As chosen for this file; as chosen for the last file with the same headings, in whatever order; as the headings say.
    private static async Task<(IReadOnlyDictionary<ImportField, int> Matching, IReadOnlyList<ImportField> Twice, bool IsRemembered)> MatchingAsync(
        TraumaDbContext db, Import import, IReadOnlyList<string> headings, CancellationToken cancellationToken)
    {
        if (import.Columns is not null)
            return (Read(import.Columns), [], false);
        var earlier = await db.Imports.AsNoTracking()
            .Where(i => i.CreatedBy == import.CreatedBy && i.Kind == import.Kind && i.HeadingsKey == import.HeadingsKey && i.Columns != null && i.Id != import.Id)
            .OrderByDescending(i => i.CreatedAt).Select(i => new { i.Headings, i.Columns }).FirstOrDefaultAsync(cancellationToken);
        var (matching, twice) = ImportLayout.Match(import.Kind, headings);
        if (earlier is null)
            return (matching, twice, false);
        var then = JsonSerializer.Deserialize<List<string>>(earlier.Headings)!;
        var now = headings.Select(ImportLayout.Key).ToList();
        var remembered = Read(earlier.Columns!).Where(m => m.Value < then.Count).Select(m => (m.Key, At: now.IndexOf(ImportLayout.Key(then[m.Value]))))
            .Where(m => m.At >= 0).ToDictionary(m => m.Key, m => m.At);
        return (remembered, [], !Same(remembered, matching));
    }

    private static bool Same(Dictionary<ImportField, int> a, IReadOnlyDictionary<ImportField, int> b) => a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var at) && at == p.Value);

    private static Dictionary<ImportField, int> Read(string matching) => JsonSerializer.Deserialize<Dictionary<ImportField, int>>(matching)!;

    private static List<string> HeadingsOf(Import import) => JsonSerializer.Deserialize<List<string>>(import.Headings)!;

    private static string KeyOf(IEnumerable<string> headings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings.Select(ImportLayout.Key).Order(StringComparer.Ordinal)))));

    private static Result<(List<string> Headings, string? Encoding)> ReadBeginning(FileStream file, ImportKind kind, CancellationToken cancellationToken)
    {
        var opened = TableReader.Open(file, kind, cancellationToken);
        if (!opened.Succeeded)
            return opened.As<(List<string>, string?)>();
        using var reader = opened.Value;
        if (!reader.Read())
            return reader.Refusal ?? ImportRefusals.FileEmpty;
        var headings = Enumerable.Range(0, reader.Count).Select(i => reader[i]).ToList();
        if (!reader.Read())
            return reader.Refusal ?? ImportRefusals.FileHasNoRows;
        return (headings, reader.Encoding);
    }

    private static async Task<string?> SpoolAsync(Stream content, FileStream file, int most, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (file.Length + read > most)
                return null;
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress?.Report(file.Length);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task StoreAsync(TraumaDbContext db, ImportId id, FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var buffer = new byte[PartLength];
        for (var number = 0; ; number++)
        {
            var read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
                return;
            await using var command = new NpgsqlCommand(
                "insert into app.import_part (import_id, number, content, stored_at) values ($1, $2, $3, $4)", (NpgsqlConnection)db.Database.GetDbConnection())
            {
                Parameters = { new() { Value = id.Value }, new() { Value = number }, new() { Value = buffer.AsMemory(0, read) }, new() { Value = clock.GetUtcNow() } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<FileStream?> LoadAsync(TraumaDbContext db, ImportId id, CancellationToken cancellationToken)
    {
        var file = TemporaryFile.Create();
        try
        {
            for (var number = 0; ; number++)
            {
                var content = await db.Set<ImportPart>().AsNoTracking().Where(p => p.ImportId == id && p.Number == number).Select(p => p.Content).SingleOrDefaultAsync(cancellationToken);
                if (content is null)
                    break;
                await file.WriteAsync(content, cancellationToken);
            }

            if (file.Length > 0)
                return file;
            await file.DisposeAsync();
            return null;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private sealed record ImportAuthor(Guid ImportId, string DisplayName);
}
