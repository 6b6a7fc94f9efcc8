using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>Steps 3 to 5: interviews, coding, reconciling and signing.</summary>
internal sealed partial class PathWalk
{
    // ---------- 3: interviews ----------

    public async Task ScheduleInterviewAsync(Place place)
    {
        var page = await AtAsync(Person.Custodian, "/interviews/new");
        if (place == Place.Brackwater)
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
        foreach (var name in place.Interviewees)
            await page.GetByLabel(name, new() { Exact = false }).CheckAsync();
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
        for (var left = place.Interviewed; left > 0; left--)
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
        await StoreAsync(page, place, words);
    }

    public async Task PasteAsync(Place place, InventedInterview interview)
    {
        var page = await AtAsync(Person.Custodian, Interviews[place.Code] + "/transcript");
        await page.GetByText("Or paste the text").ClickAsync();
        await page.Locator("#transcript-text").FillAsync(interview.AsText());
        await Button(page, "Read the pasted text").ClickAsync();
        await StoreAsync(page, place, interview.Words);
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
        foreach (var part in place.Facilitators.SelectMany(name => name.Split(' ')).Append("@"))
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
    public async Task CodeAsync(Person coder, Place place, params Heard[] heard)
    {
        var page = await AtAsync(coder, "/coding/" + Interviews[place.Code].Split('/')[^1]);
        var where = page.Locator("[data-part=where]");
        await Expect(page.Locator(".wb .turn[data-turn], .wb .turn").Nth(3)).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=state]")).Not.ToHaveTextAsync("Opening…");
        foreach (var passage in heard)
        {
            for (var i = 0; i < 400 && !(await where.InnerTextAsync()).Contains($"turn {passage.Turn},", StringComparison.Ordinal); i++)
                await page.Keyboard.PressAsync("j");
            foreach (var key in passage.Keys)
                await page.Keyboard.PressAsync(key);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-part=state][data-state=SavedAt]")).ToBeVisibleAsync();
        }

        await Expect(page.Locator("[data-part=excerpt-count]")).ToHaveTextAsync(heard.Length.ToString(CultureInfo.InvariantCulture));
    }

    public async Task SubmitCodingAsync(Person coder, Place place)
    {
        var page = await AtAsync(coder, "/coding/" + Interviews[place.Code].Split('/')[^1]);
        await Expect(page.Locator("[data-part=state]")).Not.ToHaveTextAsync("Opening…");
        await SubmitAsync(page);
    }

    /// <summary>The server takes it and its answer gets lost: told so, the coder submits again, and finds it done.</summary>
    public async Task SubmitThoughTheAnswerIsLostAsync(Person coder, Place place)
    {
        var page = await AtAsync(coder, "/coding/" + Interviews[place.Code].Split('/')[^1]);
        await Expect(page.Locator("[data-part=state]")).Not.ToHaveTextAsync("Opening…");
        await page.RouteAsync("**/submit", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        }, new() { Times = 1 });
        await page.Locator("[data-act=submit]").ClickAsync();
        await page.Locator("[data-act=submit-now]").ClickAsync();
        await Expect(page.Locator("[data-part=submit-message]")).Not.ToBeEmptyAsync();
        await page.Locator("[data-act=submit-now]").ClickAsync();
        await Expect(page.Locator(".submitted-only").First).ToBeVisibleAsync();
    }

    /// <summary>Codes and submits without leaving the page in between.</summary>
    public async Task CodeAndSubmitAsync(Person coder, Place place, Heard[] heard)
    {
        await CodeAsync(coder, place, heard);
        await SubmitAsync(desks[coder]);
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

    private static async Task SubmitAsync(IPage page)
    {
        await page.Locator("[data-act=submit]").ClickAsync();
        await page.Locator("[data-act=submit-now]").ClickAsync();
        await Expect(page.Locator(".submitted-only").First).ToBeVisibleAsync();
    }

    private async Task StoreAsync(IPage page, Place place, int words)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who speaks" })).ToBeVisibleAsync();
        var read = WordsRead().Match(await page.Locator(".upload > p").First.InnerTextAsync()).Groups[1].Value;
        int.Parse(read.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture).Should().BeGreaterThanOrEqualTo(words);
        await page.GetByLabel($"Role of {InventedInterview.Interviewer}").SelectOptionAsync("Interviewer");
        foreach (var name in place.Interviewees)
            await page.GetByLabel($"Role of {name}").SelectOptionAsync("Interviewee");
        await Button(page, "Store and look for identities").ClickAsync();
        await Expect(page.GetByText("decided").First).ToBeVisibleAsync();
    }
}
