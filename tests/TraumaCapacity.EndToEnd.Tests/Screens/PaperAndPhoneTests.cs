using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.Screens;

/// <summary>A release on paper, and the screens whose wide tables and panes have to fit a phone.</summary>
public sealed class PaperAndPhoneTests(DemoApp demo, BrowserFixture browser) : IClassFixture<DemoApp>
{
    // Letter paper less the margins of the print sheet, at 96 pixels an inch.
    private const int PaperWidth = 710;

    [Theory]
    [InlineData("en", "light", "Evidence as of", "How this was made")]
    [InlineData("fr", "dark", "Données jusqu’au", "Comment")]
    public async Task A_printed_release_has_its_title_period_and_method_and_nothing_to_click(string language, string theme, string cutOff, string method)
    {
        await using var context = await browser.OpenAsync(language, theme);
        var page = await OpenAsync(context, language, "funder@demo.example", "/releases/1");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.SetViewportSizeAsync(PaperWidth, 900);

        foreach (var gone in new[] { ".rail", ".top", ".skip", "[data-print]", ".take", "a[download]", ".curtain" })
            (await page.Locator(gone).EvaluateAllAsync<bool>("all => all.some(e => e.getClientRects().length > 0)")).Should().BeFalse("{0} is nothing on paper", gone);
        (await page.Locator("h1").IsVisibleAsync()).Should().BeTrue();
        var text = await page.Locator("main").InnerTextAsync();
        text.Should().Contain(cutOff).And.Contain(method).And.Contain("SHA-256").And.Contain("CRS-5/1");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).Should().BeLessThanOrEqualTo(1, "nothing is cut off at the edge of the paper");
        (await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).Should().Be("rgb(255, 255, 255)", "paper is white in either theme");
        (await page.Locator(".nm tbody td").CountAsync()).Should().Be(12, "the whole matrix is there");
    }

    [Theory]
    [InlineData("/dashboards/national", "en", "Facilitator", "Organization", "Community")]
    [InlineData("/dashboards/organizations/", "fr", "Personne facilitatrice", "Organisme", "Communauté")]
    public async Task On_a_phone_each_cell_of_a_matrix_names_its_level(string address, string language, string facilitator, string organization, string community)
    {
        await using var context = await browser.OpenAsync(language, width: 375);
        var page = await OpenAsync(context, language, "lead@demo.example", "/dashboards");
        await page.OpenAsync(demo.App.Address + (address.EndsWith('/')
            ? await page.Locator($"main a[href*='{address}']").First.GetAttributeAsync("href")
            : address));

        var names = await page.Locator(".nm tbody td").EvaluateAllAsync<string[]>("cells => cells.map(c => getComputedStyle(c, '::before').content.replaceAll('\"', ''))");

        names.Should().Equal(Enumerable.Repeat(new[] { facilitator, organization, community }, 4).SelectMany(n => n));
    }

    [Fact]
    public async Task On_a_phone_the_organizations_by_cell_need_no_scrolling_sideways()
    {
        await using var context = await browser.OpenAsync(width: 375);
        var page = await OpenAsync(context, "en", "lead@demo.example", "/dashboards");

        var beyond = await page.Locator(".ox tbody button.oc").EvaluateAllAsync<int>("cells => cells.filter(c => c.getBoundingClientRect().right > innerWidth || c.getBoundingClientRect().width < 44).length");
        var named = await page.Locator(".ox tbody tr").First.Locator("td.dl").EvaluateAllAsync<string[]>("cells => cells.map(c => getComputedStyle(c, '::before').content.replaceAll('\"', ''))");

        beyond.Should().Be(0);
        named.Should().Equal("Awareness", "Competency", "Collaboration", "Safety");
    }

    [Fact]
    public async Task On_a_phone_the_panes_of_the_workbench_take_turns_by_touch_and_by_key()
    {
        await using var context = await browser.OpenAsync(width: 375);
        var page = await OpenAsync(context, "en", "evaluator@demo.example", "/coding");
        await page.Locator("main a[href*='/coding/']").First.ClickAsync();
        await page.Locator(".wb[aria-busy=false]").WaitForAsync();
        var (left, text, pad) = (page.Locator(".wb-left"), page.Locator(".wb-mid"), page.Locator(".wb-right"));
        (await Seen(left, text, pad)).Should().Equal([false, true, true], "the transcript comes first, the pad under it");

        await page.Locator("[data-view-to=left]").ClickAsync();
        (await Seen(left, text, pad)).Should().Equal(true, false, false);
        await left.Locator(".exlist button").Nth(2).ClickAsync();
        (await Seen(left, text, pad)).Should().Equal([false, true, true], "an excerpt that is chosen shows in the text");
        (await text.Locator(".sel").First.IsVisibleAsync()).Should().BeTrue();

        await page.Locator("[data-view-to=pad]").ClickAsync();
        (await Seen(left, text, pad)).Should().Equal(false, false, true);
        await page.Keyboard.PressAsync("l");
        (await Seen(left, text, pad)).Should().Equal(true, false, false);
        (await left.Locator(":focus").CountAsync()).Should().Be(1, "the keys go on where the eyes are");
        await page.Keyboard.PressAsync("Escape");
        (await Seen(left, text, pad)).Should().Equal(false, true, true);
        (await page.Locator("[data-view-to=text]").GetAttributeAsync("aria-pressed")).Should().Be("true");
    }

    private static async Task<bool[]> Seen(params ILocator[] panes)
    {
        var seen = new List<bool>();
        foreach (var pane in panes)
            seen.Add(await pane.IsVisibleAsync());
        return [.. seen];
    }

    private async Task<IPage> OpenAsync(IBrowserContext context, string language, string email, string address)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{demo.App.Address}/culture?c={language}&returnUrl=/");
        await page.SignInAsync(demo.App.Address, email);
        await page.OpenAsync(demo.App.Address + address);
        return page;
    }
}
