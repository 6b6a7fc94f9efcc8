using System.Globalization;

namespace TraumaCapacity.Model.Interventions;

/// <summary>Looks for a person's name in the note of a session (INV-09, PRV-25). Contact details, dates and known staff
/// names are found by the identity scanner; here, words that look like a name because they are capitalised in the middle
/// of a sentence. The person is asked, since the look deceives.</summary>
public static class AdaptationNoteCheck
{
    // Capitalised in the middle of a sentence, and nobody's name.
    private static readonly HashSet<string> Innocent = new(StringComparer.OrdinalIgnoreCase)
    {
        "I", "OK", "TV", "Zoom", "Teams", "COVID", "Canada", "English", "French", "Français", "Anglais", "Indigenous", "Inuit", "Métis",
        "Cree", "Christmas", "Easter", "Ramadan", "Noël", "Pâques",
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    };

    private static readonly char[] SentenceEnds = ['.', '!', '?', ':', ';', '\n', '«', '“', '"', '(', '•', '-'];

    /// <summary>The first word of the note that may be a person's name, or <c>null</c>.</summary>
    /// <param name="note">NFC text of at most 280 characters.</param>
    /// <param name="alsoInnocent">Words of the organization's and the curriculum's names.</param>
    public static string? PossibleName(string note, IReadOnlySet<string> alsoInnocent)
    {
        var startsSentence = true;
        var position = 0;
        while (position < note.Length)
        {
            if (!char.IsLetter(note[position]))
            {
                startsSentence = startsSentence || Array.IndexOf(SentenceEnds, note[position]) >= 0;
                position++;
                continue;
            }

            var end = position;
            while (end < note.Length && (char.IsLetter(note[end]) || note[end] is '\'' or '’' or '-'))
                end++;
            var word = note[position..end].Trim('\'', '’', '-');
            var bare = Bare(word);
            if (!startsSentence && char.IsUpper(bare[0]) && !IsAcronym(bare) && !Innocent.Contains(bare) && !alsoInnocent.Contains(bare))
                return bare;
            startsSentence = false;
            position = end;
        }

        return null;
    }

    // «l'Annie» and «Dana's» are looked at as «Annie» and «Dana»; «I'd» as «I».
    private static string Bare(string word)
    {
        var mark = word.IndexOfAny(['\'', '’']);
        if (mark < 0)
            return word;
        var (head, tail) = (word[..mark], word[(mark + 1)..]);
        return head.Length <= 2 && tail.Length > 2 && char.ToUpper(head[0], CultureInfo.InvariantCulture) != 'I' ? tail : head.Length == 0 ? tail : head;
    }

    private static bool IsAcronym(string word) => word.Length > 1 && word.All(char.IsUpper);
}
