using System.Security.Claims;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Who signed in, as claims of the cookie: account, roles, and a coordinator's organizations.</summary>
public static class ActorClaims
{
    /// <summary>One of a limited coordinator's organizations.</summary>
    public const string Organization = "tc:organization";

    /// <summary>Present where a coordinator was granted every organization.</summary>
    public const string AllOrganizations = "tc:all-organizations";

    /// <summary>The name that colleagues see.</summary>
    public const string DisplayName = "tc:display-name";

    /// <summary>Which sign-in this is; ended by signing out.</summary>
    public const string Session = "tc:session";

    /// <summary>The claims of an actor.</summary>
    public static IEnumerable<Claim> From(Actor actor)
    {
        foreach (var role in actor.Roles)
            yield return new Claim(ClaimTypes.Role, role.ToString());
        if (actor.AllOrganizations)
            yield return new Claim(AllOrganizations, "1");
        foreach (var organization in actor.Organizations)
            yield return new Claim(Organization, organization.ToString());
    }

    /// <summary>Which sign-in the principal holds, or <c>null</c>.</summary>
    public static Guid? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(Session), out var id) ? id : null;

    /// <summary>The actor of a signed-in principal, or <c>null</c> for anyone else.</summary>
    public static Actor? ToActor(this ClaimsPrincipal principal, string? requestId)
    {
        if (principal.Identity is not { IsAuthenticated: true } || !Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return null;
        return new Actor
        {
            UserId = new UserId(id),
            Roles = principal.FindAll(ClaimTypes.Role).Select(c => Enum.Parse<Role>(c.Value)).ToHashSet(),
            AllOrganizations = principal.HasClaim(c => c.Type == AllOrganizations),
            Organizations = [.. principal.FindAll(Organization).Select(c => new OrganizationId(Guid.Parse(c.Value)))],
            RequestId = requestId,
        };
    }
}
