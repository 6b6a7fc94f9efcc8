using FsCheck.Fluent;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Tests.Interviews;

public class DeidentifiedTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Custodian = UserId.New();

    [Fact]
    [Trait("Rule", "PRV-18")]
    public void Passages_are_replaced_by_their_tags_and_labels_by_roles()
    {
        var raw = Store("Header with Marie\n\nAnna Roy: How is Marie?\nMarie Côté: Marie is fine.\n", ("Marie", IdentifierKind.Name));

        var text = DeidentifiedText.Build(raw, ContentLanguage.English);

        text.Text.Text.Should().Be("Interviewer: How is [NAME-1]?\n\nInterviewee: [NAME-1] is fine.");
        text.WordCount.Should().Be(6);
    }

    [Fact]
    public void French_labels_and_tags_follow_French_use()
    {
        var raw = Store("Anna Roy : Comment va Marie ?\nMarie Côté : Bien.\n", ContentLanguage.French, ("Marie", IdentifierKind.Name));

        DeidentifiedText.Build(raw, ContentLanguage.French).Text.Text
            .Should().Be("Responsable de l’entrevue\u00A0: Comment va [NOM-1] ?\n\nPersonne interviewée\u00A0: Bien.");
    }

    [Fact]
    public void Several_interviewees_are_numbered_in_the_order_they_speak()
    {
        var raw = Store("I: Who?\nBo: Me.\nCy: And me.\nBo: Yes.\nCy: Me too.\n");

        DeidentifiedText.Build(raw, ContentLanguage.English).Turns.Select(t => t.Label)
            .Should().Equal("Interviewer", "Interviewee 1", "Interviewee 2", "Interviewee 1", "Interviewee 2");
    }

    [Fact]
    [Trait("Rule", "INV-20")]
    public void Every_turn_spells_what_was_said_with_the_tags_put_in_whatever_characters_it_holds()
    {
        var words = from pieces in Gen.Elements("Zoë", "e\u0301te\u0301", "🙂", "👩‍👧", "a\r\nb", "Zoë 🙂", " said ", "𝒳", "n\u0303", "plain words").NonEmptyListOf()
                    select string.Join(' ', pieces);
        var conversations = from turns in words.NonEmptyListOf()
                            from originals in Gen.SubListOf("Zoë", "🙂", "𝒳", "été", "👩‍👧", "said")
                            select (turns, originals);
        Properties.Holds(conversations, given =>
        {
            var file = string.Concat(given.turns.Select((turn, i) => $"{(i % 2 == 0 ? "P1" : "I")}: {turn}\r\n\r\n"));
            var raw = Store(file, [.. given.originals.Select(o => (o, IdentifierKind.Other))]);
            var source = new CodePointText(raw.Text);

            var text = DeidentifiedText.Build(raw, ContentLanguage.English);

            text.Turns.Should().HaveCount(raw.Turns.Count);
            foreach (var (turn, said) in text.Turns.Zip(raw.Turns))
            {
                // The other way round: from the end, so that earlier positions stay.
                var expected = source.Slice(said.Words);
                foreach (var entry in raw.Entries.Where(e => said.Words.Contains(e.Span)).OrderByDescending(e => e.StartCp))
                {
                    var inTurn = new CodePointText(expected);
                    var (start, end) = (inTurn.ToUtf16(entry.StartCp - said.StartCp), inTurn.ToUtf16(entry.EndCp - said.StartCp));
                    expected = expected[..start] + entry.Replacement + expected[end..];
                }

                text.Text.Slice(turn.Words).Should().Be(expected);
                for (var at = turn.Words.Start; at < turn.Words.End; at++)
                {
                    if (text.ToRaw(new TextSpan(at, at + 1)) is { } place)
                        source.Slice(place).Should().Be(text.Text.Slice(new TextSpan(at, at + 1)));
                }
            }

            given.originals.Should().NotContain(o => text.Turns.Any(t => text.Text.Slice(t.Words).Contains(o, StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void A_replaced_passage_has_no_place_in_the_raw_text()
    {
        var raw = Store("I: So?\nP1: Ask Marie again.\n", ("Marie", IdentifierKind.Name));
        var text = DeidentifiedText.Build(raw, ContentLanguage.English);
        var tag = text.Text.Text.IndexOf("[NAME-1]", StringComparison.Ordinal);

        text.ToRaw(new TextSpan(tag, tag + 8)).Should().BeNull();
        text.ToRaw(new TextSpan(0, 5)).Should().BeNull("labels were not said");
        text.ToRaw(new TextSpan(tag - 4, tag)).Should().NotBeNull();
    }

    private static RawTranscript Store(string file, params (string Original, IdentifierKind Kind)[] replaced) => Store(file, ContentLanguage.English, replaced);

    private static RawTranscript Store(string file, ContentLanguage language, params (string Original, IdentifierKind Kind)[] replaced)
    {
        var text = CodePointText.Normalize(file).Value;
        var raw = RawTranscript.Store(InterviewId.New(), text, TranscriptTurns.Parse(text), Now).Value;
        foreach (var (original, kind) in replaced)
        {
            for (var at = text.Text.IndexOf(original, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(original, at + original.Length, StringComparison.Ordinal))
            {
                if (raw.Mark(text.ToSpan(at, at + original.Length), kind, Now) is { Succeeded: true } marked)
                    raw.Replace(marked.Value.Id, kind, raw.SuggestReplacement(original, kind, language), Custodian, Now).Succeeded.Should().BeTrue();
            }
        }

        return raw;
    }
}
