using System.Text;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Tests.Identity;

public sealed class QrCodeTests
{
    [Theory]
    [InlineData(1, 21)]
    [InlineData(14, 21)]
    [InlineData(15, 25)]
    [InlineData(26, 25)]
    [InlineData(122, 45)]
    [InlineData(123, 49)]
    [InlineData(180, 53)]
    [InlineData(181, 57)]
    [InlineData(412, 77)]
    public void A_code_is_as_small_as_its_text_allows(int length, int size) =>
        QrCode.Encode(new string('a', length)).Size.Should().Be(size);

    [Fact]
    public void A_text_that_is_too_long_is_refused() =>
        FluentActions.Invoking(() => QrCode.Encode(new string('a', 413))).Should().Throw<ArgumentException>();

    [Fact]
    public void Finders_and_timing_lines_stand_where_a_reader_looks_for_them()
    {
        var code = QrCode.Encode("otpauth://totp/TraumaCapacity:someone@example.org?secret=TX4GU63M2LVOKLGL2PVGUJWQ6CKTTT2K&issuer=TraumaCapacity");
        foreach (var (x, y) in new[] { (0, 0), (code.Size - 7, 0), (0, code.Size - 7) })
        {
            for (var i = 0; i < 7; i++)
            {
                code[x + i, y].Should().BeTrue();
                code[x, y + i].Should().BeTrue();
                code[x + i, y + 6].Should().BeTrue();
            }

            code[x + 3, y + 3].Should().BeTrue();
            code[x + 1, y + 1].Should().BeFalse();
        }

        for (var i = 8; i < code.Size - 8; i++)
            code[i, 6].Should().Be(i % 2 == 0);
    }

    [Theory]
    [InlineData("TraumaCapacity")]
    [InlineData("otpauth://totp/TraumaCapacity%3Aadmin%40demo.example?secret=TX4GU63M2LVOKLGL2PVGUJWQ6CKTTT2K&issuer=TraumaCapacity&digits=6")]
    public void What_is_encoded_can_be_read_back(string text)
    {
        var code = QrCode.Encode(text);

        Reader.Read(code).Should().Be(text);
    }

    /// <summary>Reads the modules by the standard's order and mask, without correcting errors: written apart from the encoder.</summary>
    private static class Reader
    {
        public static string Read(QrCode code)
        {
            var version = (code.Size - 17) / 4;
            var format = 0;
            foreach (var (x, y) in FormatModules())
                format = (format << 1) | (code[x, y] ? 1 : 0);
            var mask = ((format ^ 0b101010000010010) >> 10) & 0b111;
            var words = Words(code, version, mask);
            var data = Untangle(words, version);
            var bits = string.Concat(data.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
            bits[..4].Should().Be("0100");
            var lengthBits = version < 10 ? 8 : 16;
            var length = Convert.ToInt32(bits[4..(4 + lengthBits)], 2);
            var start = 4 + lengthBits;
            return Encoding.UTF8.GetString([.. Enumerable.Range(0, length).Select(i => Convert.ToByte(bits.Substring(start + (i * 8), 8), 2))]);
        }

        private static IEnumerable<(int X, int Y)> FormatModules()
        {
            // Around the upper left finder, the most significant bit first.
            for (var x = 0; x <= 5; x++)
                yield return (x, 8);
            yield return (7, 8);
            yield return (8, 8);
            yield return (8, 7);
            for (var y = 5; y >= 0; y--)
                yield return (8, y);
        }

        private static List<byte> Words(QrCode code, int version, int mask)
        {
            var bits = new StringBuilder();
            var up = true;
            for (var column = code.Size - 1; column > 0; column -= column == 8 ? 3 : 2, up = !up)
            {
                var right = column == 6 ? 5 : column;
                for (var i = 0; i < code.Size; i++)
                {
                    var y = up ? code.Size - 1 - i : i;
                    foreach (var x in new[] { right, right - 1 })
                    {
                        if (!IsPattern(x, y, code.Size, version))
                            bits.Append(code[x, y] ^ Masked(mask, x, y) ? '1' : '0');
                    }
                }
            }

            return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.ToString(i * 8, 8), 2))];
        }

        private static bool IsPattern(int x, int y, int size, int version)
        {
            if (x == 6 || y == 6 || (x < 9 && y < 9) || (x < 9 && y >= size - 8) || (y < 9 && x >= size - 8))
                return true;
            if (version >= 7 && ((x >= size - 11 && x < size - 8 && y < 6) || (y >= size - 11 && y < size - 8 && x < 6)))
                return true;
            int[] centres = version switch { 1 => [], 8 => [6, 24, 42], 7 => [6, 22, 38], _ => throw new ArgumentOutOfRangeException(nameof(version)) };
            return centres.Any(cy => centres.Any(cx =>
                Math.Abs(x - cx) <= 2 && Math.Abs(y - cy) <= 2
                && !((cx == 6 && cy == 6) || (cx == 6 && cy == centres[^1]) || (cy == 6 && cx == centres[^1]))));
        }

        private static bool Masked(int mask, int x, int y) => mask switch
        {
            0 => (y + x) % 2 == 0,
            1 => y % 2 == 0,
            2 => x % 3 == 0,
            3 => (y + x) % 3 == 0,
            4 => ((y / 2) + (x / 3)) % 2 == 0,
            5 => ((y * x) % 2) + ((y * x) % 3) == 0,
            6 => (((y * x) % 2) + ((y * x) % 3)) % 2 == 0,
            _ => (((y + x) % 2) + ((y * x) % 3)) % 2 == 0,
        };

        private static List<byte> Untangle(List<byte> words, int version)
        {
            // Data words of each block, level M: version 1 has one of 16; 7 four of 31; 8 two of 38 and two of 39.
            int[] lengths = version switch { 1 => [16], 7 => [31, 31, 31, 31], 8 => [38, 38, 39, 39], _ => throw new ArgumentOutOfRangeException(nameof(version)) };
            var blocks = lengths.Select(_ => new List<byte>()).ToArray();
            var at = 0;
            for (var i = 0; i < lengths.Max(); i++)
            {
                for (var b = 0; b < lengths.Length; b++)
                {
                    if (i < lengths[b])
                        blocks[b].Add(words[at++]);
                }
            }

            return [.. blocks.SelectMany(b => b)];
        }
    }
}
