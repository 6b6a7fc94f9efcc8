using Microsoft.Extensions.Localization;
using System.Globalization;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Training;
using TraumaCapacity.Model.Training;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Training;

/// <summary>Downloads of cohorts, of a cohort's attendance and of certifications.</summary>
public static class TrainingFiles
{
    /// <summary>Maps the downloads.</summary>
    public static void MapTrainingFiles(this IEndpointRouteBuilder endpoints)
    {
        var files = endpoints.MapGroup("/training").RequireAuthorization(Policies.ProgrammeRead);
        files.MapGet("/download.{format}", CohortsAsync);
        files.MapGet("/cohorts/{id:guid}/attendance.{format}", AttendanceAsync);
        files.MapGet("/certifications/download.{format}", CertificationsAsync);
    }

    private static bool French => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";

    private static Task<IResult> CohortsAsync(
        string format, string? q, string? state, HttpContext http, ListFiles files, CohortService cohorts, Terms terms, IStringLocalizer<CohortsPage> cohortTexts) =>
        files.SendAsync(http, "cohorts", format, async (actor, cancellationToken) =>
        {
            var filter = new CohortFilter(q, Enum.TryParse<CohortStatus>(state, out var asked) ? asked : null);
            var list = await cohorts.ListAsync(actor, filter, SliceRequest.Everything, cancellationToken);
            return new ListTable(
                cohortTexts["Title"],
                [cohortTexts["Cohort"], cohortTexts["Programme"], cohortTexts["FirstDay"], cohortTexts["LastDay"], cohortTexts["State"], cohortTexts["Enrolled"], cohortTexts["Places"], cohortTexts["Waiting"], cohortTexts["Completed"]],
                [.. list.Rows.Select(row => (IReadOnlyList<object?>)[
                    row.Code, French ? row.ProgramFr : row.ProgramEn, row.StartsOn, row.EndsOn, terms.Title(row.Status), row.Enrolled, row.Capacity, row.Waiting,
                    row.Status == CohortStatus.Completed ? row.Completed : null])],
                [.. Said(cohortTexts["SearchLabel"], q), .. Said(cohortTexts["State"], filter.Status is { } s ? terms.Title(s) : null)]);
        });

    private static Task<IResult> AttendanceAsync(
        Guid id, string format, HttpContext http, ListFiles files, CohortService cohorts, Terms terms, IStringLocalizer<AttendanceGrid> attendanceTexts) =>
        files.SendAsync(http, "attendance", format, async (actor, cancellationToken) =>
            await cohorts.FindAsync(actor, new CohortId(id), cancellationToken) is not { } cohort
                ? null
                : new ListTable(
                    cohort.Code,
                    [attendanceTexts["File.Name"], attendanceTexts["File.Organization"], attendanceTexts["File.State"], .. cohort.Days.Select(d => d.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), attendanceTexts["File.Total"]],
                    [.. cohort.Enrolments.Where(e => e.Status is not (EnrolmentStatus.Waitlisted or EnrolmentStatus.Withdrawn)).Select(e => (IReadOnlyList<object?>)
                    [
                        e.Name, e.Organization, terms.Title(e.Status),
                        .. cohort.Days.Select(d => (object?)e.Attendance.FirstOrDefault(a => a.DayId == d.Id)?.Hours), e.Hours,
                    ])],
                    [new(attendanceTexts["File.Cohort"], cohort.Code)]));

    private static Task<IResult> CertificationsAsync(
        string format, string? q, string? on, bool? lapsing, HttpContext http, ListFiles files, CertificationService certifications, Terms terms, IStringLocalizer<CertificationsPage> certificationTexts) =>
        files.SendAsync(http, "certifications", format, async (actor, cancellationToken) =>
        {
            var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : certifications.Today;
            var list = await certifications.ListAsync(
                actor, new CertificationFilter(day, lapsing == true ? CertificationService.NoticeDays : null, q), SliceRequest.Everything, cancellationToken);
            return new ListTable(
                certificationTexts["Title"],
                [certificationTexts["Name"], certificationTexts["Organization"], certificationTexts["Kind"], certificationTexts["Cohort"], certificationTexts["Issued"], certificationTexts["Expires"]],
                [.. list.Rows.Select(row => (IReadOnlyList<object?>)[row.Name, row.Organization, terms.Title(row.Kind), row.Cohort, row.IssuedOn, row.ExpiresOn])],
                [
                    .. Said(certificationTexts["SearchLabel"], q),
                    .. Said(certificationTexts["On"], day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    .. Said(certificationTexts["Lapsing", CertificationService.NoticeDays], lapsing == true ? "✓" : null),
                ]);
        });

    private static IEnumerable<KeyValuePair<string, string>> Said(string name, string? value) => string.IsNullOrWhiteSpace(value) ? [] : [new(name, value.Trim())];
}
