using Microsoft.Extensions.Localization;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>A rating in words, for titles and screen readers.</summary>
public static class RatingWords
{
    /// <summary>Such as «+1, some positive change, mixed» or «not discussed».</summary>
    public static string Of(int? value, SynthesisStatus status, bool mixed, Terms terms, IStringLocalizer<SharedTexts> texts) =>
        (status, value, mixed) switch
        {
            (SynthesisStatus.Rated, { } point, true) => $"{Formats.Signed(point)}, {Terms.Point(point)}, {texts["Mixed"]}",
            (SynthesisStatus.Rated, { } point, false) => $"{Formats.Signed(point)}, {Terms.Point(point)}",
            _ => terms.Of(status),
        };
}
