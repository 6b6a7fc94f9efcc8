using System.Text;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Application.Tests.Interventions;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Tests.Imports;

public sealed class FacilitatorImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string English = "Organization code,Name,E-mail,Role,From";
    private readonly ImportDesk desk = new(database);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    public static TheoryData<string, string, string> Tables => new()
    {
        { English, ",", "utf-8" },
        { "Code de l’organisme;Nom;Courriel;Fonction;Depuis", ";", "utf-8" },
        { "Code organisme\tNom\tCourriel\tRôle\tDate de début", "\t", "windows-1252" },
        { "Org code|Full name|Work e-mail|Role|Start date", "|", "utf-16" },
        { "\"From\",\"Role\",\"Email\",\"Name\",\"Organisation code\"", ",", "utf-8-bom" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Any_common_form_of_table_is_read(string heading, string delimiter, string encoding)
    {
        var organization = await database.AnOrganizationAsync();
        var email = TestDatabase.UniqueText("élise") + "@example.org";
        string[] cells = [organization.PublicCode, "Moreau, Élise", email, "facilitatrice", "2025-04-01"];
        if (heading.StartsWith("\"From", StringComparison.Ordinal))
            Array.Reverse(cells);
        var text = heading + "\r\n" + string.Join(delimiter, cells.Select(c => c.Contains(delimiter, StringComparison.Ordinal) ? $"\"{c}\"" : c)) + "\r\n\r\n";

        var import = (await ImportAsync(national, ImportDesk.Encode(text, encoding))).Value;

        import.Errors.Should().BeEmpty();
        import.Should().BeEquivalentTo(new { Stored = true, Rows = 1, Created = 1, Unchanged = 0, New = Made(people: 1, affiliations: 1) });
        await using var db = await database.OpenAsync(TestDatabase.CoordinatorOf(organization.Id));
        var person = await db.People.Include(p => p.Affiliations).SingleAsync();
        person.DisplayName.Should().Be("Moreau, Élise");
        person.WorkEmail.Should().Be(email);
        person.Affiliations.Should().ContainSingle().Which.StartsOn.Should().Be(new DateOnly(2025, 4, 1));
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task A_file_does_not_end_an_affiliation_that_covers_a_session()
    {
        var place = await APlace.MakeAsync(database);
        (await new SessionService(database.Database, database.Clock).LogAsync(national, new LogSession { GroupId = place.Group, Record = place.ARecord() }, TestContext.Current.CancellationToken))
            .Succeeded.Should().BeTrue();
        string code, row;
        await using (var db = await database.OpenAsync(national))
        {
            code = (await db.Organizations.SingleAsync(o => o.Id == place.Organization)).PublicCode;
            var person = await db.People.Include(p => p.Affiliations).SingleAsync(p => p.Id == place.People[1]);
            row = FormattableString.Invariant($"{code},{person.DisplayName},{person.WorkEmail},facilitator,{person.Affiliations[0].StartsOn:yyyy-MM-dd}");
        }

        async Task<ImportReport> EndingOnAsync(string day) => (await ImportAsync(national, ImportDesk.Csv(English + ",Until", $"{row},{day}"))).Value;

        (await EndingOnAsync("2026-02-09")).Errors.Should().ContainSingle().Which.Refusal.Code.Should().Be(OrganizationRefusals.AffiliationCoversSession(default).Code);
        (await EndingOnAsync("2026-02-10")).Should().BeEquivalentTo(new { Stored = true, Changed = 1 });
    }

    [Fact]
    public async Task A_workbook_is_read_with_its_dates()
    {
        var organization = await database.AnOrganizationAsync();
        var email = TestDatabase.UniqueText("p") + "@example.org";

        var import = (await ImportAsync(national, ImportDesk.Workbook(
            ["Organization code", "Name", "E-mail", "Role", "From"],
            [organization.PublicCode, "Okafor, Amina", email, "Facilitator", new DateOnly(2025, 4, 1)]))).Value;

        import.Should().BeEquivalentTo(new { Stored = true, New = Made(people: 1, affiliations: 1), ErrorCount = 0, Encoding = (string?)null });
        await using var db = await database.OpenAsync(TestDatabase.CoordinatorOf(organization.Id));
        (await db.Affiliations.SingleAsync()).StartsOn.Should().Be(new DateOnly(2025, 4, 1));
    }

    [Fact]
    public async Task A_check_reports_what_the_import_then_does_and_stores_nothing()
    {
        var organization = await database.AnOrganizationAsync();
        var known = await database.AFacilitatorAsync(organization.Id, from: new DateOnly(2024, 4, 1));
        var file = Csv(
            $"{organization.PublicCode},{known.DisplayName},{known.WorkEmail},facilitator,2024-04-01",
            $"{organization.PublicCode},,{known.WorkEmail},supervisor,2025-01-01",
            $"{organization.PublicCode},New One,{TestDatabase.UniqueText("n")}@example.org,peer support worker,2025-01-01");

        var check = (await desk.CheckAsync(national, ImportKind.Facilitators, file)).Value;
        await using (var db = await database.OpenAsync(TestDatabase.CoordinatorOf(organization.Id)))
            (await db.People.CountAsync()).Should().Be(1);
        var import = (await ImportAsync(national, file)).Value;

        check.Should().BeEquivalentTo(new { Stored = false, Rows = 3, Created = 2, Changed = 0, Unchanged = 1, New = Made(people: 1, affiliations: 2), ErrorCount = 0 });
        import.Should().BeEquivalentTo(check with { Stored = true });
        (await ImportAsync(national, file)).Value.Should().BeEquivalentTo(new { Stored = true, Created = 0, Changed = 0, Unchanged = 3 });
    }

    [Fact]
    public async Task One_wrong_row_and_nothing_is_stored()
    {
        var organization = await database.AnOrganizationAsync();
        var file = Csv(
            $"{organization.PublicCode},Good,{TestDatabase.UniqueText("g")}@example.org,facilitator,2025-01-01",
            $"{organization.PublicCode},Bad,not-an-address,facilitator,2025-01-01");

        var import = (await ImportAsync(national, file)).Value;

        import.Stored.Should().BeFalse();
        await using var db = await database.OpenAsync(TestDatabase.CoordinatorOf(organization.Id));
        (await db.People.AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Every_error_names_its_line_and_column_and_the_rule()
    {
        var organization = await database.AnOrganizationAsync();
        var left = await database.AnOrganizationAsync();
        await using (var db = await database.OpenAsync(national))
        {
            (await db.Organizations.SingleAsync(o => o.Id == left.Id)).Leave(new DateOnly(2025, 6, 30));
            await db.SaveChangesAsync();
        }

        var code = organization.PublicCode;
        string Email() => TestDatabase.UniqueText("e") + "@example.org";
        var twice = Email();
        var file = Csv(
            $"NOSUCH,A,{Email()},facilitator,2025-01-01",
            $",A,{Email()},facilitator,2025-01-01",
            $"{code},,{Email()},facilitator,2025-01-01",
            $"{code},A,,facilitator,2025-01-01",
            $"{code},A,a@b,facilitator,2025-01-01",
            $"{code},A,{Email()},facilitater,2025-01-01",
            $"{code},A,{Email()},boss,2025-01-01",
            $"{code},A,{Email()},facilitator,01/02/2025",
            $"{code},A,{Email()},facilitator,1899-01-01",
            $"{code},\"A\",{twice},facilitator,2025-01-01",
            $"{code},A,{twice},facilitator,2025-02-01",
            $"{left.PublicCode},A,{Email()},facilitator,2025-07-01");

        var errors = (await ImportAsync(national, file)).Value.Errors;

        errors.Select(e => (e.Line, e.Column, e.Refusal.Code[(e.Refusal.Code.IndexOf('.', StringComparison.Ordinal) + 1)..])).Should().Equal(
            (2, "Organization code", "OrganizationUnknown"),
            (3, "Organization code", "CodeMissing"),
            (4, "Name", "PersonNameMissing"),
            (5, "E-mail", "EmailMissing"),
            (6, "E-mail", "EmailNotValid"),
            (7, "Role", "RoleUnknown"),
            (8, "Role", "RoleUnknown"),
            (9, "From", "DateNotValid"),
            (10, "From", "DateOutOfRange"),
            (12, "E-mail", "RowTwice"),
            (13, "From", "StartsAfterLeaving"));
        errors.Single(e => e.Line == 7).Should().BeEquivalentTo(new { Value = "facilitater", Suggestion = AffiliationRole.Facilitator });
    }

    [Fact]
    public async Task What_might_identify_someone_is_told_to_the_person_whose_file_it_is_and_kept_nowhere()
    {
        var organization = await database.AnOrganizationAsync();
        const string Secret = "Marie-Ève Tremblay 1987-03-02";
        var file = Csv(
            $"{Secret},{Secret},{Secret},{Secret},{Secret}",
            $"{organization.PublicCode},A,{TestDatabase.UniqueText("e")}@example.org,{Secret},1987-03-02");

        var import = (await ImportAsync(national, file)).Value;

        import.ErrorCount.Should().BeGreaterThan(4);
        import.Errors.Should().OnlyContain(e => e.Line > 0 && e.Column.Length > 0 && e.Value.Contains("1987"));
        import.Errors.SelectMany(e => e.Refusal.Arguments).Should().NotContain(a => a.ToString()!.Contains("Tremblay"));
        (await database.RunAsOwnerAsync("select count(*) from audit.audit_event where after::text like '%Tremblay%' or before::text like '%Tremblay%'")).Should().Be(0L);
        (await database.RunAsOwnerAsync("select count(*) from app.import i where to_jsonb(i)::text like '%Tremblay%'")).Should().Be(0L);
    }

    [Fact]
    public async Task A_name_that_was_corrected_is_taken_over_and_only_that()
    {
        var organization = await database.AnOrganizationAsync();
        var known = await database.AFacilitatorAsync(organization.Id, from: new DateOnly(2024, 4, 1));

        var import = (await ImportAsync(national, Csv($"{organization.PublicCode},Another Name,{known.WorkEmail},facilitator,2024-04-01"))).Value;

        import.Should().BeEquivalentTo(new { Stored = true, Created = 0, Changed = 1, Unchanged = 0 });
        await using var db = await database.OpenAsync(TestDatabase.CoordinatorOf(organization.Id));
        (await db.People.Include(p => p.Affiliations).SingleAsync()).Should().BeEquivalentTo(new { DisplayName = "Another Name", known.WorkEmail });
    }

    [Fact]
    public async Task The_end_of_an_affiliation_is_taken_over()
    {
        var organization = await database.AnOrganizationAsync();
        var known = await database.AFacilitatorAsync(organization.Id, from: new DateOnly(2024, 4, 1));
        var file = ImportDesk.Csv(English + ",Until", $"{organization.PublicCode},,{known.WorkEmail},facilitator,2024-04-01,2025-03-31");

        (await ImportAsync(national, file)).Value.Changed.Should().Be(1);
        (await ImportAsync(national, file)).Value.Should().BeEquivalentTo(new { Changed = 0, Unchanged = 1 });

        await using var db = await database.OpenAsync(TestDatabase.CoordinatorOf(organization.Id));
        (await db.Affiliations.SingleAsync()).EndsOn.Should().Be(new DateOnly(2025, 3, 31));
    }

    [Fact]
    public async Task Lines_are_counted_through_quoted_line_breaks()
    {
        var organization = await database.AnOrganizationAsync();
        var file = Csv(
            $"{organization.PublicCode},\"A \"\"B\"\"\",{TestDatabase.UniqueText("e")}@example.org,\"facili\ntator\",2025-01-01",
            $"NOSUCH,A,{TestDatabase.UniqueText("e")}@example.org,facilitator,2025-01-01");

        (await ImportAsync(national, file)).Value.Errors.Should().ContainSingle().Which.Line.Should().Be(4);
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_imports_into_no_other_and_learns_of_none()
    {
        var own = await database.AnOrganizationAsync();
        var foreign = await database.AnOrganizationAsync();
        var stranger = await database.AFacilitatorAsync(foreign.Id);
        var coordinator = TestDatabase.CoordinatorOf(own.Id);

        var refused = (await ImportAsync(coordinator, Csv(
            $"{foreign.PublicCode},A,{TestDatabase.UniqueText("e")}@example.org,facilitator,2025-01-01",
            $"{foreign.PublicCode[..^1]}*,A,{TestDatabase.UniqueText("e")}@example.org,facilitator,2025-01-01"))).Value;
        var done = (await ImportAsync(coordinator, Csv($"{own.PublicCode},A,{stranger.WorkEmail},facilitator,2025-01-01"))).Value;

        refused.Errors.Select(e => (e.Line, e.Refusal)).Should().Equal(
            (2, ImportRefusals.OrganizationUnknown), (3, ImportRefusals.OrganizationUnknown));
        refused.Errors.Should().OnlyContain(e => e.Suggestion == null, "a suggestion would name a foreign organization");
        (done.Stored, done.New[ImportedThing.People]).Should().Be((true, 1), "the address is known elsewhere only, which is not theirs to know");
    }

    [Fact]
    public async Task Of_two_people_with_one_address_an_import_takes_the_one_who_works_at_the_organization()
    {
        var (first, second) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        var email = $"{TestDatabase.UniqueText("e")}@example.org".ToLowerInvariant();
        foreach (var organization in new[] { first, second })
        {
            (await ImportAsync(TestDatabase.CoordinatorOf(organization.Id), Csv($"{organization.PublicCode},A,{email},facilitator,2025-01-01")))
                .Value.Stored.Should().BeTrue();
        }

        var again = (await ImportAsync(national, Csv(
            $"{first.PublicCode},A,{email},facilitator,2025-01-01", $"{second.PublicCode},A,{email},facilitator,2025-01-01"))).Value;

        (again.Created, again.Changed, again.Unchanged).Should().Be((0, 0, 2));
    }

    [Theory]
    [InlineData(Role.Evaluator)]
    [InlineData(Role.DataCustodian)]
    public async Task Who_reads_does_not_import(Role role) =>
        (await ImportAsync(TestDatabase.Someone(role), Csv("a,b,c,d,e"))).Refusal.Should().Be(OrganizationRefusals.MayNotWrite);

    [Fact]
    public async Task A_bad_file_is_refused_by_name_and_stores_nothing()
    {
        var before = await PeopleAsync();
        var files = new Dictionary<string, (byte[] Content, string Code)>(StringComparer.Ordinal)
        {
            ["nothing"] = ([], "FileEmpty"),
            ["blank lines"] = (" \r\n \r\n"u8.ToArray(), "FileEmpty"),
            ["heading only"] = (ImportDesk.Encode(English, "utf-8"), "FileHasNoRows"),
            ["50 MB"] = (new byte[50 * 1024 * 1024], "FileTooLarge"),
            ["missing columns"] = (ImportDesk.Encode("Name,Role\nA,facilitator", "utf-8"), "ColumnsMissing"),
            ["a column twice"] = (ImportDesk.Encode(English + ",Courriel\n1,2,3,4,5,6", "utf-8"), "ColumnTwice"),
            ["a PDF"] = ("%PDF-1.7 …"u8.ToArray(), "FileNotATable"),
            ["a page"] = ("<html><body>"u8.ToArray(), "FileNotATable"),
            ["an image"] = ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "FileNotATable"),
            ["an old workbook"] = ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "FileIsOldWorkbook"),
            ["UTF-16 without its mark"] = (Encoding.Unicode.GetBytes(English), "FileEncodingUnknown"),
            ["bytes of no encoding"] = ([0x4E, 0x61, 0x81, 0x8D, 0x6D], "FileEncodingUnknown"),
            ["a broken mark"] = ([0xEF, 0xBB, 0xBF, 0xC3, 0x28], "FileEncodingUnknown"),
            ["an open quote"] = (ImportDesk.Encode(English + "\nA,\"B,c@example.org,facilitator,2025-01-01\n", "utf-8"), "FileQuoteNotClosed"),
            ["too many lines"] = (ImportDesk.Encode(English + string.Concat(Enumerable.Repeat("\nA,B,C,D,E", 20_001)), "utf-8"), "FileTooManyLines"),
            ["a cut-off workbook"] = (ImportDesk.Workbook(["Name"], ["A"])[..400], "FileDamaged"),
            ["an archive of something else"] = (ImportDesk.Zip(("readme.txt", 10)), "FileNotATable"),
            ["macros"] = (ImportDesk.Zip(("xl/workbook.xml", 10), ("xl/vbaProject.bin", 10)), "FileHasMacros"),
            ["a zip bomb"] = (ImportDesk.Zip(("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 200 * 1024 * 1024)), "FileSwells"),
            ["a thousand parts"] = (ImportDesk.Zip([.. Enumerable.Range(0, 1000).Select(n => (Name: FormattableString.Invariant($"xl/{n}"), Size: 1)), ("xl/workbook.xml", 10)]), "FileSwells"),
            ["a workbook that is not one"] = (ImportDesk.Zip(("xl/workbook.xml", 10)), "FileNotATable"),
        };
        foreach (var (name, (content, code)) in files)
        {
            var import = await ImportAsync(national, content);
            import.Refusal?.Code.Should().Be("Imports." + code, "of {0}", name);
        }

        (await PeopleAsync()).Should().Be(before);
    }

    [Fact]
    public async Task The_columns_that_are_missing_are_named() =>
        (await ImportAsync(national, ImportDesk.Encode("Name,Role\nA,facilitator", "utf-8"))).Refusal!.Arguments.Single()
            .Should().BeEquivalentTo(new[] { ImportField.OrganizationCode, ImportField.Email, ImportField.From });

    private static byte[] Csv(params string[] lines) => ImportDesk.Csv(English, lines);

    private static Dictionary<ImportedThing, int> Made(int people, int affiliations) =>
        new() { [ImportedThing.People] = people, [ImportedThing.Affiliations] = affiliations };

    private async Task<long> PeopleAsync() => (long)(await database.RunAsOwnerAsync("select count(*) from programme.person"))!;

    private Task<Result<ImportReport>> ImportAsync(Actor actor, byte[] file) => desk.ImportAsync(actor, ImportKind.Facilitators, file);
}
