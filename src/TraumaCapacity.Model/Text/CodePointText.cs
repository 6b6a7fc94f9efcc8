using System.Text;

namespace TraumaCapacity.Model.Text;

/// <summary>A text in NFC, addressed by Unicode code points (INV-20), which is how PostgreSQL and REFI-QDA count; a .NET
/// string counts UTF-16 units. Conversions take O(log n) in the number of characters outside the basic plane, and
/// nothing at all where there are none. Immutable.</summary>
public sealed class CodePointText
{
    // Code point positions of the characters that take two UTF-16 units, ascending.
    private readonly int[] wide;

    /// <summary>Wraps a text that is already in NFC, such as one read from the database.</summary>
    /// <exception cref="ArgumentException">The text is not in NFC, or holds half of a surrogate pair.</exception>
    public CodePointText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (FindBroken(text) >= 0 || !text.IsNormalized(NormalizationForm.FormC))
        {
            throw new ArgumentException("The text is not in NFC.", nameof(text));
        }

        Text = text;
        wide = FindWide(text);
    }

    /// <summary>The text itself.</summary>
    public string Text { get; }

    /// <summary>Number of code points.</summary>
    public int Length => Text.Length - wide.Length;

    /// <summary>The span of the whole text.</summary>
    public TextSpan All => new(0, Length);

    /// <summary>Makes a text of what was uploaded or pasted: NFC, every line break a LF (CR LF, CR, and the line and
    /// paragraph separators), a leading byte order mark removed. Refuses control characters other than tab and line
    /// break, and halves of surrogate pairs.</summary>
    public static Result<CodePointText> Normalize(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var lines = UnifyLineBreaks(raw.AsSpan().TrimStart('\uFEFF'));
        if (FindBroken(lines) is >= 0 and var broken)
        {
            return TextRefusals.BrokenCharacter(LineOf(lines, broken));
        }

        for (var i = 0; i < lines.Length; i++)
        {
            if (char.IsControl(lines[i]) && lines[i] is not '\n' and not '\t')
            {
                return TextRefusals.ControlCharacter(LineOf(lines, i));
            }
        }

        return new CodePointText(lines.Normalize(NormalizationForm.FormC));
    }

    /// <summary>Whether the span lies in the text and holds at least one code point: 0 &lt;= start &lt; end &lt;= length.</summary>
    public bool Holds(TextSpan span) => span.Start >= 0 && span.Start < span.End && span.End <= Length;

    /// <summary>The words of a span.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span does not lie in the text.</exception>
    public string Slice(TextSpan span) => AsSpan(span).ToString();

    /// <summary>The words of a span, without copying them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span does not lie in the text.</exception>
    public ReadOnlySpan<char> AsSpan(TextSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(span.Start, nameof(span));
        ArgumentOutOfRangeException.ThrowIfLessThan(span.End, span.Start, nameof(span));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span.End, Length, nameof(span));
        return Text.AsSpan(ToUtf16(span.Start)..ToUtf16(span.End));
    }

    /// <summary>The UTF-16 index at which a code point begins; the text's length in UTF-16 units for <see cref="Length"/>.</summary>
    public int ToUtf16(int codePoint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(codePoint);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(codePoint, Length);
        var at = Array.BinarySearch(wide, codePoint);
        return codePoint + (at >= 0 ? at : ~at);
    }

    /// <summary>The code point at a UTF-16 index. The second half of a surrogate pair belongs to the same code point
    /// as the first.</summary>
    public int ToCodePoint(int utf16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(utf16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(utf16, Text.Length);

        // How many wide characters begin before the index: the i-th begins at wide[i] + i.
        var (low, high) = (0, wide.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (wide[middle] + middle < utf16)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return utf16 - low;
    }

    /// <summary>The span in code points of a range of UTF-16 indexes.</summary>
    public TextSpan ToSpan(int utf16Start, int utf16End) => new(ToCodePoint(utf16Start), ToCodePoint(utf16End));

    private static string UnifyLineBreaks(ReadOnlySpan<char> raw)
    {
        if (raw.IndexOfAny("\r\u2028\u2029") < 0)
        {
            return raw.ToString();
        }

        var lines = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] is '\r' && i + 1 < raw.Length && raw[i + 1] is '\n')
            {
                continue;
            }

            lines.Append(raw[i] is '\r' or '\u2028' or '\u2029' ? '\n' : raw[i]);
        }

        return lines.ToString();
    }

    private static int FindBroken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    private static int[] FindWide(string text)
    {
        var found = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]))
            {
                found.Add(i - found.Count);
                i++;
            }
        }

        return [.. found];
    }

    private static int LineOf(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');
}
