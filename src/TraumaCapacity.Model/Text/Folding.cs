using System.Globalization;
using System.Text;

namespace TraumaCapacity.Model.Text;

/// <summary>Text without case and accents, for recognizing a word however it was written.</summary>
public static class Folding
{
    /// <summary>The folded form: lower case, accents off, ligatures apart, the typographic apostrophe a plain one.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        var isAscii = System.Text.Ascii.IsValid(text);
        foreach (var c in isAscii ? text : text.ToString().Normalize(NormalizationForm.FormD))
        {
            switch (c)
            {
                case '’':
                    folded.Append('\'');
                    break;
                case 'œ' or 'Œ':
                    folded.Append("oe");
                    break;
                case 'æ' or 'Æ':
                    folded.Append("ae");
                    break;
                case 'ß':
                    folded.Append("ss");
                    break;
                default:
                    if (isAscii || CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                    {
                        folded.Append(char.ToLowerInvariant(c));
                    }

                    break;
            }
        }

        return folded.ToString();
    }
}
