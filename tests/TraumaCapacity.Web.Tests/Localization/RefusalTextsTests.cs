using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TraumaCapacity.Application.Data.Drafts;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Tests.Localization;

/// <summary>A refusal is said in the reader's language, whatever its code.</summary>
public sealed partial class RefusalTextsTests
{
    private readonly RefusalTexts texts = Texts.Services().GetRequiredService<RefusalTexts>();

    [Fact]
    public void Every_refusal_that_the_sources_name_has_a_sentence_in_both_languages()
    {
        var codes = TextFiles.Sources
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)))
            .Select(m => m.Groups["code"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        codes.Should().HaveCountGreaterThan(20, "otherwise this test reads nothing");

        foreach (var language in Texts.Languages)
        {
            using var _ = Texts.In(language);
            codes.Where(code => texts.Say(new Refusal(code)) == texts.Say(new Refusal("Nothing.AtAll")).Replace("Nothing.AtAll", code, StringComparison.Ordinal))
                .Should().BeEmpty("each needs its sentence in {0}", language);
        }
    }

    [Fact]
    public void Every_refusal_gives_its_sentence_the_values_that_it_names()
    {
        var declared = new[] { typeof(Refusal).Assembly, typeof(DraftService).Assembly }
            .SelectMany(a => a.GetExportedTypes())
            .Where(t => t.IsAbstract && t.IsSealed && t.Name.EndsWith("Refusals", StringComparison.Ordinal))
            .SelectMany(Declared)
            .ToList();
        declared.Should().NotBeEmpty();

        foreach (var language in Texts.Languages)
        {
            using var _ = Texts.In(language);
            // A place that stays in the sentence has no value to go into it.
            declared.Select(texts.Say).Where(sentence => OpenPlace().IsMatch(sentence)).Should().BeEmpty();
        }
    }

    [Fact]
    public void Values_are_written_as_the_language_writes_them()
    {
        using (Texts.In("fr-CA"))
            texts.Say(new Refusal("Nothing.AtAll")).Should().EndWith("Nothing.AtAll.").And.Contain("l’administration\u00a0:");

        using (Texts.In("en-CA"))
            texts.Say(new Refusal("Draft.TooLong")).Should().StartWith("This text is too long");
    }

    private static IEnumerable<Refusal> Declared(Type refusals)
    {
        foreach (var property in refusals.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == typeof(Refusal)))
            yield return (Refusal)property.GetValue(null)!;
        foreach (var field in refusals.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(Refusal)))
            yield return (Refusal)field.GetValue(null)!;
        foreach (var method in refusals.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(Refusal) && !m.IsSpecialName))
            yield return (Refusal)method.Invoke(null, [.. method.GetParameters().Select(p => Sample(p.ParameterType))])!;
    }

    private static object? Sample(Type type) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(DateOnly) => new DateOnly(2026, 4, 14),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        _ when type == typeof(CapacityCell) => CapacityCell.All[0],
        { IsEnum: true } => Enum.GetValues(type).GetValue(0),
        { IsArray: true } => Array.CreateInstance(type.GetElementType()!, 0),
        { IsValueType: true } => Activator.CreateInstance(type),
        _ when type.IsAssignableFrom(typeof(string[])) => Array.Empty<string>(),
        _ => null,
    };

    [GeneratedRegex("\"(?<code>(Organizations|Imports|Training|Interventions|Interviews|Coding|Synthesis|Dashboards|Releases|Identity|Draft)\\.[A-Z][A-Za-z]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\{\d", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OpenPlace();
}
