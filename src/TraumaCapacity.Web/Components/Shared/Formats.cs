using System.Globalization;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Numbers and dates as the reader's language writes them. For screens only: exports are invariant.</summary>
public static class Formats
{
    /// <summary>U+2212: as wide as a plus sign, and read as «minus».</summary>
    public const string Minus = "\u2212";

    private static bool French => CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "fr";

    /// <summary>«14 April 2026», «14 avril 2026», «1er mai 2026».</summary>
    public static string Date(DateOnly date) => $"{Day(date)} {date.ToString("MMMM yyyy", CultureInfo.CurrentCulture)}";

    /// <summary>«Tuesday 14 April 2026», «mardi 14 avril 2026».</summary>
    public static string LongDate(DateOnly date) => $"{date.ToString("dddd", CultureInfo.CurrentCulture)} {Date(date)}";

    /// <summary>«14 Apr», «14 avr.»: where the year is plain from what stands around it.</summary>
    public static string ShortDate(DateOnly date) => $"{Day(date)} {date.ToString("MMM", CultureInfo.CurrentCulture)}";

    /// <summary>«April 2026», «avril 2026».</summary>
    public static string Month(DateOnly date) => date.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>«14:32», «14 h 32».</summary>
    public static string Time(TimeOnly time) =>
        time.ToString(French ? "H' h 'mm" : "HH:mm", CultureInfo.CurrentCulture);

    /// <summary>The fiscal year that begins on 1 April of the year given: «2025–26».</summary>
    public static string FiscalYear(int startYear) =>
        string.Create(CultureInfo.InvariantCulture, $"{startYear}–{(startYear + 1) % 100:00}");

    /// <summary>A count with the language's thousands separator.</summary>
    public static string Number(long number) => Typographic(number.ToString("N0", CultureInfo.CurrentCulture));

    /// <summary>A number with a fixed count of decimals.</summary>
    public static string Number(double number, int decimals) =>
        Typographic(number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture));

    /// <summary>Hours: no decimals where they are whole, otherwise as many as needed, two at most.</summary>
    public static string Hours(decimal hours) => Typographic(hours.ToString("#,0.##", CultureInfo.CurrentCulture));

    /// <summary>A share from 0 to 1 as a whole percentage, with the space that French wants.</summary>
    public static string Percent(double share) => Typographic(share.ToString(French ? "0\u00a0%" : "0%", CultureInfo.CurrentCulture));

    /// <summary>A change or a rating with its sign: «+1», «−2», «0».</summary>
    public static string Signed(long number) => number switch
    {
        > 0 => "+" + Number(number),
        _ => Number(number),
    };

    /// <summary>A value of any type that a sentence may name, in the reader's language.</summary>
    /// <param name="value">A number, a date, a term or a text.</param>
    public static string Any(object? value) => value switch
    {
        null => "",
        DateOnly date => Date(date),
        TimeOnly time => Time(time),
        sbyte or byte or short or ushort or int or uint or long => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        decimal number => Hours(number),
        double number => Typographic(number.ToString("#,0.##", CultureInfo.CurrentCulture)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
        _ => value.ToString() ?? "",
    };

    private static string Day(DateOnly date) => date.Day switch
    {
        1 when French => "1er",
        var day => day.ToString(CultureInfo.CurrentCulture),
    };

    private static string Typographic(string number) => number.Replace("-", Minus, StringComparison.Ordinal);
}
