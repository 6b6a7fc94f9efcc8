using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Coding;

/// <summary>A turn of speech: who spoke, and where.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="Role">Who spoke.</param>
/// <param name="Span">Where it lies in the transcript version.</param>
public readonly record struct CodableTurn(int Sequence, SpeakerRole Role, TextSpan Span);

/// <summary>A released transcript as it is coded: its text, and who says what.</summary>
/// <param name="text">The version's text.</param>
/// <param name="turns">Its turns in any order, without overlap.</param>
public sealed class CodableTranscript(CodePointText text, IEnumerable<CodableTurn> turns)
{
    /// <summary>The text, addressed in code points.</summary>
    public CodePointText Text { get; } = text;

    /// <summary>The turns, in order of the text.</summary>
    public IReadOnlyList<CodableTurn> Turns { get; } = [.. turns.OrderBy(t => t.Span.Start)];

    /// <summary>The turns that share a code point with the span.</summary>
    public IEnumerable<CodableTurn> Touched(TextSpan span) => Turns.Where(t => t.Span.Overlaps(span));

    /// <summary>Whether the span takes in words of the interviewer (INV-22).</summary>
    public bool TouchesInterviewer(TextSpan span) => Touched(span).Any(t => t.Role == SpeakerRole.Interviewer);

    /// <summary>Whether the span holds nobody's words but the interviewer's (INV-22).</summary>
    public bool IsOnlyInterviewer(TextSpan span) => Touched(span).All(t => t.Role == SpeakerRole.Interviewer);
}
