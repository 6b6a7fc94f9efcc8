using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using TraumaCapacity.Application;
using TraumaCapacity.Application.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Sign-in, and who may open what.</summary>
internal static class SignInSetup
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        builder.Services.AddIdentityCore<UserAccount>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .AddSignInManager()
            .AddAccountStore();
        builder.Services.AddAuthorization(Policies.AddTo);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddScoped<CurrentActor>();
    }
}
