using System.Globalization;
using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>Downloads the calendar as a file that calendar programs take in: from a month back to a year ahead, through the
/// same service as the screen. Sessions and training days, and nothing about participants.</summary>
public static class CalendarDownload
{
    private const int DaysBack = 31;
    private const int DaysAhead = 366;

    /// <summary>Maps the download.</summary>
    public static void MapCalendarFile(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/interventions/calendar.ics", DownloadAsync).RequireAuthorization(Policies.ProgrammeRead);

    private static async Task<IResult> DownloadAsync(
        HttpContext http, CalendarService calendar, TimeProvider clock, ReaderClock reader, IStringLocalizer<CalendarPage> texts, CancellationToken cancellationToken)
    {
        if (http.User.ToActor(http.TraceIdentifier) is not { } actor)
            return Results.Challenge();
        var today = reader.Today;
        var entries = await calendar.ExportAsync(actor, today.AddDays(-DaysBack), today.AddDays(DaysAhead), cancellationToken);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(
            CalendarFile.Write(texts["FileTitle"], language, entries.Select(e => EventOf(e, texts, language)).OfType<CalendarFileEvent>(), clock.GetUtcNow()),
            CalendarFile.ContentType,
            $"{texts["File"]}.ics");
    }

    // A session that was moved stands on its new day alone: its old day would be the same event twice.
    private static CalendarFileEvent? EventOf(CalendarEntry entry, IStringLocalizer texts, string language) => entry.Kind switch
    {
        CalendarEntryKind.MovedAway => null,
        CalendarEntryKind.Training => new CalendarFileEvent(
            entry.Key, entry.On, texts["Training", entry.Name, entry.Number, entry.Of], null, entry.Place, false),
        _ => new CalendarFileEvent(
            entry.Key, entry.On, texts["Session", entry.Name, entry.Number, entry.Of], language == "fr" ? entry.TopicFr : entry.TopicEn, entry.Place,
            entry.Kind == CalendarEntryKind.Cancelled),
    };
}
