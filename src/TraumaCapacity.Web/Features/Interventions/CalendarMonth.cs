using TraumaCapacity.Application.Interventions;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>A month as a calendar shows it: whole weeks, from Sunday in English and French Canada alike.</summary>
/// <param name="First">Its first day.</param>
internal sealed record CalendarMonth(DateOnly First)
{
    /// <summary>The month of an address such as <c>2026-11</c>, otherwise the month of the day given.</summary>
    public static CalendarMonth Read(string? address, DateOnly today) =>
        DateOnly.TryParseExact(address + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var first)
        && first.Year is >= 2000 and <= 2100
            ? new(first)
            : new(new DateOnly(today.Year, today.Month, 1));

    /// <summary>As it stands in an address.</summary>
    public string Address => First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    public CalendarMonth Before => new(First.AddMonths(-1));

    public CalendarMonth After => new(First.AddMonths(1));

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    /// <summary>The first day shown.</summary>
    public DateOnly From => First.AddDays(-(int)First.DayOfWeek);

    /// <summary>The last day shown.</summary>
    public DateOnly To => Last.AddDays(6 - (int)Last.DayOfWeek);

    /// <summary>Four to six weeks of seven days.</summary>
    public IEnumerable<DateOnly[]> Weeks =>
        Enumerable.Range(0, (To.DayNumber - From.DayNumber + 1) / 7).Select(week => Enumerable.Range(0, 7).Select(day => From.AddDays((week * 7) + day)).ToArray());

    /// <summary>Where a key leads from a day; the day itself for any other key. A day of another month turns the page.</summary>
    public static DateOnly Move(DateOnly day, string key) => key switch
    {
        "ArrowLeft" => day.AddDays(-1),
        "ArrowRight" => day.AddDays(1),
        "ArrowUp" => day.AddDays(-7),
        "ArrowDown" => day.AddDays(7),
        "Home" => day.AddDays(-(int)day.DayOfWeek),
        "End" => day.AddDays(6 - (int)day.DayOfWeek),
        "PageUp" => day.AddMonths(-1),
        "PageDown" => day.AddMonths(1),
        _ => day,
    };

    /// <summary>Where an entry leads.</summary>
    public static string HrefOf(CalendarEntry entry, bool mayWrite) => entry switch
    {
        { CohortId: { } cohort } => $"/training/cohorts/{cohort}",
        { Kind: CalendarEntryKind.Expected } when mayWrite => $"/interventions/groups/{entry.GroupId}/sessions/new",
        { SessionId: { } session, Kind: CalendarEntryKind.Moved } when mayWrite => $"/interventions/groups/{entry.GroupId}/sessions/{session}",
        _ => $"/interventions/groups/{entry.GroupId}",
    };
}
