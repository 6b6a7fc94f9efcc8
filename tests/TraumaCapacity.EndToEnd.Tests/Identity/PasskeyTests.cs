using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.Identity;

/// <summary>The life of a passkey, with Chromium's virtual authenticator in the place of a fingerprint reader.</summary>
public sealed class PasskeyTests(EmptyApp empty, BrowserFixture browser) : IClassFixture<EmptyApp>
{
    [Fact]
    public async Task A_passkey_is_added_renamed_used_to_sign_in_and_removed()
    {
        var app = empty.App;
        await using var context = await browser.OpenAsync();
        var page = await empty.SignedInAsync(context);
        var device = await Device.PlugInAsync(page);

        await page.OpenAsync(app.Address + "/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToHaveTextAsync("The passkey has been added.");
        var name = page.GetByLabel("Name of the passkey");
        await Expect(name).ToHaveValueAsync("Passkey 1");

        await name.FillAsync("Reception desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToHaveTextAsync("The passkey has been renamed.");
        await Expect(name).ToHaveValueAsync("Reception desk");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await page.WaitForURLAsync("**/account/sign-in*");
        await page.OpenAsync(app.Address + "/account/sign-in?returnUrl=%2Faccount");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/account");
        await Expect(page.GetByText(EmptyApp.Email)).ToBeVisibleAsync();

        // Without the check of who holds the device, the passkey stands for one step only, and is refused.
        await device.HeldByOwnerAsync(false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await page.WaitForURLAsync("**/account/sign-in*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.Locator("[data-passkey-error]")).ToHaveTextAsync("The passkey was not used. Try again, or use your password.");

        await page.SignInAsync(app.Address, EmptyApp.Email, EmptyApp.Password);
        await page.OpenAsync(app.Address + "/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToHaveTextAsync("The passkey has been removed.");
        await Expect(name).ToHaveCountAsync(0);

        await device.HeldByOwnerAsync(true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await page.WaitForURLAsync("**/account/sign-in*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.Locator("#sign-in-failed")).ToBeVisibleAsync();
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>A device that holds passkeys and checks who holds it, as the browser's own tools simulate it.</summary>
    private sealed class Device(ICDPSession session, string id)
    {
        public static async Task<Device> PlugInAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("WebAuthn.enable", new() { ["enableUI"] = false });
            var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            });
            return new Device(session, added!.Value.GetProperty("authenticatorId").GetString()!);
        }

        /// <summary>Whether the finger that is laid on it is its holder's.</summary>
        public async Task HeldByOwnerAsync(bool isOwner) =>
            await session.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = id, ["isUserVerified"] = isOwner });
    }
}
