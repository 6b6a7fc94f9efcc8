using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Application.Interviews;

/// <summary>What was noticed while reading a file, for the custodian to look at before storing it.</summary>
public enum TranscriptWarning
{
    /// <summary>The text was not in Unicode and was taken for Windows-1252: accents may be wrong.</summary>
    TakenForWindows1252,

    /// <summary>It looks as if accents were decoded wrongly before the file was saved («Ã©» for «é»).</summary>
    AccentsLookWrong,

    /// <summary>No speaker is named: everything would be one turn.</summary>
    NoSpeakers,

    /// <summary>Words before the first speaker; they stay out of the de-identified text.</summary>
    TextBeforeFirstSpeaker,
}

/// <summary>The text of an uploaded file: subtitles joined to turns, a word processor's paragraphs as lines.</summary>
/// <param name="Text">NFC with LF line ends.</param>
public sealed record TranscriptFileText(CodePointText Text, IReadOnlyList<TranscriptWarning> Warnings);

/// <summary>Reads transcripts as they come: plain text, Word documents, WebVTT and SubRip subtitles, pasted text. What a
/// file is, its content decides as well as its name; nothing is run, fetched or unpacked without a limit.</summary>
public static class TranscriptFile
{
    /// <summary>Largest file, in megabytes.</summary>
    public const int MaximumMegabytes = 10;

    private const long MaximumBytes = MaximumMegabytes * 1024L * 1024L;

    /// <summary>Endings of the names of the files that can be read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".txt", ".docx", ".vtt", ".srt"];

    /// <summary>Reads an uploaded file. Refused if it is empty, larger than ten megabytes, of another type or not of the
    /// type its name says, damaged, in an unknown encoding, with macros, or if it unpacks to more than a transcript can be.</summary>
    public static async Task<Result<TranscriptFileText>> ReadAsync(string fileName, Stream content, CancellationToken cancellationToken)
    {
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        if (ending is ".docm" or ".dotm")
            return InterviewsRefusals.FileHasMacros;
        if (!Endings.Contains(ending, StringComparer.Ordinal))
            return InterviewsRefusals.FileTypeUnknown(Shown(ending));
        if (await TakeAsync(content, cancellationToken) is not { } bytes)
            return InterviewsRefusals.FileTooLarge(MaximumMegabytes);
        if (bytes.Length == 0)
            return InterviewsRefusals.FileEmpty;
        if (IsOldOffice(bytes))
            return ending == ".docx" ? InterviewsRefusals.FileIsOldWord : InterviewsRefusals.FileIsNotWhatItSays(ending);
        return ending == ".docx" ? ReadDocument(bytes) : ReadText(bytes, ending);
    }

    /// <summary>Reads pasted text.</summary>
    public static Result<TranscriptFileText> ReadPasted(string text) => Finish(text, []);

    private static Result<TranscriptFileText> ReadDocument(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
            return InterviewsRefusals.FileIsNotWhatItSays(".docx");
        var words = WordDocument.Read(bytes);
        return words.Succeeded ? Finish(words.Value, []) : words.As<TranscriptFileText>();
    }

    private static Result<TranscriptFileText> ReadText(byte[] bytes, string ending)
    {
        if (LooksBinary(bytes))
            return InterviewsRefusals.FileIsNotWhatItSays(ending);
        var decoded = TextDecoding.Decode(bytes);
        if (!decoded.Succeeded)
            return decoded.As<TranscriptFileText>();
        var (text, warnings) = decoded.Value;
        if (ending == ".txt")
            return Finish(text, warnings);
        var turns = ending == ".vtt" ? Subtitles.ReadVtt(text) : Subtitles.ReadSrt(text);
        return turns.Succeeded ? Finish(turns.Value, warnings) : turns.As<TranscriptFileText>();
    }

    private static Result<TranscriptFileText> Finish(string text, IReadOnlyList<TranscriptWarning> warnings)
    {
        if (string.IsNullOrWhiteSpace(text.TrimStart('\uFEFF')))
            return InterviewsRefusals.FileEmpty;
        if (text.Length > RawTranscript.MaximumLength * 2)
            return InterviewsRefusals.TranscriptTooLong(text.Length, RawTranscript.MaximumLength);
        var normal = CodePointText.Normalize(text);
        if (!normal.Succeeded)
            return normal.As<TranscriptFileText>();
        if (normal.Value.Length > RawTranscript.MaximumLength)
            return InterviewsRefusals.TranscriptTooLong(normal.Value.Length, RawTranscript.MaximumLength);
        return new TranscriptFileText(
            normal.Value,
            TextDecoding.LooksDecodedTwice(normal.Value.Text) ? [.. warnings, TranscriptWarning.AccentsLookWrong] : warnings);
    }

    /// <summary>The whole content, or <c>null</c> if there is more than a file may have; reads no further than that.</summary>
    private static async Task<byte[]?> TakeAsync(Stream content, CancellationToken cancellationToken)
    {
        using var taken = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (taken.Length + read > MaximumBytes)
                return null;
            taken.Write(buffer, 0, read);
        }

        return taken.ToArray();
    }

    private static bool IsOldOffice(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static bool LooksBinary(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("%PDF"u8) || bytes.StartsWith("{\\rtf"u8)
        || bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || bytes.StartsWith("ID3"u8) || bytes.StartsWith("RIFF"u8) || bytes.StartsWith("OggS"u8);

    // An ending is shown to people: only if it is one.
    private static string Shown(string ending) => ending.Length is > 1 and <= 8 && ending.AsSpan(1).IndexOfAnyExcept(Alphanumeric) < 0 ? ending : "?";

    private static readonly System.Buffers.SearchValues<char> Alphanumeric = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
}
