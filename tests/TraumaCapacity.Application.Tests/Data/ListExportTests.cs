using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Tests.Data;

public sealed class ListExportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ManifestWords Words = new("About", "List", "Made at", "Rows", "SHA-256", "Filter", "none");

    private readonly ListExportService exports = new(database.Database, database.Clock);
    private readonly Actor actor = TestDatabase.Someone(Role.Coordinator);

    private static ListTable Table => new(
        "People",
        ["Name", "Since", "Hours", "Count", "Certified"],
        [
            ["Éloïse, Côté", new DateOnly(2025, 4, 1), 6.25m, 3, true],
            ["=HYPERLINK(\"x\")", null, -1.5m, -2, false],
        ],
        [new("Search", "=Marie")]);

    [Fact]
    public async Task A_workbook_holds_the_table_and_what_it_is()
    {
        await using var file = await exports.WriteAsync(actor, "people", Table, ListFormat.Xlsx, Words, TestContext.Current.CancellationToken);

        Rows(file).Should().BeEquivalentTo(
            new[]
            {
                new[] { "Name", "Since", "Hours", "Count", "Certified" },
                ["Éloïse, Côté", "45748", "6.25", "3", "1"],
                ["=HYPERLINK(\"x\")", "", "-1.5", "-2", "0"],
            },
            o => o.WithStrictOrdering());
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = await sheet.ReadToEndAsync(TestContext.Current.CancellationToken);
        xml.Should().NotContain("<x:f>").And.NotContain("<f>").And.Contain("'=HYPERLINK", "a spreadsheet must not run it");
        using var about = new StreamReader(archive.GetEntry("xl/worksheets/sheet2.xml")!.Open());
        (await about.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Contain("2026-04-15 12:00:00 UTC").And.Contain("Filter: Search").And.Contain("'=Marie");
    }

    [Fact]
    public async Task An_archive_holds_the_table_as_CSV_and_a_manifest_that_fits_it()
    {
        await using var file = await exports.WriteAsync(actor, "people", Table, ListFormat.CsvWithManifest, Words, TestContext.Current.CancellationToken);

        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        using var buffer = new MemoryStream();
        await using (var csv = archive.GetEntry("people.csv")!.Open())
            await csv.CopyToAsync(buffer, TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(buffer.ToArray()).Should().Be(
            "\uFEFFName,Since,Hours,Count,Certified\r\n\"Éloïse, Côté\",2025-04-01,6.25,3,1\r\n\"'=HYPERLINK(\"\"x\"\")\",,-1.5,-2,0\r\n");
        using var manifest = await JsonDocument.ParseAsync(archive.GetEntry("manifest.json")!.Open(), default, TestContext.Current.CancellationToken);
        manifest.RootElement.GetProperty("rows").GetInt32().Should().Be(2);
        manifest.RootElement.GetProperty("sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray())));
        manifest.RootElement.GetProperty("filters")[0].GetProperty("value").GetString().Should().Be("=Marie");
    }

    [Fact]
    public async Task That_a_list_left_is_recorded_and_what_was_searched_for_is_not()
    {
        await using var file = await exports.WriteAsync(actor, "people", Table, ListFormat.Xlsx, Words, TestContext.Current.CancellationToken);

        (await database.RunAsOwnerAsync($"select count(*) from audit.audit_event where action = 'EXPORT' and entity = 'people' and user_id = '{actor.UserId}' and after ->> 'rows' = '2'")).Should().Be(1L);
        (await database.RunAsOwnerAsync("select count(*) from audit.audit_event where after::text like '%Marie%'")).Should().Be(0L);
    }

    [Fact]
    public async Task A_list_that_fails_midway_is_no_file_at_all()
    {
        var broken = Table with { Rows = [.. Table.Rows, (object?[])[new object()]] };

        var act = () => exports.WriteAsync(actor, "people", broken, ListFormat.CsvWithManifest, Words, TestContext.Current.CancellationToken);

        await act.Should().ThrowAsync<Exception>();
    }

    private static List<string[]> Rows(Stream workbook)
    {
        using var reader = TableReader.Open(workbook, ImportKind.Facilitators, CancellationToken.None).Value;
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.Count).Select(i => reader[i])]);
        workbook.Position = 0;
        return rows;
    }
}
