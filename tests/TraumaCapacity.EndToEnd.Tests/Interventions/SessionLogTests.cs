using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using TraumaCapacity.EndToEnd.Tests.WholePath;

namespace TraumaCapacity.EndToEnd.Tests.Interventions;

/// <summary>The session log as a coordinator keeps it after the group: on a phone with a poor line, or by keyboard.</summary>
public sealed class SessionLogTests(BrowserFixture browser) : IAsyncLifetime
{
    private const int MostInteractions = 11;
    private const string Running = "/interventions?show=running";

    private RunningApp app = null!;

    public async ValueTask InitializeAsync() => app = await RunningApp.StartAsync("--demo");

    public ValueTask DisposeAsync() => app is null ? ValueTask.CompletedTask : app.DisposeAsync();

    [Fact]
    public async Task On_a_phone_with_the_line_cut_and_the_server_killed_in_the_middle_everything_comes_back_and_is_saved_once()
    {
        await using var context = await browser.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = "en-CA",
            ViewportSize = new ViewportSize { Width = 375, Height = 812 },
            HasTouch = true,
            IsMobile = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.SignInAsync(app.Address, "coordinator@demo.example");
        await OpenLogAsync(page);
        var interactions = 0;
        Task Tap(ILocator target)
        {
            interactions++;
            return target.TapAsync();
        }

        var present = page.Locator("#present-count");
        var before = int.Parse(await present.InputValueAsync(), CultureInfo.InvariantCulture);
        await Tap(page.Locator(".step button").First);
        await Assertions.Expect(present).ToHaveValueAsync((before - 1).ToString(CultureInfo.InvariantCulture));
        await Tap(page.Locator(".checklist-item input").First);
        await Assertions.Expect(page.Locator(".save-bar")).ToContainTextAsync("Draft kept");

        // The line is gone: what is typed now is in this tab alone. Then the server dies too.
        await context.SetOfflineAsync(true);
        await Tap(page.Locator("#adaptation-note"));
        interactions++;
        await page.Keyboard.TypeAsync("Longer opening; less practice.");
        await page.WaitForTimeoutAsync(900);
        await app.KillAndStartAgainAsync();
        await context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await page.SettledAsync();

        await Assertions.Expect(page.Locator("#adaptation-note")).ToHaveValueAsync("Longer opening; less practice.");
        await Assertions.Expect(present).ToHaveValueAsync((before - 1).ToString(CultureInfo.InvariantCulture));
        await Assertions.Expect(page.Locator(".checklist-item input").First).Not.ToBeCheckedAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).Should().BeLessThanOrEqualTo(1);
        await Tap(page.Locator(".save-bar .btn.primary"));
        await page.WaitForURLAsync(url => !url.Contains("/sessions/", StringComparison.Ordinal));

        interactions.Should().BeLessThanOrEqualTo(MostInteractions);
        var rows = new RawRows(app.DataFolder);
        (await rows.CountAsync($"select count(*) from programme.intervention_session where adaptation_note = 'Longer opening; less practice.' and present_count = {before - 1}")).Should().Be(1);
        (await rows.CountAsync(
            "select count(*) from programme.fidelity_response f join programme.intervention_session s on s.id = f.session_id where s.adaptation_note = 'Longer opening; less practice.' and f.value = 'NOT_DONE'")).Should().Be(1);

        // By keyboard alone, with the line away for a moment: the page hears afterwards of what was typed meanwhile.
        await ByKeyboardAsync(rows);
    }

    private async Task ByKeyboardAsync(RawRows rows)
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.SignInAsync(app.Address, "coordinator@demo.example");
        await OpenLogAsync(page, last: true);
        var taken = Stopwatch.StartNew();
        var interactions = 0;
        async Task AtAsync(string id)
        {
            interactions++;
            for (var tabs = 0; tabs < 60 && await page.EvaluateAsync<string>("document.activeElement.id") != id; tabs++)
                await page.Keyboard.PressAsync("Tab");
            (await page.EvaluateAsync<string>("document.activeElement.id")).Should().Be(id);
        }

        await AtAsync("present-count");
        await page.Keyboard.PressAsync("ArrowDown");
        var present = await page.Locator("#present-count").InputValueAsync();
        await AtAsync("adaptation-note");
        await context.SetOfflineAsync(true);
        await page.Keyboard.TypeAsync("Shorter than planned.");
        await context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(".save-bar")).ToContainTextAsync("Draft kept", new() { Timeout = 30_000 });
        interactions++;
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync(url => !url.Contains("/sessions/", StringComparison.Ordinal));

        taken.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
        interactions.Should().BeLessThanOrEqualTo(MostInteractions);
        (await rows.CountAsync($"select count(*) from programme.intervention_session where adaptation_note = 'Shorter than planned.' and present_count = {present}")).Should().Be(1);
    }

    // A running group that counts those present; the next session is filled with what is known.
    private async Task OpenLogAsync(IPage page, bool last = false)
    {
        await page.OpenAsync(app.Address + Running);
        var groups = await page.Locator("main th a[href^='/interventions/groups/']").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
        foreach (var group in last ? groups.Reverse() : groups)
        {
            await page.OpenAsync($"{app.Address}{group}/sessions/new");
            if (await page.Locator("input#present-count").CountAsync() > 0)
                return;
        }

        throw new InvalidOperationException("The demonstration has no running group.");
    }
}
