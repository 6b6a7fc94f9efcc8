using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
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
            terms.Point(-2).Should().Be("clear negative change");
        }

        using (Texts.In("fr-CA"))
        {
            terms.Cell(CapacityCell.Parse("SAF-C")).Should().Be("Sécurité × Communauté");
            terms.Point(1).Should().Be("changement positif partiel");
            terms.Title(Role.Evaluator).Should().Be("Évaluatrice ou évaluateur");
        }
    }

    [Fact]
    public void Every_point_of_the_scale_has_words()
    {
        foreach (var language in Texts.Languages)
        {
            using var _ = Texts.In(language);
            ChangeScale.Points.Select(terms.Point).Should().OnlyHaveUniqueItems().And.NotContain(text => text.Contains('.'));
        }
    }

    [Fact]
    public void A_value_off_the_scale_has_no_words() =>
        FluentActions.Invoking(() => terms.Point(3)).Should().Throw<ArgumentOutOfRangeException>();
}
