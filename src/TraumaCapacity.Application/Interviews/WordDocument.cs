using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Interviews;

/// <summary>Reads the words of a Word document: a line a paragraph, a line a row of a table with the speaker in its first
/// cell. Deleted text, comments, headers, footers and notes stay out.</summary>
internal static class WordDocument
{
    // A transcript of two million characters takes some 20 megabytes of markup.
    private const long MaximumMarkup = 64L * 1024 * 1024;
    private const int MaximumParts = 2000;
    private const int LongestSpeaker = 60;

    public static Result<string> Read(byte[] bytes)
    {
        try
        {
            if (CheckPackage(bytes) is { } refusal)
                return refusal;
            using var stream = new MemoryStream(bytes, writable: false);
            using var document = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = MaximumMarkup });
            if (document.DocumentType is WordprocessingDocumentType.MacroEnabledDocument or WordprocessingDocumentType.MacroEnabledTemplate)
                return InterviewsRefusals.FileHasMacros;
            return document.MainDocumentPart is { } main ? Words(main) : InterviewsRefusals.FileIsNotWhatItSays(".docx");
        }
        catch (Exception e) when (e is InvalidDataException or OpenXmlPackageException or XmlException or IOException
            or InvalidOperationException or ArgumentException or FormatException or NotSupportedException)
        {
            return InterviewsRefusals.FileBroken;
        }
    }

    /// <summary>Unpacks every part of markup once against a limit: the sizes that a package declares prove nothing.</summary>
    private static Refusal? CheckPackage(byte[] bytes)
    {
        using var package = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (package.Entries.Count > MaximumParts)
            return InterviewsRefusals.FileExpandsTooFar;
        if (package.Entries.Any(e => Path.GetFileName(e.FullName).StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase)))
            return InterviewsRefusals.FileHasMacros;
        if (package.GetEntry("[Content_Types].xml") is null || !package.Entries.Any(e => e.FullName.StartsWith("word/", StringComparison.OrdinalIgnoreCase)))
            return InterviewsRefusals.FileIsNotWhatItSays(".docx");
        var left = MaximumMarkup;
        var buffer = new byte[81_920];
        foreach (var part in package.Entries)
        {
            using var content = part.Open();
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                if ((left -= read) < 0)
                    return InterviewsRefusals.FileExpandsTooFar;
            }
        }

        return null;
    }

    private static string Words(MainDocumentPart main)
    {
        var text = new StringBuilder();
        using var reader = OpenXmlReader.Create(main);
        var rows = new Stack<List<string>>(); // cells of the rows that are open, the innermost on top
        var cells = new Stack<StringBuilder>();
        StringBuilder Target() => cells.TryPeek(out var cell) ? cell : text;

        for (var more = reader.Read(); more;)
        {
            var name = reader.LocalName;
            if (reader.IsStartElement && name is "Fallback" or "del" or "moveFrom" or "instrText" or "txbxContent")
            {
                reader.Skip(); // moves on to what follows
                more = !reader.EOF;
                continue;
            }

            if (reader.IsStartElement)
            {
                switch (name)
                {
                    case "t":
                        Target().Append(reader.GetText());
                        break;
                    case "tab":
                        Target().Append('\t');
                        break;
                    case "br" or "cr":
                        Target().Append('\n');
                        break;
                    case "noBreakHyphen":
                        Target().Append('\u2011');
                        break;
                    case "tr":
                        rows.Push([]);
                        break;
                    case "tc":
                        cells.Push(new StringBuilder());
                        break;
                }
            }

            if (reader.IsEndElement)
            {
                switch (name)
                {
                    case "p":
                        Target().Append('\n');
                        break;
                    case "tc":
                        var cell = cells.Pop().ToString().Trim();
                        if (rows.TryPeek(out var row) && cell.Length > 0)
                            row.Add(cell);
                        break;
                    case "tr":
                        Target().Append(Line(rows.Pop())).Append('\n');
                        break;
                }
            }

            more = reader.Read();
        }

        return text.ToString();
    }

    // «Speaker | words» is how many transcripts are laid out.
    private static string Line(List<string> cells) =>
        cells is [{ Length: <= LongestSpeaker } speaker, var words] && !speaker.Contains('\n', StringComparison.Ordinal)
            ? $"{speaker.TrimEnd(':', ' ', '\u00A0')}: {words}"
            : string.Join('\n', cells);
}
