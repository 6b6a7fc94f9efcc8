using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests;

/// <summary>The demonstration, started once for the tests that only look at it.</summary>
public sealed class DemoApp : IAsyncLifetime
{
    /// <summary>The password of every demonstration account.</summary>
    public const string Password = "steady ground demo";

    public RunningApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await RunningApp.StartAsync("--demo");

    public ValueTask DisposeAsync() => App is null ? ValueTask.CompletedTask : App.DisposeAsync();
}

/// <summary>What every reader does.</summary>
internal static class Reader
{
    /// <summary>Signs in with a password, in English or French.</summary>
    public static async Task SignInAsync(this IPage page, string address, string email, string password = DemoApp.Password)
    {
        await page.GotoAsync(address + "/account/sign-in");
        await page.SignInHereAsync(email, password);
    }

    /// <summary>Signs in on the page that asks for it, and goes on to where it was asked.</summary>
    public static async Task SignInHereAsync(this IPage page, string email, string password)
    {
        await page.Locator("input[type=email]").FillAsync(email);
        await page.Locator("input[type=password]").First.FillAsync(password);
        await page.Locator("form:has(input[type=password]) button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        await page.SettledAsync();
    }

    /// <summary>Goes to an address and waits until the screen stands.</summary>
    public static async Task OpenAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.SettledAsync();
    }

    /// <summary>Waits until the page has its heading and nothing on it is still loading.</summary>
    public static async Task SettledAsync(this IPage page)
    {
        await page.Locator("h1").First.WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('.skeleton, [aria-busy=true]')");
    }
}
