using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Organizations;

/// <summary>Downloads of the list of organizations and of an organization's people.</summary>
public static class OrganizationFiles
{
    /// <summary>Maps the downloads.</summary>
    public static void MapOrganizationFiles(this IEndpointRouteBuilder endpoints)
    {
        var files = endpoints.MapGroup("/organizations").RequireAuthorization(Policies.ProgrammeRead);
        files.MapGet("/download.{format}", OrganizationsAsync);
        files.MapGet("/{id:guid}/people.{format}", PeopleAsync);
    }

    private static Task<IResult> OrganizationsAsync(
        string format, string? q, string? province, string? language, bool? left, HttpContext http, ListFiles files, OrganizationService organizations, Terms terms,
        IStringLocalizer<OrganizationsPage> listTexts) =>
        files.SendAsync(http, "organizations", format, async (actor, cancellationToken) =>
        {
            var filter = OrganizationsPage.Filter(q, province, language, left ?? false);
            var list = await organizations.ListAsync(actor, filter, SliceRequest.Everything, cancellationToken);
            return new ListTable(
                listTexts["Title"],
                [listTexts["Organization"], listTexts["Code"], listTexts["Province"], listTexts["Setting"], listTexts["Language"], listTexts["People"], listTexts["Certified"], listTexts["Groups"], listTexts["LeftOnHeading"]],
                [.. list.Rows.Select(row => (IReadOnlyList<object?>)[
                    row.Name, row.PublicCode, terms.Title(row.Jurisdiction), terms.Title(row.Setting), terms.Title(row.Language), row.People, row.Certified, row.Groups, row.LeftOn])],
                [
                    .. Said(listTexts["SearchLabel"], filter.Term),
                    .. Said(listTexts["Province"], filter.Jurisdiction is { } p ? terms.Title(p) : null),
                    .. Said(listTexts["Language"], filter.Language is { } l ? terms.Title(l) : null),
                    .. Said(listTexts["ShowLeft"], left == true ? "✓" : null),
                ]);
        });

    private static Task<IResult> PeopleAsync(
        Guid id, string format, HttpContext http, ListFiles files, OrganizationService organizations, Terms terms, IStringLocalizer<OrganizationPage> peopleTexts) =>
        files.SendAsync(http, "people", format, async (actor, cancellationToken) =>
            await organizations.FindAsync(actor, new OrganizationId(id), cancellationToken) is not { } organization
                ? null
                : new ListTable(
                    $"{peopleTexts["People"]}, {organization.Profile.PublicCode}",
                    [peopleTexts["Name"], peopleTexts["Email"], peopleTexts["Role"], peopleTexts["From"], peopleTexts["To"], peopleTexts["Certification"], peopleTexts["CertifiedUntil"]],
                    [.. organization.People.Select(person => (IReadOnlyList<object?>)[
                        person.Name, person.WorkEmail, terms.Title(person.Role), person.From, person.To, person.Certified ? peopleTexts["Certified"].Value : peopleTexts["NotCertified"].Value, person.CertifiedUntil])],
                    [new(peopleTexts["Organization"], organization.Profile.Name)]));

    private static IEnumerable<KeyValuePair<string, string>> Said(string name, string? value) => string.IsNullOrWhiteSpace(value) ? [] : [new(name, value.Trim())];
}
