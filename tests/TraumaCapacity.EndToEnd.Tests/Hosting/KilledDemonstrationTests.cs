using TraumaCapacity.EndToEnd.Tests.WholePath;

namespace TraumaCapacity.EndToEnd.Tests.Hosting;

/// <summary>A first start that is cut off while it fills the demonstration.</summary>
public sealed class KilledDemonstrationTests
{
    [Fact]
    public async Task A_demonstration_that_was_cut_off_is_begun_anew_and_one_that_is_complete_stays()
    {
        await using var app = RunningApp.Over("--demo");
        app.Begin();
        await app.UntilAsync(async () => await new RawRows(app.DataFolder).CountAsync("select count(*) from programme.organization") > 3);
        await app.KillAsync();
        var rows = new RawRows(app.DataFolder);
        (await rows.CountAsync("select count(*) from app.demo_fill where finished_at is null")).Should().Be(1);

        await app.StartAgainAsync();

        app.Printed.Should().Contain("begun anew");
        (await rows.CountAsync("select count(*) from app.demo_fill where finished_at is not null")).Should().Be(1);
        (await rows.CountAsync("select count(*) from programme.organization")).Should().Be(14);
        (await rows.CountAsync("select count(*) from release.release where state = 'PUBLISHED'")).Should().Be(1);
        var lines = await rows.CountAsync("select count(*) from audit.audit_event");

        await app.KillAndStartAgainAsync();

        app.Printed.Should().NotContain("begun anew");
        (await rows.CountAsync("select count(*) from audit.audit_event")).Should().Be(lines);
    }
}
