using System.Globalization;
using System.Resources;

namespace TraumaCapacity.Web.Hosting;

/// <summary>What the program says on the console, in the language of the system (LANG).</summary>
internal static class ConsoleTexts
{
    private static readonly ResourceManager Texts = new(typeof(ConsoleTexts));

    public static string Say(string key, params object[] values) =>
        string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key, values);

    /// <summary>The sentence for the key, or <c>null</c> where there is none.</summary>
    public static string? Find(string key, params object[] values) =>
        Texts.GetString(key, CultureInfo.CurrentUICulture) is { } text ? string.Format(CultureInfo.CurrentCulture, text, values) : null;
}
