using Microsoft.Extensions.Localization;
using System.Globalization;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>Downloads of the list of groups and of a group's sessions.</summary>
public static class InterventionFiles
{
    /// <summary>Maps the downloads.</summary>
    public static void MapInterventionFiles(this IEndpointRouteBuilder endpoints)
    {
        var files = endpoints.MapGroup("/interventions").RequireAuthorization(Policies.ProgrammeRead);
        files.MapGet("/download.{format}", GroupsAsync);
        files.MapGet("/groups/{id:guid}/sessions.{format}", SessionsAsync);
    }

    private static bool French => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";

    private static Task<IResult> GroupsAsync(
        string format, string? show, HttpContext http, ListFiles files, GroupService groups, Terms terms, IStringLocalizer<GroupsPage> groupTexts) =>
        files.SendAsync(http, "groups", format, async (actor, cancellationToken) =>
        {
            var list = await groups.ListAsync(actor, GroupsPage.Filter(show) with { IsEverything = true }, cancellationToken);
            return new ListTable(
                groupTexts["Title"],
                [groupTexts["Group"], groupTexts["Organization"], groupTexts["FirstDay"], groupTexts["LastDay"], groupTexts["SessionsHeld"], groupTexts["SessionsPlanned"], groupTexts["Enrolled"], groupTexts["Completed"], groupTexts["State"], groupTexts["Certified"]],
                [.. list.Rows.Select(row => (IReadOnlyList<object?>)[
                    row.Label, row.OrganizationName, row.StartsOn, row.EndsOn, row.SessionsHeld, row.PlannedSessions, row.EnrolledCount, row.CompleterCount, terms.Title(row.Status),
                    row.Status == GroupStatus.Running && !row.HasCertifiedFacilitator ? groupTexts["NobodyCertified"].Value : null])],
                show switch
                {
                    "running" => [new(groupTexts["Show"], terms.Title(GroupStatus.Running))],
                    "uncertified" => [new(groupTexts["Show"], groupTexts["Uncertified"])],
                    _ => [],
                });
        });

    private static Task<IResult> SessionsAsync(
        Guid id, string format, HttpContext http, ListFiles files, GroupService groups, Terms terms, IStringLocalizer<GroupPage> sessionTexts) =>
        files.SendAsync(http, "sessions", format, async (actor, cancellationToken) =>
            await groups.FindAsync(actor, new GroupId(id), cancellationToken) is not { } group
                ? null
                : new ListTable(
                    group.Plan.Label,
                    [sessionTexts["Session"], sessionTexts["Topic"], sessionTexts["Day"], sessionTexts["State"], sessionTexts["Present"], sessionTexts["Minutes"], sessionTexts["Facilitated"], sessionTexts["Fidelity"], sessionTexts["FidelityItems"], sessionTexts["Adaptation"]],
                    [.. group.Sessions.Select(session => (IReadOnlyList<object?>)[
                        session.Number, French ? session.TopicFr : session.TopicEn, session.HeldOn, terms.Title(session.Status),
                        session.Status == SessionStatus.Held ? session.PresentCount : null, session.Minutes, string.Join(", ", session.Facilitators),
                        session.Status == SessionStatus.Held ? session.FidelityDone : null, session.Status == SessionStatus.Held ? session.FidelityItems : null, session.AdaptationNote])],
                    [new(sessionTexts["Organization"], group.OrganizationName), new(sessionTexts["Group"], group.Plan.Label)]));
}
