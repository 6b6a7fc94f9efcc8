using System.Globalization;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Training;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Coding;

/// <summary>The coding guide, both languages side by side, and its versions.</summary>
public sealed partial class CodebookPage
{
    // Each side speaks its own language, whichever the reader's is.
    private static readonly Dictionary<ContentLanguage, string> Names = new()
    {
        [ContentLanguage.English] = "English",
        [ContentLanguage.French] = "Français",
    };

    private static readonly Dictionary<string, BilingualText> Words = new(StringComparer.Ordinal)
    {
        ["Definition"] = new("Definition", "Définition"),
        ["Include"] = new("Include", "Inclure"),
        ["Exclude"] = new("Do not include", "Ne pas inclure"),
        ["Example"] = new("Fictional example", "Exemple fictif"),
        ["Themes"] = new("Themes", "Thèmes"),
    };

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<CodebookRow>? versions;
    private IReadOnlyList<CodebookEntry>? codes;
    private CodebookVersionId shown;
    private bool failed;

    private static ContentLanguage Language =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? ContentLanguage.French : ContentLanguage.English;

    private static ContentLanguage[] Sides =>
        Language == ContentLanguage.French ? [ContentLanguage.French, ContentLanguage.English] : [ContentLanguage.English, ContentLanguage.French];

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private static string Tag(ContentLanguage language) => language == ContentLanguage.French ? "fr-CA" : "en-CA";

    private static string Word(string key, ContentLanguage language) => Words[key].In(language);

    private List<CodebookEntry> ThemesOf(CodebookEntry code) =>
        code.Cell is null ? [] : [.. codes!.Where(c => c.Kind == CodeKind.Theme && c.Cell == code.Cell)];

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            versions = await Codebooks.VersionsAsync(await Current.GetAsync(), leaving.Token);
            if (versions.Count > 0)
                await ShowAsync((versions.FirstOrDefault(v => v.Status == CodebookStatus.Published) ?? versions[0]).Id);
            else
                codes = [];
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or SignInEndedException))
        {
            failed = true;
        }
    }

    private async Task ShowAsync(CodebookVersionId version)
    {
        codes = await Codebooks.CodesAsync(await Current.GetAsync(), version, leaving.Token);
        shown = version;
    }
}
