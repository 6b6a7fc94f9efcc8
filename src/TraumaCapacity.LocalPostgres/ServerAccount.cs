using System.Globalization;

namespace TraumaCapacity.LocalPostgres;

/// <summary>
/// The account the server runs under. PostgreSQL refuses to run as root, so a launcher started as root hands its
/// commands to an ordinary account, stripped of every privilege; otherwise the server runs as whoever started it.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] Candidates = ["postgres", "app", "nobody"];

    private readonly string[] _prefix;
    private readonly string? _owner;

    private ServerAccount(string name, string[] prefix, string? owner) => (Name, _prefix, _owner) = (name, prefix, owner);

    public string Name { get; }

    public bool IsSomeoneElse => _owner is not null;

    /// <summary>
    /// Chooses the account: the owner of the data when that is not root (so that a start with sudo leaves the data as
    /// it was), else the first account that exists of postgres, app, nobody.
    /// </summary>
    public static async Task<ServerAccount> ChooseAsync(string dataDirectory, string clusterDirectory, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return new ServerAccount(Environment.UserName, [], null);

        var nearest = Directory.Exists(clusterDirectory) ? clusterDirectory : dataDirectory;
        var stat = await ProgramRun.RunAsync(["stat", "-c", "%u:%g:%U", nearest], null, cancellationToken).ConfigureAwait(false);
        var parts = stat.Output.Trim().Split(':');
        var (uid, gid, name) = stat.Succeeded && parts.Length == 3 && parts[0] != "0"
            ? (parts[0], parts[1], parts[2])
            : FromPasswordFile();

        string[] identity = ["setpriv", "--reuid", uid, "--regid", gid, "--clear-groups", "--inh-caps=-all"];
        // A container may run as root without the right to drop its bounding set.
        string[][] ways = [[.. identity, "--bounding-set=-all", "--no-new-privs", "--"], [.. identity, "--no-new-privs", "--"]];
        var said = "";
        foreach (var way in ways)
        {
            var probe = await ProgramRun.RunAsync([.. way, "true"], "/", cancellationToken).ConfigureAwait(false);
            if (probe.Succeeded) return new ServerAccount(name, way, string.Create(CultureInfo.InvariantCulture, $"{uid}:{gid}"));
            said += probe.Output;
        }

        throw CannotLeaveRoot("the program setpriv (package util-linux)", said);
    }

    /// <summary>The command, to be run as this account.</summary>
    public IReadOnlyList<string> Command(string program, params IEnumerable<string> arguments) => [.. _prefix, program, .. arguments];

    /// <summary>Gives the named files and folders (not what is in them) to this account; nothing to do when it is our own.</summary>
    public async Task OwnAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        if (_owner is null) return;
        await ProgramRun.RunAsync(["chown", "-h", _owner, .. paths], "/", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the file or folder belongs to this account, which is not our own.</summary>
    public async Task<bool> OwnsAsync(string path, CancellationToken cancellationToken) =>
        _owner is not null
        && (await ProgramRun.RunAsync(["stat", "-c", "%u:%g", path], "/", cancellationToken).ConfigureAwait(false)).Output.Trim() == _owner;

    /// <summary>Whether this account passes a test of test(1), such as <c>-x</c>, on the path.</summary>
    public async Task<bool> CanAsync(string test, string path, CancellationToken cancellationToken) =>
        _owner is null
        || (await ProgramRun.RunAsync(Command("test", test, path), "/", cancellationToken).ConfigureAwait(false)).Succeeded;

    private static (string Uid, string Gid, string Name) FromPasswordFile()
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4).ToList();
        foreach (var candidate in Candidates)
        {
            if (accounts.Find(fields => string.Equals(fields[0], candidate, StringComparison.Ordinal)) is { } found)
                return (found[2], found[3], candidate);
        }

        throw CannotLeaveRoot("an account named " + string.Join(", ", Candidates), null);
    }

    private static LocalPostgresException CannotLeaveRoot(string missing, string? details) => new(
        LocalPostgresProblem.CannotLeaveRoot,
        $"PostgreSQL does not run as root, and it could not be started as another account: {missing} is missing or not allowed here. Start as an ordinary user, or connect to a server of your own.",
        [missing],
        details);
}
