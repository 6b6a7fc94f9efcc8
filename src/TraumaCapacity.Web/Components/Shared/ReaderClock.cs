using System.Globalization;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Moments as the reader's clock shows them. One a request or circuit; the zone comes from the browser.</summary>
public sealed class ReaderClock(TimeProvider clock)
{
    /// <summary>The cookie in which the browser names its time zone.</summary>
    public const string Cookie = "tc-zone";

    private static readonly TimeZoneInfo Default = TimeZoneInfo.FindSystemTimeZoneById("America/Toronto");

    /// <summary>The reader's zone; Eastern time until the browser has named it.</summary>
    public TimeZoneInfo Zone { get; private set; } = Default;

    /// <summary>Today where the reader is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).DateTime);

    /// <summary>Takes the browser's word for its zone. An unknown name leaves the zone as it is.</summary>
    /// <param name="zoneId">An IANA name, such as <c>America/Regina</c>.</param>
    public void Use(string? zoneId)
    {
        if (!string.IsNullOrEmpty(zoneId) && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone))
            Zone = zone;
    }

    /// <summary>The day on which the moment fell for the reader.</summary>
    public DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>The time of day of the moment: «14:32», «14 h 32».</summary>
    public string Time(DateTimeOffset moment) =>
        Formats.Time(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime));

    /// <summary>The time of day with seconds: «14:32:08», in both languages.</summary>
    public string TimeWithSeconds(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Date and time: «15 April 2026, 14:32».</summary>
    public string Moment(DateTimeOffset moment) => $"{Formats.Date(DateOf(moment))}, {Time(moment)}";
}
