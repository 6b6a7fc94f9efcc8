using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>An interview that nobody gave: questions and answers made of harmless sentences, as long as is asked for.</summary>
internal sealed record InventedInterview(IReadOnlyList<(string Speaker, string Words)> Turns)
{
    public const string Interviewer = "Interviewer";

    private static readonly string[] Who = ["our team", "the evening staff", "my colleague", "the whole house", "a partner agency", "everyone on the floor"];
    private static readonly string[] Does = ["talks through", "writes down", "prepares", "explains", "looks again at", "shares", "keeps to"];
    private static readonly string[] What = ["the plan for the week", "what a calm room needs", "how a visit begins", "the words we use", "each handover", "what we learned together"];
    private static readonly string[] Why = ["because it helps families settle", "since the training ended", "and nobody rushes any more", "so that people feel safe", "before the day begins"];

    public int Words => Turns.Sum(t => t.Words.Split(' ').Length);

    /// <summary>Turns by the people of a place in answer to one interviewer, until there are so many words.</summary>
    /// <param name="identifying">Goes into the first answer: what a custodian has to take out.</param>
    public static InventedInterview Of(Place place, int words, string identifying)
    {
        var turns = new List<(string, string)>();
        var (said, at) = (0, 0);
        string[] speakers = [.. place.Interviewees];
        while (said < words)
        {
            var question = turns.Count % 2 == 0;
            var text = question
                ? "What has changed in your work since then?"
                : string.Join(' ', Enumerable.Range(at, words < 1000 ? 3 : 18).Select(Sentence));
            if (turns.Count == 1)
                text += " " + identifying;
            at += 18;
            turns.Add((question ? Interviewer : speakers[turns.Count / 2 % speakers.Length], text));
            said += text.Split(' ').Length;
        }

        return new InventedInterview(turns);
    }

    public byte[] AsDocument()
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, DocumentFormat.OpenXml.WordprocessingDocumentType.Document))
        {
            var body = new Body(Turns.Select(t => new Paragraph(
                new Run(new RunProperties(new Bold()), new WordText($"{t.Speaker}: ") { Space = DocumentFormat.OpenXml.SpaceProcessingModeValues.Preserve }),
                new Run(new WordText(t.Words)))));
            document.AddMainDocumentPart().Document = new Document(body);
        }

        return file.ToArray();
    }

    public byte[] AsSubtitles()
    {
        var text = new StringBuilder("WEBVTT\n\n");
        var at = TimeSpan.Zero;
        foreach (var (speaker, words) in Turns)
        {
            var until = at + TimeSpan.FromSeconds(20);
            text.Append(CultureInfo.InvariantCulture, $"{at:hh\\:mm\\:ss\\.fff} --> {until:hh\\:mm\\:ss\\.fff}\n<v {speaker}>{words}\n\n");
            at = until;
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public string AsText() => string.Concat(Turns.Select(t => $"{t.Speaker}: {t.Words}\n\n"));

    private static string Sentence(int n)
    {
        var text = $"{Who[n % Who.Length]} {Does[n % Does.Length]} {What[n / 2 % What.Length]} {Why[n / 3 % Why.Length]}.";
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
