using System.Globalization;

namespace TraumaCapacity.Model.Releases;

/// <summary>A quarter of a fiscal year, which runs from 1 April to 31 March.</summary>
/// <param name="Year">Calendar year in which the fiscal year begins.</param>
/// <param name="Number">1 (April to June) to 4 (January to March).</param>
public readonly record struct FiscalQuarter(int Year, int Number)
{
    /// <summary>Quarters of a year.</summary>
    public const int PerYear = 4;

    /// <summary>First day.</summary>
    public DateOnly StartsOn => new DateOnly(Year, 4, 1).AddMonths(3 * (Number - 1));

    /// <summary>Last day.</summary>
    public DateOnly EndsOn => StartsOn.AddMonths(3).AddDays(-1);

    /// <summary>How a release names it, such as <c>2025-Q2</c>.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Year}-Q{Number}");

    /// <summary>The quarter that a day lies in.</summary>
    public static FiscalQuarter Of(DateOnly date) =>
        new(date.Month >= 4 ? date.Year : date.Year - 1, ((date.Month + 8) % 12 / 3) + 1);

    /// <summary>Reads a key. Anything else is a programmer's error.</summary>
    public static FiscalQuarter Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split("-Q");
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
