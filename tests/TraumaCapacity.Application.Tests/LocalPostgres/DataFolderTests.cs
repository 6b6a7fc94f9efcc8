using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Npgsql;
using TraumaCapacity.LocalPostgres;
using static TraumaCapacity.Application.Tests.LocalPostgres.ServerFolder;

namespace TraumaCapacity.Application.Tests.LocalPostgres;

/// <summary>Where the data is, who may read it, and what is found there instead.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests
{
    /// <summary>A Unix socket may have some 100 bytes of path.</summary>
    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/cccccccccccccccccccccccccccccccccccccccc")]
    [InlineData("évaluation à l’été/évaluation à l’été/évaluation à l’été")]
    [InlineData("a \"quoted\" $HOME `id` 'folder', with; every & sign \\ there is")]
    public async Task A_long_or_unusual_path_is_no_obstacle(string below)
    {
        await using var folder = new ServerFolder(below);
        string socketFolder;
        await using (var server = await folder.StartAsync())
        {
            await WriteAsync(server);
            socketFolder = new NpgsqlConnectionStringBuilder(server.OwnerConnectionString("postgres")).Host!;
            Encoding.UTF8.GetByteCount(socketFolder).Should().BeLessThan(80);
            File.GetUnixFileMode(socketFolder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            var killed = server.ProcessId;
            Kill(killed);
            await UntilAsync(() => server.ProcessId != killed, "the server has been started again");
            await ShouldHaveKeptAsync(server);
        }

        Directory.Exists(socketFolder).Should().BeFalse("the short folder goes with the server");
        await using var again = await folder.StartAsync();
        await ShouldHaveKeptAsync(again);
    }

    [Fact]
    public async Task A_server_under_a_long_path_is_taken_over_too_and_its_short_folder_does_not_pile_up()
    {
        await using var folder = new ServerFolder(new string('x', 120));
        using var launcher = await Launcher.StartAsync(folder);
        var first = new NpgsqlConnectionStringBuilder(launcher.ConnectionString).Host!;
        await launcher.KillAsync();

        await using (var adopted = await folder.StartAsync()) adopted.Adopted.Should().BeTrue();
        Directory.Exists(first).Should().BeFalse();

        using var next = await Launcher.StartAsync(folder);
        var second = new NpgsqlConnectionStringBuilder(next.ConnectionString).Host!;
        await next.KillAsync();
        Kill(next.ServerProcessId);
        await using var server = await folder.StartAsync();
        new NpgsqlConnectionStringBuilder(server.OwnerConnectionString("postgres")).Host.Should().NotBe(second);
        Directory.Exists(second).Should().BeFalse();
    }

    [Fact]
    public async Task The_making_of_a_cluster_that_was_cut_off_is_not_taken_for_a_cluster()
    {
        await using var folder = new ServerFolder();
        foreach (var moment in (string[])["PG_VERSION", "global/pg_control", "base/1"])
        {
            using var launcher = Launcher.Begin(folder);
            await UntilAsync(
                () => Directory.Exists(folder.DataDirectory)
                    && Directory.GetDirectories(folder.DataDirectory, "data.new-*").Any(d => Path.Exists(Path.Combine(d, moment))),
                $"{moment} is there");
            await launcher.KillAsync();
            Directory.Exists(folder.Cluster).Should().BeFalse("it was killed half-way");
        }

        await using var server = await folder.StartAsync();

        server.Adopted.Should().BeFalse();
        await WriteAsync(server);
        (await QueryAsync(server.OwnerConnectionString("postgres"), "SELECT count(*) FROM pg_database")).Should().Be(3L);
    }

    [Fact]
    public async Task Data_of_another_major_version_is_refused_with_both_versions_named()
    {
        await using var folder = new ServerFolder();
        await using (var server = await folder.StartAsync()) await WriteAsync(server);
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "PG_VERSION"), "9\n");

        var refusal = await folder.RefusalAsync();

        refusal.Problem.Should().Be(LocalPostgresProblem.WrongMajorVersion);
        refusal.Values[0].Should().Be("9");
        refusal.Values[1].Should().NotBeEmpty();
        refusal.Values[2].Should().Be(folder.DataDirectory);
    }

    [Fact]
    public async Task Programs_of_the_version_of_the_data_are_preferred_to_the_first_found()
    {
        await using var folder = new ServerFolder();
        int major;
        await using (var server = await folder.StartAsync()) major = server.MajorVersion;
        var newer = FakePrograms(folder, major + 1);

        using var launcher = await Launcher.StartAsync(folder, environment: ("PATH", newer + ":" + Environment.GetEnvironmentVariable("PATH")));

        launcher.Problem.Should().BeNull();
        (await folder.RefusalAsync(newer)).Problem.Should().Be(LocalPostgresProblem.AlreadyRunning);
        await launcher.KillAsync();
        var refusal = await folder.RefusalAsync(newer);
        refusal.Problem.Should().Be(LocalPostgresProblem.WrongMajorVersion, "a folder that was set is the only one looked in");
        refusal.Values.Take(2).Should().Equal(major.ToString(CultureInfo.InvariantCulture), (major + 1).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Without_server_programs_the_places_that_were_looked_in_are_named()
    {
        await using var folder = new ServerFolder();

        var refusal = await folder.RefusalAsync("/nowhere/bin");

        refusal.Problem.Should().Be(LocalPostgresProblem.ProgramsNotFound);
        refusal.Values.Should().Equal("/nowhere/bin");
        refusal.Message.Should().Contain("tools/fetch-postgres.sh").And.Contain("docker compose");
    }

    [Fact]
    public async Task A_version_that_is_too_old_is_as_good_as_none()
    {
        await using var folder = new ServerFolder();

        (await folder.RefusalAsync(FakePrograms(folder, 12))).Problem.Should().Be(LocalPostgresProblem.ProgramsNotFound);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        await using var folder = new ServerFolder();
        await using (await folder.StartAsync())
        {
            // Made, and stopped again.
        }

        await File.AppendAllTextAsync(Path.Combine(folder.Cluster, "postgresql.conf"), "\nno_such_setting = 1\n");

        var refusal = await folder.RefusalAsync();

        refusal.Problem.Should().Be(LocalPostgresProblem.DidNotStart);
        refusal.Values.Should().Equal(folder.DataDirectory, Path.Combine(folder.DataDirectory, "log", "postgres.log"));
        refusal.Details.Should().Contain("no_such_setting");
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_left_alone()
    {
        await using var folder = new ServerFolder();
        Directory.CreateDirectory(folder.Cluster);
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "figures.csv"), "mine");

        (await folder.RefusalAsync()).Problem.Should().Be(LocalPostgresProblem.NotADataFolder);

        Directory.GetFileSystemEntries(folder.Cluster).Should().ContainSingle();
    }

    [Fact]
    public async Task Data_without_its_password_is_refused_rather_than_opened_in_vain()
    {
        await using var folder = new ServerFolder();
        await using (await folder.StartAsync())
        {
            // Made, and stopped again.
        }

        var password = Path.Combine(folder.DataDirectory, "secrets", "database-owner");
        File.Delete(password);

        var refusal = await folder.RefusalAsync();

        refusal.Problem.Should().Be(LocalPostgresProblem.PasswordMissing);
        refusal.Values.Should().Equal(password);
        File.Exists(password).Should().BeFalse("a new one would not fit");
    }

    [Fact]
    public async Task A_secret_stays_the_same_and_only_its_owner_can_read_it()
    {
        await using var folder = new ServerFolder();
        string first;
        await using (var server = await folder.StartAsync())
        {
            first = server.ReadOrCreateSecret("app-login");
            first.Should().MatchRegex("^[0-9a-f]{64}$").And.NotBe(server.ReadOrCreateSecret("other-login"));
        }

        await using var again = await folder.StartAsync();

        again.ReadOrCreateSecret("app-login").Should().Be(first);
        foreach (var file in Directory.GetFiles(Path.Combine(folder.DataDirectory, "secrets")))
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        Directory.GetFiles(Path.Combine(folder.DataDirectory, "run"), "password").Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../data/PG_VERSION")]
    [InlineData("Upper")]
    public async Task The_name_of_a_secret_is_never_a_path(string name)
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();

        var read = () => server.ReadOrCreateSecret(name);

        read.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();

        var enter = () => QueryAsync(server.ConnectionString("postgres", LocalPostgresServer.Owner, "a guess; Database=x"), "SELECT 1");

        (await enter.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task What_a_failed_statement_says_is_not_in_the_server_s_log()
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();
        const string Said = "words of an interview";
        var fail = () => QueryAsync(
            server.OwnerConnectionString("postgres"),
            $"CREATE TABLE memo (body text CHECK (length(body) < 3)); INSERT INTO memo VALUES ('{Said}')");

        await fail.Should().ThrowAsync<PostgresException>();

        var log = await File.ReadAllTextAsync(Path.Combine(folder.DataDirectory, "log", "postgres.log"));
        log.Should().NotBeEmpty().And.NotContain(Said);
    }

    private static string FakePrograms(ServerFolder folder, int major)
    {
        var bin = Path.Combine(folder.Outer, string.Create(CultureInfo.InvariantCulture, $"bin-{major}"));
        Directory.CreateDirectory(bin);
        foreach (var program in (string[])["postgres", "initdb", "pg_ctl"])
        {
            var path = Path.Combine(bin, program);
            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"#!/bin/sh\necho '{program} (PostgreSQL) {major}.1'\n"));
            File.SetUnixFileMode(path, File.GetUnixFileMode("/bin/sh"));
        }

        return bin;
    }
}
