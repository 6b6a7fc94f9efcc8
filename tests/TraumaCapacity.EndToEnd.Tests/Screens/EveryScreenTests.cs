using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.Screens;

/// <summary>Every screen, as each role opens it, in both themes, both languages and both widths: axe finds nothing serious,
/// nothing reaches outside, no text is missing, nothing scrolls sideways. The pictures stay in artifacts/screens.</summary>
public sealed partial class EveryScreenTests(DemoApp demo, BrowserFixture browser) : IClassFixture<DemoApp>
{
    private static readonly string[] Languages = ["en", "fr"];

    // Contrast is the theme's and the width's, names are the language's: axe looks at each theme, width and language, though
    // not at all eight together. The wide and light one comes last, so that the next screen is reached in it.
    private static readonly (ColorScheme Theme, int Width, string AxeIn)[] Looks =
    [
        (ColorScheme.Dark, 1366, "fr"), (ColorScheme.Dark, 375, "en"), (ColorScheme.Light, 375, "fr"), (ColorScheme.Light, 1366, "en"),
    ];

    private static readonly (string Role, string Email, string[] Screens)[] Readers =
    [
        ("coordinator", "coordinator@demo.example",
        [
            "/", "/organizations", "/organizations/new", "/organizations/import", "/imports", "/imports/new?kind=Sessions", "a:/organizations/[0-9a-f-]{36}$",
            "/people", "a:/people/[0-9a-f-]{36}$", "/people/merge",
            "/training", "/training/certifications", "a:/training/cohorts/[0-9a-f-]{36}$", "/interventions", "/interventions/groups/new",
            "a:/interventions/groups/[0-9a-f-]{36}$", "/interventions?show=running|a:/interventions/groups/[0-9a-f-]{36}$|a:/sessions/new$", "/releases",
            "/interventions?show=running|a:/interventions/groups/[0-9a-f-]{36}$", "/interventions?show=running|a:/interventions/groups/[0-9a-f-]{36}$|a:/edit$",
            "/interventions?show=running|a:/interventions/groups/[0-9a-f-]{36}$|a:/fidelity$",
            "/interventions/calendar", "/interventions/calendar?view=list", "/interventions/checklists",
        ]),
        ("custodian", "custodian@demo.example",
        [
            "/", "/interviews", "/interviews/new", "a:/interviews/[0-9a-f-]{36}$", "/interviews|a:/interviews/[0-9a-f-]{36}$|a:/transcript$",
            "/interviews|a:/interviews/[0-9a-f-]{36}$|a:/text$", "/releases/prepare",
        ]),
        ("evaluator", "evaluator@demo.example", ["/", "/interviews", "/coding", "/coding|a:/coding/[0-9a-f-]{36}$", "/codebook", "/dashboards", "/dashboards/national"]),
        ("lead", "lead@demo.example",
        [
            "/", "/dashboards", "/dashboards|a:/dashboards/organizations/[0-9a-f-]{36}", "/dashboards/national",
            "/|a:/coding/[0-9a-f-]{36}/reconcile", "/releases/prepare",
        ]),
        ("funder", "funder@demo.example", ["/", "/releases", "/releases/1"]),
        ("administrator", "admin@demo.example", ["/", "/admin/users", "/admin/audit", "/account"]),
        ("nobody", "", ["/account/sign-in"]),
    ];

    public static TheoryData<string, string> Ways() => [.. from reader in Readers from language in Languages select (reader.Role, language)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_role_opens_its_screens(string role, string language)
    {
        var (_, email, screens) = Readers.Single(r => r.Role == role);
        await using var context = await browser.OpenAsync(language);
        var outside = new List<string>();
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(demo.App.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                outside.Add(request.Url);
        };
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        var at = "";
        page.PageError += (_, error) => faults.Add($"{at}: {error}");
        await page.GotoAsync($"{demo.App.Address}/culture?c={language}&returnUrl=/");
        if (email.Length > 0)
            await page.SignInAsync(demo.App.Address, email);
        foreach (var (screen, number) in screens.Select((s, i) => (s, i)))
        {
            at = screen;
            if (!await ReachAsync(page, screen))
            {
                faults.Add($"{screen}: no link leads there");
                continue;
            }

            await page.WaitForTimeoutAsync(250);
            foreach (var (theme, width, axeIn) in Looks)
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
                await page.SetViewportSizeAsync(width, width < 500 ? 812 : 768);
                await page.WaitForTimeoutAsync(100);
                var look = $"{language}-{theme.ToString().ToLowerInvariant()}-{width.ToString(CultureInfo.InvariantCulture)}";
                await PictureAsync(page, $"{role}-{(number + 1).ToString("00", CultureInfo.InvariantCulture)}-{look}");
                faults.AddRange((await LookAsync(page, language, axeIn == language)).Select(f => $"{screen} {look}: {f}"));
            }
        }

        outside.Should().BeEmpty();
        faults.Should().BeEmpty();
    }

    private static async Task<List<string>> LookAsync(IPage page, string language, bool withAxe)
    {
        var faults = new List<string>();
        if (withAxe)
        {
            var axe = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            faults.AddRange(axe.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{v.Id} ({v.Impact}): {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Target?.ToString()))}"));
        }

        if (await page.EvaluateAsync<string>("document.documentElement.lang") is var lang && !lang.StartsWith(language, StringComparison.Ordinal))
            faults.Add($"lang is {lang}");
        var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (sideways > 1)
            faults.Add($"scrolls {sideways.ToString(CultureInfo.InvariantCulture)} pixels sideways");
        var text = await page.Locator("body").InnerTextAsync();
        if (RawKey().Match(text) is { Success: true } key)
            faults.Add($"shows a raw key: {key.Value}");
        if (await page.Locator("[data-fault], [data-not-found]").CountAsync() > 0)
            faults.Add("shows a fault, or that there is no such page");
        return faults;
    }

    // «/a|a:pattern» opens /a, then follows the first link that fits the pattern.
    private async Task<bool> ReachAsync(IPage page, string screen)
    {
        foreach (var step in screen.Split('|'))
        {
            if (!step.StartsWith("a:", StringComparison.Ordinal))
            {
                await page.OpenAsync(demo.App.Address + step);
                continue;
            }

            var pattern = new Regex(step[2..], RegexOptions.None, TimeSpan.FromSeconds(1));
            var links = await page.Locator("main a[href]").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
            if (Array.Find(links, pattern.IsMatch) is not { } link)
            {
                // From the list that the pattern's area has.
                var area = "/" + step[2..].Split('/', StringSplitOptions.RemoveEmptyEntries)[0];
                await page.OpenAsync(demo.App.Address + area);
                links = await page.Locator("main a[href]").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
                link = Array.Find(links, pattern.IsMatch);
            }

            if (link is null)
                return false;
            await page.OpenAsync(link.StartsWith("http", StringComparison.Ordinal) ? link : demo.App.Address + (link.StartsWith('/') ? link : "/" + link));
        }

        return true;
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        var folder = Path.Combine(RunningApp.Repository(), "artifacts", "screens");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    // A key that has no text is shown as itself: «Title», «SaveStatus.Saved».
    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z][A-Za-z]+\b(?<!TraumaCapacity|McLeod|GitHub|PostgreSQL)|\b[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\b", RegexOptions.None, 1000)]
    private static partial Regex RawKey();
}
