using Microsoft.Playwright;

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
