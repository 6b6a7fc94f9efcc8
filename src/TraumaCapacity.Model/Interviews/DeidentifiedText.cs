using System.Globalization;
using System.Text;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interviews;

/// <summary>A turn of a de-identified text.</summary>
/// <param name="Label">The label shown, de-identified.</param>
/// <param name="Words">What was said, without the label, in code points of the de-identified text.</param>
public sealed record DeidentifiedTurn(SpeakerRole Role, string Label, TextSpan Words);

/// <summary>The text that comes of a raw transcript when its replaced passages are put in: turn by turn, each behind the
/// label of a role, with a blank line between. What stands outside the turns of the raw text is left out. Positions are
/// exact in both directions (INV-20).</summary>
public sealed class DeidentifiedText
{
    // Pieces of turns that were taken over as they stand, in order of both texts.
    private readonly List<Piece> pieces = [];

    private DeidentifiedText(CodePointText text, IReadOnlyList<DeidentifiedTurn> turns, List<Piece> pieces)
    {
        Text = text;
        Turns = turns;
        this.pieces = pieces;
    }

    public CodePointText Text { get; }

    public IReadOnlyList<DeidentifiedTurn> Turns { get; }

    /// <summary>Number of words spoken: runs without white space, in turns.</summary>
    public int WordCount
    {
        get
        {
            var count = 0;
            foreach (var turn in Turns)
            {
                var inWord = false;
                foreach (var c in Text.AsSpan(turn.Words))
                {
                    var space = char.IsWhiteSpace(c);
                    if (!space && !inWord)
                        count++;
                    inWord = !space;
                }
            }

            return count;
        }
    }

    /// <summary>Puts the replaced passages of a raw transcript in.</summary>
    public static DeidentifiedText Build(RawTranscript raw, ContentLanguage language)
    {
        var source = new CodePointText(raw.Text);
        var labels = Labels(raw.Turns, language);
        var replaced = raw.Entries.Where(e => e.Status == FindingStatus.Replaced).OrderBy(e => e.StartCp).ToList();
        var text = new StringBuilder(raw.Text.Length);
        var pieces = new List<Piece>();
        var turns = new List<DeidentifiedTurn>();
        var at = 0; // code points written
        var next = 0; // entry to put in

        void Write(ReadOnlySpan<char> words)
        {
            text.Append(words);
            foreach (var rune in words.EnumerateRunes())
                at++;
        }

        void TakeOver(TextSpan span)
        {
            if (span.Length <= 0)
                return;
            pieces.Add(new Piece(span, at, IsReplaced: false));
            Write(source.AsSpan(span));
        }

        foreach (var turn in raw.Turns.OrderBy(t => t.Sequence))
        {
            if (turns.Count > 0)
                Write("\n\n");
            var label = labels[turn.SpeakerLabel];
            Write(label);
            Write(language == ContentLanguage.French ? "\u00A0: " : ": ");
            var start = at;
            var from = turn.StartCp;
            for (; next < replaced.Count && replaced[next].EndCp <= turn.EndCp; next++)
            {
                if (replaced[next].StartCp < from)
                    continue;
                TakeOver(new TextSpan(from, replaced[next].StartCp));
                pieces.Add(new Piece(replaced[next].Span, at, IsReplaced: true));
                Write(replaced[next].Replacement);
                from = replaced[next].EndCp;
            }

            TakeOver(new TextSpan(from, turn.EndCp));
            turns.Add(new DeidentifiedTurn(turn.SpeakerRole, label, new TextSpan(start, at)));
        }

        return new DeidentifiedText(new CodePointText(text.ToString()), turns, pieces);
    }

    /// <summary>Where a span of this text comes from in the raw text, or <c>null</c> if it touches what was replaced or
    /// what was not said.</summary>
    public TextSpan? ToRaw(TextSpan span)
    {
        foreach (var piece in pieces)
        {
            if (!piece.IsReplaced && piece.At <= span.Start && span.End <= piece.At + piece.Raw.Length)
                return new TextSpan(piece.Raw.Start + span.Start - piece.At, piece.Raw.Start + span.End - piece.At);
        }

        return null;
    }

    // A role's usual word, numbered where several people share the role; what the custodian chose goes first.
    private static Dictionary<string, string> Labels(IEnumerable<RawTurn> turns, ContentLanguage language)
    {
        var speakers = turns.DistinctBy(t => t.SpeakerLabel).ToList();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in speakers.GroupBy(t => t.SpeakerRole))
        {
            var unnamed = role.Where(t => t.ShownLabel.Length == 0).ToList();
            var word = RoleWord(role.Key, language);
            for (var i = 0; i < unnamed.Count; i++)
                labels[unnamed[i].SpeakerLabel] = unnamed.Count == 1 ? word : string.Create(CultureInfo.InvariantCulture, $"{word} {i + 1}");
            foreach (var named in role.Where(t => t.ShownLabel.Length > 0))
                labels[named.SpeakerLabel] = named.ShownLabel;
        }

        return labels;
    }

    private static string RoleWord(SpeakerRole role, ContentLanguage language) => (role, language) switch
    {
        (SpeakerRole.Interviewer, ContentLanguage.French) => "Responsable de l’entrevue",
        (SpeakerRole.Interviewer, _) => "Interviewer",
        (SpeakerRole.Interviewee, ContentLanguage.French) => "Personne interviewée",
        (SpeakerRole.Interviewee, _) => "Interviewee",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    private readonly record struct Piece(TextSpan Raw, int At, bool IsReplaced);
}
