using System.Globalization;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace TraumaCapacity.LocalPostgres;

/// <summary>A folder with the programs of one PostgreSQL version.</summary>
internal sealed partial record PostgresPrograms(string Directory, int Major)
{
    /// <summary>The oldest major version whose options and behaviour this library relies on.</summary>
    public const int OldestMajor = 14;

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public string InitDb => Path.Combine(Directory, "initdb" + Suffix);

    public string PgCtl => Path.Combine(Directory, "pg_ctl" + Suffix);

    /// <summary>
    /// Finds programs that fit the data: of its own major version, or the newest there is for new data. Looks in the
    /// set folder only, when one is set; else in PATH, the usual places of the platforms, and the project's own .postgres.
    /// </summary>
    /// <exception cref="LocalPostgresException">None was found, or none of the data's version.</exception>
    public static async Task<PostgresPrograms> FindAsync(
        string? setDirectory,
        int? dataMajor,
        string dataDirectory,
        ServerAccount account,
        CancellationToken cancellationToken)
    {
        string[] places = setDirectory is null ? [.. UsualPlaces()] : [Path.GetFullPath(setDirectory)];
        var found = new List<PostgresPrograms>();
        foreach (var place in places)
        {
            if (await ProbeAsync(place, account, cancellationToken).ConfigureAwait(false) is not { } programs) continue;
            if (dataMajor == programs.Major) return programs;
            found.Add(programs);
        }

        var usable = found.Where(p => p.Major >= OldestMajor).ToList();
        if (dataMajor is { } major && found.Count > 0)
        {
            var versions = string.Join(", ", found.Select(p => p.Major).Distinct().Order());
            throw new LocalPostgresException(
                LocalPostgresProblem.WrongMajorVersion,
                Invariant($"The data in {dataDirectory} was made by PostgreSQL {major}, but only version {versions} is installed. Install PostgreSQL {major}, or choose another data folder."),
                [major.ToString(CultureInfo.InvariantCulture), versions, dataDirectory]);
        }

        if (dataMajor is null && usable.Count > 0) return usable[0];
        var looked = string.Join(", ", places);
        throw new LocalPostgresException(
            LocalPostgresProblem.ProgramsNotFound,
            Invariant($"The programs of a PostgreSQL server ({OldestMajor} or newer) were not found in {looked}. Install PostgreSQL, or run tools/fetch-postgres.sh, or start everything with docker compose."),
            [looked]);
    }

    private static async Task<PostgresPrograms?> ProbeAsync(string directory, ServerAccount account, CancellationToken cancellationToken)
    {
        var server = Path.Combine(directory, "postgres" + Suffix);
        var candidate = new PostgresPrograms(directory, 0);
        if (!File.Exists(server) || !File.Exists(candidate.InitDb) || !File.Exists(candidate.PgCtl)) return null;
        // Run as the server's account: programs under a folder it may not enter are no use.
        var answer = await ProgramRun.RunAsync(account.Command(server, "--version"), Path.GetTempPath(), cancellationToken).ConfigureAwait(false);
        var version = VersionPattern().Match(answer.Output);
        return answer.Succeeded && version.Success
            ? candidate with { Major = int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) }
            : null;
    }

    private static IEnumerable<string> UsualPlaces()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted);
        IEnumerable<string> installed = OperatingSystem.IsWindows()
            ? Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin")
            :
            [
                .. Versions("/usr/lib/postgresql", "*", "bin"),
                .. Versions("/usr", "pgsql-*", "bin"),
                .. Versions("/opt/homebrew/opt", "postgresql@*", "bin"),
                .. Versions("/usr/local/opt", "postgresql@*", "bin"),
                .. Versions("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
                "/usr/local/pgsql/bin",
                "/usr/libexec/postgresql",
            ];
        return path.Concat(installed).Concat(Fetched()).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The folders that tools/fetch-postgres.sh fills: in the project, or outside it where root's server may enter.</summary>
    private static IEnumerable<string> Fetched()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "TraumaCapacity.sln"))) continue;
            yield return Path.Combine(folder.FullName, ".postgres", "bin");
            break;
        }

        if (!OperatingSystem.IsWindows()) yield return "/usr/local/lib/traumacapacity-postgres/bin";
    }

    private static IEnumerable<string> Versions(string parent, string pattern, string below) =>
        System.IO.Directory.Exists(parent)
            ? System.IO.Directory.GetDirectories(parent, pattern)
                .OrderByDescending(d => double.TryParse(DigitsPattern().Match(Path.GetFileName(d)).Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : 0)
                .Select(d => Path.Combine(d, below))
            : [];

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DigitsPattern();
}
