namespace TraumaCapacity.Model;

/// <summary>A half-open range of a text, counted in Unicode code points of its NFC form (never UTF-16 units): the
/// first code point is 0, and <paramref name="End"/> is not included (INV-20).</summary>
/// <param name="Start">First code point, 0 or more.</param>
/// <param name="End">One past the last code point, greater than <paramref name="Start"/> for a span that can be coded.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Number of code points.</summary>
    public int Length => End - Start;

    /// <summary>Whether the two share at least one code point.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>Whether every code point of <paramref name="other"/> lies in this span.</summary>
    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;
}
