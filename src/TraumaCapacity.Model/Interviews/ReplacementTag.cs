using System.Globalization;
using System.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interviews;

/// <summary>What stands in the place of a passage that identifies someone: a word for its kind and a number, in brackets
/// and in the transcript's language, the same wherever the same thing was said (PRV-18).</summary>
public static class ReplacementTag
{
    /// <summary>Longest tag, brackets included.</summary>
    public const int MaximumLength = 40;

    /// <summary>The word for a kind in a language, such as <c>NAME</c> or <c>NOM</c>.</summary>
    public static string Word(IdentifierKind kind, ContentLanguage language) => (kind, language) switch
    {
        (IdentifierKind.Name, ContentLanguage.French) => "NOM",
        (IdentifierKind.Name, _) => "NAME",
        (IdentifierKind.Organization, _) => "ORG",
        (IdentifierKind.Place, ContentLanguage.French) => "LIEU",
        (IdentifierKind.Place, _) => "PLACE",
        (IdentifierKind.Phone, ContentLanguage.French) => "TEL",
        (IdentifierKind.Phone, _) => "PHONE",
        (IdentifierKind.Email, ContentLanguage.French) => "COURRIEL",
        (IdentifierKind.Email, _) => "EMAIL",
        (IdentifierKind.PostalCode, ContentLanguage.French) => "CODE-POSTAL",
        (IdentifierKind.PostalCode, _) => "POSTAL-CODE",
        (IdentifierKind.HealthNumber, ContentLanguage.French) => "NO-SANTE",
        (IdentifierKind.HealthNumber, _) => "HEALTH-NUMBER",
        (IdentifierKind.Date, _) => "DATE",
        (IdentifierKind.ChildAge, ContentLanguage.French) => "AGE-ENFANT",
        (IdentifierKind.ChildAge, _) => "CHILD-AGE",
        (IdentifierKind.Event, ContentLanguage.French) => "EVENEMENT",
        (IdentifierKind.Event, _) => "EVENT",
        (IdentifierKind.Other, ContentLanguage.French) => "AUTRE",
        (IdentifierKind.Other, _) => "OTHER",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Whether a text is a tag: brackets around capitals, digits and hyphens, beginning with a capital.</summary>
    public static bool IsTag(string text)
    {
        if (text.Length is < 3 or > MaximumLength || text[0] != '[' || text[^1] != ']' || !char.IsUpper(text[1]))
            return false;
        foreach (var c in text.AsSpan(1, text.Length - 2))
        {
            if (!char.IsUpper(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    /// <summary>Whether two originals are one and the same, whatever their case, accents and spacing.</summary>
    public static bool SameOriginal(string one, string other) => string.Equals(Fold(one), Fold(other), StringComparison.Ordinal);

    /// <summary>The tag of the same original if there is one, otherwise the next number of its kind.</summary>
    public static string Suggest(string original, IdentifierKind kind, IEnumerable<DeidentificationEntry> entries, ContentLanguage language)
    {
        var prefix = $"[{Word(kind, language)}-";
        var last = 0;
        foreach (var entry in entries)
        {
            if (entry.Replacement is not { } tag)
                continue;
            if (entry.Kind == kind && SameOriginal(entry.Original, original))
                return tag;
            if (tag.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(tag.AsSpan(prefix.Length, tag.Length - prefix.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                last = Math.Max(last, number);
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{last + 1}]");
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Trim().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (!char.IsWhiteSpace(c))
                folded.Append(char.ToUpperInvariant(c));
            else if (folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString();
    }
}
