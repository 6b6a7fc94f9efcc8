using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Tests.Interviews;

public class TranscriptFileTests
{
    private const string Simple = "Interviewer: Ça va?\nMarie: Très bien, merci.";

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "empty.txt", [], "FileEmpty" },
        { "blank.txt", Encoding.UTF8.GetBytes(" \r\n\t"), "FileEmpty" },
        { "talk.pdf", Encoding.UTF8.GetBytes("%PDF-1.7"), "FileTypeUnknown" },
        { "talk", Encoding.UTF8.GetBytes(Simple), "FileTypeUnknown" },
        { "talk.docm", [0x50, 0x4B, 3, 4], "FileHasMacros" },
        { "renamed.docx", Encoding.UTF8.GetBytes(Simple), "FileIsNotWhatItSays" },
        { "renamed.txt", Encoding.UTF8.GetBytes("%PDF-1.7 and more"), "FileIsNotWhatItSays" },
        { "zipped.txt", Word(Simple), "FileIsNotWhatItSays" },
        { "old.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "FileIsOldWord" },
        { "macros.docx", WithPart(Word(Simple), "word/vbaProject.bin", [1, 2, 3]), "FileHasMacros" },
        { "bomb.docx", WithPart(Word(Simple), "word/media/a.xml", new byte[80 * 1024 * 1024]), "FileExpandsTooFar" },
        { "cut.docx", Word(Simple)[..200], "FileBroken" },
        { "broken.docx", WithPart(Word(Simple), "word/document.xml", Encoding.UTF8.GetBytes("<w:document><w:body>")), "FileBroken" },
        { "entities.docx", WithPart(Word(Simple), "word/document.xml", Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")), "FileBroken" },
        { "zip.docx", Zip("readme.txt"), "FileIsNotWhatItSays" },
        { "utf32.txt", Encoding.UTF32.GetPreamble().Concat(Encoding.UTF32.GetBytes(Simple)).ToArray(), "EncodingUnknown" },
        { "noise.txt", [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 7919 % 251))], "EncodingUnknown" },
        { "control.txt", Encoding.UTF8.GetBytes("I: So?\nP1: \u0007 yes"), "TextHasControlCharacter" },
        { "notvtt.vtt", Encoding.UTF8.GetBytes(Simple), "FileIsNotWhatItSays" },
        { "nocues.vtt", Encoding.UTF8.GetBytes("WEBVTT\n\nNOTE nothing here\n"), "NoCues" },
        { "nocues.srt", Encoding.UTF8.GetBytes("1\n\nhello\n"), "NoCues" },
        { "badtime.vtt", Encoding.UTF8.GetBytes("WEBVTT\n\n00:00 --> soon\nHello\n"), "CueTimeBroken" },
    };

    [Theory]
    [MemberData(nameof(BadFiles), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_is_no_transcript_is_refused_in_words(string name, byte[] content, string refusal) =>
        (await ReadAsync(name, content)).Refusal!.Code.Should().Be("Interviews." + refusal);

    [Fact]
    public async Task A_file_of_fifty_megabytes_is_refused_without_being_read_to_its_end()
    {
        await using var endless = new CountingStream(50 * 1024 * 1024);

        (await TranscriptFile.ReadAsync("long.txt", endless, CancellationToken.None)).Refusal!.Should().BeEquivalentTo(new { Code = "Interviews.FileTooLarge" });
        endless.Taken.Should().BeLessThan(11 * 1024 * 1024);
    }

    [Theory]
    [InlineData("utf-8", true, false)]
    [InlineData("utf-8", false, false)]
    [InlineData("utf-16", true, false)]
    [InlineData("utf-16", false, false)]
    [InlineData("utf-16BE", true, false)]
    [InlineData("utf-16BE", false, false)]
    [InlineData("windows-1252", false, true)]
    public async Task Text_is_read_in_the_encoding_it_has(string encoding, bool withMark, bool warned)
    {
        var how = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] content = [.. withMark ? how.GetPreamble() : [], .. how.GetBytes(Simple)];

        var read = (await ReadAsync("talk.txt", content)).Value;

        read.Text.Text.Should().Be(Simple);
        read.Warnings.Should().Equal(warned ? [TranscriptWarning.TakenForWindows1252] : []);
    }

    [Fact]
    public async Task Accents_that_were_decoded_wrongly_before_are_pointed_out()
    {
        var twice = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(Encoding.UTF8.GetBytes(Simple + " Très é."));

        (await ReadAsync("talk.txt", Encoding.UTF8.GetBytes(twice))).Value.Warnings.Should().Equal(TranscriptWarning.AccentsLookWrong);
    }

    [Fact]
    public async Task A_word_document_of_six_thousand_words_comes_through_paragraph_by_paragraph()
    {
        var lines = new List<string>();
        for (var i = 0; i < 120; i++)
            lines.Add($"{(i % 2 == 0 ? "Interviewer" : "Noémie")}: {string.Join(' ', Enumerable.Range(0, 50).Select(w => System.FormattableString.Invariant($"mot{i}x{w}é")))}");

        var read = (await ReadAsync("talk.docx", Word([.. lines]))).Value;

        var turns = TranscriptTurns.Parse(read.Text);
        turns.Should().HaveCount(120);
        turns.Select(t => read.Text.Slice(t.Words)).Should().Equal(lines.Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 2)..]));
        turns.Where((_, i) => i % 2 == 0).Should().OnlyContain(t => t.Role == SpeakerRole.Interviewer);
        turns.Where((_, i) => i % 2 == 1).Should().OnlyContain(t => t.Role == SpeakerRole.Interviewee && t.SpeakerLabel == "Noémie");
    }

    [Fact]
    public async Task Deleted_words_stay_out_and_a_table_gives_a_line_a_row()
    {
        var content = Word(body => body.Append(
            new Paragraph(new Run(new Text("I: So")), new DeletedRun(new Run(new DeletedText(" gone"))), new InsertedRun(new Run(new Text("?")))),
            new Table(
                new TableRow(Cell("P1:"), Cell("It was", "calm.")),
                new TableRow(Cell("I"), Cell("Good.")))));

        (await ReadAsync("talk.docx", content)).Value.Text.Text.Trim().Should().Be("I: So?\nP1: It was\ncalm.\nI: Good.");
    }

    [Fact]
    public async Task Subtitles_become_turns_of_their_voices()
    {
        const string File = """
            WEBVTT - a talk

            NOTE made by a machine

            STYLE
            ::cue { color: lime }

            intro
            00:00:01.000 --> 00:00:03.000 align:start
            <v Interviewer>How did it <i>go</i>?

            00:00:03.500 --> 00:00:05.000
            <v Marie Côté>We slowed down &amp;
            we asked.

            00:00:05.000 --> 00:00:06.000
            <v Marie Côté>Every week.</v>

            00:06.000 --> 00:07.000
            and still do

            00:07.000 --> 00:08.000
            <v.loud Interviewer>Good. <v Marie Côté>Yes.
            """;

        (await ReadAsync("talk.vtt", Encoding.UTF8.GetBytes(File.ReplaceLineEndings("\r\n")))).Value.Text.Text.Should().Be(
            "Interviewer: How did it go?\n\nMarie Côté: We slowed down & we asked. Every week. and still do\n\nInterviewer: Good.\n\nMarie Côté: Yes.");
    }

    [Fact]
    public async Task Subtitles_without_voices_take_names_before_a_colon()
    {
        const string File = "1\n00:00:01,000 --> 00:00:02,000\nAna: What then?\n\n2\n00:00:02,000 --> 00:00:03,000\nBea L.: We met.\n\n3\n00:00:03,000 --> 00:00:04,000\nBea L.: Again.\n";

        (await ReadAsync("talk.srt", Encoding.UTF8.GetBytes(File))).Value.Text.Text.Should().Be("Ana: What then?\n\nBea L.: We met. Again.");
    }

    private static async Task<Result<TranscriptFileText>> ReadAsync(string name, byte[] content)
    {
        await using var stream = new MemoryStream(content);
        return await TranscriptFile.ReadAsync(name, stream, CancellationToken.None);
    }

    internal static byte[] Word(params string[] paragraphs) =>
        Word(body => body.Append(paragraphs.Select(p => new Paragraph(new Run(new Text(p) { Space = SpaceProcessingModeValues.Preserve })))));

    private static byte[] Word(Action<Body> fill)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var body = new Body();
            fill(body);
            document.AddMainDocumentPart().Document = new Document(body);
        }

        return stream.ToArray();
    }

    private static TableCell Cell(params string[] paragraphs) => new(paragraphs.Select(p => new Paragraph(new Run(new Text(p)))));

    private static byte[] WithPart(byte[] package, string name, byte[] content)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            using var part = zip.CreateEntry(name).Open();
            part.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Zip(string name)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry(name);
        return stream.ToArray();
    }

    private sealed class CountingStream(long length) : Stream
    {
        public long Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => Taken; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Taken);
            buffer.AsSpan(offset, read).Fill((byte)'a');
            Taken += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
