using System.Text;

namespace TraumaCapacity.Application.Imports;

/// <summary>How a text file is encoded.</summary>
/// <param name="Name">As people know it, such as <c>UTF-8</c>.</param>
internal sealed record TextFormat(string Name, Encoding Encoding)
{
    private const int Block = 1 << 16;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Finds out by the byte order mark, as UTF-8, and at last as Windows-1252; reads the whole stream, and leaves it
    /// at its start. What is none of these is <c>null</c> rather than guessed: UTF-16 without its mark could be anything.</summary>
    public static TextFormat? Detect(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        Span<byte> mark = stackalloc byte[4];
        mark = mark[..stream.ReadAtLeast(mark, 4, throwOnEndOfStream: false)];
        TextFormat? format;
        if (mark.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || mark.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            format = null;
        else if (mark.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            format = Checked(stream, new TextFormat("UTF-16", new UnicodeEncoding(false, true, true)), cancellationToken);
        else if (mark.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            format = Checked(stream, new TextFormat("UTF-16", new UnicodeEncoding(true, true, true)), cancellationToken);
        else if (HasZeroes(stream, cancellationToken))
            format = null;
        else if (Checked(stream, new TextFormat("UTF-8", new UTF8Encoding(false, true)), cancellationToken) is { } utf8)
            format = utf8;
        else
            format = mark.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? null : Checked(stream, new TextFormat("Windows-1252", Windows1252), cancellationToken);
        stream.Position = 0;
        return format;
    }

    private static bool HasZeroes(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var bytes = new byte[Block];
        int read;
        while ((read = stream.Read(bytes)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (bytes.AsSpan(0, read).Contains((byte)0))
                return true;
        }

        return false;
    }

    // Windows-1252 leaves five bytes undefined, which .NET reads as control characters: no text has them.
    private static TextFormat? Checked(Stream stream, TextFormat format, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var decoder = format.Encoding.GetDecoder();
        var bytes = new byte[Block];
        var chars = new char[format.Encoding.GetMaxCharCount(Block)];
        try
        {
            int read;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                read = stream.Read(bytes);
                var count = decoder.GetChars(bytes.AsSpan(0, read), chars, flush: read == 0);
                if (chars.AsSpan(0, count).ContainsAnyInRange('\u0080', '\u009F'))
                    return null;
            }
            while (read > 0);
            return format;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
