using System.Globalization;
using System.Text;

namespace TraumaCapacity.Application.Data.Exports;

/// <summary>One event of a calendar file: a whole day.</summary>
/// <param name="Key">The same for the same event in every file: calendars then change it instead of adding another.</param>
/// <param name="IsCancelled">It was called off; calendars strike it out.</param>
public sealed record CalendarFileEvent(string Key, DateOnly On, string Summary, string? Description, string? Location, bool IsCancelled);

/// <summary>Writes calendars as RFC 5545 has them: lines end with CR LF and are folded at 75 octets, text is escaped.</summary>
public static class CalendarFile
{
    /// <summary>The type that browsers and calendars know it by.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    private const int LongestLine = 75;

    /// <summary>A calendar in UTF-8.</summary>
    /// <param name="name">What a calendar that takes it in shows as its name.</param>
    /// <param name="events">In any order.</param>
    /// <param name="language">Of names and texts, such as <c>en</c>.</param>
    /// <param name="now">When it is made.</param>
    public static byte[] Write(string name, string language, IEnumerable<CalendarFileEvent> events, DateTimeOffset now)
    {
        var file = new StringBuilder();
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, $"PRODID:-//TraumaCapacity//Calendar//{language.ToUpperInvariant()}");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, "X-WR-CALNAME:" + Escape(name));
        foreach (var item in events)
        {
            Line(file, "BEGIN:VEVENT");
            Line(file, $"UID:{item.Key}@traumacapacity");
            Line(file, "DTSTAMP:" + stamp);
            Line(file, "DTSTART;VALUE=DATE:" + Day(item.On));
            Line(file, "DTEND;VALUE=DATE:" + Day(item.On.AddDays(1)));
            Line(file, $"SUMMARY;LANGUAGE={language}:" + Escape(item.Summary));
            if (!string.IsNullOrEmpty(item.Description))
                Line(file, $"DESCRIPTION;LANGUAGE={language}:" + Escape(item.Description));
            if (!string.IsNullOrEmpty(item.Location))
                Line(file, "LOCATION:" + Escape(item.Location));
            Line(file, item.IsCancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
            // The day stays free for other things: nobody's time is taken by an event of the whole day.
            Line(file, "TRANSP:TRANSPARENT");
            Line(file, "END:VEVENT");
        }

        Line(file, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text.ReplaceLineEndings("\n"))
        {
            switch (character)
            {
                case '\\' or ';' or ',':
                    escaped.Append('\\').Append(character);
                    break;
                case '\n':
                    escaped.Append("\\n");
                    break;
                case var other when char.IsControl(other):
                    escaped.Append(' ');
                    break;
                default:
                    escaped.Append(character);
                    break;
            }
        }

        return escaped.ToString();
    }

    // Folded between code points, never inside one.
    private static void Line(StringBuilder file, string text)
    {
        var octets = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
