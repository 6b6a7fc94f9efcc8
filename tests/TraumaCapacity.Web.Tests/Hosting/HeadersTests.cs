using System.Net;

namespace TraumaCapacity.Web.Tests.Hosting;

public sealed class HeadersTests(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/health/live")]
    [InlineData("/")]
    [InlineData("/app.css")]
    [InlineData("/not/there")]
    public async Task Every_answer_keeps_to_itself(string address)
    {
        using var visitor = host.Visitor();

        using var answer = await visitor.GetAsync(address);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which;
        policy.Should().Contain("frame-ancestors 'none'").And.Contain("object-src 'none'").And.Contain("default-src 'self'");
        Directive(policy, "script-src").Should().NotContain("unsafe").And.NotContain("http").And.NotContain("*");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.GetValues("Permissions-Policy").Single().Should().Contain("camera=()");
        answer.Headers.Contains("Server").Should().BeFalse();
    }

    [Fact]
    public async Task Every_script_of_a_page_is_our_own_or_carries_the_nonce()
    {
        using var browser = await host.SignedInAsync("lead@demo.example");

        using var answer = await browser.GetAsync("/");
        var html = await answer.Content.ReadAsStringAsync();

        var nonce = Directive(answer.Headers.GetValues("Content-Security-Policy").Single(), "script-src").Split("'nonce-")[1].Split('\'')[0];
        var scripts = System.Text.RegularExpressions.Regex.Matches(html, "<script[^>]*>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        scripts.Should().NotBeEmpty();
        foreach (System.Text.RegularExpressions.Match script in scripts)
            script.Value.Should().Match(s => s.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal) || s.Contains("src=\"_", StringComparison.Ordinal) || s.Contains("src=\"js/", StringComparison.Ordinal));
        html.Should().NotMatchRegex("\\son[a-z]+=\"");
    }

    [Fact]
    public async Task Two_answers_never_share_a_nonce()
    {
        using var visitor = host.Visitor();

        using var one = await visitor.GetAsync("/account/sign-in");
        using var other = await visitor.GetAsync("/account/sign-in");

        one.Headers.GetValues("Content-Security-Policy").Single().Should().NotBe(other.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Over_https_browsers_are_kept_there_and_cookies_are_secure()
    {
        using var visitor = host.Visitor();
        visitor.BaseAddress = new Uri("https://capacity.example.org");

        using var answer = await visitor.GetAsync("/account/sign-in");
        using var language = await visitor.GetAsync("/culture?c=fr");

        answer.Headers.GetValues("Strict-Transport-Security").Single().Should().Contain("max-age=31536000");
        answer.Headers.GetValues("Set-Cookie").Should().OnlyContain(c => c.Contains("secure", StringComparison.OrdinalIgnoreCase));
        language.Headers.GetValues("Set-Cookie").Should().OnlyContain(c => c.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_socket_of_a_screen_needs_a_sign_in()
    {
        using var visitor = host.Visitor();

        using var answer = await visitor.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static string Directive(string policy, string name) =>
        policy.Split(';').Select(d => d.Trim()).Single(d => d.StartsWith(name + " ", StringComparison.Ordinal));
}
