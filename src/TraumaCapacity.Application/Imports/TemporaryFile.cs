namespace TraumaCapacity.Application.Imports;

/// <summary>A file of nobody's, readable by this program alone and gone when it is closed.</summary>
internal static class TemporaryFile
{
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"traumacapacity-{Guid.NewGuid():N}"), options);
    }
}
