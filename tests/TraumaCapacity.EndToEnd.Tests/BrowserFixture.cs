using Microsoft.Playwright;
using TraumaCapacity.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace TraumaCapacity.EndToEnd.Tests;

/// <summary>One Chromium for all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // A busy machine with two cores needs a while to draw a page.
    private const int Patience = 15_000;

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>What Playwright switches off, and the preparing of Chromium's own windows, which costs each profile as much as
    /// a page: of two such lists only the last counts.</summary>
    private static readonly string[] Unneeded =
    [
        "PreloadTopChromeWebUI", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls",
        "HttpsUpgrades", "LensOverlay", "MediaRouter", "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning", "Translate",
    ];

    private IPlaywright? playwright;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>A reader's own browser profile.</summary>
    /// <param name="language"><c>en</c> or <c>fr</c>.</param>
    /// <param name="theme"><c>light</c> or <c>dark</c>.</param>
    /// <param name="width">1366 or 375.</param>
    public async Task<IBrowserContext> OpenAsync(string language = "en", string theme = "light", int width = 1366)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language == "fr" ? "fr-CA" : "en-CA",
            TimezoneId = "America/Toronto",
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 812 : 768 },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? Array.Find(Places, File.Exists),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-features=" + string.Join(',', Unneeded),
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}
