using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Tests.Imports;

/// <summary>Hands in files as a person does: upload, then check or import.</summary>
internal sealed class ImportDesk(TestDatabase database)
{
    public ImportService Service { get; } = new(database.Database, database.Clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<Result<ImportId>> UploadAsync(Actor actor, ImportKind kind, byte[] file, string name = "file.csv")
    {
        using var stream = new MemoryStream(file);
        return await Service.UploadAsync(actor, kind, name, stream, null, Cancellation);
    }

    public async Task<Result<ImportReport>> CheckAsync(Actor actor, ImportKind kind, byte[] file)
    {
        var id = await UploadAsync(actor, kind, file);
        return id.Succeeded ? await Service.CheckAsync(actor, id.Value, null, null, Cancellation) : id.As<ImportReport>();
    }

    public async Task<Result<ImportReport>> ImportAsync(Actor actor, ImportKind kind, byte[] file) => (await ImportedAsync(actor, kind, file)).Report;

    public async Task<(ImportId Id, Result<ImportReport> Report)> ImportedAsync(Actor actor, ImportKind kind, byte[] file)
    {
        var id = await UploadAsync(actor, kind, file);
        return id.Succeeded ? (id.Value, await Service.ImportAsync(actor, id.Value, null, null, Cancellation)) : (default, id.As<ImportReport>());
    }

    public Task<Result<Done>> UndoAsync(Actor actor, ImportId id) => Service.UndoAsync(actor, id, Cancellation);

    public static byte[] Csv(string heading, params string[] lines) => Encode(heading + "\n" + string.Join('\n', lines), "utf-8");

    public static byte[] Encode(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(text),
        "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16-be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
    };

    public static byte[] Zip(params (string Name, int Size)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, size) in parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(new byte[size]);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Workbook(params object[][] rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows.Select(cells => new Row(cells.Select(value => value is DateOnly date
                ? new Cell { CellValue = new CellValue(date.ToDateTime(TimeOnly.MinValue).ToOADate()) }
                : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text((string)value)) })))));
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "People" }));
        }

        return stream.ToArray();
    }
}
