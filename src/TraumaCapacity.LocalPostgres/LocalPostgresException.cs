namespace TraumaCapacity.LocalPostgres;

/// <summary>
/// What stood in the way of a private server. The names are stable, so that a host can say them in its reader's
/// language; the remarks give the order of <see cref="LocalPostgresException.Values"/>.
/// </summary>
public enum LocalPostgresProblem
{
    /// <summary>No PostgreSQL server programs were found. Values: the folders that were looked in, or the one that was set.</summary>
    ProgramsNotFound,

    /// <summary>The data was made by another major version. Values: its version, the versions found, the data folder.</summary>
    WrongMajorVersion,

    /// <summary>Another launcher holds this data folder. Values: the data folder, the launcher's process id or "?".</summary>
    AlreadyRunning,

    /// <summary>Processes of an earlier server still use the data and do not end. Values: the data folder, their process ids.</summary>
    DataFolderInUse,

    /// <summary>The data folder cannot be created, read or written by this user. Values: the data folder.</summary>
    DataFolderNotWritable,

    /// <summary>
    /// Started as root, the server runs as another account, which cannot reach the data. Values: the data folder, the
    /// account, the folder that bars the way.
    /// </summary>
    DataFolderNotReachable,

    /// <summary>There is a <c>data</c> folder, but it is not a PostgreSQL cluster. Values: that folder.</summary>
    NotADataFolder,

    /// <summary>Started as root, and there is no way to run the server as someone else. Values: what is missing.</summary>
    CannotLeaveRoot,

    /// <summary>The password of an existing cluster is gone. Values: the file it was in.</summary>
    PasswordMissing,

    /// <summary>A new cluster could not be made. Values: the data folder.</summary>
    NotCreated,

    /// <summary>The server did not start. Values: the data folder, the log file.</summary>
    DidNotStart,
}

/// <summary>
/// The private server could not be had. <see cref="Exception.Message"/> says in plain English what is wrong and what
/// to do; <see cref="Problem"/> and <see cref="Values"/> let a host say the same in another language.
/// </summary>
public sealed class LocalPostgresException : Exception
{
    internal LocalPostgresException(
        LocalPostgresProblem problem,
        string message,
        IReadOnlyList<string> values,
        string? details = null,
        Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Values = values;
        Details = string.IsNullOrWhiteSpace(details) ? null : details.Trim();
    }

    /// <summary>What is wrong.</summary>
    public LocalPostgresProblem Problem { get; }

    /// <summary>The values to put into a sentence, in the order that <see cref="LocalPostgresProblem"/> documents.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>What PostgreSQL's own programs said, in English and unabridged, or null. For a log rather than a screen.</summary>
    public string? Details { get; }
}
