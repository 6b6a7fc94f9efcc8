using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TraumaCapacity.Application.Data.Exports;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">Of the tab; shortened to the 31 characters that it holds.</param>
/// <param name="Headers">Names of the columns.</param>
/// <param name="Rows">Values by column: text, whole numbers, or <c>null</c> for none.</param>
public sealed record XlsxSheet(string Name, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>The one writer of workbooks. Text is stored as text, never as a formula; the same sheets give the same bytes.</summary>
public static class XlsxWorkbook
{
    private const int LongestName = 31;
    private const uint Bold = 1;
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a workbook.</summary>
    public static byte[] Write(IReadOnlyList<XlsxSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            var tabs = new Sheets();
            foreach (var (sheet, index) in sheets.Select((sheet, index) => (sheet, index)))
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"sheet{index + 1}");
                workbook.AddNewPart<WorksheetPart>(id).Worksheet = Fill(sheet);
                tabs.Append(new Sheet { Name = TabName(sheet.Name), SheetId = (uint)index + 1, Id = id });
            }

            workbook.Workbook = new Workbook(tabs);
        }

        return WithFixedTimes(stream);
    }

    private static Worksheet Fill(XlsxSheet sheet)
    {
        var rows = new SheetData();
        rows.Append(new Row(sheet.Headers.Select(header => TextCell(header, Bold))));
        rows.Append(sheet.Rows.Select(row => new Row(row.Select(Cell))));
        var columns = new Columns(sheet.Headers.Select((header, index) => new Column
        {
            Min = (uint)index + 1,
            Max = (uint)index + 1,
            Width = Math.Clamp(sheet.Rows.Select(row => index < row.Count ? row[index]?.ToString()?.Length ?? 0 : 0).Append(header.Length).Max() + 2, 8, 70),
            CustomWidth = true,
        }));
        var view = new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 };
        return new Worksheet(new SheetViews(view), columns, rows);
    }

    private static Cell Cell(object? value) => value switch
    {
        null => new Cell(),
        int number => new Cell { DataType = CellValues.Number, CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)) },
        string text => TextCell(text),
        _ => throw new ArgumentException("Not a value of a sheet.", nameof(value)),
    };

    private static Cell TextCell(string text, uint style = 0) => new(new InlineString(new Text(FileText.Harmless(text)) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
    };

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));

    private static string TabName(string name)
    {
        var allowed = string.Concat(name.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' ? ' ' : c));
        return allowed.Length <= LongestName ? allowed : allowed[..LongestName];
    }

    // A package is a zip, which keeps the time of day; without it the same release is the same file.
    private static byte[] WithFixedTimes(MemoryStream package)
    {
        using (var zip = new System.IO.Compression.ZipArchive(package, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in zip.Entries)
                entry.LastWriteTime = Epoch;
        }

        return package.ToArray();
    }
}
