using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Tests.Interviews;

public class TranscriptVersionTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly UserId custodian = UserId.New();
    private readonly UserId second = UserId.New();
    private readonly RawTranscript raw;
    private readonly DeidentificationEntry find;

    public TranscriptVersionTests()
    {
        var text = CodePointText.Normalize("I: Who helped?\nP1: Marie did. She held the door while he shouted.\n").Value;
        raw = RawTranscript.Store(InterviewId.New(), text, TranscriptTurns.Parse(text), Now).Value;
        var at = text.Text.IndexOf("Marie", StringComparison.Ordinal);
        find = raw.Mark(text.ToSpan(at, at + 5), IdentifierKind.Name, Now).Value;
    }

    private DeidentifiedText Text => DeidentifiedText.Build(raw, ContentLanguage.English);

    [Fact]
    [Trait("Rule", "PRV-18")]
    public void A_text_goes_to_review_only_when_nothing_is_open_and_the_scanner_finds_nothing()
    {
        var version = Draft();
        version.SubmitForReview(raw, Text, 0, custodian).Refusal!.Code.Should().Be("Interviews.FindsOpen");
        raw.Replace(find.Id, IdentifierKind.Name, "[NAME-1]", custodian, Now).Succeeded.Should().BeTrue();
        version.SubmitForReview(raw, Text, 0, custodian).Refusal!.Code.Should().Be("Interviews.DraftOutOfDate");
        version.Redraft(Text, custodian).Value.Should().Be(0);
        version.SubmitForReview(raw, Text, 1, custodian).Refusal!.Code.Should().Be("Interviews.ScannerStillFinds");
        version.SubmitForReview(raw, Text, 0, custodian).Succeeded.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "PRV-18")]
    public void Only_a_second_person_releases()
    {
        var version = InReview();
        var helper = UserId.New();

        version.Release(raw, Text, 0, custodian, Now).Refusal!.Code.Should().Be("Interviews.ReviewerIsDeidentifier");
        raw.Reopen(find.Id, Now).Succeeded.Should().BeTrue();
        version.Release(raw, Text, 0, second, Now).Refusal!.Code.Should().Be("Interviews.FindsOpen");
        raw.Replace(find.Id, IdentifierKind.Name, "[NAME-1]", helper, Now).Succeeded.Should().BeTrue();
        version.Release(raw, Text, 0, helper, Now).Refusal!.Code.Should().Be("Interviews.ReviewerIsDeidentifier", "deciding on a passage is de-identifying");
        version.Release(raw, Text, 2, second, Now).Refusal!.Code.Should().Be("Interviews.ScannerStillFinds");
        version.Release(raw, Text, 0, second, Now).Succeeded.Should().BeTrue();
        version.Should().BeEquivalentTo(new { State = TranscriptState.Released, ReviewedBy = second, ReleasedAt = Now });
    }

    [Fact]
    [Trait("Rule", "INV-21")]
    public void A_released_text_takes_no_change()
    {
        var version = InReview();
        version.Release(raw, Text, 0, second, Now).Succeeded.Should().BeTrue();

        version.Redraft(Text, custodian).Refusal!.Code.Should().Be("Interviews.WrongState");
        version.Mark(new TextSpan(0, 4), ContentFlagKind.Other).Refusal!.Code.Should().Be("Interviews.WrongState");
        version.SendBack("Again").Refusal!.Code.Should().Be("Interviews.WrongState");
    }

    [Fact]
    public void A_flag_moves_with_its_words_and_goes_with_them()
    {
        var version = Draft();
        var words = "held the door while he shouted";
        var at = version.Text.IndexOf(words, StringComparison.Ordinal);
        version.Mark(new TextSpan(at, at + words.Length), ContentFlagKind.ViolenceDescribed).Succeeded.Should().BeTrue();
        version.Mark(new TextSpan(at, at + 3), ContentFlagKind.Other).Refusal!.Code.Should().Be("Interviews.FlagOverlaps");
        version.Mark(new TextSpan(at, 10_000), ContentFlagKind.Other).Refusal!.Code.Should().Be("Interviews.FlagOutsideText");

        raw.Replace(find.Id, IdentifierKind.Name, "[NAME-1]", custodian, Now).Succeeded.Should().BeTrue();
        version.Redraft(Text, custodian).Value.Should().Be(0);
        new CodePointText(version.Text).Slice(version.Flags.Single().Span).Should().Be(words);

        var door = raw.Text.IndexOf("door", StringComparison.Ordinal);
        var marked = raw.Mark(new TextSpan(door, door + 4), IdentifierKind.Place, Now).Value;
        raw.Replace(marked.Id, IdentifierKind.Place, "[PLACE-1]", custodian, Now).Succeeded.Should().BeTrue();
        version.Redraft(Text, custodian).Value.Should().Be(1);
        version.Flags.Should().BeEmpty();
    }

    [Fact]
    public void A_text_without_an_interviewee_is_refused()
    {
        var text = CodePointText.Normalize("Hello there.").Value;
        RawTranscript.Store(InterviewId.New(), text, [new SpokenTurn("", SpeakerRole.Interviewer, text.All)], Now)
            .Refusal!.Code.Should().Be("Interviews.NoIntervieweeSpeaks");
        RawTranscript.Store(InterviewId.New(), text, [], Now).Refusal!.Code.Should().Be("Interviews.TranscriptEmpty");
    }

    private TranscriptVersion Draft() => TranscriptVersion.Draft(raw.InterviewId, 1, Text, ContentLanguage.English, custodian);

    private TranscriptVersion InReview()
    {
        raw.Replace(find.Id, IdentifierKind.Name, "[NAME-1]", custodian, Now).Succeeded.Should().BeTrue();
        var version = Draft();
        version.SubmitForReview(raw, Text, 0, custodian).Succeeded.Should().BeTrue();
        return version;
    }
}
