using System.Globalization;
using TraumaCapacity.LocalPostgres;
using static TraumaCapacity.Application.Tests.LocalPostgres.ServerFolder;

namespace TraumaCapacity.Application.Tests.LocalPostgres;

/// <summary>One launcher at a time, and a server that ends with it however it is told to end.</summary>
public sealed class LauncherTests
{
    [Fact]
    public async Task A_second_launcher_is_told_who_runs_already()
    {
        await using var folder = new ServerFolder();
        using var launcher = await Launcher.StartAsync(folder);

        var refusal = await folder.RefusalAsync();

        refusal.Problem.Should().Be(LocalPostgresProblem.AlreadyRunning);
        refusal.Values.Should().Equal(folder.DataDirectory, launcher.ProcessId.ToString(CultureInfo.InvariantCulture));
        Runs(launcher.ServerProcessId).Should().BeTrue("the first is not disturbed");
        await ServerFolder.WriteAsync(launcher.ConnectionString);
    }

    [Fact]
    public async Task Of_two_launchers_that_start_at_once_one_wins()
    {
        await using var folder = new ServerFolder();
        using var one = Launcher.Begin(folder);
        using var other = Launcher.Begin(folder);

        await Task.WhenAll(one.ListenAsync(), other.ListenAsync());

        new[] { one.Problem, other.Problem }.Should().BeEquivalentTo([null, "AlreadyRunning"]);
    }

    [Fact]
    public async Task The_folder_is_free_again_when_the_first_has_stopped()
    {
        await using var folder = new ServerFolder();
        await using (var first = await folder.StartAsync())
        {
            (await folder.RefusalAsync()).Problem.Should().Be(LocalPostgresProblem.AlreadyRunning);
            await WriteAsync(first);
        }

        await using var second = await folder.StartAsync();
        await ShouldHaveKeptAsync(second);
    }

    [Theory]
    [InlineData("TERM", false)]
    [InlineData("INT", false)]
    [InlineData("QUIT", false)]
    [InlineData("HUP", false)]
    [InlineData("TERM", true)]
    [InlineData("INT", true)]
    [InlineData("QUIT", true)]
    [InlineData("HUP", true)]
    public async Task Any_signal_that_ends_the_launcher_stops_the_server(string signal, bool hosted)
    {
        await using var folder = new ServerFolder();
        using var launcher = await Launcher.StartAsync(folder, hosted);

        launcher.Signal(signal);
        await launcher.ExitAsync();

        Runs(launcher.ServerProcessId).Should().BeFalse();
        File.Exists(folder.PidFile).Should().BeFalse("the server went in good order");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("QUIT")]
    [InlineData("HUP")]
    public async Task A_signal_during_the_first_start_leaves_nothing_running_and_nothing_broken(string signal)
    {
        await using var folder = new ServerFolder();
        using (var launcher = Launcher.Begin(folder))
        {
            await UntilAsync(() => Directory.Exists(folder.DataDirectory) && Directory.GetDirectories(folder.DataDirectory, "data.new-*").Length > 0, "the cluster is being made");
            launcher.Signal(signal);
            await launcher.ListenAsync();
            await launcher.ExitAsync();
            launcher.WasCancelled.Should().BeTrue();
        }

        Directory.Exists(folder.Cluster).Should().BeFalse();
        await using var server = await folder.StartAsync();
        await WriteAsync(server);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_open_connections()
    {
        await using var folder = new ServerFolder();
        var server = await folder.StartAsync();
        var processId = server.ProcessId;
        await using var open = new Npgsql.NpgsqlConnection(server.OwnerConnectionString("postgres"));
        await open.OpenAsync();

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await server.DisposeAsync();

        Runs(processId).Should().BeFalse();
    }

    [Fact]
    public async Task Variables_meant_for_other_servers_change_nothing()
    {
        await using var folder = new ServerFolder();
        (string Name, string Value)[] stray =
        [
            ("PGDATA", "/nowhere"), ("PGHOST", "db.example.org"), ("PGPORT", "1"), ("PGUSER", "someone"), ("PGDATABASE", "other"),
            ("PGDATESTYLE", "German"), ("PGCLIENTENCODING", "LATIN1"), ("PGCTLTIMEOUT", "0"), ("PGSSLMODE", "verify-full"), ("LC_ALL", "tr_TR.UTF-8"),
        ];

        using var launcher = await Launcher.StartAsync(folder, environment: stray);

        launcher.Problem.Should().BeNull();
        (await QueryAsync(launcher.ConnectionString, "SELECT current_user || ' ' || current_database()")).Should().Be("postgres postgres");
        (await QueryAsync(launcher.ConnectionString, "SELECT count(*) FROM pg_settings WHERE source = 'environment variable'")).Should().Be(0L);
        var environment = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{launcher.ServerProcessId}/environ"));
        environment.Should().NotBeEmpty().And.NotContainAny(stray.Select(variable => $"{variable.Name}={variable.Value}"));
    }
}
