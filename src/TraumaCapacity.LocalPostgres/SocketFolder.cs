using System.Globalization;
using System.Text;

namespace TraumaCapacity.LocalPostgres;

/// <summary>
/// The folder of the server's Unix socket. The operating system allows a socket some 100 bytes of path, and a
/// connection string reads a comma as the start of another host, so a data folder that is deep or unusually named
/// gets a short private folder under the temporary one instead.
/// </summary>
internal static class SocketFolder
{
    public const int Port = 5432;
    private const int LongestPath = 100;
    private const string Prefix = "traumacapacity-";

    public static string SocketIn(string folder, int port) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{port}"));

    /// <summary>The preferred folder when a socket fits there, else a new short one.</summary>
    public static string Choose(string preferred)
    {
        if (Fits(preferred)) return preferred;
        if (Fits(Path.Combine(Path.GetTempPath(), Prefix + "123456"))) return Directory.CreateTempSubdirectory(Prefix).FullName;
        var folder = $"/tmp/{Prefix}{Guid.NewGuid():N}";
        DataFolder.MakePrivate(folder);
        return folder;
    }

    /// <summary>
    /// Removes the socket of a killed server and the file that locks it, which names a process id that may since have gone
    /// to another. Only for the folder of this one server, while it does not run.
    /// </summary>
    public static void Clear(string folder)
    {
        File.Delete(SocketIn(folder, Port));
        File.Delete(SocketIn(folder, Port) + ".lock");
    }

    /// <summary>Removes a short folder that an earlier server left behind; a folder of any other kind is left alone.</summary>
    public static void Discard(string folder)
    {
        if (!Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal) || !Directory.Exists(folder)) return;
        try
        {
            Clear(folder);
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not ours after all, or not empty: it does no harm where it is.
        }
    }

    /// <summary>
    /// The names are passed through pg_ctl's shell and through a connection string; letters, digits and these few signs
    /// mean themselves in both.
    /// </summary>
    private static bool Fits(string folder) =>
        Encoding.UTF8.GetByteCount(SocketIn(folder, Port)) <= LongestPath
        && folder.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-');
}
