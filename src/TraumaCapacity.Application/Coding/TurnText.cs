using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Application.Coding;

/// <summary>Cuts turns into what may be shown and what is hidden behind a flag.</summary>
internal static class TurnText
{
    /// <summary>The turn with its words, but without those of flagged passages.</summary>
    public static TurnRow Row(CodePointText text, TranscriptTurn turn, IEnumerable<ContentFlag> flags)
    {
        var passages = new List<PassageRow>();
        var at = turn.StartCp;
        foreach (var flag in flags.Where(f => f.StartCp < turn.EndCp && f.EndCp > turn.StartCp).OrderBy(f => f.StartCp))
        {
            var (start, end) = (Math.Max(flag.StartCp, at), Math.Min(flag.EndCp, turn.EndCp));
            if (start >= end)
                continue;
            AddWords(start);
            passages.Add(new PassageRow(start, end, flag.Id, null));
            at = end;
        }

        AddWords(turn.EndCp);
        var sentences = SentenceSegmenter.Split(text, new TextSpan(turn.StartCp, turn.EndCp));
        return new TurnRow(turn.Sequence, turn.SpeakerRole, turn.SpeakerLabel, turn.StartCp, turn.EndCp, passages, sentences);

        void AddWords(int end)
        {
            if (at < end)
                passages.Add(new PassageRow(at, end, null, text.Slice(new TextSpan(at, end))));
        }
    }

    /// <summary>Number of the turn at a position, or of the last one before it.</summary>
    public static int NumberAt(IReadOnlyList<TranscriptTurn> turns, int position) =>
        turns.LastOrDefault(t => t.StartCp <= position)?.Sequence ?? 1;
}
