using System.Security.Claims;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Components.Layout;

/// <summary>One entry of the rail: an area of the product and who works in it.</summary>
/// <param name="Key">Names its text (<c>Area.Key</c>) and its icon.</param>
/// <param name="Href">Its first page.</param>
/// <param name="Policy">Who sees it; nothing for everyone who is signed in.</param>
/// <param name="Under">Addresses that belong to it besides its own.</param>
public sealed record Area(string Key, string Href, string? Policy, params string[] Under)
{
    /// <summary>The areas in the order of the rail.</summary>
    public static IReadOnlyList<Area> All { get; } =
    [
        new("home", "/", null),
        new("organizations", "/organizations", Policies.ProgrammeRead, "/people", "/imports"),
        new("training", "/training", Policies.ProgrammeRead),
        new("interventions", "/interventions", Policies.ProgrammeRead),
        new("interviews", "/interviews", Policies.EvidenceRead),
        new("coding", "/coding", Policies.Coding, "/codebook"),
        new("dashboards", "/dashboards", Policies.EvidenceRead),
        new("releases", "/releases", Policies.ReleaseRead),
        new("administration", "/admin/users", Policies.Administration),
        new("audit", "/admin/audit", Policies.AuditRead),
    ];

    /// <summary>The areas that the person's roles open.</summary>
    public static IEnumerable<Area> For(ClaimsPrincipal person) =>
        All.Where(a => a.Policy is null || Policies.Roles[a.Policy].Any(role => person.IsInRole(role.ToString())));

    /// <summary>Whether a page, by its path, is in this area.</summary>
    public bool Holds(string path) =>
        Href == "/" ? path == "/" : Under.Append(Href).Any(start => Begins(path, start));

    /// <summary>Whether the page shows evidence or sessions, so that it must be possible to leave it quickly.</summary>
    public static bool IsSensitive(string path) =>
        new[] { "/interviews", "/coding", "/interventions", "/dashboards" }.Any(start => Begins(path, start));

    private static bool Begins(string path, string start) =>
        path.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (path.Length == start.Length || path[start.Length] == '/');
}
