using Microsoft.Playwright;
using TraumaCapacity.EndToEnd.Tests.WholePath;

namespace TraumaCapacity.EndToEnd.Tests.Forms;

/// <summary>A form that somebody else saved while it was open.</summary>
public sealed class StaleFormTests(EmptyApp empty, BrowserFixture browser) : IClassFixture<EmptyApp>
{
    [Fact]
    public async Task The_second_to_save_sees_both_versions_keeps_what_was_typed_and_never_overwrites_unseen()
    {
        await using var context = await browser.OpenAsync();
        var mine = await empty.SignedInAsync(context);
        await mine.OpenAsync(empty.App.Address + "/organizations/new");
        await mine.Locator("#name").FillAsync("Before");
        await mine.Locator("#public-code").FillAsync("BFR");
        await mine.Locator("#jurisdiction").SelectOptionAsync("QC");
        await SaveAsync(mine);
        var edit = mine.Url + "/edit";

        var theirs = await context.NewPageAsync();
        await mine.OpenAsync(edit);
        await theirs.OpenAsync(edit);
        await theirs.Locator("#name").FillAsync("Theirs");
        await SaveAsync(theirs);

        await mine.Locator("#name").FillAsync("Mine");
        await mine.Locator("[data-save]").ClickAsync();
        await SeesBothAsync(mine);

        // A draft is kept with the version that it was typed against: after a reload it is still told.
        await mine.WaitForFunctionAsync("() => Object.keys(sessionStorage).every(key => !key.startsWith('draft/'))");
        await mine.OpenAsync(edit);
        await Assertions.Expect(mine.Locator(".draft-notice")).ToBeVisibleAsync();
        await Assertions.Expect(mine.Locator("#name")).ToHaveValueAsync("Mine");
        await mine.Locator("[data-save]").ClickAsync();
        await SeesBothAsync(mine);

        // Who saw both may replace, and does.
        await SaveAsync(mine);
        await Assertions.Expect(mine.GetByRole(AriaRole.Heading, new() { Name = "Mine" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_draft_that_was_on_its_way_when_the_form_was_saved_does_not_outlive_it()
    {
        var rows = new RawRows(empty.App.DataFolder);
        await using var context = await browser.OpenAsync();
        var page = await empty.SignedInAsync(context);
        await page.OpenAsync(empty.App.Address + "/organizations/new");
        await page.Locator("#public-code").FillAsync("LTE");
        await page.Locator("#jurisdiction").SelectOptionAsync("QC");
        await rows.WaitForAsync(1, "select count(*) from app.draft where form_key = 'organization/new'");
        await rows.CountAsync("with gone as (delete from app.draft returning 1) select count(*) from gone");

        // A row with the draft's key, not committed: the draft waits for it, and the form is saved meanwhile.
        var held = await rows.HoldAsync(
            "insert into app.draft (id, user_id, form_key, content, saved_at, created_at, created_by) "
            + "select gen_random_uuid(), id, 'organization/new', '{}', now(), now(), id from account.user_account");
        await page.Locator("#name").FillAsync("Late");
        await rows.WaitForAsync(1, "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%app.draft%'");
        await page.Locator("[data-save]").ClickAsync();
        await rows.WaitForAsync(1, "select count(*) from programme.organization where public_code = 'LTE'");
        await page.WaitForTimeoutAsync(1000);
        await held.DisposeAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await rows.WaitForAsync(0, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'");

        await page.OpenAsync(empty.App.Address + "/organizations/new");
        (await page.Locator("#name").InputValueAsync()).Should().BeEmpty();
        (await rows.CountAsync("select count(*) from app.draft where form_key = 'organization/new'")).Should().Be(0);
    }

    private static async Task SeesBothAsync(IPage page)
    {
        var row = page.Locator(".two-versions tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row.Locator("td")).ToHaveTextAsync(["Theirs", "Mine"]);
        await Assertions.Expect(page.Locator("#name")).ToHaveValueAsync("Mine");
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.Locator("[data-save]").ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/edit", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await page.SettledAsync();
    }
}
