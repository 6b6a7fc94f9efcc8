using System.Text.RegularExpressions;

namespace TraumaCapacity.Web.Tests.Localization;

/// <summary>Everything a person reads is in English and in French: held over every resource file there is.</summary>
public sealed partial class BothLanguagesTests
{
    // Words that are the same in both languages, reviewed one by one.
    private static readonly HashSet<string> SameInBoth = new(StringComparer.OrdinalIgnoreCase)
    {
        "Canada", "Passages", "{0} minutes", ", {0} minutes", "Versions", "Version {0}", "{0} codes",
        "Administration", "Code", "Date", "Dates", "Intervention", "Interventions", "Menu", "Pages", "Province", "Transport", "Type", "Total", "Description",
        "Version", "Note", "Notes", "Format", "Source", "Action", "Actions", "Question", "Questions", "Site", "Initiative", "Configuration", "Certification",
        "Certifications", "Session", "Transcription", "Minutes", "Page", "Option", "Options", "Public", "Variable", "Volume", "Test", "Document", "Consensus",
        "Confirmation", "Raison", "Statut", "CSV", "Excel", "Alberta", "Manitoba", "Nunavut", "Ontario", "Saskatchewan", "Yukon", "collaboration", "rural",
        "alpha, nominal", "alpha, ordinal", "Audit", "Table", "Participation", "Application", "Attribution", "Concordance", "Excellent",
        "affiliations", "places", "adaptation",
    };

    public static TheoryData<string> Files => [.. TextFiles.English.Select(TextFiles.Short)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_has_its_French_and_no_French_stands_alone(string file)
    {
        var english = TextFiles.Read(Path.Combine(TextFiles.Root, file));
        var french = TextFiles.FrenchOf(Path.Combine(TextFiles.Root, file));

        File.Exists(french).Should().BeTrue("{0} needs its French", file);
        TextFiles.Read(french).Keys.Should().BeEquivalentTo(english.Keys);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_text_is_empty_in_either_language(string file)
    {
        foreach (var path in Both(file))
            TextFiles.Read(path).Where(t => string.IsNullOrWhiteSpace(t.Value)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_languages_name_the_same_values(string file)
    {
        var (english, french) = Texts(file);

        var differing = english.Where(t => french.TryGetValue(t.Key, out var other) && !Places(t.Value).SetEquals(Places(other))).Select(t => t.Key);

        differing.Should().BeEmpty("each {{0}} of one language must stand in the other");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void French_is_not_English_left_over(string file)
    {
        var (english, french) = Texts(file);

        var same = english.Where(t => french.GetValueOrDefault(t.Key) == t.Value && HasWords(t.Value) && !SameInBoth.Contains(t.Value.Trim(' ', ':', '.')));

        same.Should().BeEmpty();
    }

    [Fact]
    public void No_French_file_is_without_its_English()
    {
        var english = TextFiles.English.Select(TextFiles.FrenchOf).ToHashSet(StringComparer.Ordinal);

        Directory.EnumerateFiles(Path.Combine(TextFiles.Root, "src"), "*.fr.resx", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Should().BeSubsetOf(english);
    }

    [Fact]
    public void Every_text_that_a_screen_asks_for_exists()
    {
        var texts = TextFiles.English.ToLookup(f => Path.GetFileNameWithoutExtension(f), f => TextFiles.Read(f), StringComparer.Ordinal);
        var missing = new List<string>();
        var asked = 0;

        foreach (var (file, name, owner, source) in Users())
        {
            var keys = texts[owner].SelectMany(t => t.Keys).ToHashSet(StringComparer.Ordinal);
            foreach (Match use in Regex.Matches(source, $@"\b{name}\[""(?<key>[^""]+)""[\],]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)))
            {
                asked++;
                if (!keys.Contains(use.Groups["key"].Value))
                    missing.Add($"{file}: {owner}[{use.Groups["key"].Value}]");
            }

            // A key that is put together: at least its beginning must lead somewhere.
            foreach (Match use in Regex.Matches(source, $@"\b{name}\[\$""(?<start>[^""{{]+)\{{", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)))
            {
                asked++;
                if (!keys.Any(k => k.StartsWith(use.Groups["start"].Value, StringComparison.Ordinal)))
                    missing.Add($"{file}: {owner}[{use.Groups["start"].Value}…]");
            }
        }

        asked.Should().BeGreaterThan(100, "otherwise this test reads nothing");
        missing.Distinct().Should().BeEmpty();
    }

    // Each source with the localizers that it holds: from itself, or from the screen beside it.
    private static IEnumerable<(string File, string Name, string Owner, string Source)> Users()
    {
        foreach (var path in TextFiles.Sources)
        {
            var source = File.ReadAllText(path);
            var declared = path.EndsWith(".razor.cs", StringComparison.Ordinal) && File.Exists(path[..^".cs".Length])
                ? source + File.ReadAllText(path[..^".cs".Length])
                : source;
            foreach (var (owner, name) in Localizer().Matches(declared).Select(m => (m.Groups["owner"].Value, m.Groups["name"].Value)).Distinct())
                yield return (TextFiles.Short(path), name, owner.Split('.')[^1], source);
        }
    }

    private static string[] Both(string file)
    {
        var english = Path.Combine(TextFiles.Root, file);
        return [english, TextFiles.FrenchOf(english)];
    }

    private static (IReadOnlyDictionary<string, string> English, IReadOnlyDictionary<string, string> French) Texts(string file)
    {
        var both = Both(file);
        return (TextFiles.Read(both[0]), TextFiles.Read(both[1]));
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    private static bool HasWords(string text) => Place().Replace(text, "").Count(char.IsLetter) > 1;

    [GeneratedRegex(@"\{\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"IStringLocalizer<(?<owner>[\w.]+)>\s+(?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Localizer();
}
