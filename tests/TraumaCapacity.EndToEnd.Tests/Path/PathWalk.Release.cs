using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>Steps 6 and 7: a release, and what the funder reads of it.</summary>
internal sealed partial class PathWalk
{
    public const string CutOff = "2026-10-31";

    private const string Release = "/releases/prepare/1";

    // ---------- 6: a release ----------

    public async Task PrepareReleaseAsync()
    {
        var page = await AtAsync(Person.Lead, "/releases/prepare");
        await page.Locator("#cut-off").FillAsync(CutOff);
        await page.Locator("#title-en").FillAsync("What changed by autumn 2026");
        await page.Locator("#title-fr").FillAsync("Ce qui avait changé à l’automne 2026");
        await Button(page, "Prepare and check", exact: false).ClickAsync();
        await page.WaitForURLAsync(app.Address + Release);

        // Whoever prepared a release is not asked to approve it.
        await Expect(page.GetByText("You prepared this release, so someone else approves it")).ToBeVisibleAsync();
        await Expect(Button(page, "Approve")).ToHaveCountAsync(0);
        await Expect(Button(page, "Publish")).ToHaveCountAsync(0);
        var why = await page.GetByRole(AriaRole.Table, new() { Name = "What is hidden, and why" }).Locator("tbody tr").AllInnerTextsAsync();
        why.Should().Contain(r => r.Contains("Collaboration × Organization", StringComparison.Ordinal) && r.Contains('7') && r.Contains('8'), "seven interviewees stand behind it, and eight are needed");
    }

    public async Task ApproveReleaseAsync()
    {
        var page = await AtAsync(Person.Reviewer, Release);
        await Button(page, "Approve").ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByText("Release 1 is approved.")).ToBeVisibleAsync();
        (await Rows.TextAsync("select state from release.release")).Should().Be("APPROVED");
    }

    public async Task PublishReleaseAsync()
    {
        // Until then there is nothing for a funder.
        var page = await AtAsync(Person.Funder, "/releases");
        await Expect(page.Locator(".rlist")).ToHaveCountAsync(0);

        page = await AtAsync(Person.Lead, Release);
        await Button(page, "Publish").ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.GetByText("Release 1 is published.")).ToBeVisibleAsync();
    }

    // ---------- 7: the funder ----------

    public async Task<FunderPage> OpenReleaseAsync()
    {
        var page = await AtAsync(Person.Funder, "/releases");
        await page.GetByRole(AriaRole.Link, new() { Name = "What changed by autumn 2026" }).ClickAsync();
        await page.WaitForURLAsync(app.Address + "/releases/1");
        return new FunderPage(page);
    }
}
