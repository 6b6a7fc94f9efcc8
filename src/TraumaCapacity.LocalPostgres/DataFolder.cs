using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace TraumaCapacity.LocalPostgres;

/// <summary>
/// The folder of one server, held by one launcher: an exclusive lock that the operating system releases however the
/// launcher ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    public const string Cluster = "data";
    public const string Log = "log/postgres.log";

    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly FileStream _lock;
    private readonly Lock _secrets = new();

    private DataFolder(string path, FileStream launcherLock) => (Root, _lock) = (path, launcherLock);

    public string Root { get; }

    public string ClusterDirectory => Path.Combine(Root, Cluster);

    public string RunDirectory => Path.Combine(Root, "run");

    public string LogDirectory => Path.Combine(Root, "log");

    public string LogFile => Path.Combine(LogDirectory, "postgres.log");

    private string SecretsDirectory => Path.Combine(Root, "secrets");

    /// <summary>What this program, rather than the server, writes here.</summary>
    public IEnumerable<string> LauncherFiles =>
        [.. Directory.EnumerateFiles(Root), SecretsDirectory, .. Directory.EnumerateFiles(SecretsDirectory)];

    /// <summary>Makes the folder where needed and takes its lock.</summary>
    /// <exception cref="LocalPostgresException">Another launcher holds it, or this user may not write there.</exception>
    public static DataFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        FileStream? launcherLock = null;
        try
        {
            MakePrivate(root);
            launcherLock = TakeLock(root);
            var folder = new DataFolder(root, launcherLock);
            File.WriteAllText(LauncherFile(root), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            MakePrivate(folder.RunDirectory);
            MakePrivate(folder.LogDirectory);
            MakePrivate(folder.SecretsDirectory);
            return folder;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            launcherLock?.Dispose();
            throw new LocalPostgresException(
                LocalPostgresProblem.DataFolderNotWritable,
                $"The data folder {root} cannot be used: {e.Message} Give this user the right to write there, or choose another folder.",
                [root],
                inner: e);
        }
    }

    /// <summary>The major version that made the cluster; null when there is none yet.</summary>
    /// <exception cref="LocalPostgresException">There is something else in its place.</exception>
    public int? ClusterMajor()
    {
        if (!Directory.Exists(ClusterDirectory)) return null;
        var version = Path.Combine(ClusterDirectory, "PG_VERSION");
        if (File.Exists(version) && int.TryParse(File.ReadAllText(version).Trim().Split('.')[0], CultureInfo.InvariantCulture, out var major)) return major;
        throw new LocalPostgresException(
            LocalPostgresProblem.NotADataFolder,
            $"The folder {ClusterDirectory} exists, but PostgreSQL did not make it. Choose another data folder, or move it away.",
            [ClusterDirectory]);
    }

    /// <summary>
    /// Makes an empty folder for a cluster in the making, and clears away what cut-off attempts left. The name is new each
    /// time: the tool of a killed launcher may still be writing to the old one.
    /// </summary>
    /// <returns>Its name within the data folder.</returns>
    public string MakeNewCluster()
    {
        const string Prefix = "data.new-";
        foreach (var remains in Directory.GetDirectories(Root, Prefix + "*"))
        {
            try
            {
                Directory.Delete(remains, recursive: true);
            }
            catch (IOException)
            {
                // Still being written to; the next attempt clears it.
            }
        }

        var name = Prefix + Guid.NewGuid().ToString("N")[..8];
        MakePrivate(Path.Combine(Root, name));
        return name;
    }

    /// <summary>Lets another account pass through this folder to the ones it owns, without letting it list them.</summary>
    [SuppressMessage("Interoperability", "CA1416", Justification = "Called only where the server runs as another account, which is never on Windows.")]
    public void LetPass()
    {
        var mode = File.GetUnixFileMode(Root);
        if ((mode & PassThrough) != PassThrough) File.SetUnixFileMode(Root, mode | PassThrough);
    }

    public string SecretPath(string name)
    {
        if (name.Length is 0 or > 60 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException("The name of a secret has lower-case letters, digits and hyphens only.", nameof(name));
        return Path.Combine(SecretsDirectory, name);
    }

    /// <summary>Reads a secret, or makes one of 256 random bits in a file that only its owner can read.</summary>
    public string ReadOrCreateSecret(string name)
    {
        var path = SecretPath(name);
        lock (_secrets)
        {
            if (File.Exists(path)) return File.ReadAllText(path).Trim();
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            WritePrivately(path + ".new", secret);
            File.Move(path + ".new", path);
            return secret;
        }
    }

    public static void WritePrivately(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    public static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Mine);
    }

    /// <summary>Releases the lock. The file stays: deleting it would let two launchers hold two different files of that name.</summary>
    public void Dispose() => _lock.Dispose();

    private static string LauncherFile(string root) => Path.Combine(root, "launcher.pid");

    private static FileStream TakeLock(string root)
    {
        var path = Path.Combine(root, "launcher.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            var launcher = File.Exists(LauncherFile(root)) ? File.ReadAllText(LauncherFile(root)).Trim() : "?";
            throw new LocalPostgresException(
                LocalPostgresProblem.AlreadyRunning,
                $"TraumaCapacity is already running on the data in {root} (process {launcher}). Use that one, stop it first, or choose another data folder with --data.",
                [root, launcher],
                inner: e);
        }
    }
}
