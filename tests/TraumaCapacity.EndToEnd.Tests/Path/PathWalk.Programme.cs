using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>Steps 1 and 2: organizations, facilitators, training; groups and their sessions.</summary>
internal sealed partial class PathWalk
{
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

        foreach (var name in Place.Everyone)
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
                await page.Keyboard.TypeAsync(day == 2 && row.StartsWith(Place.Kestrel.Facilitators[1], StringComparison.Ordinal) ? "0" : "15");
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

    public async Task OpenGroupAsync(Place place, string from, string to, int enrolled)
    {
        var page = await AtAsync(Person.Coordinator, "/interventions/groups/new");
        await page.Locator("#organization-id").SelectOptionAsync(new SelectOptionValue { Label = place.Name });
        await page.Locator("#label").FillAsync("Tuesday group, autumn 2026");
        await page.Locator("#starts-on").FillAsync(from);
        await page.Locator("#ends-on").FillAsync(to);
        await page.Locator("#enrolled-count").FillAsync(enrolled.ToString(CultureInfo.InvariantCulture));
        foreach (var name in place.Facilitators)
            await page.GetByLabel(name, new() { Exact = false }).CheckAsync();
        await Button(page, "Open the group", exact: false).ClickAsync();
        await page.WaitForURLAsync(Address("/interventions/groups/", ""));
        groups[place] = new Uri(page.Url).AbsolutePath;
    }

    public async Task LogSessionAsync(Place place, int number, string day)
    {
        var page = await AtAsync(Person.Coordinator, groups[place] + "/sessions/new");
        await page.Locator("#held-on").FillAsync(day);
        await Expect(page.Locator("#number")).ToHaveValueAsync(number.ToString(CultureInfo.InvariantCulture));
        await page.Locator("#present-count").FillAsync("7");
        foreach (var box in await page.Locator("#facilitators input[type=checkbox]").AllAsync())
            await box.CheckAsync();
        await Button(page, "Save session", exact: false).ClickAsync();
        await page.WaitForURLAsync(app.Address + groups[place]);
        (await Rows.CountAsync($"select count(*) from programme.intervention_session where group_id = '{groups[place].Split('/')[^1]}'")).Should().Be(number);
    }

    public async Task CloseGroupAsync(Place place, int completers)
    {
        var page = await AtAsync(Person.Coordinator, groups[place]);
        await Button(page, "Close the group").ClickAsync();
        await page.Locator("#completers").FillAsync(completers.ToString(CultureInfo.InvariantCulture));
        await page.Locator("dialog[open] footer .primary").ClickAsync();
        await Expect(Button(page, "Reopen the group")).ToBeVisibleAsync();
    }
}
