using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Tests.Localization;

/// <summary>The product's texts as the host registers them, and a language to read them in.</summary>
internal static class Texts
{
    public static IReadOnlyList<string> Languages { get; } = ["en-CA", "fr-CA"];

    public static ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddLocalization().AddSharedParts().BuildServiceProvider();

    /// <summary>Reads in the language until disposed.</summary>
    public static IDisposable In(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return new Reading(before.CurrentCulture, before.CurrentUICulture);
    }

    private sealed class Reading(CultureInfo culture, CultureInfo ui) : IDisposable
    {
        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
    }
}
