using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Application.Synthesis;

/// <summary>A piece of a transcript that is shown in one way.</summary>
/// <param name="Text">The words; they stay on the server until a flagged piece is asked for.</param>
/// <param name="IsExcerpt">Whether a coder took it as evidence.</param>
/// <param name="Flag">Why it is hidden at first; <c>null</c> for what is not.</param>
public sealed record EvidenceRun(string Text, bool IsExcerpt, ContentFlagKind? Flag);

/// <summary>Cuts a part of a transcript where excerpts and hard passages begin and end.</summary>
internal sealed class EvidenceText(TranscriptVersion transcript)
{
    private readonly CodePointText text = new(transcript.Text);

    /// <summary>The part as pieces, in order.</summary>
    /// <param name="part">Where it lies.</param>
    /// <param name="excerpts">What coders took as evidence; may reach beyond the part and overlap.</param>
    public IReadOnlyList<EvidenceRun> Runs(TextSpan part, IReadOnlyCollection<TextSpan> excerpts)
    {
        var flags = transcript.Flags.Select(f => (Span: new TextSpan(f.StartCp, f.EndCp), f.Kind)).Where(f => f.Span.Overlaps(part)).ToList();
        var cuts = new SortedSet<int> { part.Start, part.End };
        foreach (var span in excerpts.Concat(flags.Select(f => f.Span)).Where(s => s.Overlaps(part)))
        {
            cuts.Add(Math.Max(span.Start, part.Start));
            cuts.Add(Math.Min(span.End, part.End));
        }

        return
        [
            .. cuts.Zip(cuts.Skip(1), (start, end) => new TextSpan(start, end)).Select(piece => new EvidenceRun(
                text.Slice(piece),
                excerpts.Any(e => e.Overlaps(piece)),
                flags.Where(f => f.Span.Overlaps(piece)).Select(f => (ContentFlagKind?)f.Kind).FirstOrDefault())),
        ];
    }

    /// <summary>Overlapping and touching excerpts as one passage each.</summary>
    public static IReadOnlyList<TextSpan> Passages(IEnumerable<TextSpan> excerpts)
    {
        var passages = new List<TextSpan>();
        foreach (var span in excerpts.OrderBy(s => s.Start))
        {
            if (passages.Count > 0 && span.Start < passages[^1].End)
                passages[^1] = new TextSpan(passages[^1].Start, Math.Max(passages[^1].End, span.End));
            else
                passages.Add(span);
        }

        return passages;
    }
}
