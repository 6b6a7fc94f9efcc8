using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Tests.Identity;

public sealed class SignInTests(TestHost host) : IClassFixture<TestHost>
{
    private const string GoodPassword = "amber kettle on a quiet shelf";

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        using var browser = host.Visitor();

        using var answer = await TestHost.SignInAsync(browser, "lead@demo.example", DemoAccounts.Password, "/account");

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().EndWith("/account");
        using var page = await browser.GetAsync("/account");
        (await page.Content.ReadAsStringAsync()).Should().Contain("Dominique Roy");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/elsewhere.example")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        using var browser = host.Visitor();

        using var answer = await TestHost.SignInAsync(browser, "lead@demo.example", DemoAccounts.Password, returnUrl);

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        new Uri(new Uri("http://localhost"), answer.Headers.Location!).ToString().Should().Be("http://localhost/");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not a passkey")]
    public async Task A_passkey_that_nobody_asked_for_signs_nobody_in(string credential)
    {
        using var browser = host.Visitor();

        using var answer = await TestHost.PostAsync(browser, "/account/sign-in", "passkey", ("Passkey.Credential", credential));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("sign-in-failed");
    }

    [Fact]
    public async Task An_unknown_address_a_wrong_password_a_resting_and_a_disabled_account_get_the_same_answer()
    {
        var account = await AnAccountAsync();
        var disabled = await AnAccountAsync();
        await Accounts.DisableAsync(disabled.Id, disable: true, await AdministratorAsync(), CancellationToken.None);

        var unknown = await FailAsync("nobody@example.org", "whatever this is");
        var wrong = await FailAsync(account.Email, "not the password");
        var closed = await FailAsync(disabled.Email, GoodPassword);
        for (var i = 0; i < 8; i++)
            await FailAsync(account.Email, "not the password");
        var resting = await FailAsync(account.Email, GoodPassword);

        unknown.Should().Contain("sign-in-failed");
        new[] { wrong, closed, resting }.Should().AllBe(unknown);
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        using var browser = await host.SignedInAsync("evaluator2@demo.example");
        using var nothing = new FormUrlEncodedContent([]);

        using var signIn = await browser.PostAsync("/account/sign-in", nothing);
        using var signOut = await browser.PostAsync("/account/sign-out", nothing);
        using var still = await browser.GetAsync("/account");

        signIn.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        signOut.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        still.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_cookie_is_for_http_alone_and_for_this_site()
    {
        using var browser = host.Visitor();

        using var answer = await TestHost.SignInAsync(browser, "lead@demo.example", DemoAccounts.Password);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("tc-session=", StringComparison.Ordinal));
        cookie.Should().Contain("httponly").And.Contain("samesite=lax");
        var options = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        foreach (var scheme in new[] { IdentityConstants.ApplicationScheme, IdentityConstants.TwoFactorUserIdScheme })
            options.Get(scheme).Cookie.SecurePolicy.Should().Be(Microsoft.AspNetCore.Http.CookieSecurePolicy.SameAsRequest);
    }

    [Fact]
    public async Task Signing_out_ends_the_cookie_wherever_it_was_copied_to()
    {
        using var browser = host.Visitor();
        using var signedIn = await TestHost.SignInAsync(browser, "custodian2@demo.example", DemoAccounts.Password);
        var copied = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("tc-session=", StringComparison.Ordinal)).Split(';')[0];

        using var account = await browser.GetAsync("/account");
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", TestHost.Token(await account.Content.ReadAsStringAsync()))]);
        using var signedOut = await browser.PostAsync("/account/sign-out", form);

        signedOut.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var thief = host.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Cookie", copied);
        using var answer = await thief.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_in_one_browser_leaves_the_other_signed_in()
    {
        var account = await AnAccountAsync();
        using var one = await host.SignedInAsync(account.Email, GoodPassword);
        using var other = await host.SignedInAsync(account.Email, GoodPassword);

        using var page = await one.GetAsync("/account");
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", TestHost.Token(await page.Content.ReadAsStringAsync()))]);
        using var signedOut = await one.PostAsync("/account/sign-out", form);

        using var ended = await one.GetAsync("/account");
        using var open = await other.GetAsync("/account");
        ended.StatusCode.Should().Be(HttpStatusCode.Redirect);
        open.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_revoked_role_and_a_disabled_account_end_what_is_open(bool revoke)
    {
        var account = await AnAccountAsync(Role.Evaluator);
        using var browser = await host.SignedInAsync(account.Email, GoodPassword);
        using (var before = await browser.GetAsync("/account"))
            before.StatusCode.Should().Be(HttpStatusCode.OK);

        var administrator = await AdministratorAsync();
        var done = revoke
            ? await Accounts.RevokeAsync(account.Grants[0], administrator, CancellationToken.None)
            : await Accounts.DisableAsync(account.Id, disable: true, administrator, CancellationToken.None);
        done.Succeeded.Should().BeTrue();

        var deadline = DateTime.UtcNow.AddSeconds(15);
        HttpStatusCode status;
        do
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            using var answer = await browser.GetAsync("/account");
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.OK && DateTime.UtcNow < deadline);
        status.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Open_screens_ask_within_half_a_minute_whether_the_sign_in_still_holds()
    {
        var account = await AnAccountAsync(Role.Evaluator);
        using var scope = host.Services.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>();
        var factory = scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<UserAccount>>();
        var signIns = host.Services.GetRequiredService<SignInService>();
        var principal = await factory.CreateAsync((await users.FindByEmailAsync(account.Email))!);
        var session = await signIns.StartAsync(account.Id, null, CancellationToken.None);
        principal.Identities.Single().AddClaim(new System.Security.Claims.Claim(ActorClaims.Session, session.ToString()));
        var sessions = host.Services.GetRequiredService<LiveSessions>();
        (await sessions.IsLiveAsync(principal, CancellationToken.None)).Should().BeTrue();

        await signIns.EndAsync(account.Id, session, null, CancellationToken.None);

        (await sessions.IsLiveAsync(principal, CancellationToken.None)).Should().BeFalse();
        var state = (LiveAuthenticationState)scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider>();
        typeof(LiveAuthenticationState).GetProperty("RevalidationInterval", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
            .GetValue(state).Should().BeOfType<TimeSpan>().Which.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_second_step_stands_between_the_password_and_the_work()
    {
        var account = await AnAccountAsync();
        string[] recovery;
        using (var scope = host.Services.CreateScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>();
            var user = (await users.FindByEmailAsync(account.Email))!;
            await users.ResetAuthenticatorKeyAsync(user);
            await users.SetTwoFactorEnabledAsync(user, true);
            recovery = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 2))!];
        }

        using var browser = host.Visitor();
        using var first = await TestHost.SignInAsync(browser, account.Email, GoodPassword);
        first.Headers.Location!.ToString().Should().Contain("/account/second-step");
        using (var early = await browser.GetAsync("/account"))
            early.StatusCode.Should().Be(HttpStatusCode.Redirect);

        using var wrong = await TestHost.PostAsync(browser, "/account/second-step", "code", ("Form.Code", "000000"));
        wrong.StatusCode.Should().Be(HttpStatusCode.OK);
        using var right = await TestHost.PostAsync(browser, "/account/second-step", "code", ("Form.Code", recovery[0]));
        right.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using (var page = await browser.GetAsync("/account"))
            page.StatusCode.Should().Be(HttpStatusCode.OK);

        using var again = host.Visitor();
        using var second = await TestHost.SignInAsync(again, account.Email, GoodPassword);
        using var used = await TestHost.PostAsync(again, "/account/second-step", "code", ("Form.Code", recovery[0]));
        used.StatusCode.Should().Be(HttpStatusCode.OK, "a recovery code works once");
        ((string)(await host.RunAsOwnerAsync("select string_agg(value, ',') from account.user_token where name = 'RecoveryCodes'"))!).Should().NotContain(recovery[1]);
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sign_ins_and_keeps_this_one()
    {
        var account = await AnAccountAsync();
        using var here = await host.SignedInAsync(account.Email, GoodPassword);
        using var elsewhere = await host.SignedInAsync(account.Email, GoodPassword);

        using var changed = await TestHost.PostAsync(
            here, "/account", "change-password", ("Form.CurrentPassword", GoodPassword), ("Form.Password", "seven geese over the harbour"));

        changed.Headers.Location?.ToString().Should().EndWith("/account?done=password");
        using var kept = await here.GetAsync("/account");
        using var ended = await elsewhere.GetAsync("/account");
        kept.StatusCode.Should().Be(HttpStatusCode.OK);
        ended.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_link_sets_a_password_once()
    {
        var created = (await Accounts.CreateAsync(new CreateAccount(UniqueAddress(), "Noor Bell", "fr"), await AdministratorAsync(), CancellationToken.None)).Value;
        var address = $"/account/set-password?token={created.Token}";
        using var browser = host.Visitor();

        using var easy = await TestHost.PostAsync(browser, address, "set-password", ("Form.Password", "passwordpassword"));
        easy.StatusCode.Should().Be(HttpStatusCode.OK);
        using var set = await TestHost.PostAsync(browser, address, "set-password", ("Form.Password", GoodPassword));
        using var again = await browser.GetAsync(address);

        set.StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await again.Content.ReadAsStringAsync()).Should().Contain("Identity.LinkNotValid");
    }

    [Fact]
    public async Task The_link_of_the_console_makes_an_administrator_once()
    {
        var token = await host.Services.GetRequiredService<OneTimeLinkService>().OfferAdministratorAsync(CancellationToken.None);
        var address = $"/account/first-administrator?token={token}";
        var email = UniqueAddress();
        using var browser = host.Visitor();

        using var made = await TestHost.PostAsync(
            browser, address, "first-administrator", ("Form.DisplayName", "Ines Vautour"), ("Form.Email", email), ("Form.Password", GoodPassword));
        using var again = await browser.GetAsync(address);
        using var signedIn = await host.SignedInAsync(email, GoodPassword);
        using var users = await signedIn.GetAsync("/admin/users");

        made.StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await again.Content.ReadAsStringAsync()).Should().Contain("Identity.LinkNotValid");
        users.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private AccountService Accounts => host.Services.GetRequiredService<AccountService>();

    private static string UniqueAddress() => $"p{Guid.NewGuid():N}@example.org";

    private Task<Actor> AdministratorAsync() => host.Services.GetRequiredService<DemoAccounts>().ActAsAsync("admin@demo.example", CancellationToken.None);

    private async Task<(UserId Id, string Email, IReadOnlyList<Guid> Grants)> AnAccountAsync(params Role[] roles)
    {
        var administrator = await AdministratorAsync();
        var email = UniqueAddress();
        var created = (await Accounts.CreateAsync(new CreateAccount(email, "Robin Vale", "en"), administrator, CancellationToken.None)).Value;
        var grants = new List<Guid>();
        foreach (var role in roles)
            grants.Add((await Accounts.GrantAsync(new GrantRole(created.UserId, role), administrator, CancellationToken.None)).Value);
        var set = await host.Services.GetRequiredService<OneTimeLinkService>().SetPasswordAsync(created.Token, GoodPassword, CancellationToken.None);
        set.Succeeded.Should().BeTrue();
        return (created.UserId, email, grants);
    }

    /// <summary>The page after a refused sign-in, without what differs from answer to answer.</summary>
    private async Task<string> FailAsync(string email, string password)
    {
        using var browser = host.Visitor();
        using var answer = await TestHost.SignInAsync(browser, email, password);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var html = await answer.Content.ReadAsStringAsync();
        return System.Text.RegularExpressions.Regex.Replace(html, "<!--.*?-->|nonce=\"[^\"]*\"|value=\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.Singleline, TimeSpan.FromSeconds(5));
    }
}
