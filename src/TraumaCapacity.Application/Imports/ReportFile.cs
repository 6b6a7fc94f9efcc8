using System.Globalization;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>What a report says, in the language of whoever reads it.</summary>
public interface IImportWords
{
    /// <summary>The reason for an error, with its suggestion.</summary>
    string Reason(ImportError error);

    /// <summary>Heading of the column that stands beside the one at fault.</summary>
    /// <param name="heading">Of the column at fault.</param>
    string ReasonHeading(string heading);
}

/// <summary>A report as a file.</summary>
/// <param name="Content">At its start; whoever gets it closes it.</param>
/// <param name="IsWorkbook">XLSX; otherwise CSV.</param>
public sealed record ImportReportFile(Stream Content, string FileName, bool IsWorkbook);

/// <summary>Writes the file again, as it came, with a column of reasons beside each column that has errors.</summary>
internal static class ReportFile
{
    /// <summary>Beyond these, correcting begins with the first ones.</summary>
    public const int MostErrors = 100_000;

    private static readonly HashSet<ImportField> Dates =
        [ImportField.From, ImportField.Until, ImportField.Date, ImportField.StartsOn, ImportField.EndsOn];

    public static ImportReportFile Write(
        TableReader reader,
        string fileName,
        IReadOnlyDictionary<ImportField, int> matching,
        IReadOnlyList<ImportError> errors,
        IImportWords words,
        CancellationToken cancellationToken)
    {
        _ = reader.Read();
        var headings = Enumerable.Range(0, reader.Count).Select(i => reader[i]).ToList();
        // A field that the file has no column for is told at the end of the row.
        var reasons = errors.ToLookup(e => (e.Line, Column: matching.GetValueOrDefault(e.Field, headings.Count)));
        var atFault = reasons.Select(r => r.Key.Column).ToHashSet();
        var dates = reader.Encoding is null ? matching.Where(m => Dates.Contains(m.Key)).Select(m => m.Value).ToHashSet() : [];

        IReadOnlyList<string> Heading() =>
            [.. Enumerable.Range(0, headings.Count + 1).SelectMany(i => With(i, i < headings.Count ? headings[i] : "", words.ReasonHeading(i < headings.Count ? headings[i] : "")))];

        IEnumerable<IReadOnlyList<object?>> Rows()
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var line = reader.Line;
                yield return
                [
                    .. Enumerable.Range(0, headings.Count + 1).SelectMany(i => With<object?>(
                        i,
                        Cell(reader[i], dates.Contains(i)),
                        atFault.Contains(i) ? string.Join(" ", reasons[(line, i)].Select(words.Reason)) : null)),
                ];
            }
        }

        IEnumerable<T> With<T>(int column, T value, T reason)
        {
            if (column < headings.Count)
                yield return value;
            if (atFault.Contains(column))
                yield return reason;
        }

        var name = Path.GetFileNameWithoutExtension(fileName);
        var content = TemporaryFile.Create();
        try
        {
            if (reader.Encoding is null)
                XlsxWorkbook.Write(content, [new XlsxSheet(name, Heading(), Rows())]);
            else
                CsvTable.Write(content, Heading(), Rows(), reader.Separator ?? ',');
            content.Position = 0;
            return new ImportReportFile(content, name + (reader.Encoding is null ? ".xlsx" : ".csv"), reader.Encoding is null);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private static string Cell(string text, bool isDate) =>
        isDate && ImportWords.Date(text) is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;
}
