using FsCheck.Fluent;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Tests.Interviews;

public class TranscriptTurnsTests
{
    // One line a turn: E for an interviewer, P for an interviewee, the label in brackets, the words.
    private static string Shown(string raw)
    {
        var text = CodePointText.Normalize(raw).Value;
        return string.Join('|', TranscriptTurns.Parse(text).Select(turn =>
            $"{(turn.Role is SpeakerRole.Interviewer ? 'E' : 'P')}[{turn.SpeakerLabel}]{text.Slice(turn.Words).Replace("\n", "/", StringComparison.Ordinal)}"));
    }

    [Theory]
    [InlineData("Interviewer: What changed?\nP1: A lot.\nInterviewer: Such as?\nP1: Intake.", "E[Interviewer]What changed?|P[P1]A lot.|E[Interviewer]Such as?|P[P1]Intake.")]
    [InlineData("I: So?\nP: Yes.", "E[I]So?|P[P]Yes.")]
    [InlineData("Q: So?\nA: Yes.\nQ: And?\nA: No.", "E[Q]So?|P[A]Yes.|E[Q]And?|P[A]No.")]
    [InlineData("Intervieweuse : Et puis ?\nMme Roy\u00A0: Bien.\nIntervieweuse : Oui ?\nMme Roy\u00A0: Oui.", "E[Intervieweuse]Et puis ?|P[Mme Roy]Bien.|E[Intervieweuse]Oui ?|P[Mme Roy]Oui.")]
    [InlineData("Responsable de l’entrevue : Et puis ?\nPersonne interviewée : Bien.", "E[Responsable de l’entrevue]Et puis ?|P[Personne interviewée]Bien.")]
    [InlineData("[00:01:02] Ana: What then?\n[00:01:09] Bea: We met.\n", "E[Ana]What then?|P[Bea]We met.")]
    [InlineData("00:01 - Ana: What then?\n(00:02) Bea: We met.", "E[Ana]What then?|P[Bea]We met.")]
    [InlineData("Ana (00:01:02): What then?\nBea [00:01:09]: We met.", "E[Ana]What then?|P[Bea]We met.")]
    [InlineData("[00:01]\nI: So?\n[00:02]\nP1: Yes.\n[00:03]\n", "E[I]So?|P[P1]Yes.")]
    [InlineData("I:\nSo?\n\nP1:\nYes.\n\nAnd more.\n\n\nI: Good", "E[I]So?|P[P1]Yes.//And more.|E[I]Good")]
    [InlineData("Interview 7\nDate: spring\n\nI: So?\nP1: Yes.", "E[I]So?|P[P1]Yes.")]
    [InlineData("I: So?\nP1: One thing: the room.\nHonestly: it is calmer.\nAt 10:30 we met.\nI: Good", "E[I]So?|P[P1]One thing: the room./Honestly: it is calmer./At 10:30 we met.|E[I]Good")]
    [InlineData("Bea: I do.\nAna: And you?\nBea: Me too.\nAna: Is it?\nBea: Why?", "P[Bea]I do.|E[Ana]And you?|P[Bea]Me too.|E[Ana]Is it?|P[Bea]Why?")]
    [InlineData("Ana: Hello.\nBea: Hi.", "E[Ana]Hello.|P[Bea]Hi.")]
    [InlineData("P1: One.\nP2: Two?\nP1: Three.", "P[P1]One.|P[P2]Two?|P[P1]Three.")]
    [InlineData("P1: One.\nSam: Two.\nP1: Three.\nSam: Four.", "P[P1]One.|E[Sam]Two.|P[P1]Three.|E[Sam]Four.")]
    [InlineData("Just a text.\n\nWithout anyone named.", "P[]Just a text.//Without anyone named.")]
    [InlineData("I: 🙂 So?\r\nP1: e\u0301te\u0301 👩‍👧.\r\nI: Ok", "E[I]🙂 So?|P[P1]été 👩‍👧.|E[I]Ok")]
    [InlineData("I:\nP1: Only words count.\nI:   ", "P[P1]Only words count.")]
    [InlineData("", "")]
    [InlineData(" \n\n ", "")]
    public void Turns_are_found_with_their_speakers(string raw, string expected) => Shown(raw).Should().Be(expected);

    [Fact]
    [Trait("Rule", "INV-20")]
    public void Spans_spell_exactly_what_was_said()
    {
        var said = from turns in (from interviewer in Gen.Elements(true, false)
                                  from words in Gen.Elements("Yes.", "e\u0301te\u0301 🙂", "👩‍👧 and I", "one\r\ntwo", "a\r\n\r\nb: c", "À 10:30, oui ?").Select(w => w)
                                  select (interviewer, words)).NonEmptyListOf()
                   from stamp in Gen.Elements("", "[00:01:02] ")
                   select (turns, stamp);
        Properties.Holds(said, given =>
        {
            var raw = string.Concat(given.turns.Select(turn => $"{given.stamp}{(turn.interviewer ? "Intervieweuse\u00A0" : "P1")}: {turn.words}\r\n\r\n"));
            var text = CodePointText.Normalize(raw).Value;

            var found = TranscriptTurns.Parse(text);

            found.Select(turn => (turn.Role is SpeakerRole.Interviewer, text.Slice(turn.Words)))
                .Should().Equal(given.turns.Select(turn => (turn.interviewer, CodePointText.Normalize(turn.words).Value.Text)));
        });
    }

    [Fact]
    public void Turns_are_in_order_lie_in_the_text_and_hold_words()
    {
        var texts = Properties.TextOf(["I:", "P1 :", "Ana:", "[00:01] ", "\n", "\n\n", " words", "?", "🙂", ":", " ", "e\u0301", "00:02:03", "("], 60);
        Properties.Holds(texts, raw =>
        {
            var text = CodePointText.Normalize(raw).Value;
            var at = 0;
            foreach (var turn in TranscriptTurns.Parse(text))
            {
                text.Holds(turn.Words).Should().BeTrue();
                turn.Words.Start.Should().BeGreaterThanOrEqualTo(at);
                text.Slice(turn.Words).Should().Be(text.Slice(turn.Words).Trim());
                at = turn.Words.End;
            }
        }, 1000);
    }
}
