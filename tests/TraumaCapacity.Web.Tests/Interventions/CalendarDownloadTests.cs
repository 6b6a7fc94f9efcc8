using System.Net;

namespace TraumaCapacity.Web.Tests.Interventions;

/// <summary>Who gets the calendar as a file.</summary>
public sealed class CalendarDownloadTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Address = "/interventions/calendar.ics";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("coordinator@demo.example", HttpStatusCode.OK)]
    [InlineData("evaluator@demo.example", HttpStatusCode.OK)]
    [InlineData("admin@demo.example", HttpStatusCode.OK)]
    [InlineData("funder@demo.example", HttpStatusCode.NotFound)]
    public async Task The_calendar_leaves_for_those_who_read_groups(string email, HttpStatusCode expected)
    {
        using var browser = await host.SignedInAsync(email);

        using var answer = await browser.GetAsync(Address, Token);

        answer.StatusCode.Should().Be(expected);
        if (expected != HttpStatusCode.OK)
            return;
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/calendar; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.Should().EndWith(".ics");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await answer.Content.ReadAsStringAsync(Token)).Should().StartWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").And.EndWith("END:VCALENDAR\r\n");
    }

    [Fact]
    public async Task Nobody_signed_in_gets_none()
    {
        using var answer = await host.Visitor().GetAsync(Address, Token);

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.Unauthorized);
    }
}
