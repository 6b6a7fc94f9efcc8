using System.Globalization;
using Microsoft.Extensions.Localization;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>The field's terms in the reader's language: the members of the model's enumerations, the cells, the points of
/// the scale.</summary>
public sealed class Terms(IStringLocalizer<EnumTexts> texts)
{
    /// <summary>The name of a member, such as «concrete example», as it reads inside a sentence.</summary>
    public string Of(Enum member) => texts[$"{member.GetType().Name}.{member}"];

    /// <summary>The name of a member, beginning with a capital: for headings and choices.</summary>
    public string Title(Enum member) => Capital(Of(member));

    /// <summary>The description of a member where there is one, otherwise nothing: a line of help under a choice.</summary>
    public string? About(Enum member)
    {
        var text = texts[$"{member.GetType().Name}.{member}.About"];
        return text.ResourceNotFound ? null : text.Value;
    }

    /// <summary>Every member with its name, in the order of the model: for lists of choices.</summary>
    public IReadOnlyList<(TEnum Member, string Name)> All<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(member => (member, Title(member)))];

    /// <summary>The name of a cell, such as «Awareness × Facilitator».</summary>
    public string Cell(CapacityCell cell) => $"{Title(cell.Domain)} × {Title(cell.Level)}";

    /// <summary>What a point of the change scale says, such as «some positive change», as it reads inside a sentence. The
    /// words are the scale's own, those that coders rate by.</summary>
    /// <param name="value">-2 to +2.</param>
    public static string Point(int value)
    {
        var label = PointTitle(value);
        return string.Concat(char.ToLower(label[0], CultureInfo.CurrentCulture).ToString(), label.AsSpan(1));
    }

    /// <summary>The same, beginning with a capital: for headings.</summary>
    /// <param name="value">-2 to +2.</param>
    public static string PointTitle(int value) =>
        ChangeScaleText.Of(ChangeScale.Require(value)).Label.In(
            CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? ContentLanguage.French : ContentLanguage.English);

    private static string Capital(string text) =>
        text.Length == 0 ? text : string.Concat(char.ToUpper(text[0], CultureInfo.CurrentCulture).ToString(), text.AsSpan(1));
}
