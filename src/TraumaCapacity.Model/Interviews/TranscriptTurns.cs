using System.Collections.Frozen;
using System.Text.RegularExpressions;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Interviews;

/// <summary>Finds the turns of speech in a transcript in which each begins on a line of its own with a label and a colon:
/// <c>Name:</c>, <c>I:</c>, <c>P1:</c>, <c>Intervieweuse :</c>, <c>[00:01:02] Name:</c> or <c>Name (00:01:02):</c>. A turn
/// goes on over further lines and paragraphs until the next label.</summary>
public static class TranscriptTurns
{
    private const int LongestLabel = 60;
    private const string Time = @"[\[(]?(?:[0-9]{1,2}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?[\])]?";

    private static readonly Regex LabelledLine = new(
        $@"^[\s]*(?<time>{Time}[ \t\u00A0]*[-–—]?[ \t\u00A0]*)?(?<label>[\p{{L}}][^:\n\t?!;""«»]{{0,58}}?)[ \t\u00A0\u202F]*(?:{Time}[ \t\u00A0\u202F]*)?:(?<after>[ \t\u00A0\u202F\n]|$)",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex TimeOnly = new($@"^\s*{Time}\s*$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly FrozenSet<string> Interviewers = FrozenSet.Create(
        StringComparer.Ordinal,
        "i", "int", "q", "interviewer", "intervieweur", "intervieweuse", "intervieweur.euse", "responsable de l'entrevue", "question",
        "researcher", "chercheur", "chercheuse", "chercheure", "evaluator", "evaluateur", "evaluatrice", "moderator", "moderateur",
        "moderatrice", "enqueteur", "enqueteuse", "enquetrice");

    private static readonly FrozenSet<string> Interviewees = FrozenSet.Create(
        StringComparer.Ordinal,
        "p", "participant", "participante", "interviewee", "interviewe", "personne interviewee", "respondent", "repondant",
        "repondante", "facilitator", "facilitateur", "facilitatrice", "personne facilitatrice");

    /// <summary>The turns, in order of the text. Words are exact spans without the label and without white space at their
    /// ends; a label without words is no turn, and text before the first label belongs to none. Where nobody is
    /// named, the whole text is one turn of an interviewee without a label.</summary>
    /// <remarks>Roles are a guess, to be confirmed by a person: the usual words in either language first; failing those,
    /// of several speakers the one who asks in most of their turns is the interviewer.</remarks>
    public static IReadOnlyList<SpokenTurn> Parse(CodePointText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = Lines(text.Text);
        var labelled = Confirmed(lines);
        if (labelled.Count == 0)
        {
            return Words(text.Text, 0, text.Text.Length) is { } all ? [new("", SpeakerRole.Interviewee, text.ToSpan(all.Start, all.End))] : [];
        }

        var spoken = new List<(string Label, int Start, int End)>();
        for (var i = 0; i < labelled.Count; i++)
        {
            var end = i + 1 < labelled.Count ? labelled[i + 1].Start : text.Text.Length;
            if (Words(text.Text, labelled[i].WordsFrom, end) is { } words)
            {
                spoken.Add((labelled[i].Label!, words.Start, words.End));
            }
        }

        var interviewers = InterviewersAmong(text.Text, spoken);
        return
        [
            .. spoken.Select(turn => new SpokenTurn(
                turn.Label,
                interviewers.Contains(turn.Label) ? SpeakerRole.Interviewer : SpeakerRole.Interviewee,
                text.ToSpan(turn.Start, turn.End))),
        ];
    }

    private static List<Line> Lines(string text)
    {
        var lines = new List<Line>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var head = text.Substring(start, Math.Min(end - start, LongestLabel * 3));
            var match = LabelledLine.Match(head);
            var label = match.Success ? match.Groups["label"].Value.Trim() : null;
            lines.Add(label is not null && IsLabel(label)
                ? new(start, label, start + match.Groups["after"].Index, match.Groups["time"].Success)
                : new(start, null, 0, false));
            start = end + 1;
        }

        return lines;
    }

    // A few words, the first with a capital or known: "P1", "Marie-Ève Roy", "responsable de l'entrevue".
    private static bool IsLabel(string label) =>
        IsKnown(label) || (char.IsUpper(label[0]) && label.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 5 && !label.Contains(", ", StringComparison.Ordinal));

    private static bool IsKnown(string label) => Interviewers.Contains(Key(label)) || Interviewees.Contains(Key(label));

    private static string Key(string label) => Folding.Fold(label).TrimEnd(' ', '.', '#', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    // A colon can also stand in speech ("One thing: the room"), so a label that is not known must come back, or carry a
    // time. Where no label does, all are taken.
    private static List<Line> Confirmed(List<Line> lines)
    {
        var candidates = lines.Where(line => line.Label is not null).ToList();
        var counts = candidates.CountBy(line => line.Label!).ToDictionary(StringComparer.Ordinal);
        var confirmed = candidates.Where(line => line.HasTime || counts[line.Label!] > 1 || IsKnown(line.Label!)).ToList();
        return confirmed.Count > 0 ? confirmed : candidates;
    }

    // The range without white space at its ends, nor lines at its end that hold but a time.
    private static (int Start, int End)? Words(string text, int start, int end)
    {
        while (true)
        {
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            while (end > start && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            if (start == end)
            {
                return null;
            }

            var lastLine = text.LastIndexOf('\n', end - 1, end - start) + 1;
            lastLine = lastLine == 0 ? start : lastLine;
            if (end - lastLine > LongestLabel || !TimeOnly.IsMatch(text.AsSpan(lastLine..end)))
            {
                return (start, end);
            }

            end = lastLine;
        }
    }

    private static HashSet<string> InterviewersAmong(string text, List<(string Label, int Start, int End)> spoken)
    {
        var labels = spoken.Select(turn => turn.Label).Distinct(StringComparer.Ordinal).ToList();
        var known = labels.Where(label => Interviewers.Contains(Key(label))).ToHashSet(StringComparer.Ordinal);
        if (known.Count > 0 || labels.Count < 2)
        {
            return known;
        }

        var others = labels.Where(label => !Interviewees.Contains(Key(label))).ToList();
        if (others.Count < labels.Count)
        {
            return others.ToHashSet(StringComparer.Ordinal);
        }

        // Ties go to who speaks first.
        var asking = labels.MaxBy(label =>
        {
            var turns = spoken.Where(turn => turn.Label == label).ToList();
            return turns.Count(turn => text.AsSpan(turn.Start..turn.End).Contains('?')) / (double)turns.Count;
        })!;
        return [asking];
    }

    private readonly record struct Line(int Start, string? Label, int WordsFrom, bool HasTime);
}
