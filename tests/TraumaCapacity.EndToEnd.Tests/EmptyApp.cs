using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests;

/// <summary>The application over an empty database, with the administrator that the printed link made.</summary>
public sealed partial class EmptyApp(BrowserFixture browser) : IAsyncLifetime
{
    public const string Email = "ines.vautour@example.org";
    public const string Password = "seven geese over the harbour";

    public RunningApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await RunningApp.StartAsync("--empty");
        // It is printed once the application answers.
        await App.UntilAsync(() => Task.FromResult(PrintedLink().IsMatch(App.Printed)));
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.OpenAsync(PrintedLink().Match(App.Printed).Value);
        await page.Locator("#display-name").FillAsync("Ines Vautour");
        await page.Locator("#email").FillAsync(Email);
        await page.Locator("#password").FillAsync(Password);
        await page.ClickAsync("button[type=submit].big");
        await page.WaitForURLAsync("**/account/sign-in*");
    }

    public ValueTask DisposeAsync() => App is null ? ValueTask.CompletedTask : App.DisposeAsync();

    /// <summary>A page of the administrator's, in a browser profile of its own.</summary>
    public async Task<IPage> SignedInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.SignInAsync(App.Address, Email, Password);
        return page;
    }

    [GeneratedRegex(@"http://localhost:\d+/account/first-administrator\?token=\S+")]
    private static partial Regex PrintedLink();
}
