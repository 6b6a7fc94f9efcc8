using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Tests.Localization;

/// <summary>The model's terms have names in both languages, and none is shared by two.</summary>
public sealed class TermsTests
{
    private readonly Terms terms = Texts.Services().GetRequiredService<Terms>();

    public static TheoryData<Type> Enumerations => [.. typeof(Refusal).Assembly.GetExportedTypes().Where(t => t.IsEnum)];

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void Every_member_of_the_model_has_a_name_in_both_languages(Type enumeration)
    {
        foreach (var language in Texts.Languages)
        {
            using var _ = Texts.In(language);
            Enum.GetValues(enumeration).Cast<Enum>().Where(member => terms.Of(member) == $"{enumeration.Name}.{member}").Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void No_two_members_of_one_enumeration_have_the_same_name(Type enumeration)
    {
        foreach (var language in Texts.Languages)
        {
            using var _ = Texts.In(language);
            Enum.GetValues(enumeration).Cast<Enum>().Select(terms.Of).Should().OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public void No_two_enumerations_have_the_same_name() =>
        typeof(Refusal).Assembly.GetExportedTypes().Where(t => t.IsEnum).Select(t => t.Name).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Cells_and_points_are_named_in_the_readers_language()
    {
        using (Texts.In("en-CA"))
        {
            terms.Cell(CapacityCell.Parse("AWR-F")).Should().Be("Awareness × Facilitator");
            Terms.Point(-2).Should().Be("clear negative change");
        }

        using (Texts.In("fr-CA"))
        {
            terms.Cell(CapacityCell.Parse("SAF-C")).Should().Be("Sécurité × Communauté");
            Terms.Point(1).Should().Be("certain changement positif");
            terms.Title(Role.Evaluator).Should().Be("Évaluatrice ou évaluateur");
        }
    }

    [Fact]
    public void Every_point_of_the_scale_has_words()
    {
        foreach (var language in Texts.Languages)
        {
            using var _ = Texts.In(language);
            ChangeScale.Points.Select(Terms.Point).Should().OnlyHaveUniqueItems().And.NotContain(text => text.Contains('.'));
        }
    }

    [Theory]
    [InlineData(2, "Clear positive change", "Changement positif manifeste")]
    [InlineData(1, "Some positive change", "Certain changement positif")]
    [InlineData(0, "No change", "Aucun changement")]
    [InlineData(-1, "Some negative change", "Certain changement négatif")]
    [InlineData(-2, "Clear negative change", "Changement négatif manifeste")]
    public void A_point_is_called_on_every_screen_and_in_every_file_what_the_codebook_calls_it(int point, string english, string french)
    {
        var label = ChangeScaleText.Of(point).Label;
        foreach (var (language, words, name) in new[] { ("en-CA", english, label.En), ("fr-CA", french, label.Fr) })
        {
            using var _ = Texts.In(language);
            name.Should().Be(words);
            Terms.PointTitle(point).Should().Be(words);
            Terms.Point(point).Should().BeEquivalentTo(words, "inside a sentence only its first letter differs");
        }
    }

    [Fact]
    public void Without_a_point_a_rating_is_called_the_same_everywhere_too()
    {
        var label = ChangeScaleText.Of(null).Label;
        foreach (var (language, name, insufficient, missing) in new[]
        {
            ("en-CA", label.En, "Insufficient evidence", "Not discussed"), ("fr-CA", label.Fr, "Preuve insuffisante", "Non abordé"),
        })
        {
            using var _ = Texts.In(language);
            name.Should().Be(insufficient);
            terms.Title(RatingStatus.InsufficientEvidence).Should().Be(insufficient);
            terms.Title(SynthesisStatus.InsufficientEvidence).Should().Be(insufficient);
            terms.Title(SynthesisStatus.NotDiscussed).Should().Be(missing);
        }
    }

    [Fact]
    public void A_value_off_the_scale_has_no_words() =>
        FluentActions.Invoking(() => Terms.Point(3)).Should().Throw<ArgumentOutOfRangeException>();
}
