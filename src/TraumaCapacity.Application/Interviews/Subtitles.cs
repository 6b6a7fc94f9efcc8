using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Interviews;

/// <summary>Joins the cues of subtitles to turns of speech: «Speaker: words», a blank line between. The speaker is the
/// voice of a WebVTT cue, or a name before a colon; a cue that names nobody goes on with the turn before it.</summary>
internal static partial class Subtitles
{
    private const string Arrow = "-->";

    /// <summary>Reads WebVTT: the header, then cues; notes, styles and regions are passed over.</summary>
    public static Result<string> ReadVtt(string text)
    {
        var lines = Lines(text);
        if (lines.Length == 0 || !(lines[0] == "WEBVTT" || lines[0].StartsWith("WEBVTT ", StringComparison.Ordinal) || lines[0].StartsWith("WEBVTT\t", StringComparison.Ordinal)))
            return InterviewsRefusals.FileIsNotWhatItSays(".vtt");
        return Join(lines, 1, VttTime());
    }

    /// <summary>Reads SubRip: a number, times, words.</summary>
    public static Result<string> ReadSrt(string text)
    {
        var lines = Lines(text);
        return Join(lines, 0, SrtTime());
    }

    private static string[] Lines(string text) =>
        text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');

    private static Result<string> Join(string[] lines, int from, Regex time)
    {
        var turns = new StringBuilder();
        string? speaker = null;
        var cues = 0;
        for (var i = from; i < lines.Length; i++)
        {
            if (!lines[i].Contains(Arrow, StringComparison.Ordinal))
                continue; // a cue's number or name, a note, a style, a blank line
            if (!time.IsMatch(lines[i]))
                return InterviewsRefusals.CueTimeBroken(i + 1);
            var words = new List<string>();
            while (++i < lines.Length && !string.IsNullOrWhiteSpace(lines[i]) && !lines[i].Contains(Arrow, StringComparison.Ordinal))
                words.Add(lines[i]);
            if (i < lines.Length && lines[i].Contains(Arrow, StringComparison.Ordinal))
                i--; // no blank line before the next cue
            cues++;
            foreach (var (voice, said) in Voices(string.Join('\n', words)))
                Add(turns, ref speaker, voice, said);
        }

        return cues == 0 || turns.Length == 0 ? InterviewsRefusals.NoCues : turns.ToString();
    }

    private static void Add(StringBuilder turns, ref string? speaker, string? voice, string said)
    {
        if (said.Length == 0)
            return;
        if (voice is null && NamePrefix().Match(said) is { Success: true } named)
            (voice, said) = (named.Groups["name"].Value, named.Groups["words"].Value);
        if (turns.Length > 0 && (voice is null || voice == speaker))
        {
            turns.Append(' ').Append(said);
            return;
        }

        if (turns.Length > 0)
            turns.Append("\n\n");
        if (voice is not null)
            turns.Append(voice).Append(": ");
        turns.Append(said);
        speaker = voice;
    }

    // The parts of a cue by voice; words before the first voice tag belong to nobody named.
    private static IEnumerable<(string? Voice, string Words)> Voices(string cue)
    {
        string? voice = null;
        var at = 0;
        foreach (Match tag in VoiceTag().Matches(cue))
        {
            yield return (voice, Plain(cue[at..tag.Index]));
            voice = Plain(tag.Groups["name"].Value);
            if (voice.Length == 0)
                voice = null;
            at = tag.Index + tag.Length;
        }

        yield return (voice, Plain(cue[at..]));
    }

    // Without tags, entities resolved, white space run together.
    private static string Plain(string words) =>
        WhiteSpace().Replace(WebUtility.HtmlDecode(Tag().Replace(words, "")), " ").Trim();

    [GeneratedRegex(@"^\s*(\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}\s+-->\s+(\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(\s.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VttTime();

    [GeneratedRegex(@"^\s*\d{1,}:[0-5]\d:[0-5]\d[,.]\d{1,3}\s+-->\s+\d{1,}:[0-5]\d:[0-5]\d[,.]\d{1,3}(\s.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SrtTime();

    [GeneratedRegex(@"<v(?:\.[^\s>]*)?\s+(?<name>[^>]*)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VoiceTag();

    [GeneratedRegex("</?[a-zA-Z0-9][^>]*>|</>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WhiteSpace();

    // A capital, at most four words and no full stop before the colon: «Marie-Ève L.: …» yes, «I said: …» at a cue's head is rare.
    [GeneratedRegex(@"^(?<name>\p{Lu}[\p{L}\p{M}\p{Nd}'’.\-]*(?:[ \u00A0][\p{L}\p{M}\p{Nd}'’.\-()]+){0,3})[ \u00A0]?:[ \u00A0](?<words>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex NamePrefix();
}
