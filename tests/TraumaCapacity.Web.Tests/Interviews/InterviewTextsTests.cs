using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Web.Tests.Interviews;

/// <summary>Who gets which text over HTTP, without any screen in between.</summary>
public sealed class InterviewTextsTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Hidden = "He broke the door that night.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Rule", "PRV-15")]
    [Trait("Rule", "PRV-17")]
    [InlineData("coordinator@demo.example", false, false)]
    [InlineData("funder@demo.example", false, false)]
    [InlineData("admin@demo.example", false, false)]
    [InlineData("evaluator@demo.example", false, true)]
    [InlineData("evaluator2@demo.example", false, false)]
    [InlineData("lead@demo.example", false, true)]
    [InlineData("custodian@demo.example", true, true)]
    public async Task A_text_exists_only_for_those_who_may_read_it(string email, bool raw, bool released)
    {
        var (id, flag) = await ReleasedAsync();
        var browser = await host.SignedInAsync(email);

        (await StatusAsync(browser, $"/interviews/{id}/text/raw")).Should().Be(raw ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await StatusAsync(browser, $"/interviews/{id}/text/released")).Should().Be(released ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await StatusAsync(browser, $"/interviews/{id}/text/released/{flag}")).Should().Be(released ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await StatusAsync(browser, $"/interviews/{id}/text/draft")).Should().Be(HttpStatusCode.NotFound, "it was released");
    }

    [Fact]
    public async Task Nobody_signed_in_gets_nothing()
    {
        var (id, _) = await ReleasedAsync();

        (await StatusAsync(host.Visitor(), $"/interviews/{id}/text/released")).Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Flagged_words_are_not_in_the_text_and_no_browser_keeps_it()
    {
        var (id, flag) = await ReleasedAsync();
        var browser = await host.SignedInAsync("evaluator@demo.example");

        using var answer = await browser.GetAsync($"/interviews/{id}/text/released", Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        text.Should().Contain("It is calmer.").And.NotContain("broke the door").And.Contain(flag.ToString());
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await browser.GetStringAsync($"/interviews/{id}/text/released/{flag}", Token)).Should().Contain(Hidden);
    }

    private static Actor Someone(Role role) => new() { UserId = UserId.New(), Roles = new HashSet<Role> { role } };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address, Token);
        return answer.StatusCode;
    }

    // An interview of its own, released by two custodians and assigned to the first evaluator alone.
    private async Task<(InterviewId Id, Guid Flag)> ReleasedAsync()
    {
        var interviews = host.Services.GetRequiredService<InterviewService>();
        var transcripts = host.Services.GetRequiredService<TranscriptService>();
        var bench = host.Services.GetRequiredService<DeidentificationService>();
        var custodian = Someone(Role.DataCustodian);
        var code = "T" + Guid.NewGuid().ToString("N")[..8];
        var organization = (await host.Services.GetRequiredService<OrganizationService>().RegisterAsync(
            Someone(Role.Administrator), new OrganizationProfile(code, "Organization " + code, Jurisdiction.ON), new DateOnly(2024, 4, 1), Token)).Value;
        var wave = (await interviews.OpenWaveAsync(custodian, code, new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31), Token)).Value;
        var colleagues = (await interviews.ScheduleChoicesAsync(custodian, Token)).Interviewers;
        var id = (await interviews.ScheduleAsync(
            custodian,
            new ScheduleInterview(
                wave, organization, InterviewKind.Individual, new DateOnly(2026, 2, 2), ContentLanguage.English, DeliveryMode.Virtual, null,
                colleagues.Single(c => c.Name == "Claire Odjick").Id, [new IntervieweeChoice(null, null)]),
            Token)).Value;
        var interviewee = (await interviews.FindAsync(custodian, id, Token))!.Interviewees[0].Id;
        await interviews.RecordConsentAsync(
            custodian, new RecordConsent(interviewee, "1.0", new DateOnly(2026, 2, 1), ContentLanguage.English, new ConsentScope(false, false, false, false)), Token);
        var preview = (await transcripts.PreviewPastedAsync(custodian, id, $"I: So?\nP1: It is calmer. {Hidden}", Token)).Value;
        (await transcripts.StoreAsync(custodian, id, preview, new Dictionary<string, SpeakerRole>(StringComparer.Ordinal), Token)).Succeeded.Should().BeTrue();
        await bench.PrepareAsync(custodian, id, Token);
        var turn = (await bench.ReadDraftAsync(custodian, id, Token))!.Turns[1];
        var at = turn.Start + new CodePointText(turn.Words).ToCodePoint(turn.Words.IndexOf(Hidden, StringComparison.Ordinal));
        var flagged = (await bench.FlagAsync(custodian, id, new TextSpan(at, at + Hidden.Length), ContentFlagKind.ViolenceDescribed, Token)).Value;
        (await bench.SubmitAsync(custodian, id, Token)).Succeeded.Should().BeTrue();
        (await bench.ReleaseAsync(Someone(Role.DataCustodian), id, Token)).Succeeded.Should().BeTrue();
        var evaluator = (await interviews.FindAsync(custodian, id, Token))!.Assignable.Single(c => c.Name == "Maude Chiasson");
        (await interviews.AssignCodersAsync(custodian, id, [evaluator.Id], (await interviews.FindAsync(custodian, id, Token))!.Version, Token)).Succeeded.Should().BeTrue();
        return (id, flagged.Flags[0].Id);
    }
}
