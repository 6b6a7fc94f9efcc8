using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Tests.Interviews;

public class ReplacementTagTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("[NAME-1]", true)]
    [InlineData("[ÂGE-2]", true)]
    [InlineData("[PLACE]", true)]
    [InlineData("NAME-1", false)]
    [InlineData("[]", false)]
    [InlineData("[name-1]", false)]
    [InlineData("[-1]", false)]
    [InlineData("[NAME 1]", false)]
    [InlineData("[[NAME-1]]", false)]
    [InlineData("[ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN]", false)]
    public void A_tag_is_capitals_digits_and_hyphens_in_brackets(string text, bool isTag) => ReplacementTag.IsTag(text).Should().Be(isTag);

    [Fact]
    public void Every_kind_has_a_tag_in_both_languages()
    {
        foreach (var kind in Enum.GetValues<IdentifierKind>())
        {
            foreach (var language in Enum.GetValues<ContentLanguage>())
                ReplacementTag.IsTag($"[{ReplacementTag.Word(kind, language)}-1]").Should().BeTrue();
        }
    }

    [Fact]
    [Trait("Rule", "PRV-18")]
    public void The_same_original_gets_the_same_tag_and_another_the_next_number()
    {
        var raw = Raw("I: Zoë, zoe and ZOÉ with Max?\nP1: Max.\n");
        var finds = Mark(raw, "Zoë", "zoe", "ZOÉ", "Max");

        raw.SuggestReplacement("Zoë", IdentifierKind.Name, ContentLanguage.English).Should().Be("[NAME-1]");
        raw.ReplaceAll(finds[0].Id, IdentifierKind.Name, "[NAME-1]", UserId.New(), Now).Value.Should().Be(3);
        raw.SuggestReplacement("zoé", IdentifierKind.Name, ContentLanguage.English).Should().Be("[NAME-1]");
        raw.SuggestReplacement("Max", IdentifierKind.Name, ContentLanguage.English).Should().Be("[NAME-2]");
        raw.SuggestReplacement("Max", IdentifierKind.Place, ContentLanguage.French).Should().Be("[LIEU-1]");
        finds.Take(3).Should().OnlyContain(f => f.Replacement == "[NAME-1]");
        finds[3].Status.Should().Be(FindingStatus.Open);
    }

    [Fact]
    public void A_replacement_that_keeps_the_original_is_refused()
    {
        var raw = Raw("I: So?\nP1: We met MAX there.\n");
        var find = Mark(raw, "MAX")[0];

        raw.Replace(find.Id, IdentifierKind.Name, "[MAX-1]", UserId.New(), Now).Refusal!.Code.Should().Be("Interviews.ReplacementKeepsOriginal");
        raw.Replace(find.Id, IdentifierKind.Name, "someone", UserId.New(), Now).Refusal!.Code.Should().Be("Interviews.ReplacementNotBracketed");
        raw.Dismiss(find.Id, " ", UserId.New(), Now).Refusal!.Code.Should().Be("Interviews.DismissalReasonLength");
        raw.Replace(Guid.NewGuid(), IdentifierKind.Name, "[NAME-1]", UserId.New(), Now).Refusal!.Code.Should().Be("Interviews.FindNotThere");
    }

    [Fact]
    public void A_mark_gives_way_to_nothing_but_a_dismissed_find()
    {
        var raw = Raw("I: So?\nP1: We met Anna Roy there.\n");
        var find = Mark(raw, "Anna")[0];
        var whole = Span(raw, "Anna Roy");

        raw.Mark(whole, IdentifierKind.Name, Now).Refusal!.Code.Should().Be("Interviews.MarkOverlaps");
        raw.Dismiss(find.Id, "A brand", UserId.New(), Now).Succeeded.Should().BeTrue();
        raw.Mark(whole, IdentifierKind.Name, Now).Succeeded.Should().BeTrue();
        raw.Entries.Should().ContainSingle();
        raw.Mark(new TextSpan(0, raw.LengthCodePoints), IdentifierKind.Name, Now).Refusal!.Code.Should().Be("Interviews.MarkOutsideTurns");
    }

    private static RawTranscript Raw(string file)
    {
        var text = CodePointText.Normalize(file).Value;
        return RawTranscript.Store(InterviewId.New(), text, TranscriptTurns.Parse(text), Now).Value;
    }

    private static TextSpan Span(RawTranscript raw, string words)
    {
        var text = new CodePointText(raw.Text);
        var at = raw.Text.IndexOf(words, StringComparison.Ordinal);
        return text.ToSpan(at, at + words.Length);
    }

    private static List<DeidentificationEntry> Mark(RawTranscript raw, params string[] words) =>
        [.. words.Select(w => raw.Mark(Span(raw, w), IdentifierKind.Name, Now).Value)];
}
