using System.Net;
using TraumaCapacity.Web.Hosting;

namespace TraumaCapacity.Web.Tests.Hosting;

public sealed class PreferencesTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task The_language_is_kept_and_leads_back_to_the_page()
    {
        using var visitor = host.Visitor();

        using var answer = await visitor.GetAsync("/culture?c=fr&returnUrl=%2Faccount%2Fsign-in");
        using var page = await visitor.GetAsync("/account/sign-in");
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().Be("/account/sign-in");
        html.Should().Contain("<html lang=\"fr-CA\"").And.Contain("Mot de passe");
    }

    [Theory]
    [InlineData("fr", "fr-CA")]
    [InlineData("fr-FR,en;q=0.5", "fr-CA")]
    [InlineData("en-GB,fr;q=0.5", "en-CA")]
    [InlineData("de,fr;q=0.8,en;q=0.5", "fr-CA")]
    [InlineData("de", "en-CA")]
    public async Task Until_someone_chooses_the_browser_s_language_decides(string accepted, string language)
    {
        using var visitor = host.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept-Language", accepted);

        using var page = await visitor.GetAsync("/account/sign-in");

        (await page.Content.ReadAsStringAsync()).Should().Contain($"<html lang=\"{language}\"");
    }

    [Theory]
    [InlineData("/culture?c=fr&returnUrl=")]
    [InlineData("/theme?t=dark&returnUrl=")]
    public async Task Neither_language_nor_theme_leads_to_another_site(string address)
    {
        using var visitor = host.Visitor();
        foreach (var elsewhere in new[] { "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example", "elsewhere.example", "/\n/elsewhere.example" })
        {
            using var answer = await visitor.GetAsync(address + Uri.EscapeDataString(elsewhere));
            answer.Headers.Location!.ToString().Should().Be("/");
        }
    }

    [Fact]
    public async Task The_theme_is_kept()
    {
        using var visitor = host.Visitor();

        using var answer = await visitor.GetAsync("/theme?t=dark");
        using var page = await visitor.GetAsync("/account/sign-in");

        (await page.Content.ReadAsStringAsync()).Should().Contain("data-theme=\"dark\"");
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/coding/1?x=//y", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("//x", false)]
    [InlineData("/\\x", false)]
    [InlineData("http://x", false)]
    [InlineData("/a\r\nSet-Cookie: b", false)]
    public void Only_addresses_of_this_site_are_local(string? address, bool local) => Preferences.IsLocal(address).Should().Be(local);
}
