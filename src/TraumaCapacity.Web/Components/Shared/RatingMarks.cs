using System.Globalization;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>How a rating looks: a class for its colour, and a glyph, because colour alone is never enough.</summary>
public static class RatingMarks
{
    /// <summary>The glyph of a point of the scale.</summary>
    public static string Glyph(int value) => ChangeScale.Require(value) switch
    {
        -2 => "\u2212\u2212",
        -1 => "\u2212",
        0 => "=",
        1 => "+",
        _ => "++",
    };

    /// <summary>The class that carries the colours, such as <c>v-p1</c>.</summary>
    public static string Class(int? value, SynthesisStatus status, bool mixed) => (status, value) switch
    {
        (SynthesisStatus.Rated, { } point) => string.Create(
            CultureInfo.InvariantCulture,
            $"v-{(point < 0 ? "n" : point > 0 ? "p" : "")}{Math.Abs(ChangeScale.Require(point))}{(mixed ? " mixed" : "")}"),
        (SynthesisStatus.InsufficientEvidence, _) => "v-ie",
        _ => "v-nd",
    };
}
