using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TraumaCapacity.Application.Data.Exports;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">Of the tab; shortened to the 31 characters that it holds.</param>
/// <param name="Headers">Names of the columns.</param>
/// <param name="Rows">Values by column: text, whole numbers, decimals, dates, true or false, or <c>null</c> for none. Read once.</param>
public sealed record XlsxSheet(string Name, IReadOnlyList<string> Headers, IEnumerable<IReadOnlyList<object?>> Rows);

/// <summary>The one writer of workbooks. Text is stored as text, never as a formula; the same sheets give the same bytes.
/// Rows are written as they come and not held.</summary>
public static class XlsxWorkbook
{
    private const int LongestName = 31;
    private const int RowsMeasured = 200;
    private const string Bold = "1";
    private const string Date = "2";
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a workbook.</summary>
    public static byte[] Write(IReadOnlyList<XlsxSheet> sheets)
    {
        using var stream = new MemoryStream();
        Write(stream, sheets);
        return stream.ToArray();
    }

    /// <summary>Writes a workbook to a stream that can be sought and read, and leaves it open.</summary>
    public static void Write(Stream stream, IReadOnlyList<XlsxSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            var tabs = new Sheets();
            foreach (var (sheet, index) in sheets.Select((sheet, index) => (sheet, index)))
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"sheet{index + 1}");
                var part = workbook.AddNewPart<WorksheetPart>(id);
                using (var writer = OpenXmlWriter.Create(part))
                    Fill(writer, sheet);
                tabs.Append(new Sheet { Name = TabName(sheet.Name), SheetId = (uint)index + 1, Id = id });
            }

            workbook.Workbook = new Workbook(tabs);
        }

        FixTimes(stream);
    }

    // The columns stand before the rows, so the first rows say how wide they are.
    private static void Fill(OpenXmlWriter writer, XlsxSheet sheet)
    {
        using var rows = sheet.Rows.GetEnumerator();
        var first = new List<IReadOnlyList<object?>>();
        while (first.Count < RowsMeasured && rows.MoveNext())
            first.Add(rows.Current);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(
            new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        if (sheet.Headers.Count > 0)
        {
            writer.WriteElement(new Columns(sheet.Headers.Select((header, index) => new Column
            {
                Min = (uint)index + 1,
                Max = (uint)index + 1,
                Width = Math.Clamp(first.Select(row => index < row.Count ? Length(row[index]) : 0).Append(header.Length).Max() + 2, 8, 70),
                CustomWidth = true,
            })));
        }

        writer.WriteStartElement(new SheetData());
        WriteRow(writer, sheet.Headers, Bold);
        foreach (var row in first)
            WriteRow(writer, row);
        while (rows.MoveNext())
            WriteRow(writer, rows.Current);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static int Length(object? value) => value is DateOnly ? 10 : value?.ToString()?.Length ?? 0;

    private static void WriteRow(OpenXmlWriter writer, IReadOnlyList<object?> row, string? style = null)
    {
        writer.WriteStartElement(new Row());
        foreach (var value in row)
            WriteCell(writer, value, style);
        writer.WriteEndElement();
    }

    private static void WriteCell(OpenXmlWriter writer, object? value, string? style)
    {
        switch (value)
        {
            case null:
                writer.WriteElement(new Cell());
                return;
            case string text:
                writer.WriteStartElement(new Cell(), Attributes("inlineStr", style));
                writer.WriteElement(new InlineString(new Text(Written(FileText.Harmless(text))) { Space = SpaceProcessingModeValues.Preserve }));
                break;
            case bool yes:
                WriteValue(writer, "n", style, yes ? "1" : "0");
                break;
            case DateOnly date:
                WriteValue(writer, "n", Date, date.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture));
                break;
            case sbyte or byte or short or ushort or int or uint or long or decimal or double:
                WriteValue(writer, "n", style, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException("Not a value of a sheet.", nameof(value));
        }

        writer.WriteEndElement();
    }

    private static void WriteValue(OpenXmlWriter writer, string type, string? style, string value)
    {
        writer.WriteStartElement(new Cell(), Attributes(type, style));
        writer.WriteElement(new CellValue(value));
    }

    private static List<OpenXmlAttribute> Attributes(string type, string? style)
    {
        var attributes = new List<OpenXmlAttribute> { new("t", "", type) };
        if (style is not null)
            attributes.Add(new OpenXmlAttribute("s", "", style));
        return attributes;
    }

    // What XML cannot hold is left out; a cell holds 32,767 characters.
    private static string Written(string text)
    {
        if (text.Length > 32_000)
            text = text[..32_000];
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && text.AsSpan().IndexOfAny('\uFFFE', '\uFFFF') < 0)
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and not 0xFFFE and not 0xFFFF))
                kept.Append(rune);
        }

        return kept.ToString();
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy\\-mm\\-dd" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true }));

    private static string TabName(string name)
    {
        var allowed = string.Concat(name.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(c) ? ' ' : c)).Trim('\'', ' ');
        return allowed.Length switch { 0 => "1", <= LongestName => allowed, _ => allowed[..LongestName] };
    }

    // A package is a zip, which keeps the time of day; without it the same release is the same file.
    private static void FixTimes(Stream package)
    {
        using var zip = new ZipArchive(package, ZipArchiveMode.Update, leaveOpen: true);
        foreach (var entry in zip.Entries)
            entry.LastWriteTime = Epoch;
    }
}
