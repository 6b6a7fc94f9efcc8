using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>Reads the first sheet of a workbook, row by row.</summary>
internal sealed class XlsxReader : TableReader
{
    private const int SharedCharacters = 20_000_000;

    private readonly SpreadsheetDocument document;
    private readonly List<string> shared;
    private readonly OpenXmlReader sheet;
    private readonly long size;
    private long read;

    private XlsxReader(SpreadsheetDocument document, List<string> shared, OpenXmlReader sheet, long size, TableLimits limits)
        : base(limits)
    {
        this.document = document;
        this.shared = shared;
        this.sheet = sheet;
        this.size = size;
    }

    public override string? Encoding => null;

    public override char? Separator => null;

    // A cell is some 50 characters of the sheet.
    public override double Share => Math.Min(1, read * 50.0 / Math.Max(size, 1));

    public static Result<TableReader> Open(Stream stream, TableLimits limits, CancellationToken cancellationToken)
    {
        SpreadsheetDocument? document = null;
        try
        {
            var (refusal, size) = Look(stream, limits, cancellationToken);
            if (refusal is not null)
                return refusal;
            stream.Position = 0;
            document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = limits.Inflated });
            if (document.WorkbookPart is not { } workbook || workbook.Workbook.Sheets?.Elements<Sheet>().FirstOrDefault()?.Id?.Value is not { } id
                || workbook.GetPartById(id) is not WorksheetPart sheet)
            {
                document.Dispose();
                return ImportRefusals.FileNotATable;
            }

            if (Shared(workbook, cancellationToken) is not { } shared)
            {
                document.Dispose();
                return ImportRefusals.FileSwells;
            }

            return new XlsxReader(document, shared, OpenXmlReader.Create(sheet), size, limits);
        }
        catch (Exception e) when (IsDamage(e))
        {
            document?.Dispose();
            return ImportRefusals.FileDamaged;
        }
    }

    protected override bool ReadLine()
    {
        while (sheet.Read())
        {
            if (sheet.ElementType != typeof(Row) || !sheet.IsStartElement)
                continue;
            Line = RowNumber() ?? Line + 1;
            ReadCells();
            return true;
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        sheet.Dispose();
        document.Dispose();
    }

    /// <summary>An archive says how large its parts are; one that means harm says so falsely. So every part is inflated once,
    /// into nothing, before anything reads it.</summary>
    private static (Refusal? Refusal, long Size) Look(Stream stream, TableLimits limits, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > TableLimits.Parts)
            return (ImportRefusals.FileSwells, 0);
        if (archive.GetEntry("xl/workbook.xml") is null)
            return (ImportRefusals.FileNotATable, 0);
        if (archive.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return (ImportRefusals.FileHasMacros, 0);
        var inflated = 0L;
        var buffer = new byte[81920];
        foreach (var entry in archive.Entries)
        {
            using var part = entry.Open();
            int count;
            while ((count = part.Read(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                inflated += count;
                if (inflated > limits.Inflated)
                    return (ImportRefusals.FileSwells, 0);
            }
        }

        return (null, inflated);
    }

    private static List<string>? Shared(WorkbookPart workbook, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        if (workbook.SharedStringTablePart is not { } part)
            return texts;
        var length = 0L;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var text = reader.LoadCurrentElement()!.InnerText;
            texts.Add(text);
            if ((length += text.Length) > SharedCharacters)
                return null;
        }

        return texts;
    }

    private void ReadCells()
    {
        var column = 0;
        while (sheet.Read() && !(sheet.ElementType == typeof(Row) && sheet.IsEndElement))
        {
            if (sheet.ElementType != typeof(Cell) || !sheet.IsStartElement)
                continue;
            var (at, type) = Place();
            column = at ?? column;
            var text = Text(type);
            read++;
            if (column < TableLimits.Cells || text.Length > 0)
            {
                AddEmptyUntil(column);
                Add(text);
            }

            column++;
        }
    }

    private string Text(string? type)
    {
        var text = "";
        var inline = false;
        while (sheet.Read() && !(sheet.ElementType == typeof(Cell) && sheet.IsEndElement))
        {
            if (!sheet.IsStartElement)
                continue;
            if (sheet.ElementType == typeof(CellValue))
                text = sheet.GetText();
            else if (sheet.ElementType == typeof(Text))
                (text, inline) = (text + sheet.GetText(), true);
        }

        if (type == "s" && !inline)
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "";
        return text;
    }

    private int? RowNumber()
    {
        foreach (var attribute in sheet.Attributes)
        {
            if (attribute.LocalName == "r" && int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return null;
    }

    private (int? Column, string? Type) Place()
    {
        int? column = null;
        string? type = null;
        foreach (var attribute in sheet.Attributes)
        {
            if (attribute.LocalName == "r")
                column = ColumnOf(attribute.Value);
            else if (attribute.LocalName == "t")
                type = attribute.Value;
        }

        return (column, type);
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c) || column > 20_000)
                break;
            column = (column * 26) + (c - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }
}
