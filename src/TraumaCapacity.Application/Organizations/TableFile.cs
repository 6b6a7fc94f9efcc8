using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

/// <summary>One line of a table.</summary>
/// <param name="Line">As an editor or a spreadsheet counts it, from 1.</param>
internal sealed record TableLine(int Line, IReadOnlyList<string> Cells)
{
    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>A table that someone handed in as a file: CSV in any common form, or XLSX. What it is, is read from its bytes,
/// never from its name. Nothing of it reaches a log or a message.</summary>
/// <param name="Encoding">How the text was read, such as <c>UTF-8</c>; <c>null</c> for a workbook.</param>
internal sealed record TableFile(IReadOnlyList<TableLine> Lines, string? Encoding)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaximumBytes = 5 * 1024 * 1024;

    /// <summary>The most lines, the heading included.</summary>
    public const int MaximumLines = 20_001;

    private const int MaximumCells = 100;
    private const int MaximumCellLength = 2_000;
    private const int MaximumParts = 500;
    private const long MaximumInflated = 64L * 1024 * 1024;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Reads the file. Refused where it is empty, too large, of another kind, in an unknown encoding, cut off, or
    /// swells when it is opened.</summary>
    public static Result<TableFile> Read(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > MaximumBytes)
            return OrganizationRefusals.FileTooLarge(MaximumBytes / (1024 * 1024));
        if (bytes.IsEmpty)
            return OrganizationRefusals.FileEmpty;
        var start = bytes.Span;
        if (start.StartsWith("PK\u0003\u0004"u8))
            return ReadWorkbook(bytes, cancellationToken);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return OrganizationRefusals.FileIsOldWorkbook;
        if (start.StartsWith("%PDF"u8) || start.StartsWith("{\\rtf"u8) || start.StartsWith("<"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]))
            return OrganizationRefusals.FileNotATable;

        var decoded = Decode(start);
        if (!decoded.Succeeded)
            return decoded.As<TableFile>();
        var (text, encoding) = decoded.Value;
        if (string.IsNullOrWhiteSpace(text))
            return OrganizationRefusals.FileEmpty;
        if (text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')))
            return OrganizationRefusals.FileNotATable;
        return ReadDelimited(text, encoding, cancellationToken);
    }

    private static Result<(string Text, string Encoding)> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return TryDecode(new UTF8Encoding(false, true), bytes[3..], out var marked) ? (marked, "UTF-8") : OrganizationRefusals.FileEncodingUnknown;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return TryDecode(new UnicodeEncoding(false, false, true), bytes[2..], out var little) ? (little, "UTF-16") : OrganizationRefusals.FileEncodingUnknown;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return TryDecode(new UnicodeEncoding(true, false, true), bytes[2..], out var big) ? (big, "UTF-16") : OrganizationRefusals.FileEncodingUnknown;
        // UTF-16 without its mark, or no text at all: either way not to be guessed.
        if (bytes.Contains((byte)0))
            return OrganizationRefusals.FileEncodingUnknown;
        if (TryDecode(new UTF8Encoding(false, true), bytes, out var text))
            return (text, "UTF-8");
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        return TryDecode(windows, bytes, out var western) && !western.Any(c => c is >= '\u0080' and <= '\u009F')
            ? (western, "Windows-1252")
            : OrganizationRefusals.FileEncodingUnknown;
    }

    private static bool TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = encoding.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    private static Result<TableFile> ReadDelimited(string text, string encoding, CancellationToken cancellationToken)
    {
        var heading = text.Split('\n').First(line => !string.IsNullOrWhiteSpace(line));
        var delimiter = Delimiters.MaxBy(d => FacilitatorColumns.Known(heading.Split(d)))!;
        if (FacilitatorColumns.Known(heading.Split(delimiter)) == 0)
            delimiter = Delimiters.MaxBy(d => heading.Count(c => c == d))!;

        var lines = new List<TableLine>();
        var at = 0;
        var line = 1;
        while (at < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var first = line;
            if (ReadRecord(text, delimiter, ref at, ref line) is not { } cells)
                return OrganizationRefusals.FileQuoteNotClosed(first);
            if (lines.Count >= MaximumLines)
                return OrganizationRefusals.FileTooManyLines(MaximumLines - 1);
            if (cells.Count > MaximumCells)
                return OrganizationRefusals.FileNotATable;
            lines.Add(new TableLine(first, cells));
        }

        return new TableFile(lines, encoding);
    }

    /// <summary>Reads one record as RFC 4180 has it: a cell in quotes may hold delimiters, line breaks and doubled quotes.</summary>
    /// <returns>Its cells; <c>null</c> where a quote is not closed, or something follows a closing quote.</returns>
    private static List<string>? ReadRecord(string text, char delimiter, ref int at, ref int line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        while (true)
        {
            cell.Clear();
            if (at < text.Length && text[at] == '"')
            {
                at++;
                while (true)
                {
                    if (at >= text.Length)
                        return null;
                    if (text[at] == '"' && (at + 1 >= text.Length || text[at + 1] != '"'))
                        break;
                    if (text[at] == '"')
                        at++;
                    if (text[at] == '\n')
                        line++;
                    cell.Append(text[at++]);
                }

                at++;
                if (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
                    return null;
            }
            else
            {
                while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
                    cell.Append(text[at++]);
            }

            cells.Add(Limited(cell.ToString()));
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r')
                at++;
            if (at < text.Length && text[at] == '\n')
                at++;
            line++;
            return cells;
        }
    }

    private static Result<TableFile> ReadWorkbook(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var content = bytes.ToArray();
        try
        {
            if (RefuseArchive(content, cancellationToken) is { } refusal)
                return refusal;
            using var stream = new MemoryStream(content, writable: false);
            using var document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = MaximumInflated });
            if (document.WorkbookPart is not { } workbook || workbook.Workbook.Sheets?.Elements<Sheet>().FirstOrDefault()?.Id?.Value is not { } id
                || workbook.GetPartById(id) is not WorksheetPart sheet)
                return OrganizationRefusals.FileNotATable;
            return ReadSheet(workbook, sheet, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or OpenXmlPackageException or System.Xml.XmlException or IOException or FormatException
                                  or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            return OrganizationRefusals.FileDamaged;
        }
    }

    /// <summary>An archive says how large its parts are; one that means harm says so falsely. So every part is inflated once,
    /// into nothing, before anything reads it.</summary>
    private static Refusal? RefuseArchive(byte[] content, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MaximumParts)
            return OrganizationRefusals.FileSwells;
        if (archive.GetEntry("xl/workbook.xml") is null)
            return OrganizationRefusals.FileNotATable;
        if (archive.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return OrganizationRefusals.FileHasMacros;
        var inflated = 0L;
        var buffer = new byte[81920];
        foreach (var entry in archive.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var part = entry.Open();
            int read;
            while ((read = part.Read(buffer)) > 0)
            {
                inflated += read;
                if (inflated > MaximumInflated)
                    return OrganizationRefusals.FileSwells;
            }
        }

        return null;
    }

    private static Result<TableFile> ReadSheet(WorkbookPart workbook, WorksheetPart sheet, CancellationToken cancellationToken)
    {
        var shared = workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(i => i.InnerText).ToList() ?? [];
        var lines = new List<TableLine>();
        using var reader = OpenXmlReader.Create(sheet);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (lines.Count >= MaximumLines)
                return OrganizationRefusals.FileTooManyLines(MaximumLines - 1);
            var row = (Row)reader.LoadCurrentElement()!;
            var cells = new List<string>();
            foreach (var cell in row.Elements<Cell>())
            {
                var column = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
                if (column >= MaximumCells)
                    break;
                while (cells.Count < column)
                    cells.Add("");
                cells.Add(Limited(TextOf(cell, shared)));
            }

            lines.Add(new TableLine((int)(row.RowIndex?.Value ?? (uint)(lines.Count + 1)), cells));
        }

        return lines.All(l => l.IsEmpty) ? OrganizationRefusals.FileEmpty : new TableFile(lines, null);
    }

    private static string TextOf(Cell cell, List<string> shared)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        if (type == CellValues.InlineString)
            return cell.InlineString?.InnerText ?? "";
        if (type == CellValues.SharedString)
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "";
        return value;
    }

    private static string Limited(string text) => text.Length <= MaximumCellLength ? text : text[..MaximumCellLength];

    private static int? ColumnOf(string? reference)
    {
        if (reference is null)
            return null;
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = (column * 26) + (c - 'A' + 1);
        return column == 0 ? null : column - 1;
    }
}
