using System.Text;
using FsCheck.Fluent;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Tests.Text;

[Trait("Rule", "INV-20")]
public class CodePointTextTests
{
    private static readonly string[] Pieces = ["a", "é", "e\u0301", "🙂", "👩‍👧", "𝛼", "\n", "\r\n", "\r", " ", "한", "\u1112\u1161\u11ab", "\t", "'", "«"];

    [Fact]
    public void Positions_count_code_points_whatever_the_characters() => Properties.Holds(Properties.TextOf(Pieces), raw =>
    {
        var text = CodePointText.Normalize(raw).Value;
        var runes = text.Text.EnumerateRunes().ToArray();

        text.Length.Should().Be(runes.Length);
        var utf16 = 0;
        for (var i = 0; i <= runes.Length; i++)
        {
            text.ToUtf16(i).Should().Be(utf16);
            text.ToCodePoint(utf16).Should().Be(i);
            if (i < runes.Length)
            {
                text.Slice(new TextSpan(i, i + 1)).Should().Be(runes[i].ToString());
                text.ToCodePoint(utf16 + runes[i].Utf16SequenceLength - 1).Should().Be(i);
                utf16 += runes[i].Utf16SequenceLength;
            }
        }
    });

    [Fact]
    public void Any_span_gives_the_words_that_its_code_points_spell()
    {
        var spans = from raw in Properties.TextOf(Pieces) from a in Gen.Choose(0, 60) from b in Gen.Choose(0, 60) select (raw, a, b);
        Properties.Holds(spans, given =>
        {
            var text = CodePointText.Normalize(given.raw).Value;
            var (start, end) = (Math.Min(given.a, given.b) % (text.Length + 1), text.Length);
            end = Math.Min(end, Math.Max(start, given.b));

            text.Slice(new TextSpan(start, end)).Should().Be(string.Concat(text.Text.EnumerateRunes().Skip(start).Take(end - start)));
            text.Holds(new TextSpan(start, end)).Should().Be(start < end);
        });
    }

    [Fact]
    public void Normalizing_twice_changes_nothing() => Properties.Holds(Properties.TextOf(Pieces), raw =>
    {
        var once = CodePointText.Normalize(raw).Value.Text;

        CodePointText.Normalize(once).Value.Text.Should().Be(once);
        once.Should().NotContain("\r");
        once.IsNormalized(NormalizationForm.FormC).Should().BeTrue();
    });

    [Fact]
    public void Line_breaks_become_one_kind_and_a_byte_order_mark_goes() =>
        CodePointText.Normalize("\uFEFFa\r\nb\rc\nd\u2028e\u2029f").Value.Text.Should().Be("a\nb\nc\nd\ne\nf");

    [Fact]
    public void An_accent_typed_as_two_characters_becomes_one() =>
        CodePointText.Normalize("e\u0301te\u0301").Value.Text.Should().Be("été");

    [Theory]
    [InlineData("one\ntwo\0")]
    [InlineData("one\r\ntwo\u0007")]
    [InlineData("one\rtwo\u0085\nthree")]
    public void A_control_character_is_refused_with_its_line(string raw)
    {
        var refusal = CodePointText.Normalize(raw).Refusal;

        refusal!.Code.Should().Be(TextRefusals.ControlCharacter(2).Code);
        refusal.Arguments.Should().Equal(2);
    }

    [Fact]
    public void Half_a_character_is_refused_with_its_line()
    {
        // Attributes cannot carry such strings, so the cases stand here.
        foreach (var raw in new[] { "one\rtwo\uD83D", "one\ntwo\uDE42x", "one\r\n\uD83Dx" })
        {
            var refusal = CodePointText.Normalize(raw).Refusal;

            refusal!.Code.Should().Be(TextRefusals.BrokenCharacter(2).Code);
            refusal.Arguments.Should().Equal(2);
        }
    }

    [Fact]
    public void Text_that_was_not_normalized_is_a_programmers_error()
    {
        FluentActions.Invoking(() => new CodePointText("e\u0301")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CodePointText("\uD83D")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, 4)]
    public void A_span_outside_the_text_is_a_programmers_error(int start, int end)
    {
        var text = new CodePointText("a🙂b");

        text.Holds(new TextSpan(start, end)).Should().BeFalse();
        FluentActions.Invoking(() => text.Slice(new TextSpan(start, end))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_fingerprint_is_sha_256_of_the_bytes_in_utf_8()
    {
        // FIPS 180-4, the example "abc".
        TextHash.Sha256Hex("abc").Should().Be("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        TextHash.Sha256Hex("é").Should().Be("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c").And.HaveLength(TextHash.Length);
    }
}
