using System.Collections.Frozen;

namespace TraumaCapacity.Model.Text;

/// <summary>Finds the sentences of spoken English and French, for moving and selecting by sentence. The rules follow
/// Unicode's sentence boundaries (UAX 29), with the abbreviations and the spaced punctuation of both languages.
/// Every character that is not white space is in exactly one sentence; a sentence neither begins nor ends with white
/// space; sentences are in order.</summary>
public static class SentenceSegmenter
{
    private const string Closers = "\"'»”’)]";
    private const string Openers = "\"'«“‘([—–-";

    // Never the end of a sentence: what follows belongs to them. Those that may end one ("etc.", "p.m.") need no list:
    // before a lower-case word a full stop ends nothing, and before a capital they do end it.
    private static readonly FrozenSet<string> Leading = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "dr", "dre", "drs", "mr", "mrs", "ms", "mx", "mm", "mme", "mlle", "pr", "prof", "st", "ste", "rev", "hon", "sr",
        "e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "env", "approx", "c.-à-d", "c-à-d", "tél", "boul", "gov", "gén");

    // The same, but only before a number: otherwise they are words ("No. That was it.").
    private static readonly FrozenSet<string> BeforeNumber = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "no", "nos", "n°", "p", "pp", "art", "fig", "vol", "ch", "chap", "ext", "tel");

    /// <summary>The sentences of a turn, as spans of the whole text in code points.</summary>
    /// <param name="text">The transcript.</param>
    /// <param name="turn">Where the turn lies in it.</param>
    public static IReadOnlyList<TextSpan> Split(CodePointText text, TextSpan turn)
    {
        var start = text.ToUtf16(turn.Start);
        var words = text.AsSpan(turn);
        var sentences = new List<TextSpan>();
        var at = 0;
        while ((at = SkipWhiteSpace(words, at)) < words.Length)
        {
            var end = FindEnd(words, at);
            sentences.Add(text.ToSpan(start + at, start + end));
            at = end;
        }

        return sentences;
    }

    /// <summary>The sentences of a whole text.</summary>
    public static IReadOnlyList<TextSpan> Split(CodePointText text) => Split(text, text.All);

    // One past the last character of the sentence that begins at the index.
    private static int FindEnd(ReadOnlySpan<char> words, int begin)
    {
        var at = begin;
        while (at < words.Length)
        {
            if (IsTerminator(words[at]))
            {
                var mark = at;
                at = SkipTerminators(words, at);
                var closed = SkipClosers(words, at);
                if (IsBoundary(words, begin, mark, at, closed))
                {
                    return closed;
                }

                at = closed;
            }
            else if (words[at] is '\n' && IsBlankLine(words, at))
            {
                return begin + words[begin..at].TrimEnd().Length;
            }
            else
            {
                at++;
            }
        }

        return begin + words[begin..].TrimEnd().Length;
    }

    private static bool IsBoundary(ReadOnlySpan<char> words, int begin, int mark, int afterMarks, int closed)
    {
        if (closed < words.Length && !char.IsWhiteSpace(words[closed]))
        {
            return false; // a decimal, an address, an abbreviation with inner full stops
        }

        var next = SkipWhiteSpace(words, closed);
        if (next == words.Length)
        {
            return true;
        }

        var continues = char.IsLower(FirstLetter(words, next));
        var marks = words[mark..afterMarks];
        if (marks.IndexOfAny('?', '!') >= 0)
        {
            return !(continues && closed > afterMarks); // "Why?" she asked
        }

        if (continues)
        {
            return false;
        }

        return marks is not "." || !IsAbbreviation(words[begin..mark], words[next]);
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before, char next)
    {
        var from = before.Length;
        while (from > 0 && (char.IsLetterOrDigit(before[from - 1]) || before[from - 1] is '.' or '-' or '°'))
        {
            from--;
        }

        var word = before[from..];
        if (word.IsEmpty)
        {
            return false;
        }

        if (from == 0 && word.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return true; // "1." at the head of a list
        }

        if (word.Length == 1 && char.IsUpper(word[0]) && word[0] is not 'I')
        {
            return true; // an initial
        }

        if (word.Equals("ex", StringComparison.OrdinalIgnoreCase))
        {
            var previous = before[..from].TrimEnd();
            return previous.EndsWith("p.", StringComparison.OrdinalIgnoreCase) || previous.EndsWith("par", StringComparison.OrdinalIgnoreCase);
        }

        return Leading.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
            || (char.IsDigit(next) && BeforeNumber.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word));
    }

    private static char FirstLetter(ReadOnlySpan<char> words, int at)
    {
        while (at < words.Length && (Openers.Contains(words[at], StringComparison.Ordinal) || char.IsWhiteSpace(words[at])))
        {
            at++;
        }

        return at < words.Length ? words[at] : '\0';
    }

    private static bool IsTerminator(char c) => c is '.' or '!' or '?' or '…';

    // A run of marks, also where French or a typist puts a space before a mark ("Vraiment… ?", ". . .").
    private static int SkipTerminators(ReadOnlySpan<char> words, int at)
    {
        while (at < words.Length)
        {
            if (IsTerminator(words[at]))
            {
                at++;
            }
            else if (IsSpace(words[at]) && at + 1 < words.Length && IsTerminator(words[at + 1]))
            {
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int SkipClosers(ReadOnlySpan<char> words, int at)
    {
        while (at < words.Length)
        {
            if (Closers.Contains(words[at], StringComparison.Ordinal))
            {
                at++;
            }
            else if (IsSpace(words[at]) && at + 1 < words.Length && words[at + 1] is '»')
            {
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static bool IsSpace(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009';

    private static bool IsBlankLine(ReadOnlySpan<char> words, int lineBreak)
    {
        for (var at = lineBreak + 1; at < words.Length && char.IsWhiteSpace(words[at]); at++)
        {
            if (words[at] is '\n')
            {
                return true;
            }
        }

        return false;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<char> words, int at)
    {
        while (at < words.Length && char.IsWhiteSpace(words[at]))
        {
            at++;
        }

        return at;
    }
}
