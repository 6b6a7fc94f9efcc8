using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>The path of the data, step by step, each by the person whose work it is and in a browser of their own.</summary>
internal sealed partial class PathWalk(BrowserFixture browser, RunningApp app) : IAsyncDisposable
{
    private readonly Dictionary<Person, IPage> desks = [];

    private string cohort = "";
    private string group = "";

    public RawRows Rows { get; } = new(app.DataFolder);

    /// <summary>Addresses of the interviews, by the code of the organization.</summary>
    public Dictionary<string, string> Interviews { get; } = [];

    // ---------- Before the path ----------

    /// <summary>The printed link makes the administrator, who makes the others; each chooses a password by the link shown.</summary>
    public async Task MakeAccountsAsync()
    {
        // It is printed once the application answers.
        for (var i = 0; i < 100 && !PrintedLink().IsMatch(app.Printed); i++)
            await Task.Delay(100);
        var link = PrintedLink().Match(app.Printed).Value;
        link.Should().NotBeEmpty();
        var page = await NewDeskAsync(Person.Administrator);
        await page.OpenAsync(link);
        await page.Locator("#display-name").FillAsync(Person.Administrator.Name);
        await page.Locator("#email").FillAsync(Person.Administrator.Email);
        await page.Locator("#password").FillAsync(Person.Password);
        await page.ClickAsync("button[type=submit].big");
        await page.WaitForURLAsync("**/account/sign-in*");
        await page.SignInAsync(app.Address, Person.Administrator.Email, Person.Password);

        foreach (var person in Person.All.Skip(1))
        {
            await page.OpenAsync(app.Address + "/admin/users");
            await Button(page, "New user").ClickAsync();
            await page.Locator("dialog #display-name").FillAsync(person.Name);
            await page.Locator("dialog #email").FillAsync(person.Email);
            await page.Locator("dialog[open] button[type=submit]").ClickAsync();
            var secret = (await page.Locator("dialog[open] .secret").InnerTextAsync()).Trim();
            await Button(page, "I have copied it").ClickAsync();
            await page.Locator("tr").Filter(new() { HasText = person.Email }).Locator("button.badge.add").ClickAsync();
            await page.Locator("dialog[open] #role").SelectOptionAsync(person.Role);
            await page.Locator("dialog[open] button[type=submit]").ClickAsync();
            await Expect(page.Locator("tr").Filter(new() { HasText = person.Email }).Locator(".badge:not(.add)")).ToHaveCountAsync(1);

            var own = await NewDeskAsync(person);
            await own.OpenAsync(secret);
            await own.Locator("#password").FillAsync(Person.Password);
            await own.ClickAsync("button[type=submit].big");
            await own.WaitForURLAsync("**/account/sign-in*");
            await own.SignInAsync(app.Address, person.Email, Person.Password);
        }
    }

    // ---------- 1: organizations, facilitators, training ----------

    public async Task RegisterOrganizationsAsync()
    {
        foreach (var place in Place.All)
        {
            var page = await AtAsync(Person.Coordinator, "/organizations/new");
            await page.Locator("#name").FillAsync(place.Name);
            await page.Locator("#public-code").FillAsync(place.Code);
            await page.Locator("#jurisdiction").SelectOptionAsync(place.Province);
            await page.Locator("#joined-on").FillAsync("2026-04-01");
            await Button(page, "Register", exact: false).ClickAsync();
            await page.WaitForURLAsync(Address("/organizations/", ""));
        }
    }

    public async Task ImportFacilitatorsAsync()
    {
        var page = await AtAsync(Person.Coordinator, "/organizations/import");
        await page.Locator("#file").SetInputFilesAsync(File("facilitators.csv", Encoding.UTF8.GetBytes(Place.FacilitatorsFile())));
        await Button(page, "Import 12 rows", exact: false).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Imported" })).ToBeVisibleAsync();
        (await Rows.CountAsync("select count(*) from programme.person")).Should().Be(12);
    }

    public async Task OpenCohortAsync()
    {
        var page = await AtAsync(Person.Coordinator, "/training/programmes");
        await Button(page, "Define a programme").ClickAsync();
        await page.Locator("#name-en").FillAsync("Facilitating Steady Ground");
        await page.Locator("#name-fr").FillAsync("Animer Terrain stable");
        await page.Locator("#validity-months").FillAsync("24");
        await page.Locator("dialog[open] [data-save]").ClickAsync();
        await Expect(page.GetByText("Facilitating Steady Ground")).ToBeVisibleAsync();
        await Button(page, "Define a curriculum").ClickAsync();
        await page.Locator("#c-name-en").FillAsync("Steady Ground");
        await page.Locator("#c-name-fr").FillAsync("Terrain stable");
        await page.Locator("#c-topics").FillAsync("Arriving\nListening\nRest\nLooking ahead");
        await page.Locator("#c-topics-fr").FillAsync("Accueil\nÉcoute\nRepos\nRegard vers l’avant");
        await page.Locator("dialog[open] [data-save]").ClickAsync();
        await Expect(page.GetByText("Steady Ground", new() { Exact = true })).ToBeVisibleAsync();

        page = await AtAsync(Person.Coordinator, "/training/cohorts/new");
        await page.Locator("#code").FillAsync("Cohort 1, autumn");
        await page.Locator("#capacity").FillAsync("20");
        await page.GetByLabel("Date of day 1").FillAsync("2026-09-14");
        await page.GetByLabel("Hours of day 1").FillAsync("15");
        await Button(page, "Add a day").ClickAsync();
        await page.GetByLabel("Date of day 2").FillAsync("2026-09-15");
        await page.GetByLabel("Hours of day 2").FillAsync("15");
        await Button(page, "Open the cohort", exact: false).ClickAsync();
        await page.WaitForURLAsync(Address("/training/cohorts/", ""));
        cohort = new Uri(page.Url).AbsolutePath;

        foreach (var name in Place.All.SelectMany(p => new[] { p.First, p.Second }))
        {
            await page.Locator("#find").FillAsync(name);
            await page.Locator(".found .choice").Filter(new() { HasText = name }).GetByRole(AriaRole.Button).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = name })).ToBeVisibleAsync();
        }
    }

    /// <summary>Types the hours as into a spreadsheet; the last facilitator was there on one day of two only.</summary>
    public async Task FillAttendanceAsync()
    {
        var page = await AtAsync(Person.Coordinator, cohort + "?tab=attendance");
        var cells = page.Locator("td[role=gridcell]");
        await cells.First.ClickAsync();
        var rows = await page.Locator("table.grid tbody th").AllInnerTextsAsync();
        rows.Should().HaveCount(12);
        foreach (var row in rows)
        {
            foreach (var day in new[] { 1, 2 })
            {
                await page.Keyboard.TypeAsync(day == 2 && row.StartsWith(Place.All[^1].Second, StringComparison.Ordinal) ? "0" : "15");
                await page.Keyboard.PressAsync("Tab");
            }
        }

        await Rows.WaitForAsync(24, "select count(*) from programme.training_attendance");
        await Expect(page.Locator(".grid-bar .saved")).ToContainTextAsync("Saved");
    }

    public async Task CertifyAsync()
    {
        var page = await AtAsync(Person.Coordinator, cohort + "?tab=completion");
        await Button(page, "Close attendance").ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Close attendance" }).ClickAsync();
        await Expect(Button(page, "Open attendance again")).ToBeVisibleAsync();
        page = await AtAsync(Person.Coordinator, cohort + "?tab=certificates");
        await page.Locator(".on-date input").FillAsync("2026-09-16");
        await Button(page, "Issue 11 certificates").ClickAsync();
        await Expect(page.Locator("td .tag.teal")).ToHaveCountAsync(11);
        (await Rows.CountAsync("select count(*) from programme.certification")).Should().Be(11);
    }

    // ---------- 2: a group and its sessions ----------

    public async Task OpenGroupAsync()
    {
        var place = Place.All[0];
        var page = await AtAsync(Person.Coordinator, "/interventions/groups/new");
        await page.Locator("#organization-id").SelectOptionAsync(new SelectOptionValue { Label = place.Name });
        await page.Locator("#label").FillAsync("Tuesday group, autumn 2026");
        await page.Locator("#starts-on").FillAsync("2026-09-22");
        await page.Locator("#ends-on").FillAsync("2026-12-15");
        await page.Locator("#enrolled-count").FillAsync("9");
        await page.GetByLabel(place.First, new() { Exact = false }).CheckAsync();
        await page.GetByLabel(place.Second, new() { Exact = false }).CheckAsync();
        await Button(page, "Open the group", exact: false).ClickAsync();
        await page.WaitForURLAsync(Address("/interventions/groups/", ""));
        group = new Uri(page.Url).AbsolutePath;
    }

    public async Task LogSessionAsync(int number, string day)
    {
        var page = await AtAsync(Person.Coordinator, group + "/sessions/new");
        await page.Locator("#held-on").FillAsync(day);
        await Expect(page.Locator("#number")).ToHaveValueAsync(number.ToString(CultureInfo.InvariantCulture));
        await page.Locator("#present-count").FillAsync("7");
        foreach (var box in await page.Locator("#facilitators input, .choices input[type=checkbox]").AllAsync())
            await box.CheckAsync();
        await Button(page, "Save session", exact: false).ClickAsync();
        await page.WaitForURLAsync(app.Address + group);
        (await Rows.CountAsync("select count(*) from programme.intervention_session")).Should().Be(number);
    }

    // ---------- 3: interviews ----------

    public async Task ScheduleInterviewAsync(Place place)
    {
        var page = await AtAsync(Person.Custodian, "/interviews/new");
        if (place == Place.All[0])
        {
            await Button(page, "Open a wave").ClickAsync();
            await page.Locator("#wave-name").FillAsync("T1");
            await page.Locator("#wave-starts-on").FillAsync("2026-09-01");
            await page.Locator("#wave-ends-on").FillAsync("2026-12-31");
            await page.Locator("dialog[open] footer .primary").ClickAsync();
            await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        }

        await page.Locator("#held-on").FillAsync("2026-10-06");
        await page.Locator("#organization").SelectOptionAsync(new SelectOptionValue { Label = place.Name });
        await page.GetByLabel(place.First, new() { Exact = false }).CheckAsync();
        await page.GetByLabel(place.Second, new() { Exact = false }).CheckAsync();
        await page.Locator("#interviewer").SelectOptionAsync(new SelectOptionValue { Label = Person.Custodian.Name });
        await page.Locator("#language").SelectOptionAsync("English");
        await Button(page, "Schedule", exact: false).ClickAsync();
        await page.WaitForURLAsync(Address("/interviews/", ""));
        Interviews[place.Code] = new Uri(page.Url).AbsolutePath;
    }

    public async Task RecordConsentAsync(Place place)
    {
        var page = await AtAsync(Person.Custodian, Interviews[place.Code]);
        var ask = page.Locator(".consents article").Filter(new() { Has = page.Locator(".notice") });
        for (var left = 2; left > 0; left--)
        {
            await Expect(ask).ToHaveCountAsync(left);
            await ask.First.GetByRole(AriaRole.Button, new() { Name = "Record consent" }).ClickAsync();
            await page.Locator("#consented-on").FillAsync("2026-10-05");
            await page.Locator("dialog[open] footer .primary").ClickAsync();
        }

        await Expect(ask).ToHaveCountAsync(0);
    }

    public async Task UploadAsync(Place place, FilePayload transcript, int words)
    {
        var page = await AtAsync(Person.Custodian, Interviews[place.Code] + "/transcript");
        await page.Locator("#transcript-file").SetInputFilesAsync(transcript);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who speaks" })).ToBeVisibleAsync();
        var read = WordsRead().Match(await page.Locator(".upload > p").First.InnerTextAsync()).Groups[1].Value;
        int.Parse(read.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture).Should().BeGreaterThanOrEqualTo(words);
        await page.GetByLabel($"Role of {InventedInterview.Interviewer}").SelectOptionAsync("Interviewer");
        foreach (var name in new[] { place.First, place.Second })
            await page.GetByLabel($"Role of {name}").SelectOptionAsync("Interviewee");
        await Button(page, "Store and look for identities").ClickAsync();
        await Expect(page.GetByText("decided").First).ToBeVisibleAsync();
    }

    public async Task DeidentifyAsync(Place place)
    {
        var page = await AtAsync(Person.Custodian, Interviews[place.Code] + "/transcript");
        var done = page.GetByRole(AriaRole.Heading, new() { Name = "Every passage is decided" });
        var replace = page.Locator(".decision-actions button").Last;
        var decided = page.Locator(".finds header [role=status]");
        for (var i = 0; i < 60; i++)
        {
            await Expect(done.Or(replace)).ToBeVisibleAsync();
            if (await done.IsVisibleAsync())
                break;
            var before = await decided.InnerTextAsync();
            await replace.ClickAsync();
            await Expect(decided).Not.ToHaveTextAsync(before);
        }

        (await Rows.CountAsync("select count(*) from raw_evidence.deidentification_entry where status = 'OPEN'")).Should().Be(0);
        page = await AtAsync(Person.Custodian, Interviews[place.Code] + "/review");
        await Button(page, "Submit for review").ClickAsync();
        await page.WaitForURLAsync(app.Address + Interviews[place.Code]);
    }

    public async Task ReleaseTranscriptAsync(Place place)
    {
        var page = await AtAsync(Person.Reviewer, Interviews[place.Code] + "/review");
        await Button(page, "Release to coders").ClickAsync();
        await page.WaitForURLAsync(app.Address + Interviews[place.Code]);
        var text = await Rows.TextAsync($"select text from evidence.transcript_version v where interview_id = '{Interviews[place.Code].Split('/')[^1]}' and state = 'RELEASED'");
        foreach (var part in place.First.Split(' ').Concat(place.Second.Split(' ')).Append("@"))
            text.Should().NotContain(part);
    }

    public async Task AssignAsync(Place place)
    {
        var page = await AtAsync(Person.Lead, Interviews[place.Code]);
        await page.Locator("#first-coder").SelectOptionAsync(new SelectOptionValue { Label = Person.FirstCoder.Name });
        await page.Locator("#second-coder").SelectOptionAsync(new SelectOptionValue { Label = Person.SecondCoder.Name });
        await Button(page, "Assign coders").ClickAsync();
        await Expect(page.Locator(".plain .tag")).ToHaveCountAsync(2);
    }

    // ---------- 4: coding ----------

    /// <summary>Codes by keyboard alone: to the turn, the key of the cell, the key of the point, what it rests on, Enter.</summary>
    public async Task CodeAsync(Person coder, Place place, params (int Turn, string CellKey, string PointKey)[] gestures)
    {
        var page = await AtAsync(coder, "/coding/" + Interviews[place.Code].Split('/')[^1]);
        var where = page.Locator("[data-part=where]");
        await Expect(page.Locator(".wb .turn[data-turn], .wb .turn").Nth(3)).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=state]")).Not.ToHaveTextAsync("Opening…");
        foreach (var (turn, cell, point) in gestures)
        {
            for (var i = 0; i < 400 && !(await where.InnerTextAsync()).Contains($"turn {turn},", StringComparison.Ordinal); i++)
                await page.Keyboard.PressAsync("j");
            await page.Keyboard.PressAsync(cell);
            await page.Keyboard.PressAsync(point);
            await page.Keyboard.PressAsync("e");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-part=state][data-state=SavedAt]")).ToBeVisibleAsync();
        }

        await Expect(page.Locator("[data-part=excerpt-count]")).ToHaveTextAsync(gestures.Length.ToString(CultureInfo.InvariantCulture));
    }

    public async Task SubmitCodingAsync(Person coder, Place place)
    {
        var page = await AtAsync(coder, "/coding/" + Interviews[place.Code].Split('/')[^1]);
        await Expect(page.Locator("[data-part=state]")).Not.ToHaveTextAsync("Opening…");
        await page.Locator("[data-act=submit]").ClickAsync();
        await page.Locator("[data-act=submit-now]").ClickAsync();
        await Expect(page.Locator(".submitted-only").First).ToBeVisibleAsync();
    }

    // ---------- 5: reconciling and signing ----------

    /// <summary>Settles each difference with the first value on offer that is a coder's.</summary>
    public async Task ReconcileAsync(Place place, int differences)
    {
        var page = await AtAsync(Person.Lead, "/coding/" + Interviews[place.Code].Split('/')[^1] + "/reconcile");
        var settled = page.Locator(".rc-bar [role=status].num");
        await Expect(settled).ToHaveTextAsync($"0 of {differences} settled");
        for (var i = 1; i <= differences; i++)
        {
            await page.Locator(".dec [role=radiogroup] button.radio").First.ClickAsync();
            await page.Locator("#reason").FillAsync("Both read the passage again and agreed that this is what it says.");
            await Button(page, "Settle and go on", exact: false).ClickAsync();
            await Expect(settled).ToHaveTextAsync($"{i} of {differences} settled");
        }
    }

    public async Task SignInterviewAsync(Place place)
    {
        var page = await AtAsync(Person.Lead, "/coding/" + Interviews[place.Code].Split('/')[^1] + "/syntheses");
        await Button(page, "Sign unchanged suggestions (12)").ClickAsync();
        await Expect(page.Locator(".sy-state .saved")).ToHaveCountAsync(12);
    }

    public async Task SignOrganizationAsync(Place place)
    {
        var organization = await Rows.TextAsync($"select id from programme.organization where public_code = '{place.Code}'");
        var page = await AtAsync(Person.Lead, $"/dashboards/organizations/{organization}?wave=T1");
        await Button(page, "Sign unchanged suggestions (12)").ClickAsync();
        await Rows.WaitForAsync(12, $"select count(*) from evidence.cell_synthesis where scope = 'ORGANIZATION' and organization_id = '{organization}'");
    }

    // ---------- Desks ----------

    /// <summary>A person's page at an address; they sign in where they have not, and stay signed in through a restart.</summary>
    public async Task<IPage> AtAsync(Person person, string address)
    {
        if (!desks.TryGetValue(person, out var page))
        {
            page = await NewDeskAsync(person);
            await page.SignInAsync(app.Address, person.Email, Person.Password);
        }

        await page.OpenAsync(app.Address + address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in desks.Values)
            await page.Context.DisposeAsync();
    }

    internal static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    internal static ILocator Button(IPage page, string name, bool exact = true) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    [GeneratedRegex("http\\S+/account/first-administrator\\?token=\\S+")]
    private static partial Regex PrintedLink();

    [GeneratedRegex("([\\d,]+) words in")]
    private static partial Regex WordsRead();

    private Regex Address(string before, string after) =>
        new("^" + Regex.Escape(app.Address + before) + "[0-9a-f-]{36}" + Regex.Escape(after) + "$");

    private async Task<IPage> NewDeskAsync(Person person)
    {
        if (desks.Remove(person, out var before))
            await before.Context.DisposeAsync();
        return desks[person] = await (await browser.OpenAsync()).NewPageAsync();
    }
}
