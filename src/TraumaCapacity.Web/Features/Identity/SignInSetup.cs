using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using TraumaCapacity.Application;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Web.Hosting;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Sign-in, and who may open what.</summary>
internal static class SignInSetup
{
    /// <summary>Where whoever is not signed in is sent.</summary>
    public const string SignInAddress = "/account/sign-in";

    private const int AttemptsBeforeRest = 8;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    public static void AddSignIn(this WebApplicationBuilder builder, DataStore store)
    {
        var services = builder.Services;
        services.AddDataProtection().SetApplicationName("TraumaCapacity").PersistKeysToFileSystem(store.KeyFolder());
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            Harden(cookie.Cookie, "tc-session");
            cookie.ExpireTimeSpan = Model.Identity.SignInSession.LongestLife;
            cookie.SlidingExpiration = false;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.LoginPath = SignInAddress;
            cookie.Events.OnRedirectToLogin = SignInOrRefuse;
            cookie.Events.OnValidatePrincipal = LiveSessions.ValidateAsync;
        });
        services.Configure<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(
            IdentityConstants.TwoFactorUserIdScheme, cookie => Harden(cookie.Cookie, "tc-second-step"));
        services.AddAntiforgery(o => Harden(o.Cookie, "tc-form", SameSiteMode.Strict));

        services.AddIdentityCore<UserAccount>(o =>
            {
                o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                // Which passwords are accepted is PasswordRule's business.
                o.Password = new PasswordOptions
                {
                    RequiredLength = Model.Identity.PasswordRule.MinimumLength,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
                o.Lockout.MaxFailedAccessAttempts = AttemptsBeforeRest;
                o.Lockout.DefaultLockoutTimeSpan = Rest;
            })
            .AddSignInManager<AccountSignInManager>()
            .AddClaimsPrincipalFactory<AccountClaimsFactory>()
            .AddTokenProvider<AuthenticatorTokenProvider<UserAccount>>(TokenOptions.DefaultAuthenticatorProvider)
            .AddAccountStore(provider =>
                provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context ? context.User.ToActor(context.TraceIdentifier) : null);
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            // A passkey stands for both steps, so it must have checked who holds it, and must know whose it is.
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
            // A page of ours tells nobody where it came from, so its forms arrive without an origin that could be compared.
            // What the browser signed names the page that asked, and that has to be ours.
            o.ValidateOrigin = passkey => ValueTask.FromResult(
                !passkey.CrossOrigin && string.Equals(passkey.Origin, OriginOf(passkey.HttpContext.Request), StringComparison.OrdinalIgnoreCase));
        });

        services.AddAuthorization(Policies.AddTo);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, HiddenAreas>();
        services.AddExceptionHandler<HiddenThings>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LiveAuthenticationState>();
        services.AddScoped<CurrentActor>();
        services.AddMemoryCache();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<CircuitLimit>();
        services.AddScoped<CircuitHandler, CircuitLimit.Counter>();
    }

    private static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static void Harden(CookieBuilder cookie, string name, SameSiteMode sameSite = SameSiteMode.Lax)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = sameSite;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>A page leads to the sign-in page; a script, a form or a socket is told «401».</summary>
    private static Task SignInOrRefuse(Microsoft.AspNetCore.Authentication.RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context)
    {
        var wantsPage = HttpMethods.IsGet(context.Request.Method)
            && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            && context.Request.Headers.Accept.ToString() is var accept && (accept.Length == 0 || accept.Contains("html", StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal));
        if (wantsPage)
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
