using System.Net;

namespace TraumaCapacity.Web.Tests.Hosting;

public sealed class HealthTests(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_running_program_says_so_and_nothing_more(string address)
    {
        using var visitor = host.Visitor();

        using var answer = await visitor.GetAsync(address);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be("Healthy");
    }

    [Fact]
    public void The_keys_are_for_the_program_s_own_eyes()
    {
        if (OperatingSystem.IsWindows())
            return;
        var keys = Path.Combine(host.Folder, "keys");

        File.GetUnixFileMode(keys).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(keys).Should().NotBeEmpty();
        foreach (var key in Directory.GetFiles(keys))
            File.GetUnixFileMode(key).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

/// <summary>Apart, because it takes the database away.</summary>
public sealed class ReadinessTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_database_that_lacks_a_migration_is_not_ready_and_nobody_is_told_why()
    {
        using var visitor = host.Visitor();
        await host.RunAsOwnerAsync("delete from app.schema_migration");

        using var ready = await visitor.GetAsync("/health/ready");
        using var live = await visitor.GetAsync("/health/live");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).Should().Be("Unhealthy");
        live.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
