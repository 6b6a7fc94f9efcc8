using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TraumaCapacity.Web.Tests.Imports;

/// <summary>Lists as files: the same rows and filters as on the screen, for the same people.</summary>
public sealed class ListFilesTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly string[] Lists = ["/organizations/download", "/training/download", "/training/certifications/download", "/interventions/download"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_leaves_with_its_filters_and_a_manifest_that_fits_it()
    {
        await OrganizationAsync("ZED1", "=Zed un");
        await OrganizationAsync("ZED2", "Zed deux");
        await OrganizationAsync("OTHER1", "Someone else");
        using var browser = await host.SignedInAsync("coordinator@demo.example");

        using var answer = await browser.GetAsync("/organizations/download.zip?q=zed&province=ON", Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Content.Headers.ContentLength.Should().BePositive("a file that is cut off must not look whole");
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancellation));
        using var buffer = new MemoryStream();
        await using (var csv = archive.GetEntry("organizations.csv")!.Open())
            await csv.CopyToAsync(buffer, Cancellation);
        var text = Encoding.UTF8.GetString(buffer.ToArray());
        text.Should().Contain("ZED1").And.Contain("ZED2").And.NotContain("OTHER1").And.Contain("'=Zed un");
        using var manifest = await JsonDocument.ParseAsync(archive.GetEntry("manifest.json")!.Open(), default, Cancellation);
        manifest.RootElement.GetProperty("rows").GetInt32().Should().Be(2);
        manifest.RootElement.GetProperty("sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray())));
        manifest.RootElement.GetProperty("filters").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Every_list_has_a_workbook_and_nothing_else_but_CSV()
    {
        using var browser = await host.SignedInAsync("coordinator@demo.example");
        foreach (var list in Lists)
        {
            using var workbook = await browser.GetAsync(list + ".xlsx", Cancellation);
            workbook.StatusCode.Should().Be(HttpStatusCode.OK, list);
            (await workbook.Content.ReadAsByteArrayAsync(Cancellation)).Take(2).Should().Equal((byte)'P', (byte)'K');
            using var nothing = await browser.GetAsync(list + ".exe", Cancellation);
            nothing.StatusCode.Should().Be(HttpStatusCode.NotFound, list);
        }
    }

    [Fact]
    public async Task Who_may_not_see_a_list_gets_no_file_of_it()
    {
        var foreign = await OrganizationAsync("FOREIGN1", "Foreign one");
        using var funder = await host.SignedInAsync("funder@demo.example");
        using var coordinator = await host.SignedInAsync("coordinator@demo.example");
        foreach (var list in Lists.Append($"/organizations/{foreign}/people").Append($"/imports/{Guid.NewGuid()}/report"))
        {
            using var answer = await funder.GetAsync(list.StartsWith("/imports", StringComparison.Ordinal) ? list : list + ".xlsx", Cancellation);
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, list);
        }

        foreach (var missing in new[] { $"/organizations/{Guid.NewGuid()}/people.xlsx", $"/training/cohorts/{Guid.NewGuid()}/attendance.zip", $"/interventions/groups/{Guid.NewGuid()}/sessions.xlsx", $"/imports/{Guid.NewGuid()}/report" })
        {
            using var answer = await coordinator.GetAsync(missing, Cancellation);
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, missing);
        }
    }

    private async Task<Guid> OrganizationAsync(string code, string name)
    {
        var id = Guid.CreateVersion7();
        await host.RunAsOwnerAsync(
            $"""
            insert into programme.organization (id, public_code, name, jurisdiction, setting, service_language, official_language_minority, governance_regime, joined_on, created_at)
            values ('{id}', '{code}', '{name}', 'ON', 'URBAN', 'ENGLISH', false, 'STANDARD', '2020-01-01', now())
            """);
        return id;
    }
}
