using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Tests.Coding;

/// <summary>An interview being read: a short transcript of four turns, its coder's coding, and the default codebook.</summary>
internal sealed class ReadInterview
{
    private const string Question = "What changed?";
    private const string Answer = "I slow down now 🙂. Cafe\u0301 is calmer.";
    private const string Second = "And the team?";
    private const string Last = "They 👩\u200d👧 sit in on it.";

    private static readonly CodebookVersion Book = DefaultCodebook.Create();

    private DateTimeOffset now = new(2026, 5, 4, 13, 0, 0, TimeSpan.Zero);

    public ReadInterview()
        : this(CodePointText.Normalize(string.Join('\n', Question, Answer, Second, Last)).Value)
    {
    }

    private ReadInterview(CodePointText text)
    {
        var turns = new List<CodableTurn>();
        var start = 0;
        foreach (var line in text.Text.Split('\n'))
        {
            var length = new CodePointText(line).Length;
            var role = turns.Count % 2 == 0 ? SpeakerRole.Interviewer : SpeakerRole.Interviewee;
            turns.Add(new CodableTurn(turns.Count + 1, role, new TextSpan(start, start + length)));
            start += length + 1;
        }

        Transcript = new CodableTranscript(text, turns);
        Coding = InterviewCoding.Of(InterviewId.New(), UserId.New(), TranscriptVersionId.New(), Book.Id);
    }

    public static CodeSet Codes { get; } = Book.ToCodeSet();

    public CodableTranscript Transcript { get; }

    public InterviewCoding Coding { get; }

    public TextSpan FirstAnswer => Transcript.Turns[1].Span;

    public TextSpan SecondAnswer => Transcript.Turns[3].Span;

    public static CodeId Code(string cell) => Codes.Of(CapacityCell.Parse(cell));

    public static CodeId Code(CodeKind kind) => Codes.Of(kind);

    public static CodingGesture Gesture(TextSpan span, CodeId code, RatingChoice? rating = null) =>
        new(Guid.CreateVersion7(), ExcerptId.New(), span, code) { Rating = rating };

    public DateTimeOffset Later() => now = now.AddSeconds(1);

    public Result<Excerpt> Apply(CodingGesture gesture) => Coding.Apply(gesture, Transcript, Codes, Later());

    public Excerpt Applied(TextSpan span, string cell, RatingChoice? rating = null) => Apply(Gesture(span, Code(cell), rating)).Value;

    public IReadOnlyList<(ExcerptId Excerpt, ExcerptState State)> Standing() =>
        [.. Coding.Excerpts.Where(e => e.RetiredAt is null).OrderBy(e => e.Id.Value).Select(e => (e.Id, e.State))];
}
