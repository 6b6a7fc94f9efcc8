using System.Text;
using System.Text.RegularExpressions;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Interviews;

/// <summary>Finds out how a text file is encoded: by its byte order mark, as UTF-8, as UTF-16 without a mark, and at
/// last, with a warning, as Windows-1252. What is none of these is refused rather than guessed.</summary>
internal static partial class TextDecoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static Result<(string Text, IReadOnlyList<TranscriptWarning> Warnings)> Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..])
            return InterviewsRefusals.EncodingUnknown;
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            return Plain(Try(Utf8, bytes));
        if (bytes is [0xFF, 0xFE, ..])
            return Plain(Try(Utf16(bigEndian: false), bytes));
        if (bytes is [0xFE, 0xFF, ..])
            return Plain(Try(Utf16(bigEndian: true), bytes));
        if (Array.IndexOf(bytes, (byte)0) >= 0)
            return Plain(ZeroesAtOneSide(bytes) is { } bigEndian ? Try(Utf16(bigEndian), bytes) : null);
        if (Try(Utf8, bytes) is { } utf8)
            return Plain(utf8);
        return Array.TrueForAll(bytes, b => b is not (0x81 or 0x8D or 0x8F or 0x90 or 0x9D)) && Try(Windows1252, bytes) is { } windows
            ? (windows, [TranscriptWarning.TakenForWindows1252])
            : InterviewsRefusals.EncodingUnknown;
    }

    /// <summary>Whether a text has several pairs that come of reading UTF-8 as Windows-1252, such as «Ã©».</summary>
    public static bool LooksDecodedTwice(string text) => DecodedTwice().Count(text) >= 2;

    private static Result<(string Text, IReadOnlyList<TranscriptWarning> Warnings)> Plain(string? text) =>
        text is null ? InterviewsRefusals.EncodingUnknown : (text, []);

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    private static string? Try(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Latin text in UTF-16 has its zeroes on one side. Says whether they come first, or nothing if it is no such text.
    private static bool? ZeroesAtOneSide(byte[] bytes)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        var most = bytes.Length / 2;
        if (odd > most / 2 && even < most / 20)
            return false;
        return even > most / 2 && odd < most / 20 ? true : null;
    }

    [GeneratedRegex("[ÃÂ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ\u009D”]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DecodedTwice();
}
