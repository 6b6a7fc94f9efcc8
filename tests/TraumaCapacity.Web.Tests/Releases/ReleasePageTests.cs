using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Releases;

namespace TraumaCapacity.Web.Tests.Releases;

/// <summary>What a funder is sent: the page of a release and its files, held against the true numbers of the initiative that
/// it is about (PRV-08, PRV-12, PRV-14, PRV-24).</summary>
public sealed partial class ReleasePageTests(ReleaseShelf shelf) : IClassFixture<ReleaseShelf>
{
    [Fact]
    public void The_known_initiative_has_secrets_of_every_kind()
    {
        var hidden = shelf.Draft.Figures.Where(f => f.Status is not ReleaseCellStatus.Shown).ToList();

        hidden.Select(f => f.Table).Distinct().Should().BeEquivalentTo(
            [ReleaseTable.ChangeMatrix, ReleaseTable.Places, ReleaseTable.GroupsByQuarter, ReleaseTable.Reach]);
        hidden.Select(f => f.Status).Distinct().Should().BeEquivalentTo([ReleaseCellStatus.Primary, ReleaseCellStatus.Complementary]);
        shelf.Draft.Explanations.Select(e => e.Reason).Should().Contain(
            [
                HiddenReason.OnePoint, HiddenReason.AllWorse, HiddenReason.TooFewContributors,
                HiddenReason.FewOrganizationsHere, HiddenReason.ProtectsAnother,
            ]);
        KnownInitiative.Secrets(shelf.Draft.Figures).Should().HaveCountGreaterThan(30);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task No_true_number_behind_a_hidden_or_a_rounded_cell_is_in_anything_that_a_funder_is_sent(string language)
    {
        using var funder = await shelf.ReaderAsync(language);

        foreach (var address in new[] { "/releases", Page(ReleaseShelf.Published), Page(ReleaseShelf.Superseded), Csv(), Xlsx() })
        {
            using var answer = await funder.GetAsync(address);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            var parts = address == Xlsx()
                ? ShownTable.Parts(bytes).Select(part => $"{part.Key}\n{part.Value}")
                : [System.Text.Encoding.UTF8.GetString(bytes)];
            foreach (var part in parts.Append(answer.Headers + answer.Content.Headers.ToString()))
                Numbers(part).Should().NotIntersectWith(KnownInitiative.Secrets(shelf.Draft.Figures), "{0} must not tell them", address);
        }
    }

    [Fact]
    public async Task The_numbers_that_are_looked_for_would_be_found()
    {
        using var funder = await shelf.ReaderAsync("fr");

        var html = await funder.GetStringAsync(Page(ReleaseShelf.Published));

        var shown = shelf.Draft.Figures
            .Where(f => f is { Status: ReleaseCellStatus.Shown, Table: ReleaseTable.Places or ReleaseTable.Reach })
            .Select(f => f.Read<Model.Releases.Disclosure.DisclosedCount>().Number)
            .Where(number => number >= KnownInitiative.Distinctive)
            .ToList();
        shown.Should().NotBeEmpty().And.Contain(number => number >= 1000);
        Numbers(html).Should().Contain(shown);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Hidden_cells_look_alike_whatever_hides_them(string language)
    {
        using var funder = await shelf.ReaderAsync(language);

        var html = await funder.GetStringAsync(Page(ReleaseShelf.Published));

        var cells = MatrixCell().Matches(html).ToDictionary(m => CapacityCell.Parse(m.Groups["code"].Value), m => m.Groups["inside"].Value);
        cells.Should().HaveCount(12);
        var hidden = shelf.Draft.Figures
            .Where(f => f.Table is ReleaseTable.ChangeMatrix && f.Status is not ReleaseCellStatus.Shown)
            .Select(f => CapacityCell.Parse(f.RowKey))
            .ToList();
        hidden.Should().HaveCount(6);
        hidden.Select(cell => cells[cell]).Distinct().Should().ContainSingle("a reader is not told which rule hides a cell").Which.Should().Contain("hatch");
    }

    [Theory]
    [InlineData("en", "New Brunswick", "Saskatchewan")]
    [InlineData("fr", "Nouveau-Brunswick", "Saskatchewan")]
    public async Task The_order_of_places_tells_nothing_of_those_that_are_hidden(string language, string smaller, string larger)
    {
        using var funder = await shelf.ReaderAsync(language);

        var places = ShownTable.OfPage(await funder.GetStringAsync(Page(ReleaseShelf.Published)))[1].Lines.Select(line => line[0]).ToList();

        places.IndexOf(smaller).Should().BeLessThan(places.IndexOf(larger), "without a number they stand by their names");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Both_files_hold_the_tables_of_the_page_and_nothing_else(string language)
    {
        using var funder = await shelf.ReaderAsync(language);

        var page = await funder.GetStringAsync(Page(ReleaseShelf.Published));
        var csv = ShownTable.OfCsv(await funder.GetByteArrayAsync(Csv()));
        var xlsx = ShownTable.OfXlsx(await funder.GetByteArrayAsync(Xlsx()));

        // What the file says about itself, the five counts, and the four tables of the page.
        csv.Should().HaveCount(6);
        xlsx.Should().HaveCount(6);
        var tables = ShownTable.OfPage(page);
        tables.Should().HaveCount(4);
        foreach (var (table, index) in tables.Select((table, index) => (table, index + 2)))
        {
            csv[index].Name.Should().Be(table.Name);
            Body(csv[index]).Should().BeEquivalentTo(Body(table), options => options.WithStrictOrdering(), "{0} is the same in the table file", table.Name);
            csv[index].Lines[0].Skip(1).Should().Equal(table.Lines[0].Skip(1));
            xlsx[index].Name.Should().Be(table.Name[..Math.Min(31, table.Name.Length)]);
            xlsx[index].Lines.Should().BeEquivalentTo(table.Lines, options => options.WithStrictOrdering(), "{0} is the same in the workbook", table.Name);
        }

        var cards = Card().Matches(page).ToDictionary(m => WebUtility.HtmlDecode(m.Groups["label"].Value), m => ShownTable.Plain(WebUtility.HtmlDecode(m.Groups["count"].Value)));
        cards.Should().HaveCount(5);
        foreach (var file in new[] { csv[1], xlsx[1] })
            file.Lines.Where(line => cards.ContainsKey(line[0])).ToDictionary(line => line[0], line => line[1]).Should().Equal(cards);
        Body(xlsx[1]).Should().BeEquivalentTo(Body(csv[1]), options => options.WithStrictOrdering());
        Body(xlsx[0]).Should().BeEquivalentTo(Body(csv[0]), options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_file_says_which_release_it_is_and_that_its_numbers_are_the_checked_ones(string language)
    {
        using var funder = await shelf.ReaderAsync(language);

        using var answer = await funder.GetAsync(Csv());
        var about = ShownTable.OfCsv(await answer.Content.ReadAsByteArrayAsync())[0].Lines.Select(line => line[^1]).ToList();

        about.Should().Contain([ReleaseShelf.Published.ToString(CultureInfo.InvariantCulture), "2026-06-30", shelf.Draft.Sha256(), "CRS-5/1"]);
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be($"release-3-2026-06-30-{language}.csv");
        answer.Headers.ETag.Should().NotBeNull();
        answer.Headers.CacheControl!.Private.Should().BeTrue();
        (await shelf.Host.RunAsOwnerAsync(
            $"select count(*) from audit.audit_event where action = 'EXPORT' and after->>'sha256' = '{shelf.Draft.Sha256()}' and after->>'language' = '{language}'"))
            .Should().BeOfType<long>().Which.Should().BePositive("each download is recorded");
    }

    [Fact]
    public async Task One_table_can_be_taken_alone_and_only_by_a_name_that_it_has()
    {
        using var funder = await shelf.ReaderAsync("en");

        var matrix = ShownTable.OfCsv(await funder.GetByteArrayAsync(Csv() + "?table=matrix"));
        using var unknown = await funder.GetAsync(Csv() + "?table=populations");

        matrix.Select(table => table.Name).Should().Equal("About this release", "Change by domain and level");
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("en", ReleaseShelf.TitleEn)]
    [InlineData("fr", ReleaseShelf.TitleFr)]
    public async Task A_title_that_a_spreadsheet_would_run_or_a_browser_would_render_stays_text(string language, string title)
    {
        using var funder = await shelf.ReaderAsync(language);

        var page = await funder.GetStringAsync(Page(ReleaseShelf.Published));
        var csv = ShownTable.OfCsv(await funder.GetByteArrayAsync(Csv()));
        var parts = ShownTable.Parts(await funder.GetByteArrayAsync(Xlsx()));

        page.Should().NotContain(title);
        WebUtility.HtmlDecode(page).Should().Contain(title);
        csv.SelectMany(table => table.Lines).SelectMany(line => line).Should().Contain("'" + title)
            .And.NotContain(cell => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), "a spreadsheet would run it");
        parts.Where(part => part.Key.StartsWith("xl/worksheets/", StringComparison.Ordinal)).Should().HaveCount(6)
            .And.OnlyContain(part => !part.Value.Contains("<f>", StringComparison.Ordinal) && !part.Value.Contains(":f>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_workbook_has_no_hidden_sheet_no_comment_and_no_part_but_its_sheets()
    {
        using var funder = await shelf.ReaderAsync("en");

        var parts = ShownTable.Parts(await funder.GetByteArrayAsync(Xlsx()));

        parts.Keys.Should().OnlyContain(name =>
            name == "[Content_Types].xml" || name == "_rels/.rels" || name == "xl/workbook.xml" || name == "xl/styles.xml"
            || name == "xl/_rels/workbook.xml.rels" || name.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal));
        parts["xl/workbook.xml"].Should().NotContain("hidden").And.NotContain("Hidden").And.NotContain("definedName");
        parts.Values.Should().OnlyContain(part => !part.Contains("hidden=", StringComparison.Ordinal), "no row or column is hidden either");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task The_page_is_whole_without_a_script_and_without_a_socket(string language)
    {
        using var funder = await shelf.ReaderAsync(language);

        var html = await funder.GetStringAsync(Page(ReleaseShelf.Published));

        Scripts().Count(html).Should().Be(1, "the frame has one, and needs it for nothing that is read");
        html.Should().NotContain("blazor.web.js").And.NotContain("Radzen").And.NotContain("<!--Blazor:").And.NotContain("_blazor").And.NotContain("components-reconnect");
        var main = Content().Match(html).Value;
        main.Should().NotBeEmpty().And.NotContain("<script").And.NotMatchRegex("\\son[a-z]+=\"").And.NotContain("javascript:");
        Buttons().Matches(main).Select(m => m.Value).Should().OnlyContain(button => button.Contains("js-only", StringComparison.Ordinal), "a button that needs a script hides itself without one");
        ScriptSource().Matches(html).Select(m => m.Groups["source"].Value).Should().OnlyContain(source => source.StartsWith("js/frame", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ReleaseShelf.Prepared)]
    [InlineData(ReleaseShelf.Approved)]
    [InlineData(ReleaseShelf.Unknown)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public async Task To_a_funder_a_release_that_was_not_published_does_not_exist(int number)
    {
        using var funder = await shelf.ReaderAsync("en");

        var list = await funder.GetStringAsync("/releases");
        foreach (var address in new[] { Page(number), Csv(number), Csv(number) + "?table=matrix", Xlsx(number), $"/releases/prepare/{number.ToString(CultureInfo.InvariantCulture)}" })
        {
            using var answer = await funder.GetAsync(address);
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, "{0} must not be told from one that never was", address);
            (await answer.Content.ReadAsStringAsync()).Should().NotContain("What changed").And.NotContain(shelf.Draft.Sha256());
        }

        list.Should().NotContain($"\"/releases/{number.ToString(CultureInfo.InvariantCulture)}\"");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_withdrawn_release_says_so_and_shows_no_figure(string language)
    {
        using var funder = await shelf.ReaderAsync(language);

        var html = await funder.GetStringAsync(Page(ReleaseShelf.Withdrawn));
        using var csv = await funder.GetAsync(Csv(ReleaseShelf.Withdrawn));
        using var xlsx = await funder.GetAsync(Xlsx(ReleaseShelf.Withdrawn));

        Content().Match(html).Value.Should().NotContain("<table").And.NotContain("kpi").And.NotContain(shelf.Draft.Sha256()).And.NotContain("download");
        html.Should().NotContain("exchanged", "why it was withdrawn is for those who prepare");
        csv.StatusCode.Should().Be(HttpStatusCode.NotFound);
        xlsx.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_superseded_release_stays_as_it_was_and_leads_to_the_one_that_took_its_place()
    {
        using var funder = await shelf.ReaderAsync("en");

        var html = await funder.GetStringAsync(Page(ReleaseShelf.Superseded));

        html.Should().Contain($"href=\"{Page(ReleaseShelf.Published)}\"").And.Contain(shelf.Draft.Sha256());
    }

    [Fact]
    public async Task A_coordinator_reads_the_page_and_takes_no_file_away()
    {
        using var coordinator = await shelf.ReaderAsync("en", "coordinator@demo.example");

        var html = await coordinator.GetStringAsync(Page(ReleaseShelf.Published));
        using var csv = await coordinator.GetAsync(Csv());
        using var xlsx = await coordinator.GetAsync(Xlsx());

        html.Should().Contain(shelf.Draft.Sha256()).And.NotContain("download.csv").And.NotContain("download.xlsx");
        csv.StatusCode.Should().Be(HttpStatusCode.NotFound);
        xlsx.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static string Page(int number) => string.Create(CultureInfo.InvariantCulture, $"/releases/{number}");

    private static string Csv(int number = ReleaseShelf.Published) => Page(number) + "/download.csv";

    private static string Xlsx(int number = ReleaseShelf.Published) => Page(number) + "/download.xlsx";

    private static IEnumerable<IReadOnlyList<string>> Body(ShownTable table) => table.Lines.Skip(1);

    // Whole numbers wherever they stand: in text, attributes, comments, style («120px») and names; digits inside a word, as in
    // a hash, and behind a decimal point, as in a drawing, are none.
    private static HashSet<int> Numbers(string text) =>
        [.. Number().Matches(ShownTable.Plain(WebUtility.HtmlDecode(text))).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"(?<![0-9A-Za-z.])[0-9]{1,9}(?=(px|%)?(?![0-9A-Za-z]|\.[0-9]))", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Number();

    [GeneratedRegex("""data-cell="(?<code>[A-Z-]+)"[^>]*>(?<inside>.*?)</td>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MatrixCell();

    [GeneratedRegex("""<div class="l">(?<label>[^<]*)</div>\s*<div class="v">(?<count>[^<]*)</div>""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Card();

    [GeneratedRegex("<main .*</main>", RegexOptions.Singleline, 5000)]
    private static partial Regex Content();

    [GeneratedRegex("<button[^>]*>", RegexOptions.None, 5000)]
    private static partial Regex Buttons();

    [GeneratedRegex("<script", RegexOptions.None, 5000)]
    private static partial Regex Scripts();

    [GeneratedRegex("<script[^>]* src=\"(?<source>[^\"]*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ScriptSource();
}
