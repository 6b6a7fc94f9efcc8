using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TraumaCapacity.Application.Releases;

namespace TraumaCapacity.Web.Features.Releases;

/// <summary>What a published release shows, rendered once a release, language and kind of reader. It never changes: its
/// hash is part of the key.</summary>
public sealed class ReleaseHtml(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<Key, MarkupString> rendered = new();

    /// <summary>The body of the page in the current language.</summary>
    public async Task<MarkupString> OfAsync(PublishedRelease release, bool mayDownload)
    {
        ArgumentNullException.ThrowIfNull(release);
        var key = new Key(release.Release.Number, release.Sha256, CultureInfo.CurrentUICulture.Name, mayDownload);
        if (rendered.TryGetValue(key, out var known))
            return known;
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ReleaseBody.Release)] = release,
                [nameof(ReleaseBody.MayDownload)] = mayDownload,
            });
            return (await renderer.RenderComponentAsync<ReleaseBody>(parameters)).ToHtmlString();
        });
        return rendered.GetOrAdd(key, (MarkupString)html);
    }

    private readonly record struct Key(int Number, string Sha256, string Culture, bool MayDownload);
}
