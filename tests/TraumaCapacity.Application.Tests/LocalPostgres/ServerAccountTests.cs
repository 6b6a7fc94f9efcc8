using System.Runtime.Versioning;
using TraumaCapacity.LocalPostgres;
using static TraumaCapacity.Application.Tests.LocalPostgres.ServerFolder;

namespace TraumaCapacity.Application.Tests.LocalPostgres;

/// <summary>The server runs as an ordinary account. These tests say something different, but always something, for root and for others.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ServerAccountTests
{
    private static bool StartedAsRoot => Environment.IsPrivilegedProcess;

    [Fact]
    public async Task The_server_never_runs_as_root()
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();

        var ids = Status(server.ProcessId, "Uid").Split('\t');

        ids.Should().NotContain("0");
        if (!StartedAsRoot) ids.Should().AllBe(Output("id", "-u"));
        Status(server.ProcessId, "CapEff").Should().MatchRegex("^0+$");
        if (StartedAsRoot) Status(server.ProcessId, "NoNewPrivs").Should().Be("1");
    }

    [Fact]
    public async Task The_secrets_are_not_the_server_account_s_when_root_started_it()
    {
        await using var folder = new ServerFolder();
        await using var server = await folder.StartAsync();

        OwnerId(Path.Combine(folder.DataDirectory, "secrets", "database-owner")).Should().Be(Output("id", "-u"));
        OwnerId(folder.Cluster).Should().Be(Status(server.ProcessId, "Uid").Split('\t')[0]);
    }

    [Fact]
    public async Task Data_that_belongs_to_someone_is_served_as_that_person_and_stays_theirs()
    {
        await using var folder = new ServerFolder();
        Directory.CreateDirectory(folder.DataDirectory);
        if (StartedAsRoot) Output("chown", "nobody", folder.DataDirectory);
        var owner = OwnerId(folder.DataDirectory);

        await using (var server = await folder.StartAsync())
        {
            Status(server.ProcessId, "Uid").Split('\t').Should().AllBe(owner);
            server.ReadOrCreateSecret("another");
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.DataDirectory, "*", SearchOption.AllDirectories))
            OwnerId(entry).Should().Be(owner, entry);
    }

    [Fact]
    public async Task A_folder_that_bars_the_way_is_named()
    {
        await using var folder = new ServerFolder("private/below/data-folder");
        var barring = Path.Combine(folder.Outer, "private");
        Directory.CreateDirectory(barring, StartedAsRoot
            ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            : UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var refusal = await folder.RefusalAsync();

        refusal.Problem.Should().Be(StartedAsRoot ? LocalPostgresProblem.DataFolderNotReachable : LocalPostgresProblem.DataFolderNotWritable);
        refusal.Values[0].Should().Be(folder.DataDirectory);
        if (StartedAsRoot) refusal.Values[2].Should().Be(barring);
    }
}
