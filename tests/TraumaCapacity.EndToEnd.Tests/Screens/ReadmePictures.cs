using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.Screens;

/// <summary>Takes the pictures of the README anew, from the demonstration: <c>tools/screenshots.sh</c>.</summary>
public sealed class ReadmePictures(DemoApp demo, BrowserFixture browser) : IClassFixture<DemoApp>
{
    private static readonly (string Name, string Email, string Language, string Theme, int Width, string[] Steps, bool Whole)[] Pictures =
    [
        ("home", "evaluator@demo.example", "fr", "dark", 1366, ["/"], false),
        ("attendance", "coordinator@demo.example", "en", "light", 1366, ["/training", "/training/cohorts/[0-9a-f]{8}", "attendance"], false),
        ("session-log", "coordinator@demo.example", "en", "light", 375, ["/interventions?show=running", "/interventions/groups/[0-9a-f]", "/sessions/new"], false),
        ("workbench", "evaluator@demo.example", "en", "light", 1366, ["/coding", "/coding/[0-9a-f]"], false),
        ("reconcile", "lead@demo.example", "en", "dark", 1366, ["/", "/reconcile"], false),
        ("matrix", "lead@demo.example", "en", "light", 1366, ["/dashboards"], false),
        ("national", "funder@demo.example", "en", "light", 1366, ["/releases/1"], true),
    ];

    [Fact(Explicit = true)]
    public async Task Take_them()
    {
        var folder = Path.Combine(RunningApp.Repository(), "docs", "screenshots");
        Directory.CreateDirectory(folder);
        foreach (var picture in Pictures)
        {
            await using var context = await browser.OpenAsync(picture.Language, picture.Theme, picture.Width);
            var page = await context.NewPageAsync();
            await page.GotoAsync($"{demo.App.Address}/culture?c={picture.Language}&returnUrl=/");
            await page.SignInAsync(demo.App.Address, picture.Email);
            foreach (var (number, step) in picture.Steps.Index())
                await page.OpenAsync(demo.App.Address + (number == 0 ? step : await LinkAsync(page, step)));

            await page.WaitForTimeoutAsync(600);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, picture.Name + ".png"), FullPage = picture.Whole });
        }
    }

    private static async Task<string?> LinkAsync(IPage page, string pattern)
    {
        var links = await page.Locator("main a[href]").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
        var link = Array.Find(links, l => Regex.IsMatch(l, pattern.TrimStart('/').Replace("?", "\\?", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1)));
        return link is null ? null : link.StartsWith('/') ? link : "/" + link;
    }
}
