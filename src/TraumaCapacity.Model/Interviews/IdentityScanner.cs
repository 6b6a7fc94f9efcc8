using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Interviews;

/// <summary>A name to look for.</summary>
/// <param name="Kind">What it identifies; of a <see cref="IdentifierKind.Name"/> each part is looked for too.</param>
/// <param name="Text">As it is written in the records.</param>
public readonly record struct KnownName(IdentifierKind Kind, string Text);

/// <summary>A passage that seems to identify someone.</summary>
/// <param name="Kind">What it seems to be.</param>
/// <param name="Span">Where it stands, in code points.</param>
public readonly record struct IdentityFind(IdentifierKind Kind, TextSpan Span);

/// <summary>Looks for what identifies people: e-mail addresses, telephone numbers, Canadian postal codes, health numbers,
/// dates finer than a month in English and French, and known names of people, organizations and places (INV-09, PRV-18,
/// PRV-25). It finds patterns and known names, not everything that identifies; a second person reads the text all the
/// same. Every pattern takes linear time whatever the text.</summary>
public sealed class IdentityScanner
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const RegexOptions LinearExact = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const string Months =
        "(?:january|february|march|april|may|june|july|august|september|october|november|december"
        + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
        + "|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
        + "|janv|f[ée]vr|avr|juil|d[ée]c)";

    // "may" and "march" are words too: before the day they count only with a capital.
    private const string MonthsBeforeDay =
        "(?:[Jj]anuary|[Ff]ebruary|March|[Aa]pril|May|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember"
        + @"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
        + "|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)";

    private const string DayNumber = @"(?:0?[1-9]|[12][0-9]|3[01])";

    private const string DayWord =
        "(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
        + "|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth";

    // In order of precedence where two begin at the same place and are equally long.
    private static readonly (IdentifierKind Kind, Regex Pattern)[] Patterns =
    [
        (IdentifierKind.Email, new(@"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+", Linear)),
        (IdentifierKind.Email, new(@"\b[\p{L}\p{N}._-]+\s(?:at|arobase)\s[\p{L}\p{N}-]+\s(?:dot|point)\s(?:com|ca|org|net|qc)\b", Linear)),
        (IdentifierKind.PostalCode, new(@"\b[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][\s-]?[0-9][ABCEGHJ-NPRSTV-Z][0-9]\b", Linear)),
        (IdentifierKind.Phone, new(@"(?:\+?1[\s.-]?)?(?:\([2-9][0-9]{2}\)|[2-9][0-9]{2})[\s.-]{0,2}[2-9][0-9]{2}[\s.-]?[0-9]{4}\b", Linear)),
        (IdentifierKind.Phone, new(@"\b[2-9][0-9]{2}[.-][0-9]{4}\b", Linear)),
        (IdentifierKind.Phone, new(@"\+[0-9]{1,3}(?:[\s.-]?[0-9]{1,4}){3,6}\b", Linear)),
        (IdentifierKind.HealthNumber, new(@"\b[A-Z]{4}[\s-]?[0-9]{4}[\s-]?[0-9]{4}\b", Linear)), // Quebec
        (IdentifierKind.HealthNumber, new(@"\b[0-9]{4}[\s-][0-9]{3}[\s-][0-9]{3}(?:[\s-]?[A-Z]{1,2})?\b", Linear)), // Ontario, British Columbia
        (IdentifierKind.HealthNumber, new(@"\b[0-9]{3}[\s-][0-9]{3}[\s-][0-9]{3}\b|\b[0-9]{5}[\s-][0-9]{4}\b", Linear)), // other provinces; social insurance
        (IdentifierKind.HealthNumber, new(@"\b[0-9]{8,12}\b", Linear)),
        (IdentifierKind.Date, new(@"\b[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}\b|\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})\b", Linear)),
        (IdentifierKind.Date, new($@"\b(?:{DayNumber}(?:st|nd|rd|th|er|e)?|{DayWord}|premier)(?:\sof|\sde)?[\s-]{Months}\b(?:[\s,.-]{{1,2}}[0-9]{{4}}\b)?", Linear)),
        (IdentifierKind.Date, new($@"\b{MonthsBeforeDay}\s(?:the\s)?(?:{DayNumber}(?:st|nd|rd|th)?|{DayWord})\b(?:,?\s[0-9]{{4}}\b)?", LinearExact)),
    ];

    // Parts of names that are words of the two languages: they count only with a capital.
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.Ordinal,
        "will", "may", "april", "june", "august", "grace", "hope", "faith", "joy", "rose", "mark", "bill", "pat", "sue", "rob", "dawn",
        "summer", "autumn", "art", "gene", "guy", "iris", "jean", "lily", "melody", "olive", "page", "pearl", "penny", "ray", "rich",
        "ruby", "sandy", "violet", "young", "long", "small", "little", "white", "black", "brown", "green", "gray", "grey", "king", "baker",
        "cook", "day", "field", "fields", "fox", "hill", "lake", "lane", "love", "moon", "moore", "park", "price", "rivers", "snow", "stone",
        "wood", "woods", "bell", "best", "case", "chance", "church", "cross", "good", "gold", "hall", "hand", "house", "hunt", "mason",
        "miller", "parent", "parents", "smith", "swift", "ward", "west", "winter", "wise", "worth", "aime", "beau", "belle", "blanc",
        "bois", "bon", "boucher", "claire", "clair", "clement", "constant", "cote", "desire", "fleur", "fontaine", "fort", "francois",
        "gros", "jolie", "jeune", "la", "le", "leblanc", "lemieux", "loup", "marchand", "mere", "neige", "noel", "noir", "petit",
        "pierre", "pont", "prudence", "reine", "riviere", "roi", "roy", "ville", "vert");

    private static readonly FrozenSet<string> Particles = FrozenSet.Create(
        StringComparer.Ordinal, "the", "and", "les", "des", "del", "der", "den", "van", "von", "mac", "saint", "sainte", "junior", "senior");

    // What may stand between the words of one name.
    private static readonly SearchValues<char> Joints = SearchValues.Create(" \u00A0\n-‑–'’.&");

    private readonly Dictionary<string, List<Sought>> namesByFirstWord = new(StringComparer.Ordinal);

    /// <summary>A scanner for the patterns and these names.</summary>
    public IdentityScanner(IEnumerable<KnownName> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            Seek(name.Kind, name.Text, isPart: false);
            if (name.Kind is IdentifierKind.Name)
            {
                foreach (var part in name.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                {
                    Seek(name.Kind, part, isPart: true);
                }
            }
        }

        foreach (var sought in namesByFirstWord.Values)
        {
            sought.Sort(static (a, b) => b.Words.Length.CompareTo(a.Words.Length));
        }
    }

    /// <summary>A scanner for the patterns alone.</summary>
    public static IdentityScanner WithoutNames { get; } = new([]);

    /// <summary>What seems to identify someone, in order of the text and without overlaps: of two finds that meet, the one
    /// that begins first stands, and of those the longer one.</summary>
    public IReadOnlyList<IdentityFind> Scan(CodePointText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var candidates = new List<(int Start, int End, IdentifierKind Kind)>();
        foreach (var (kind, pattern) in Patterns)
        {
            foreach (var match in pattern.EnumerateMatches(text.Text))
            {
                var end = match.Index + match.Length;
                if (!ContinuesNumber(text.Text, match.Index, end))
                {
                    candidates.Add((match.Index, end, kind));
                }
            }
        }

        FindNames(text.Text, candidates);
        var finds = new List<IdentityFind>();
        var taken = 0;
        foreach (var (start, end, kind) in candidates.OrderBy(find => find.Start).ThenByDescending(find => find.End))
        {
            if (start >= taken)
            {
                finds.Add(new(kind, text.ToSpan(start, end)));
                taken = end;
            }
        }

        return finds;
    }

    // A match inside a longer number is no match of its own.
    private static bool ContinuesNumber(string text, int start, int end) =>
        (start > 0 && char.IsAsciiDigit(text[start]) && char.IsAsciiLetterOrDigit(text[start - 1]))
        || (end < text.Length && char.IsAsciiDigit(text[end - 1]) && char.IsAsciiDigit(text[end]));

    private static List<Word> WordsOf(string text)
    {
        var words = new List<Word>();
        for (var at = 0; at < text.Length;)
        {
            if (!IsWordPart(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && IsWordPart(text[at]))
            {
                at++;
            }

            words.Add(new(Folding.Fold(text.AsSpan(start, at - start)), start, at));
        }

        return words;
    }

    private static bool IsWordPart(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    private void Seek(IdentifierKind kind, string name, bool isPart)
    {
        string[] words = [.. WordsOf(name).Select(word => word.Folded)];
        if (words.Length == 0 || (isPart && words is [var only] && (only.Length < 3 || Particles.Contains(only))))
        {
            return;
        }

        if (!namesByFirstWord.TryGetValue(words[0], out var sought))
        {
            namesByFirstWord[words[0]] = sought = [];
        }

        sought.Add(new(kind, words, words is [var word] && Words.Contains(word)));
    }

    private void FindNames(string text, List<(int Start, int End, IdentifierKind Kind)> candidates)
    {
        if (namesByFirstWord.Count == 0)
        {
            return;
        }

        var words = WordsOf(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (!namesByFirstWord.TryGetValue(words[i].Folded, out var sought))
            {
                continue;
            }

            foreach (var name in sought)
            {
                if (Stands(text, words, i, name))
                {
                    candidates.Add((words[i].Start, words[i + name.Words.Length - 1].End, name.Kind));
                    break;
                }
            }
        }
    }

    private static bool Stands(string text, List<Word> words, int at, Sought name)
    {
        if (at + name.Words.Length > words.Count || (name.NeedsCapital && !char.IsUpper(text[words[at].Start])))
        {
            return false;
        }

        for (var i = 1; i < name.Words.Length; i++)
        {
            var gap = text.AsSpan(words[at + i - 1].End..words[at + i].Start);
            if (words[at + i].Folded != name.Words[i] || gap.Length > 3 || gap.IndexOfAnyExcept(Joints) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private readonly record struct Word(string Folded, int Start, int End);

    private readonly record struct Sought(IdentifierKind Kind, string[] Words, bool NeedsCapital);
}
