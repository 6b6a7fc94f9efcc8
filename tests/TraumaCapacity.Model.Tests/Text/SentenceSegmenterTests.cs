using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Tests.Text;

public class SentenceSegmenterTests
{
    private static readonly string[] Pieces =
        ["I", "we", "Then", "été", "🙂", " ", "  ", "\n", "\n\n", ".", "...", "…", "?", "!", " ?", "\u00A0!", "« ", " »", "\"", "(", ")", "Dr.", "M.", "p. ex.", "3.5", "2,5", "etc.", "—", "e.g.", "\t", "a"];

    [Fact]
    public void Sentences_hold_every_word_once_and_in_order() => Properties.Holds(Properties.TextOf(Pieces), raw =>
    {
        var text = CodePointText.Normalize(raw).Value;
        var sentences = SentenceSegmenter.Split(text);

        var at = 0;
        foreach (var sentence in sentences)
        {
            sentence.Length.Should().BePositive();
            sentence.Start.Should().BeGreaterThanOrEqualTo(at);
            text.Slice(new TextSpan(at, sentence.Start)).Should().BeNullOrWhiteSpace("nothing is left between sentences");
            text.Slice(sentence).Should().Be(text.Slice(sentence).Trim());
            at = sentence.End;
        }

        text.Slice(new TextSpan(at, text.Length)).Should().BeNullOrWhiteSpace("nothing is left at the end");
    }, 2000);

    [Fact]
    public void The_sentences_of_a_turn_lie_in_it()
    {
        var text = new CodePointText("🙂 Before. One here. Two 🙂 there! After.");
        var turn = new TextSpan(10, 32);

        SentenceSegmenter.Split(text, turn).Select(text.Slice).Should().Equal("One here.", "Two 🙂 there!");
        SentenceSegmenter.Split(text, turn).Should().OnlyContain(sentence => turn.Contains(sentence));
    }

    [Theory]
    [InlineData("We met. They stayed.", "We met.|They stayed.")]
    [InlineData("Dr. Roy came. Mrs. Poe left.", "Dr. Roy came.|Mrs. Poe left.")]
    [InlineData("I saw J. Tremblay. She waved.", "I saw J. Tremblay.|She waved.")]
    [InlineData("M. Roy est venu. Nous avons parlé.", "M. Roy est venu.|Nous avons parlé.")]
    [InlineData("Des outils, p. ex. une affiche. Ça aide.", "Des outils, p. ex. une affiche.|Ça aide.")]
    [InlineData("Par ex. Marie vient. Bon.", "Par ex. Marie vient.|Bon.")]
    [InlineData("C'est mieux, c.-à-d. plus calme. Oui.", "C'est mieux, c.-à-d. plus calme.|Oui.")]
    [InlineData("Posters, toys, etc. helped. Good.", "Posters, toys, etc. helped.|Good.")]
    [InlineData("Posters, toys, etc. Then we left.", "Posters, toys, etc.|Then we left.")]
    [InlineData("Tools, e.g. a poster. Yes.", "Tools, e.g. a poster.|Yes.")]
    [InlineData("It cost 3.5 hours. Il y en a 2,5. Bon.", "It cost 3.5 hours.|Il y en a 2,5.|Bon.")]
    [InlineData("I was… you know, tired. Then... I slept.", "I was… you know, tired.|Then...|I slept.")]
    [InlineData("Really?! Yes! No.", "Really?!|Yes!|No.")]
    [InlineData("Vraiment ? Oui ! Bon.", "Vraiment ?|Oui !|Bon.")]
    [InlineData("Vraiment\u00A0? Oui\u202F! Bon.", "Vraiment\u00A0?|Oui\u202F!|Bon.")]
    [InlineData("Elle a dit « On arrête. » Puis elle est partie.", "Elle a dit « On arrête. »|Puis elle est partie.")]
    [InlineData("« Pourquoi ? » dit-elle. Rien.", "« Pourquoi ? » dit-elle.|Rien.")]
    [InlineData("\"Why?\" she asked. \"No idea.\" We left.", "\"Why?\" she asked.|\"No idea.\"|We left.")]
    [InlineData("(We laughed.) It helped.", "(We laughed.)|It helped.")]
    [InlineData("No. That was it. See No. 5 there. Sure.", "No.|That was it.|See No. 5 there.|Sure.")]
    [InlineData("She told me. So did I. We agreed.", "She told me.|So did I.|We agreed.")]
    [InlineData("No full stop\n\nNext paragraph", "No full stop|Next paragraph")]
    [InlineData("A line\nthat wraps. End", "A line\nthat wraps.|End")]
    [InlineData("Say ... what . . . ever. Ok", "Say ... what . . . ever.|Ok")]
    [InlineData("", "")]
    [InlineData("   \n\n ", "")]
    public void Sentences_end_where_a_reader_would_end_them(string words, string expected)
    {
        var text = new CodePointText(words);

        string.Join('|', SentenceSegmenter.Split(text).Select(text.Slice)).Should().Be(expected);
    }

    [Fact]
    public void A_long_turn_takes_time_in_proportion_to_its_length()
    {
        var text = new CodePointText(string.Concat(Enumerable.Repeat("\n. a 🙂 Dr. ", 50_000)));

        SentenceSegmenter.Split(text).Should().NotBeEmpty();
    }
}
