using System.Diagnostics;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.Identity;

/// <summary>What an administrator takes away ends screens that are open, without anybody touching them.</summary>
public sealed class EndOfSignInTests(EmptyApp empty, BrowserFixture browser) : IClassFixture<EmptyApp>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_revoked_role_and_a_disabled_account_end_open_screens_within_a_minute()
    {
        await using var administrators = await browser.OpenAsync();
        var users = await empty.SignedInAsync(administrators);
        await using var first = await browser.OpenAsync();
        await using var second = await browser.OpenAsync();
        var revoked = await ColleagueAsync(users, first, "Robin Vale", "robin.vale@example.org");
        var disabled = await ColleagueAsync(users, second, "Noor Bell", "noor.bell@example.org");
        foreach (var page in new[] { revoked, disabled })
            await page.OpenAsync(empty.App.Address + "/organizations");

        await users.OpenAsync(empty.App.Address + "/admin/users");
        await Row(users, "robin.vale@example.org").Locator(".badge button").First.ClickAsync();
        await users.Locator("dialog[open] button.danger").ClickAsync();
        await Assertions.Expect(Row(users, "robin.vale@example.org").Locator(".badge:not(.add)")).ToHaveCountAsync(0);
        await users.GetByRole(AriaRole.Button, new() { Name = "Disable the account of Noor Bell" }).ClickAsync();
        await Assertions.Expect(Row(users, "noor.bell@example.org").GetByText("disabled", new() { Exact = true })).ToBeVisibleAsync();

        var since = Stopwatch.StartNew();
        foreach (var page in new[] { revoked, disabled })
            await page.WaitForURLAsync("**/account/sign-in*", new() { Timeout = (float)(Longest - since.Elapsed).TotalMilliseconds });
        since.Elapsed.Should().BeLessThan(Longest);
        (await users.GotoAsync(empty.App.Address + "/admin/users"))!.Ok.Should().BeTrue("the administrator's own sign-in stands");
    }

    private static ILocator Row(IPage page, string email) => page.Locator("tr").Filter(new() { HasText = email });

    /// <summary>A coordinator with an account, signed in.</summary>
    private async Task<IPage> ColleagueAsync(IPage users, IBrowserContext context, string name, string email)
    {
        await users.OpenAsync(empty.App.Address + "/admin/users");
        await users.GetByRole(AriaRole.Button, new() { Name = "New user" }).ClickAsync();
        await users.Locator("dialog #display-name").FillAsync(name);
        await users.Locator("dialog #email").FillAsync(email);
        await users.Locator("dialog[open] button[type=submit]").ClickAsync();
        var secret = (await users.Locator("dialog[open] .secret").InnerTextAsync()).Trim();
        await users.GetByRole(AriaRole.Button, new() { Name = "I have copied it" }).ClickAsync();
        await Row(users, email).Locator("button.badge.add").ClickAsync();
        await users.Locator("dialog[open] #role").SelectOptionAsync("Coordinator");
        await users.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Assertions.Expect(Row(users, email).Locator(".badge:not(.add)")).ToHaveCountAsync(1);

        var page = await context.NewPageAsync();
        await page.OpenAsync(secret);
        await page.Locator("#password").FillAsync(EmptyApp.Password);
        await page.ClickAsync("button[type=submit].big");
        await page.WaitForURLAsync("**/account/sign-in*");
        await page.SignInAsync(empty.App.Address, email, EmptyApp.Password);
        return page;
    }
}
