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
        IStringLocalizer<OrganizationsPage> texts) =>
        files.SendAsync(http, "organizations", format, async (actor, cancellationToken) =>
        {
            var filter = OrganizationsPage.Filter(q, province, language, left ?? false);
            var list = await organizations.ListAsync(actor, filter, SliceRequest.Everything, cancellationToken);
            return new ListTable(
                texts["Title"],
                [texts["Organization"], texts["Code"], texts["Province"], texts["Setting"], texts["Language"], texts["People"], texts["Certified"], texts["Groups"], texts["LeftOnHeading"]],
                [.. list.Rows.Select(row => (IReadOnlyList<object?>)[
                    row.Name, row.PublicCode, terms.Title(row.Jurisdiction), terms.Title(row.Setting), terms.Title(row.Language), row.People, row.Certified, row.Groups, row.LeftOn])],
                [
                    .. Said(texts["SearchLabel"], filter.Term),
                    .. Said(texts["Province"], filter.Jurisdiction is { } p ? terms.Title(p) : null),
                    .. Said(texts["Language"], filter.Language is { } l ? terms.Title(l) : null),
                    .. Said(texts["ShowLeft"], left == true ? "✓" : null),
                ]);
        });

    private static Task<IResult> PeopleAsync(
        Guid id, string format, HttpContext http, ListFiles files, OrganizationService organizations, Terms terms, IStringLocalizer<OrganizationPage> texts) =>
        files.SendAsync(http, "people", format, async (actor, cancellationToken) =>
            await organizations.FindAsync(actor, new OrganizationId(id), cancellationToken) is not { } organization
                ? null
                : new ListTable(
                    $"{texts["People"]}, {organization.Profile.PublicCode}",
                    [texts["Name"], texts["Email"], texts["Role"], texts["From"], texts["To"], texts["Certification"], texts["CertifiedUntil"]],
                    [.. organization.People.Select(person => (IReadOnlyList<object?>)[
                        person.Name, person.WorkEmail, terms.Title(person.Role), person.From, person.To, person.Certified ? texts["Certified"].Value : texts["NotCertified"].Value, person.CertifiedUntil])],
                    [new(texts["Organization"], organization.Profile.Name)]));

    private static IEnumerable<KeyValuePair<string, string>> Said(string name, string? value) => string.IsNullOrWhiteSpace(value) ? [] : [new(name, value.Trim())];
}
