using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>Bad input at every step of the path: each is refused in the reader's language, at the place that is wrong, and
/// nothing is stored.</summary>
public sealed class BadInputTests(DemoApp demo, BrowserFixture browser) : IClassFixture<DemoApp>
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0];

    private readonly RawRows rows = new(demo.App.DataFolder);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_coordinators_files_and_forms(string language)
    {
        await using var desk = await SitDownAsync("coordinator@demo.example", language);
        var before = await CountAsync();

        await desk.OpenAsync("/organizations/import");
        var file = desk.Page.Locator("#file");
        foreach (var (name, content, english, french) in BadTables())
        {
            await file.SetInputFilesAsync(PathWalk.File(name, content));
            await desk.SaysAsync(english, french);
        }

        await UploadFiftyMegabytesAsync(file, ".csv");
        await desk.SaysAsync("The file is larger than 5 MB", "Le fichier dépasse 5 Mo");

        // What the headings do not tell has to be told, before anything is read.
        await file.SetInputFilesAsync(PathWalk.File("people.csv", "Name,E-mail\nAda Moss,ada@demo.example\n"u8.ToArray()));
        await Expect(desk.Page.Locator("[data-invalid]").Filter(new() { HasText = desk.Say("Choose the column that holds this", "Choisissez la colonne qui contient cette donnée") }).First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator("[data-save]")).ToBeDisabledAsync();

        // Each line says which, and which column.
        await file.SetInputFilesAsync(PathWalk.File("people.csv", Encoding.UTF8.GetBytes(
            "Organization code,Name,E-mail,Role,From\nZZZ,Ada Moss,ada@demo.example,facilitator,2026-04-01\nLC,Bo Fern,bo at home,facilitator,2026-04-01\n"
            + "LC,Cy Reed,cy@demo.example,captain,2026-04-01\nLC,Di Sedge,di@demo.example,facilitator,2026-02-30\nLC,,ed@demo.example,facilitator,2026-04-01\n")));
        (string, string, string, string)[] wrong =
        [
            ("2", "Organization code", "No organization of yours has this code", "Aucun de vos organismes ne porte ce code"),
            ("3", "E-mail", "This is not an e-mail address", "Ceci n’est pas une adresse courriel"),
            ("4", "Role", "This is not a role", "Ceci n’est pas une fonction"),
            ("5", "From", "This is not a date", "Ceci n’est pas une date"),
            ("6", "Name", "The person’s name is missing", "Le nom de la personne manque"),
        ];
        foreach (var (line, column, english, french) in wrong)
        {
            var row = desk.Page.Locator("table.cards tbody tr").Filter(new() { HasText = desk.Say(english, french) });
            await Expect(row.Locator("td").Nth(0)).ToHaveTextAsync(line);
            await Expect(row.Locator("td").Nth(1)).ToHaveTextAsync(column);
        }

        await Expect(desk.Page.Locator("[data-save]")).ToHaveCountAsync(0);

        await desk.OpenAsync("/organizations/new");
        await desk.FillAsync(("name", ""), ("public-code", "ÉÉ"), ("joined-on", "2026-04-01"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("jurisdiction", "Choose the province or territory", "Choisissez la province ou le territoire");
        await desk.Page.Locator("#jurisdiction").SelectOptionAsync("ON");
        await desk.SaveAsync();
        await desk.IsRefusedAsync("public-code", "letters without accents", "lettres sans accents");
        await desk.FillAsync(("public-code", "LC"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("name", "The organization’s name is missing", "Le nom de l’organisme manque");
        await desk.FillAsync(("name", "Elm Row"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("public-code", "Another organization has the code LC", "Un autre organisme porte le code LC");

        await desk.OpenAsync("/training/cohorts/new");
        await desk.FillAsync(("code", ""), ("capacity", ""));
        await desk.Page.Locator(".day-list input[type=date]").FillAsync("");
        await desk.SaveAsync();
        await desk.IsRefusedAsync("days", "Enter the date and the hours of every day", "Entrez la date et les heures de chaque jour");
        await desk.IsRefusedAsync("capacity", "Enter the number of places", "Entrez le nombre de places");
        await desk.FillAsync(("capacity", "9000"));
        await desk.Page.Locator(".day-list input[type=date]").FillAsync("2026-05-04");
        await desk.Page.Locator(".day-list input[type=number]").FillAsync("25");
        await desk.SaveAsync();
        await desk.IsRefusedAsync("code", "A cohort’s name has 1 to", "Le nom d’une cohorte compte de 1 à");
        await desk.FillAsync(("code", "Cohort of May"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("capacity", "A cohort has 1 to 500 places", "Une cohorte compte de 1 à 500 places");
        await desk.FillAsync(("capacity", "20"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("days", "The day 4 May 2026 needs 0.25 to 24 hours", "La journée du 4 mai 2026 doit compter de 0,25 à 24 heures");

        await desk.OpenAsync("/interventions/groups/new");
        await desk.FillAsync(("label", "Monday group"), ("starts-on", "2026-05-31"), ("ends-on", "2026-05-04"), ("enrolled-count", "61"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("organization-id", "Choose the organization", "Choisissez l’organisme");
        await desk.Page.Locator("#organization-id").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await desk.SaveAsync();
        await desk.IsRefusedAsync("ends-on", "The last day is before the first day", "Le dernier jour précède le premier");
        await desk.FillAsync(("ends-on", "2026-08-31"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("enrolled-count", "Participants enrolled go from 0 to 60", "Le nombre de participantes inscrites va de 0 à 60");

        var group = (await rows.ReadAsync("select id, ends_on, enrolled_count from programme.intervention_group where status = 'RUNNING' and not slots_on order by ends_on desc limit 1"))[0];
        await desk.OpenAsync($"/interventions/groups/{group[0]}/sessions/new");
        await desk.FillAsync(("held-on", "2019-01-07"), ("present-count", "9999"), ("adaptation-note", "call 416 555 0199"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("adaptation-note", "The note seems to hold something that identifies a person", "La note semble contenir de quoi identifier une personne");
        await desk.FillAsync(("adaptation-note", ""));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("held-on", "The group runs from", "Le groupe va du");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        if ((DateOnly)group[1]! > today.AddDays(2))
        {
            await desk.FillAsync(("held-on", ((DateOnly)group[1]!).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            await desk.SaveAsync();
            await desk.IsRefusedAsync("held-on", "The session cannot be logged before it is held", "Une séance ne s’inscrit pas avant d’avoir eu lieu");
        }

        await desk.FillAsync(("held-on", (await rows.TextAsync($"select greatest(max(held_on), (select starts_on from programme.intervention_group where id = '{group[0]}'))::text from programme.intervention_session where group_id = '{group[0]}'"))));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("present-count", "Participants present must be from 0 to", "Le nombre de participantes présentes va de 0 à");

        (await CountAsync()).Should().Equal(before);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_custodians_forms_and_transcripts(string language)
    {
        await using var desk = await SitDownAsync("custodian@demo.example", language);
        var before = await CountAsync();

        await desk.OpenAsync("/interviews/new");
        await desk.Page.Locator("button.link").ClickAsync();
        await desk.FillAsync(("wave-name", "T9"), ("wave-starts-on", "2027-04-30"), ("wave-ends-on", "2027-04-01"));
        await desk.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await desk.IsRefusedAsync("wave-ends-on", "The wave ends before it starts", "La vague se termine avant de commencer");
        await desk.FillAsync(("wave-ends-on", "2027-05-01"), ("wave-name", ""));
        await desk.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await desk.IsRefusedAsync("wave-name", "Give the wave a name", "Donnez à la vague un nom");
        await desk.Page.Locator("dialog[open] footer .btn").First.ClickAsync();

        await desk.FillAsync(("held-on", ""), ("minutes", "5000"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("held-on", "Enter the date", "Inscrivez la date");
        await desk.IsRefusedAsync("organization", "Choose the organization", "Choisissez l’organisme");
        await desk.FillAsync(("held-on", "1999-01-01"));
        await desk.Page.Locator("#organization").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await desk.Page.Locator("#interviewer").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await desk.SaveAsync();
        await desk.IsRefusedAsync("held-on", "The day is outside the wave", "Le jour est hors de la vague");
        var inWave = await rows.TextAsync("select to_char(starts_on, 'YYYY-MM-DD') from evidence.evaluation_wave order by starts_on desc limit 1");
        await desk.Page.Locator("#wave").SelectOptionAsync(await rows.TextAsync("select id from evidence.evaluation_wave order by starts_on desc limit 1"));
        await desk.FillAsync(("held-on", inWave));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("minutes", "Enter the length in minutes", "Inscrivez la durée en minutes");
        await desk.FillAsync(("minutes", ""));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("interviewees", "Choose who is interviewed", "Choisissez qui est interviewé");
        (await CountAsync()).Should().Equal(before);

        // What is right is stored: an interview, to which a consent and a transcript belong.
        await desk.FillAsync(("unnamed", "1"));
        await desk.SaveAsync();
        await desk.Page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        var interview = new Uri(desk.Page.Url).AbsolutePath;
        before = await CountAsync();

        await desk.Page.Locator(".consents button").First.ClickAsync();
        await desk.FillAsync(("protocol-version", ""), ("consented-on", ""));
        await desk.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await desk.IsRefusedAsync("consented-on", "Enter the date", "Inscrivez la date");
        await desk.FillAsync(("consented-on", DateOnly.Parse(inWave, CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await desk.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await desk.IsRefusedAsync("consented-on", "Consent was given after the day of the interview", "Le consentement est postérieur au jour de l’entrevue");
        await desk.FillAsync(("consented-on", inWave));
        await desk.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await desk.IsRefusedAsync("protocol-version", "Enter the version of the protocol", "Inscrivez la version du protocole");
        (await CountAsync()).Should().Equal(before);

        await desk.FillAsync(("protocol-version", "1.0"));
        await desk.Page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(desk.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        before = await CountAsync();
        await desk.OpenAsync(interview + "/transcript");
        var file = desk.Page.Locator("#transcript-file");
        foreach (var (name, content, english, french) in BadTranscripts())
        {
            await file.SetInputFilesAsync(PathWalk.File(name, content));
            await desk.SaysAsync(english, french);
        }

        await UploadFiftyMegabytesAsync(file, ".txt");
        await desk.SaysAsync("The file is larger than 10 megabytes", "Le fichier dépasse 10 mégaoctets");
        await desk.Page.Locator("details.paste > summary").ClickAsync();
        await desk.Page.Locator("details.paste button").ClickAsync();
        await desk.SaysAsync("The file holds no text", "Le fichier ne contient aucun texte");
        (await CountAsync()).Should().Equal(before);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_clear_change_without_an_example(string language)
    {
        await using var desk = await SitDownAsync("evaluator@demo.example", language);
        await desk.OpenAsync("/coding");
        await desk.OpenAsync((await desk.Page.Locator("main a[href^='/coding/']").First.GetAttributeAsync("href"))!);
        await Expect(desk.Page.Locator("[data-part=where]")).Not.ToBeEmptyAsync();
        await Expect(desk.Page.Locator(".wb [data-cell]").First).ToBeEnabledAsync();
        var before = await CountAsync();

        foreach (var key in new[] { "1", "5", "g" })
            await desk.Page.Keyboard.PressAsync(key);
        await Expect(desk.Page.Locator("[data-part=message]")).ToContainTextAsync(
            desk.Say("A clear change rests on a concrete example or a document", "Un changement manifeste repose sur un exemple concret ou un document"));
        await Expect(desk.Page.Locator("[data-basis=GENERAL_STATEMENT]")).ToHaveAttributeAsync("aria-disabled", "true");
        (await CountAsync()).Should().Equal(before);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_release_of_the_wrong_day(string language)
    {
        await using var desk = await SitDownAsync("lead@demo.example", language);
        var before = await CountAsync();
        var wave = (await rows.ReadAsync("select w.id, w.starts_on from evidence.evaluation_wave w join evidence.interview i on i.wave_id = w.id join evidence.reconciliation r on r.interview_id = i.id where i.held_on > w.starts_on order by w.starts_on desc limit 1"))[0];
        string Day(object? day, int more) => ((DateOnly)day!).AddDays(more).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        await desk.OpenAsync("/releases/prepare");
        await desk.Page.Locator("#wave").SelectOptionAsync(wave[0]!.ToString()!);
        await desk.FillAsync(("cut-off", ""), ("title-en", "Autumn"), ("title-fr", ""));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("cut-off", "Choose the cut-off", "Choisissez la date d’arrêt");
        await desk.FillAsync(("cut-off", "2199-01-01"));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("cut-off", "The cut-off lies in the future", "La date d’arrêt est dans le futur");
        await desk.FillAsync(("cut-off", Day(wave[1], -1)));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("cut-off", "The wave begins on", "La vague commence le");
        await desk.FillAsync(("cut-off", Day(wave[1], 0)));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("cut-off", "Interviews of this wave were held after the cut-off", "Des entrevues de cette vague ont eu lieu après la date d’arrêt");
        await desk.FillAsync(("cut-off", Day(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), -1)));
        await desk.SaveAsync();
        await desk.IsRefusedAsync("title-fr", "Give the release a title in both languages", "Donnez à la publication un titre dans les deux langues");
        (await CountAsync()).Should().Equal(before);
    }

    private static IEnumerable<(string Name, byte[] Content, string English, string French)> BadTables()
    {
        yield return ("people.csv", Picture, "This file is not a table", "Ce fichier n’est pas un tableau");
        yield return ("people.xlsx", OldOffice, "This is a workbook in the old .xls format", "Ce classeur est dans l’ancien format .xls");
        yield return ("people.csv", [], "The file is empty", "Le fichier est vide");
        yield return ("people.csv", "Organization code,Name,E-mail,Role,From\n"u8.ToArray(), "a heading line and nothing under it", "ne contient qu’une ligne d’en-têtes");
        yield return ("people.csv", [.. "Organization code,Name,E-mail,Role,From\nLC,Ren"u8, 0x81, 0x9D, .. "e,r@demo.example,facilitator,2026-04-01\n"u8], "encoding cannot be told for certain", "encodage du fichier ne peut pas être établi");
        yield return ("people.xlsx", [.. "PK"u8, 3, 4, .. new byte[200]], "The workbook is damaged or was cut off", "Le classeur est endommagé ou incomplet");
    }

    private static IEnumerable<(string Name, byte[] Content, string English, string French)> BadTranscripts()
    {
        yield return ("interview.pdf", "%PDF-1.7"u8.ToArray(), "Files ending in .pdf cannot be read", "Les fichiers en .pdf ne peuvent être lus");
        yield return ("interview.docx", Picture, "The content is not that of a .docx file", "Le contenu n’est pas celui d’un fichier .docx");
        yield return ("interview.docx", OldOffice, "an old or protected Word document", "un ancien document Word ou un document protégé");
        yield return ("interview.txt", [], "The file holds no text", "Le fichier ne contient aucun texte");
        yield return ("interview.txt", [.. "I: What chang"u8, 0x81, 0x9D, .. "ed?"u8], "The encoding of the text is not known", "L’encodage du texte n’est pas reconnu");
        yield return ("interview.vtt", "WEBVTT\n\nNOTE nothing was said\n"u8.ToArray(), "The subtitles hold no words with times", "Les sous-titres ne contiennent aucune parole minutée");
    }

    private static async Task UploadFiftyMegabytesAsync(ILocator input, string ending)
    {
        var path = Path.Combine(Path.GetTempPath(), "tc-" + Guid.NewGuid().ToString("N")[..8] + ending);
        try
        {
            await using (var file = File.Create(path))
                file.SetLength(50L * 1024 * 1024);
            await input.SetInputFilesAsync(path);
        }
        finally
        {
            // The browser has it open by now, or will find nothing to read: either way it is only asked for its size.
            File.Delete(path);
        }
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    // Every table of the programme and of the evidence.
    private async Task<Dictionary<string, int>> CountAsync()
    {
        var tables = await rows.ReadAsync(
            """
            select table_schema || '.' || table_name from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema in ('programme', 'evidence', 'raw_evidence', 'identity_key', 'release') and table_name <> 'coder_exposure_day'
            """);
        var counts = await rows.ReadAsync(string.Join(" union all ", tables.Select(t => $"select '{t[0]}', count(*) from {t[0]}")));
        return counts.ToDictionary(c => (string)c[0]!, c => Convert.ToInt32(c[1], CultureInfo.InvariantCulture));
    }

    private async Task<Desk> SitDownAsync(string email, string language)
    {
        // What somebody before left unsaved would come back.
        await rows.CountAsync("with gone as (delete from app.draft returning 1) select count(*) from gone");
        var context = await browser.OpenAsync(language);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{demo.App.Address}/culture?c={language}&returnUrl=/account/sign-in");
        await page.SignInHereAsync(email, DemoApp.Password);
        return new Desk(page, demo.App.Address, language);
    }

    /// <summary>A reader with a form before them.</summary>
    private sealed class Desk(IPage page, string address, string language) : IAsyncDisposable
    {
        public IPage Page { get; } = page;

        public string Say(string english, string french) => language == "fr" ? french : english;

        public Task OpenAsync(string path) => Page.OpenAsync(address + path);

        public async Task FillAsync(params (string Id, string Value)[] fields)
        {
            foreach (var (id, value) in fields)
                await Page.Locator("#" + id).FillAsync(value);
        }

        public Task SaveAsync() => Page.Locator("form button[type=submit].primary").ClickAsync();

        /// <summary>The form says what is wrong, and the sentence leads to the field.</summary>
        public Task IsRefusedAsync(string field, string english, string french) =>
            Expect(Page.Locator($".form-errors a[href='#{field}']").Filter(new() { HasText = Say(english, french) })).ToBeVisibleAsync();

        public Task SaysAsync(string english, string french) => Expect(Page.Locator("[data-refusal]")).ToContainTextAsync(Say(english, french));

        public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
    }
}
