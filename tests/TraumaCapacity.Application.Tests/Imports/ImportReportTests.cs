using System.Text;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Tests.Imports;

public sealed class ImportReportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ImportDesk desk = new(database);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    [Fact]
    public async Task The_report_is_the_same_file_with_the_reason_beside_each_cell()
    {
        var organization = await database.AnOrganizationAsync();
        var id = (await desk.UploadAsync(
            national,
            ImportKind.Facilitators,
            ImportDesk.Encode($"Remark;Organization code;Name;E-mail;Role;From\r\n\"a;b\";{organization.PublicCode};Someone;s@example.org;boss;2025-01-01\r\nx;NOSUCH;=1+1;t@example.org;facilitator;2025-01-01\r\n", "windows-1252"),
            "people of spring.csv")).Value;

        var report = (await desk.Service.WriteReportAsync(national, id, new Words(), TestContext.Current.CancellationToken)).Value;

        using var reader = new StreamReader(report.Content, Encoding.UTF8);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Be(
            "Remark;Organization code;Wrong: Organization code;Name;E-mail;Role;Wrong: Role;From\r\n"
            + $"\"a;b\";{organization.PublicCode};;Someone;s@example.org;boss;Imports.RoleUnknown;2025-01-01\r\n"
            + "x;NOSUCH;Imports.OrganizationUnknown;'=1+1;t@example.org;facilitator;;2025-01-01\r\n");
        report.Should().BeEquivalentTo(new { FileName = "people of spring.csv", IsWorkbook = false });
    }

    [Fact]
    public async Task The_report_of_a_workbook_is_a_workbook_that_can_be_handed_in_again()
    {
        var organization = await database.AnOrganizationAsync();
        object[] heading = ["Organization code", "Name", "E-mail", "Role", "From"];
        var id = (await desk.UploadAsync(national, ImportKind.Facilitators, ImportDesk.Workbook(
            heading, [organization.PublicCode, "Someone", "a@b", "facilitator", new DateOnly(2025, 1, 1)]), "people.xlsx")).Value;

        var report = (await desk.Service.WriteReportAsync(national, id, new Words(), TestContext.Current.CancellationToken)).Value;

        report.Should().BeEquivalentTo(new { FileName = "people.xlsx", IsWorkbook = true });
        using var content = new MemoryStream();
        await report.Content.CopyToAsync(content, TestContext.Current.CancellationToken);
        await report.Content.DisposeAsync();
        using var reader = TableReader.Open(content, ImportKind.Facilitators, CancellationToken.None).Value;
        reader.Read().Should().BeTrue();
        Enumerable.Range(0, reader.Count).Select(i => reader[i]).Should().Equal("Organization code", "Name", "E-mail", "Wrong: E-mail", "Role", "From");
        reader.Read().Should().BeTrue();
        reader[3].Should().Be("Organizations.EmailNotValid");
        reader[5].Should().Be("2025-01-01");
        (await desk.CheckAsync(national, ImportKind.Facilitators, content.ToArray())).Value.ErrorCount.Should().Be(1, "it is the same file");
    }

    private sealed class Words : IImportWords
    {
        public string Reason(ImportError error) => error.Refusal.Code;

        public string ReasonHeading(string heading) => "Wrong: " + heading;
    }
}
