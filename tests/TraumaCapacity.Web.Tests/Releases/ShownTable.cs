using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsvHelper;

namespace TraumaCapacity.Web.Tests.Releases;

/// <summary>A table as somebody reads it, on the page or in a file: its name, and its lines of text with the headers first.
/// Numbers stand without the language's separators, because files have none.</summary>
internal sealed partial record ShownTable(string Name, IReadOnlyList<IReadOnlyList<string>> Lines)
{
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>The data tables of a page; the matrix with its marks is not one of them.</summary>
    public static IReadOnlyList<ShownTable> OfPage(string html) =>
        [.. TableMarkup().Matches(html).Select(m => XElement.Parse(m.Value)).Select(table => new ShownTable(
            table.Element("caption")!.Value,
            [.. table.Descendants("tr").Select(row => (IReadOnlyList<string>)[.. row.Elements().Select(Text)])]))];

    /// <summary>The tables of a CSV file with a line a number: what it says about itself first, then its tables.</summary>
    public static IReadOnlyList<ShownTable> OfCsv(byte[] file)
    {
        var lines = new List<string[]>();
        using (var csv = CsvReader.Create(file, CsvReaderOptions.Default))
        {
            while (csv.Read())
                lines.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        }

        return
        [
            .. lines.GroupBy(line => line[0]).Select(table => new ShownTable(
                table.Key,
                [
                    ["", .. table.Select(line => line[2]).Distinct()],
                    .. table.GroupBy(line => line[1]).Select(row => (IReadOnlyList<string>)[row.Key, .. row.Select(line => line[3])]),
                ])),
        ];
    }

    /// <summary>The sheets of a workbook.</summary>
    public static IReadOnlyList<ShownTable> OfXlsx(byte[] file)
    {
        var parts = Parts(file);
        return
        [
            .. XDocument.Parse(parts["xl/workbook.xml"]).Descendants(Sheet + "sheet").Select((sheet, index) => new ShownTable(
                sheet.Attribute("name")!.Value,
                [
                    .. XDocument.Parse(parts[string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{index + 1}.xml")])
                        .Descendants(Sheet + "row")
                        .Select(row => (IReadOnlyList<string>)[.. row.Elements(Sheet + "c").Select(cell => cell.Value)]),
                ])),
        ];
    }

    /// <summary>Every part of a package, by its name.</summary>
    public static IReadOnlyDictionary<string, string> Parts(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    /// <summary>Numbers without the separators of thousands that English and French write.</summary>
    public static string Plain(string text) => Separator().Replace(text, "");

    // What a withheld cell says is the text for those who hear it; the hatching and the short word repeat it.
    private static string Text(XElement cell) =>
        Plain((cell.Elements("span").SingleOrDefault(span => (string?)span.Attribute("class") == "sr") ?? cell).Value.Trim());

    [GeneratedRegex("""<table class="tb .*?</table>""", RegexOptions.Singleline, 5000)]
    private static partial Regex TableMarkup();

    [GeneratedRegex(@"(?<=\d)[,\u00A0\u202F](?=\d{3}(?!\d))", RegexOptions.None, 5000)]
    private static partial Regex Separator();
}
