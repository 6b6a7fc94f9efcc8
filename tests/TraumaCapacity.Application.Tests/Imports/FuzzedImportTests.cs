using System.Globalization;
using System.Text;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;
using static System.FormattableString;

namespace TraumaCapacity.Application.Tests.Imports;

/// <summary>Two thousand files, good ones made worse in every way that files go wrong: whatever comes of one, the check and
/// the import say the same, nothing is half stored, and every message names line, column, value and rule. The same seed
/// makes the same files.</summary>
public sealed class FuzzedImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Files = 2000;
    private const int Seed = 20260415;

    private static readonly string[] Nasty =
    [
        "", " ", "0", "-1", "1e9", "NaN", "99999999999999999999", "6.333", "25", "2026-02-30", "01/02/2026", "1899-12-31", "2999-01-01", "45000", "=1+1", "@SUM(A1)", "+1", "-1+1",
        "'; drop table programme.person; --", "<script>alert(1)</script>", "\u0000", "a\u0007b", "a\tb", "line\nbreak", "\uFEFF", "\u202Egnirts", "👩🏽‍💻", "ﷺ", "e\u0301", "NULL", "undefined",
        "Robert'); --", "a@b", "a b@example.org", "nobody@example.org", "facilitater", "boss", "%s%n", "..\\..\\x", "\"", "\"\"", ",", ";", "|",
    ];

    private static readonly string[] Tables =
        ["person", "facilitator_affiliation", "training_cohort", "training_day", "training_enrolment", "training_attendance", "intervention_group", "group_facilitator", "intervention_session", "session_facilitator", "fidelity_response"];

    private readonly ImportDesk desk = new(database);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    [Fact]
    public async Task Check_and_import_agree_on_every_file_and_nothing_is_half_stored()
    {
        var good = await GoodFilesAsync();
        var random = new Random(Seed);
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        var before = await CountsAsync();
        for (var number = 0; number < Files; number++)
        {
            var (kind, rows) = good[random.Next(good.Count)];
            var file = Spoil(random, rows(number));
            var outcome = await TryAsync(number, kind, file);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            var after = await CountsAsync();
            if (outcome != "stored")
                after.Should().Equal(before, "file {0} was refused ({1})", number, outcome);
            before = after;
        }

        outcomes.Keys.Should().HaveCountGreaterThan(10, "otherwise the files try too little: {0}", string.Join(", ", outcomes));
        outcomes["stored"].Should().BeGreaterThan(100);
        outcomes["errors"].Should().BeGreaterThan(400);
        (await database.RunAsOwnerAsync("select count(*) from app.import where state = 'IMPORTED'")).Should().Be((long)outcomes["stored"]);
    }

    private async Task<string> TryAsync(int number, ImportKind kind, byte[] file)
    {
        var uploaded = await desk.UploadAsync(national, kind, file);
        if (!uploaded.Succeeded)
            return uploaded.Refusal.Code;
        var check = await desk.Service.CheckAsync(national, uploaded.Value, null, null, TestContext.Current.CancellationToken);
        var import = await desk.Service.ImportAsync(national, uploaded.Value, null, null, TestContext.Current.CancellationToken);
        if (!check.Succeeded)
        {
            import.Refusal?.Code.Should().Be(check.Refusal.Code, "file {0}", number);
            return check.Refusal.Code;
        }

        import.Succeeded.Should().BeTrue("file {0}: the check found a way", number);
        Said(import.Value).Should().Be(Said(check.Value), "file {0}", number);
        check.Value.Stored.Should().BeFalse();
        import.Value.Stored.Should().Be(check.Value.ErrorCount == 0, "file {0}", number);
        foreach (var error in check.Value.Errors)
        {
            error.Line.Should().BeGreaterThan(1, "file {0}", number);
            error.Value.Should().NotBeNull();
            error.Refusal.Code.Should().Contain(".");
            ImportLayout.Of(kind).Should().Contain(c => c.Field == error.Field);
            if (error.Value.Length > 0)
                error.Column.Should().NotBeEmpty("file {0} has the cell, so it has the column", number);
        }

        if (check.Value.ErrorCount > 0)
            return "errors";
        (import.Value.Created + import.Value.Changed + import.Value.Unchanged).Should().Be(import.Value.Rows);
        return "stored";
    }

    private static string Said(ImportReport report)
    {
        var said = new StringBuilder();
        said.Append(CultureInfo.InvariantCulture, $"{report.Rows} {report.Created} {report.Changed} {report.Unchanged} {report.ErrorCount};");
        said.AppendJoin(',', report.New.OrderBy(n => n.Key).Select(n => Invariant($"{n.Key}={n.Value}")));
        foreach (var error in report.Errors)
            said.Append(CultureInfo.InvariantCulture, $"|{error.Line} {error.Field} {error.Column} {error.Value} {error.Refusal.Code} {error.Suggestion}");
        return said.ToString();
    }

    private static byte[] Spoil(Random random, List<string[]> rows)
    {
        var (separator, encoding, newLine, quoteAll, workbook) = (',', "utf-8", "\n", false, false);
        for (var times = random.Next(4); times > 0; times--)
        {
            var row = 1 + random.Next(Math.Max(rows.Count - 1, 1));
            switch (random.Next(14))
            {
                case 0: separator = ";\t|"[random.Next(3)]; break;
                case 1: encoding = new[] { "utf-8-bom", "utf-16", "utf-16-be", "windows-1252" }[random.Next(4)]; break;
                case 2: newLine = random.Next(2) == 0 ? "\r\n" : "\r"; break;
                case 3: quoteAll = true; break;
                case 4: workbook = true; break;
                case 5: rows = Without(rows, random.Next(rows[0].Length)); break;
                case 6: rows[0][random.Next(rows[0].Length)] = rows[0][random.Next(rows[0].Length)]; break;
                case 7 when row < rows.Count: rows.Insert(row, (string[])rows[row].Clone()); break;
                case 8: rows.Insert(Math.Min(row, rows.Count), [.. rows[0].Select(_ => "")]); break;
                case 9: rows = [.. rows.Select((r, i) => (string[])[.. r, i == 0 ? "Remark" : Nasty[random.Next(Nasty.Length)]])]; break;
                case 10: rows = [.. rows.Select(r => r.Reverse().ToArray())]; break;
                case 11 when row < rows.Count: rows[row] = rows[row][..random.Next(1, rows[row].Length + 1)]; break;
                case 12 when row < rows.Count: rows[row][random.Next(rows[row].Length)] = new string('x', random.Next(100, 5000)); break;
                case var _ when row < rows.Count: rows[row][random.Next(rows[row].Length)] = Nasty[random.Next(Nasty.Length)]; break;
            }
        }

        var file = workbook ? Workbook(rows) : Text(rows, separator, newLine, quoteAll, encoding);
        return random.Next(12) switch
        {
            0 => file[..random.Next(file.Length)],
            1 => Flipped(random, file),
            2 when !workbook => [.. file, .. Encoding.ASCII.GetBytes("\"open")],
            _ => file,
        };
    }

    private static byte[] Workbook(List<string[]> rows) =>
        ImportDesk.Workbook([.. rows.Select(r => (object[])[.. r.Select(c => string.Concat(c.Where(x => !char.IsControl(x) && !char.IsSurrogate(x) && x != '\uFEFF')))])]);

    private static byte[] Text(List<string[]> rows, char separator, string newLine, bool quoteAll, string encoding)
    {
        string Cell(string text) => quoteAll || text.AsSpan().IndexOfAny([separator, '"', '\n', '\r']) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
        return ImportDesk.Encode(string.Join(newLine, rows.Select(r => string.Join(separator, r.Select(Cell)))), encoding);
    }

    private static List<string[]> Without(List<string[]> rows, int column) => [.. rows.Select(r => r.Where((_, i) => i != column).ToArray())];

    private static byte[] Flipped(Random random, byte[] file)
    {
        var flipped = (byte[])file.Clone();
        for (var i = random.Next(1, 5); i > 0; i--)
            flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        return flipped;
    }

    private async Task<List<(ImportKind Kind, Func<int, List<string[]>> Rows)>> GoodFilesAsync()
    {
        var organization = await database.AnOrganizationAsync();
        var other = await database.AnOrganizationAsync();
        var (one, two) = (await database.ACertifiedFacilitatorAsync(organization.Id), await database.ACertifiedFacilitatorAsync(organization.Id));
        var program = await database.AProgramAsync();
        var curriculum = await database.ACurriculumAsync();
        var cohort = TrainingCohort.Open(program.Id, TestDatabase.UniqueText("Cohort "), [new PlannedDay(new DateOnly(2026, 4, 1), 6), new PlannedDay(new DateOnly(2026, 4, 2), 6)], 40, DeliveryMode.InPerson, ContentLanguage.English).Value;
        foreach (var person in new[] { one, two })
            _ = cohort.Enrol(person.Id, organization.Id, 0).Value;
        await database.StoreAsync(cohort);
        var group = TestDatabase.UniqueText("Group ");
        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv("Organization code,Group,Curriculum,Start,End,Enrolled", $"{organization.PublicCode},{group},{curriculum.NameEn},2026-01-05,2026-05-30,12"))).Value.Stored.Should().BeTrue();
        var (code, mail, both) = (organization.PublicCode, one.WorkEmail!, $"{one.WorkEmail}; {two.WorkEmail}");
        return
        [
            (ImportKind.Facilitators, n =>
            [
                ["Organization code", "Name", "E-mail", "Role", "From"],
                [code, "Éloïse Côté", Invariant($"p{n}@example.org"), "facilitator", "2025-04-01"],
                [other.PublicCode, "Éloïse Côté", Invariant($"p{n}@example.org"), "superviseure", "2025-04-01"],
                [code, one.DisplayName, mail, "facilitator", "2025-04-01"],
            ]),
            (ImportKind.Attendance, n =>
            [
                ["Cohort", "E-mail", "Date", "Hours"],
                [cohort.Code, mail, "2026-04-01", Invariant($"{n % 24 * 0.25m}")],
                [cohort.Code, mail, "2026-04-02", "6"],
                [cohort.Code, two.WorkEmail!, "2026-04-01", "4.5"],
            ]),
            (ImportKind.Cohorts, n =>
            [
                ["Cohort", "Programme", "Days", "Places", "E-mail", "Organization code"],
                [Invariant($"Cohort no {n}"), program.NameEn, "2026-05-04 6; 2026-05-05 6", "12", mail, code],
                [Invariant($"Cohort no {n}"), "", "", "", two.WorkEmail!, code],
                [cohort.Code, "", "", "", mail, code],
            ]),
            (ImportKind.Groups, n =>
            [
                ["Organization code", "Group", "Curriculum", "Start date", "End date", "Enrolled", "Mode", "Facilitators"],
                [code, Invariant($"Group no {n}"), curriculum.NameEn, "2026-01-05", "2026-03-30", "8", "hybrid", both],
                [code, group, curriculum.NameFr, "2026-01-05", "2026-05-30", "12", "", mail],
            ]),
            (ImportKind.Sessions, n =>
            [
                ["Organization code", "Group", "Session", "Date", "Present", "Facilitators", "Adaptation"],
                [code, group, "1", "2026-01-12", Invariant($"{n % 12}"), both, "shorter break"],
                [code, group, "2", "2026-01-19", "5", both, ""],
            ]),
        ];
    }

    private async Task<long[]> CountsAsync() => (long[])(await database.RunAsOwnerAsync(
        $"select array[{string.Join(", ", Tables.Select(t => $"(select count(*) from programme.{t})"))}]"))!;
}
