using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;

namespace TraumaCapacity.Web.Hosting;

/// <summary>Language and theme: two cookies, set by an address and a full reload.</summary>
public static class Preferences
{
    /// <summary>Holds <c>light</c> or <c>dark</c>; absent where the system decides.</summary>
    public const string ThemeCookie = "theme";

    private static readonly string[] Cultures = ["en-CA", "fr-CA"];

    /// <summary>The reader's theme, or <c>null</c> where the system decides.</summary>
    public static string? Theme(HttpContext context) =>
        context.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;

    /// <summary>Whether an address leads to a page of this application, so that a redirect to it is safe.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..]
        && address is not ['/', '/' or '\\', ..]
        && !address.Any(char.IsControl);

    internal static void UsePreferences(this WebApplication app)
    {
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true };
        options.SetDefaultCulture("en-CA").AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { Options = options },
            new CustomRequestCultureProvider(context => Task.FromResult<ProviderCultureResult?>(new(Preferred(context.Request.Headers.AcceptLanguage)))),
        ];
        app.UseRequestLocalization(options);
    }

    internal static void MapPreferences(this WebApplication app)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Post];
        app.MapMethods("/culture", methods, (HttpContext context, string? c, string? returnUrl) =>
        {
            var culture = c is not null && c.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr-CA" : "en-CA";
            Keep(context, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)));
            return Back(returnUrl);
        }).AllowAnonymous().DisableAntiforgery();
        app.MapMethods("/theme", methods, (HttpContext context, string? t, string? returnUrl) =>
        {
            if (t is "light" or "dark")
                Keep(context, ThemeCookie, t);
            else
                context.Response.Cookies.Delete(ThemeCookie);
            return Back(returnUrl);
        }).AllowAnonymous().DisableAntiforgery();
    }

    private static IResult Back(string? returnUrl) => Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");

    private static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(400),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });

    /// <summary>French for whoever's browser asks for any French before any English.</summary>
    private static StringSegment Preferred(StringValues accepted)
    {
        foreach (var language in accepted.SelectMany(a => (a ?? "").Split(',')))
        {
            var tag = language.AsSpan().Trim();
            if (tag.StartsWith("fr", StringComparison.OrdinalIgnoreCase))
                return "fr-CA";
            if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return "en-CA";
        }

        return "en-CA";
    }
}
