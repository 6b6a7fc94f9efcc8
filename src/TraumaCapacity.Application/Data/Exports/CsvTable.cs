using System.Globalization;
using CsvHelper;

namespace TraumaCapacity.Application.Data.Exports;

/// <summary>The one writer of CSV files. UTF-8 with a byte order mark, which spreadsheets need to read accents; numbers
/// and dates invariant; text that a spreadsheet would run as a formula is quoted with an apostrophe.</summary>
public static class CsvTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="headers">Names of the columns.</param>
    /// <param name="rows">Values by column: text, whole numbers, decimals, dates, true or false, or <c>null</c> for none.</param>
    public static byte[] Write(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var stream = new MemoryStream();
        Write(stream, headers, rows);
        return stream.ToArray();
    }

    /// <summary>Writes a table to a stream, row by row, and leaves it open.</summary>
    /// <param name="separator">Between the cells.</param>
    public static void Write(Stream stream, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(rows);
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { WriteByteOrderMark = true, Separator = separator }, leaveOpen: true);
        WriteRow(csv, headers);
        foreach (var row in rows)
            WriteRow(csv, row);
    }

    private static void WriteRow(CsvWriter csv, IReadOnlyList<object?> row)
    {
        foreach (var value in row)
            csv.WriteField(Text(value));
        csv.EndRecord();
    }

    // Numbers keep their sign; only text can be a formula.
    private static string Text(object? value) => value switch
    {
        null => "",
        string text => FileText.Harmless(text),
        bool yes => yes ? "1" : "0",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("Not a value of a table.", nameof(value)),
    };
}
