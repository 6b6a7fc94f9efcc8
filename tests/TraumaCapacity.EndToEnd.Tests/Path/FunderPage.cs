using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Playwright;
using Microsoft.VisualBasic.FileIO;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>A number of a release as its reader finds it, on the page or in a file.</summary>
/// <param name="Table">Title of the table.</param>
internal sealed record Printed(string Table, string Row, string Column, string Value);

/// <summary>A cell of the drawn matrix.</summary>
/// <param name="Marks">Classes of its marks, in order.</param>
/// <param name="Words">The line under them.</param>
/// <param name="Below">The line below that.</param>
internal sealed record DrawnCell(string Code, string[] Marks, string Words, string Below);

/// <summary>The national page of a release, which has no script to wait for.</summary>
internal sealed class FunderPage(IPage page)
{
    /// <summary>What a hidden cell says to who listens: the sentence that the eye finds as hatching.</summary>
    private const string ReadTables =
        """
        () => [...document.querySelectorAll('.rel table.tb')].flatMap(table => {
          const columns = [...table.querySelectorAll('thead th')].slice(1).map(th => th.textContent.trim());
          return [...table.querySelectorAll('tbody tr, tfoot tr')].flatMap(row => [...row.querySelectorAll('td')].map((cell, i) => [
            table.caption.textContent.trim(), row.querySelector('th').textContent.trim(), columns[i],
            (cell.querySelector('.sr') ?? cell).textContent.trim()]));
        })
        """;

    private const string ReadMatrix =
        """
        () => [...document.querySelectorAll('td[data-cell]')].map(cell => [
          cell.dataset.cell, [...cell.querySelectorAll('.unit')].map(u => u.className.replace('unit ', '')).join(' '),
          cell.querySelector('.c1').textContent.trim(), (cell.querySelector('.c2')?.lastChild.textContent ?? '').trim()])
        """;

    public IPage Page { get; } = page;

    public async Task ReadInAsync(string language, string address)
    {
        await Page.GotoAsync($"{address}/culture?c={language}&returnUrl=/releases/1");
        await Page.SettledAsync();
    }

    public async Task<List<Printed>> TablesAsync() =>
        [.. (await Page.EvaluateAsync<string[][]>(ReadTables)).Select(c => new Printed(c[0], c[1], c[2], c[3]))];

    public async Task<List<DrawnCell>> MatrixAsync() =>
        [.. (await Page.EvaluateAsync<string[][]>(ReadMatrix)).Select(c => new DrawnCell(c[0], c[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), c[2], c[3]))];

    /// <summary>The five counts above the page, each with the line below it.</summary>
    public async Task<List<(string Label, string Count, string About)>> CardsAsync()
    {
        var cards = new List<(string, string, string)>();
        foreach (var card in await Page.Locator(".rel > .kpis .kpi").AllAsync())
        {
            var texts = await card.Locator(".l, .v, .d").AllTextContentsAsync();
            cards.Add((texts[0].Trim(), texts[1].Trim(), texts[2].Trim()));
        }

        return cards;
    }

    public Task<string> FindingAsync() => Page.Locator(".find").InnerTextAsync();

    /// <summary>Downloads the file as a reader does, from the menu.</summary>
    public async Task<byte[]> DownloadAsync(string ending)
    {
        var link = Page.Locator($"details.take a[href$='.{ending}']");
        if (!await link.IsVisibleAsync())
            await Page.Locator("details.take > summary").ClickAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    public static List<Printed> ReadCsv(byte[] file)
    {
        using var parser = new TextFieldParser(new MemoryStream(file), Encoding.UTF8) { HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(",");
        var lines = new List<Printed>();
        while (parser.ReadFields() is { } fields)
            lines.Add(new Printed(fields[0], fields[1], Plain(fields[2]), fields[3]));
        return lines;
    }

    public static List<Printed> ReadWorkbook(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), false);
        var workbook = document.WorkbookPart!;
        var lines = new List<Printed>();
        foreach (var sheet in workbook.Workbook.Descendants<Sheet>())
        {
            var rows = ((WorksheetPart)workbook.GetPartById(sheet.Id!)).Worksheet.Descendants<Row>()
                .Select(r => r.Elements<Cell>().Select(c => c.InlineString?.Text?.Text ?? c.CellValue?.Text ?? "").ToList()).ToList();
            lines.AddRange(
                from row in rows.Skip(1)
                from column in Enumerable.Range(1, rows[0].Count - 1)
                select new Printed(sheet.Name!, row[0], Plain(rows[0][column]), row[column]));
        }

        return lines;
    }

    // A text that begins like a formula carries an apostrophe in files.
    private static string Plain(string text) => text.TrimStart('\'');
}
