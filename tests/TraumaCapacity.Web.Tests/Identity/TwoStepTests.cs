using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Tests.Identity;

/// <summary>Signing in with an authenticator app, and what the database keeps of it.</summary>
public sealed partial class TwoStepTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Password = "amber kettle on a quiet shelf";

    [Fact]
    public async Task The_apps_key_is_nowhere_in_the_rows_and_its_codes_sign_in()
    {
        var account = await AnAccountAsync();
        using var browser = await host.SignedInAsync(account.Email, Password);
        var key = await TurnOnAsync(browser);

        (await RowsAsync(account.Id)).Should().NotContain(key);
        (await SignInWithCodeAsync(account.Email, key)).Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_key_from_before_keys_were_sealed_signs_in_and_is_sealed_with_that()
    {
        var account = await AnAccountAsync();
        using var browser = await host.SignedInAsync(account.Email, Password);
        var key = await TurnOnAsync(browser);
        await host.RunAsOwnerAsync($"update account.user_token set value = '{key}' where name = 'AuthenticatorKey' and user_id = '{account.Id}'");

        (await SignInWithCodeAsync(account.Email, key)).Should().Be(HttpStatusCode.Redirect);

        (await RowsAsync(account.Id)).Should().NotContain(key);
        (await SignInWithCodeAsync(account.Email, key)).Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_sealed_key_is_of_no_use_in_another_accounts_row()
    {
        var mine = await AnAccountAsync();
        var theirs = await AnAccountAsync();
        using var my = await host.SignedInAsync(mine.Email, Password);
        using var their = await host.SignedInAsync(theirs.Email, Password);
        var key = await TurnOnAsync(my);
        await TurnOnAsync(their);
        await host.RunAsOwnerAsync(
            $"""
            update account.user_token set value = (select value from account.user_token where name = 'AuthenticatorKey' and user_id = '{mine.Id}')
            where name = 'AuthenticatorKey' and user_id = '{theirs.Id}'
            """);

        (await SignInWithCodeAsync(theirs.Email, key)).Should().Be(HttpStatusCode.OK, "the second step refuses the code");
    }

    /// <summary>Turns two-step sign-in on by its page.</summary>
    /// <returns>The key that the page showed.</returns>
    private static async Task<string> TurnOnAsync(HttpClient browser)
    {
        using var page = await browser.GetAsync("/account/two-step");
        var key = ShownKey().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        key.Should().HaveLength(32);
        using var on = await TestHost.PostAsync(browser, "/account/two-step", "turn-on", ("Form.Code", Code(key)));
        (await on.Content.ReadAsStringAsync()).Should().Contain("class=\"codes\"");
        return key;
    }

    /// <summary>What an authenticator app shows now (RFC 6238: SHA-1, 30 seconds, six digits).</summary>
    private static string Code(string key)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(c => Convert.ToString(Alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The apps compute with it.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("class=\"secret\">([A-Z2-7 ]+)<")]
    private static partial Regex ShownKey();

    private async Task<HttpStatusCode> SignInWithCodeAsync(string email, string key)
    {
        using var browser = host.Visitor();
        using var first = await TestHost.SignInAsync(browser, email, Password);
        first.Headers.Location!.ToString().Should().Contain("/account/second-step");
        using var second = await TestHost.PostAsync(browser, "/account/second-step", "code", ("Form.Code", Code(key)));
        return second.StatusCode;
    }

    private async Task<string> RowsAsync(UserId id) =>
        (string)(await host.RunAsOwnerAsync($"select string_agg(t::text, ' ') from account.user_token t where user_id = '{id}'"))!;

    private async Task<(UserId Id, string Email)> AnAccountAsync()
    {
        var administrator = await host.Services.GetRequiredService<DemoAccounts>().ActAsAsync("admin@demo.example", CancellationToken.None);
        var email = $"p{Guid.NewGuid():N}@example.org";
        var created = (await host.Services.GetRequiredService<AccountService>()
            .CreateAsync(new CreateAccount(email, "Robin Vale", "en"), administrator, CancellationToken.None)).Value;
        (await host.Services.GetRequiredService<OneTimeLinkService>().SetPasswordAsync(created.Token, Password, CancellationToken.None)).Succeeded.Should().BeTrue();
        return (created.UserId, email);
    }
}
