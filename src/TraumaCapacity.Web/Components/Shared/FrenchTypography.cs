using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Canadian French sets a space inside guillemets and before a colon or a percent sign, at which no line may
/// break. The texts are written with plain spaces; this turns them into no-break spaces wherever French is read.</summary>
public static class FrenchTypography
{
    private const char NoBreak = '\u00a0';

    /// <summary>The text with no-break spaces where French wants them. Texts without such places come back as they are.</summary>
    public static string Set(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        char[]? set = null;
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] == ' ' && (text[i - 1] == '«' || text[i + 1] is '»' or ':' or '%' or '$'))
                (set ??= text.ToCharArray())[i] = NoBreak;
        }

        return set is null ? text : new string(set);
    }
}

/// <summary>Hands out the texts of the resource files, with French as it is set.</summary>
public sealed class TypographicLocalizerFactory(IOptions<LocalizationOptions> options, ILoggerFactory loggers) : IStringLocalizerFactory
{
    private readonly ResourceManagerStringLocalizerFactory files = new(options, loggers);
    private readonly ConcurrentDictionary<Type, IStringLocalizer> byType = new();
    private readonly ConcurrentDictionary<(string BaseName, string Location), IStringLocalizer> byName = new();

    /// <inheritdoc />
    public IStringLocalizer Create(Type resourceSource) =>
        byType.GetOrAdd(resourceSource, static (source, files) => new Typographic(files.Create(source)), files);

    /// <inheritdoc />
    public IStringLocalizer Create(string baseName, string location) =>
        byName.GetOrAdd((baseName, location), static (name, files) => new Typographic(files.Create(name.BaseName, name.Location)), files);

    private sealed class Typographic(IStringLocalizer texts) : IStringLocalizer
    {
        private readonly ConcurrentDictionary<string, LocalizedString> french = new(StringComparer.Ordinal);

        public LocalizedString this[string name] => French ? french.GetOrAdd(name, Find, texts) : texts[name];

        public LocalizedString this[string name, params object[] arguments]
        {
            get
            {
                var text = this[name];
                return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, text.Value, arguments), text.ResourceNotFound, text.SearchedLocation);
            }
        }

        private static bool French => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.GetAllStrings(includeParentCultures);

        private static LocalizedString Find(string name, IStringLocalizer texts)
        {
            var text = texts[name];
            return text.ResourceNotFound ? text : new LocalizedString(name, FrenchTypography.Set(text.Value), resourceNotFound: false, text.SearchedLocation);
        }
    }
}
