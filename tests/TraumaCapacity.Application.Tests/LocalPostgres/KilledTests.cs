using System.Diagnostics;
using System.Globalization;
using System.Text;
using TraumaCapacity.LocalPostgres;
using static TraumaCapacity.Application.Tests.LocalPostgres.ServerFolder;

namespace TraumaCapacity.Application.Tests.LocalPostgres;

/// <summary>What was committed is there again after kill -9 of the server, of the app, of both, and whatever is left in between.</summary>
public sealed class KilledTests
{
    [Fact]
    public async Task A_server_that_is_killed_comes_back_by_itself_where_it_was()
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();
        await WriteAsync(server);
        var (killed, connectionString) = (server.ProcessId, server.OwnerConnectionString("postgres"));

        Kill(killed);

        await UntilAsync(() => server.ProcessId != killed, "the server has been started again");
        server.OwnerConnectionString("postgres").Should().Be(connectionString);
        await ShouldHaveKeptAsync(server);
    }

    [Fact]
    public async Task A_server_is_brought_back_as_often_as_it_is_killed()
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();
        await WriteAsync(server);

        for (var time = 0; time < 3; time++)
        {
            var killed = server.ProcessId;
            Kill(killed);
            await UntilAsync(() => server.ProcessId != killed, "the server has been started again");
        }

        await ShouldHaveKeptAsync(server);
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_work_comes_back()
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();
        await WriteAsync(server);
        var busy = QueryAsync(server.OwnerConnectionString("postgres"), "SELECT count(*) FROM generate_series(1, 30000000) a WHERE a::text LIKE '%9%'");
        var killed = server.ProcessId;

        Kill(killed);

        await UntilAsync(() => server.ProcessId != killed, "the server has been started again");
        await ShouldHaveKeptAsync(server);
        await busy.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_server_whose_launcher_was_killed_is_taken_over()
    {
        await using var folder = new ServerFolder();
        using var launcher = await Launcher.StartAsync(folder);
        launcher.Adopted.Should().BeFalse();
        await WriteAsync(launcher.ConnectionString);

        await launcher.KillAsync();
        await using var server = await folder.StartAsync();

        server.Adopted.Should().BeTrue();
        server.ProcessId.Should().Be(launcher.ServerProcessId);
        await ShouldHaveKeptAsync(server);
    }

    [Fact]
    public async Task A_server_that_was_taken_over_is_stopped_in_the_end()
    {
        await using var folder = new ServerFolder();
        using var launcher = await Launcher.StartAsync(folder);
        await launcher.KillAsync();

        await (await folder.StartAsync()).DisposeAsync();

        // The server takes its file away a moment before its process is gone.
        for (var i = 0; i < 100 && Runs(launcher.ServerProcessId); i++)
            await Task.Delay(50);
        Runs(launcher.ServerProcessId).Should().BeFalse();
    }

    [Fact]
    public async Task A_server_that_runs_but_cannot_be_reached_is_replaced()
    {
        await using var folder = new ServerFolder();
        using var launcher = await Launcher.StartAsync(folder);
        await WriteAsync(launcher.ConnectionString);
        await launcher.KillAsync();
        File.Delete(Path.Combine(folder.DataDirectory, "run", ".s.PGSQL.5432"));

        await using var server = await folder.StartAsync();

        server.Adopted.Should().BeFalse();
        await ShouldHaveKeptAsync(server);
    }

    [Fact]
    public async Task After_a_kill_of_launcher_and_server_the_next_start_recovers()
    {
        await using var folder = new ServerFolder();
        using var launcher = await Launcher.StartAsync(folder);
        await WriteAsync(launcher.ConnectionString);

        await launcher.KillAsync();
        Kill(launcher.ServerProcessId);
        await using var server = await folder.StartAsync();

        server.Adopted.Should().BeFalse();
        server.ProcessId.Should().NotBe(launcher.ServerProcessId);
        await ShouldHaveKeptAsync(server);
    }

    /// <summary>The id in the file of a killed server may since have gone to anything. PostgreSQL itself would refuse to start.</summary>
    [Theory]
    [InlineData("a program")]
    [InlineData("a dead process that nobody collects")]
    [InlineData("another PostgreSQL server")]
    public async Task A_process_id_that_was_given_to_another_does_not_bar_the_start(string other)
    {
        await using var folder = new ServerFolder();
        await using var neighbour = new ServerFolder();
        string written;
        await using (var first = await folder.StartAsync())
        {
            await WriteAsync(first);
            written = await File.ReadAllTextAsync(folder.PidFile);
        }

        await using var neighbouringServer = other.Contains("PostgreSQL", StringComparison.Ordinal) ? await neighbour.StartAsync() : null;
        using var bystander = StartBystander(folder);
        string?[] bystanders = [await bystander.StandardOutput.ReadLineAsync(), await bystander.StandardOutput.ReadLineAsync()];
        var reused = other switch
        {
            "a program" => int.Parse(bystanders[0]!, CultureInfo.InvariantCulture),
            "another PostgreSQL server" => neighbouringServer!.ProcessId,
            _ => int.Parse(bystanders[1]!, CultureInfo.InvariantCulture),
        };
        if (other.StartsWith("a dead", StringComparison.Ordinal)) await UntilAsync(() => State(reused) == 'Z', "the process is dead and not collected");
        var lines = written.Split('\n');
        lines[0] = reused.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(folder.PidFile, string.Join('\n', lines), new UTF8Encoding(false));
        Output("chown", "--reference", folder.Cluster, folder.PidFile);

        await using (var server = await folder.StartAsync())
        {
            server.Adopted.Should().BeFalse();
            await ShouldHaveKeptAsync(server);
        }

        bystander.HasExited.Should().BeFalse("nothing but our own server may be stopped");
        if (neighbouringServer is not null) Runs(neighbouringServer.ProcessId).Should().BeTrue();
        bystander.Kill();
    }

    [Fact]
    public async Task An_abandoned_server_can_be_stopped_without_starting_another()
    {
        await using var folder = new ServerFolder();
        using var launcher = await Launcher.StartAsync(folder);

        (await LocalPostgresServer.StopAbandonedAsync(folder.Options(), CancellationToken.None)).Should().BeFalse("its launcher lives");
        Runs(launcher.ServerProcessId).Should().BeTrue();

        await launcher.KillAsync();
        (await LocalPostgresServer.StopAbandonedAsync(folder.Options(), CancellationToken.None)).Should().BeTrue();
        Runs(launcher.ServerProcessId).Should().BeFalse();
    }

    /// <summary>
    /// A long-running program of the server's own account, and a child of it that ends soon after and is never collected. It
    /// prints both ids. Of another account PostgreSQL would not believe the id to be a server's anyway.
    /// </summary>
    private static Process StartBystander(ServerFolder folder)
    {
        const string Script = "echo $$; sleep 1 & echo $!; exec sleep 600";
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid", OwnerId(folder.Cluster), "--clear-groups", "sh", "-c", Script]
            : ["sh", "-c", Script];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
    }
}
