using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Data.Exports;

/// <summary>A list as its screen shows it.</summary>
/// <param name="Title">Heading of the screen.</param>
/// <param name="Headers">Of the columns, in the reader's language.</param>
/// <param name="Rows">As shown: text, whole numbers, decimals, dates, true or false, or <c>null</c> for none.</param>
/// <param name="Filters">What the list is narrowed to, in words.</param>
public sealed record ListTable(
    string Title, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<object?>> Rows, IReadOnlyList<KeyValuePair<string, string>> Filters);

/// <summary>The form of a file.</summary>
public enum ListFormat
{
    /// <summary>A workbook: the table, and a second sheet that says what it is.</summary>
    Xlsx,

    /// <summary>An archive: the table as CSV, and a manifest beside it as JSON.</summary>
    CsvWithManifest,
}

/// <summary>What the second sheet calls its lines, in the reader's language.</summary>
public sealed record ManifestWords(string Sheet, string List, string MadeAt, string Rows, string Fingerprint, string Filter, string NoFilter);

/// <summary>The one way by which lists leave as files: formula-safe, with what they were narrowed to, when, how many rows and
/// the SHA-256 of the table's CSV. A file is finished before its first byte leaves, so that none is ever short.</summary>
public sealed class ListExportService(TraumaDatabase database, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file and records that it left.</summary>
    /// <param name="list">Names the list in the audit, such as <c>organizations</c>.</param>
    /// <returns>The file at its start; whoever gets it closes it.</returns>
    public async Task<Stream> WriteAsync(Actor actor, string list, ListTable table, ListFormat format, ManifestWords words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var at = clock.GetUtcNow();
        await using var csv = TemporaryFile.Create();
        CsvTable.Write(csv, table.Headers, table.Rows);
        csv.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(csv, cancellationToken));
        csv.Position = 0;
        var file = TemporaryFile.Create();
        try
        {
            if (format == ListFormat.Xlsx)
                XlsxWorkbook.Write(file, [new XlsxSheet(table.Title, table.Headers, table.Rows), About(table, words, at, sha256)]);
            else
                await ArchiveAsync(file, list, csv, table, at, sha256, cancellationToken);
            await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
            // Which filters were set, not what was searched for: people search for people.
            db.RecordAccess(AuditActions.Export, list, format.ToString(), new { rows = table.Rows.Count, sha256, filters = table.Filters.Count });
            await db.SaveChangesAsync(cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static XlsxSheet About(ListTable table, ManifestWords words, DateTimeOffset at, string sha256)
    {
        var lines = new List<IReadOnlyList<object?>>
        {
            (object?[])[words.List, table.Title],
            (object?[])[words.MadeAt, at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)],
            (object?[])[words.Rows, table.Rows.Count],
            (object?[])[words.Fingerprint, sha256],
        };
        if (table.Filters.Count == 0)
            lines.Add((object?[])[words.Filter, words.NoFilter]);
        foreach (var (name, value) in table.Filters)
            lines.Add((object?[])[$"{words.Filter}: {name}", value]);
        return new XlsxSheet(words.Sheet, [words.Sheet, ""], lines);
    }

    private static async Task ArchiveAsync(Stream file, string list, Stream csv, ListTable table, DateTimeOffset at, string sha256, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        await using (var entry = await archive.CreateEntry($"{list}.csv").OpenAsync(cancellationToken))
            await csv.CopyToAsync(entry, cancellationToken);
        await using var manifest = await archive.CreateEntry("manifest.json").OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(
            manifest,
            new
            {
                list,
                title = table.Title,
                madeAt = at.ToString("O", CultureInfo.InvariantCulture),
                file = $"{list}.csv",
                rows = table.Rows.Count,
                sha256,
                columns = table.Headers,
                filters = table.Filters.Select(f => new { name = f.Key, value = f.Value }),
            },
            Readable,
            cancellationToken);
    }
}
