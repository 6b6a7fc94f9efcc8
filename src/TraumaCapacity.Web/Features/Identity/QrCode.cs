using System.Globalization;
using System.Text;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>A QR code (ISO/IEC 18004), as far as an authenticator's address needs it: bytes, error correction level M,
/// versions 1 to 15. Drawn as one path of an SVG, so that no image leaves the page or comes from elsewhere.</summary>
public sealed class QrCode
{
    // By version, from table 9 of the standard, level M.
    private static readonly int[] CheckWordsABlock = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
    private static readonly int[] Blocks = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];

    private readonly bool[,] dark;
    private readonly bool[,] reserved;
    private readonly int version;

    private QrCode(int version)
    {
        this.version = version;
        Size = (version * 4) + 17;
        dark = new bool[Size, Size];
        reserved = new bool[Size, Size];
    }

    /// <summary>Modules a side.</summary>
    public int Size { get; }

    /// <summary>Whether the module in that column and row is dark.</summary>
    public bool this[int x, int y] => dark[y, x];

    /// <summary>Encodes a text.</summary>
    /// <exception cref="ArgumentException">It is longer than a version 15 holds (412 bytes).</exception>
    public static QrCode Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var version = 1; version < Blocks.Length; version++)
        {
            var words = WordsOf(version) - (CheckWordsABlock[version] * Blocks[version]);
            var header = 4 + (version < 10 ? 8 : 16);
            if (header + (bytes.Length * 8) > words * 8)
                continue;
            var code = new QrCode(version);
            code.DrawPatterns();
            code.DrawWords(code.WithCheckWords(Pack(bytes, words, version)));
            code.ChooseMask();
            return code;
        }

        throw new ArgumentException("The text is too long for a code.", nameof(text));
    }

    /// <summary>The dark modules as the data of an SVG path, a unit a module, with the quiet zone of four.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                if (dark[y, x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x + 4} {y + 4}h1v1h-1z");
            }
        }

        return path.ToString();
    }

    private static int WordsOf(int version)
    {
        var modules = (((16 * version) + 128) * version) + 64;
        if (version >= 2)
        {
            var centres = (version / 7) + 2;
            modules -= (((25 * centres) - 10) * centres) - 55;
            if (version >= 7)
                modules -= 36;
        }

        return modules / 8;
    }

    private static byte[] Pack(byte[] text, int words, int version)
    {
        var bits = new List<bool>(words * 8);
        void Add(int value, int length)
        {
            for (var i = length - 1; i >= 0; i--)
                bits.Add(((value >> i) & 1) != 0);
        }

        Add(0b0100, 4);
        Add(text.Length, version < 10 ? 8 : 16);
        foreach (var b in text)
            Add(b, 8);
        Add(0, Math.Min(4, (words * 8) - bits.Count));
        Add(0, (8 - (bits.Count % 8)) % 8);
        for (var pad = 0xEC; bits.Count < words * 8; pad ^= 0xEC ^ 0x11)
            Add(pad, 8);
        var packed = new byte[words];
        for (var i = 0; i < bits.Count; i++)
            packed[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        return packed;
    }

    private static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11D);
            product ^= ((b >> i) & 1) * a;
        }

        return (byte)product;
    }

    /// <summary>The coefficients of the generator polynomial of that degree, without the leading one.</summary>
    private static byte[] Generator(int degree)
    {
        var result = new byte[degree];
        result[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                result[j] = Multiply(result[j], root);
                if (j + 1 < degree)
                    result[j] ^= result[j + 1];
            }

            root = Multiply(root, 2);
        }

        return result;
    }

    private static byte[] Remainder(ReadOnlySpan<byte> data, byte[] generator)
    {
        var result = new byte[generator.Length];
        foreach (var b in data)
        {
            var factor = (byte)(b ^ result[0]);
            result.AsSpan(1).CopyTo(result);
            result[^1] = 0;
            for (var i = 0; i < result.Length; i++)
                result[i] ^= Multiply(generator[i], factor);
        }

        return result;
    }

    private byte[] WithCheckWords(byte[] data)
    {
        var blocks = Blocks[version];
        var check = CheckWordsABlock[version];
        var all = WordsOf(version);
        var shortBlocks = blocks - (all % blocks);
        var shortLength = (all / blocks) - check;
        var generator = Generator(check);
        var parts = new List<(byte[] Data, byte[] Check)>();
        for (int i = 0, at = 0; i < blocks; i++)
        {
            var length = shortLength + (i < shortBlocks ? 0 : 1);
            var part = data[at..(at + length)];
            parts.Add((part, Remainder(part, generator)));
            at += length;
        }

        var result = new List<byte>(all);
        for (var i = 0; i <= shortLength; i++)
            result.AddRange(parts.Where(p => i < p.Data.Length).Select(p => p.Data[i]));
        for (var i = 0; i < check; i++)
            result.AddRange(parts.Select(p => p.Check[i]));
        return [.. result];
    }

    private void Set(int x, int y, bool value)
    {
        dark[y, x] = value;
        reserved[y, x] = true;
    }

    private void DrawPatterns()
    {
        for (var i = 0; i < Size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }

        foreach (var (x, y) in ((int, int)[])[(3, 3), (Size - 4, 3), (3, Size - 4)])
            DrawFinder(x, y);
        var centres = AlignmentCentres();
        for (var i = 0; i < centres.Length; i++)
        {
            for (var j = 0; j < centres.Length; j++)
            {
                var inFinder = (i == 0 && j == 0) || (i == 0 && j == centres.Length - 1) || (i == centres.Length - 1 && j == 0);
                if (!inFinder)
                    DrawAlignment(centres[i], centres[j]);
            }
        }

        DrawFormat(0);
        DrawVersion();
    }

    private void DrawFinder(int cx, int cy)
    {
        for (var dy = -4; dy <= 4; dy++)
        {
            for (var dx = -4; dx <= 4; dx++)
            {
                var (x, y) = (cx + dx, cy + dy);
                var ring = Math.Max(Math.Abs(dx), Math.Abs(dy));
                if (x >= 0 && x < Size && y >= 0 && y < Size)
                    Set(x, y, ring is not (2 or 4));
            }
        }
    }

    private void DrawAlignment(int cx, int cy)
    {
        for (var dy = -2; dy <= 2; dy++)
        {
            for (var dx = -2; dx <= 2; dx++)
                Set(cx + dx, cy + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
        }
    }

    private int[] AlignmentCentres()
    {
        if (version == 1)
            return [];
        var count = (version / 7) + 2;
        var step = (((version * 8) + (count * 3) + 5) / ((count * 4) - 4)) * 2;
        var result = new int[count];
        result[0] = 6;
        for (int i = count - 1, at = Size - 7; i >= 1; i--, at -= step)
            result[i] = at;
        return result;
    }

    private void DrawFormat(int mask)
    {
        // Level M is 00; ten check bits of the BCH code, and the standard's pattern over all fifteen.
        var rest = mask;
        for (var i = 0; i < 10; i++)
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        var bits = ((mask << 10) | rest) ^ 0x5412;
        bool Bit(int i) => ((bits >> i) & 1) != 0;

        for (var i = 0; i <= 5; i++)
            Set(8, i, Bit(i));
        Set(8, 7, Bit(6));
        Set(8, 8, Bit(7));
        Set(7, 8, Bit(8));
        for (var i = 9; i < 15; i++)
            Set(14 - i, 8, Bit(i));
        for (var i = 0; i < 8; i++)
            Set(Size - 1 - i, 8, Bit(i));
        for (var i = 8; i < 15; i++)
            Set(8, Size - 15 + i, Bit(i));
        Set(8, Size - 8, true);
    }

    private void DrawVersion()
    {
        if (version < 7)
            return;
        var rest = version;
        for (var i = 0; i < 12; i++)
            rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        var bits = (version << 12) | rest;
        for (var i = 0; i < 18; i++)
        {
            var bit = ((bits >> i) & 1) != 0;
            var (a, b) = (Size - 11 + (i % 3), i / 3);
            Set(a, b, bit);
            Set(b, a, bit);
        }
    }

    private void DrawWords(byte[] words)
    {
        var i = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6)
                right = 5;
            for (var step = 0; step < Size; step++)
            {
                for (var j = 0; j < 2; j++)
                {
                    var x = right - j;
                    var y = ((right + 1) & 2) == 0 ? Size - 1 - step : step;
                    if (!reserved[y, x] && i < words.Length * 8)
                    {
                        dark[y, x] = ((words[i / 8] >> (7 - (i % 8))) & 1) != 0;
                        i++;
                    }
                }
            }
        }
    }

    private void ApplyMask(int mask)
    {
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var inverts = mask switch
                {
                    0 => (x + y) % 2 == 0,
                    1 => y % 2 == 0,
                    2 => x % 3 == 0,
                    3 => (x + y) % 3 == 0,
                    4 => ((x / 3) + (y / 2)) % 2 == 0,
                    5 => (x * y % 2) + (x * y % 3) == 0,
                    6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
                    _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
                };
                dark[y, x] ^= inverts && !reserved[y, x];
            }
        }
    }

    private void ChooseMask()
    {
        var best = Enumerable.Range(0, 8).MinBy(mask =>
        {
            ApplyMask(mask);
            DrawFormat(mask);
            var penalty = Penalty();
            ApplyMask(mask);
            return penalty;
        });
        ApplyMask(best);
        DrawFormat(best);
    }

    /// <summary>How hard the pattern is to read: long runs, blocks of one colour, and an uneven share of dark. (The runs
    /// that resemble a finder are left out; any mask is valid, this only chooses a good one.)</summary>
    private int Penalty()
    {
        var penalty = 0;
        var darkOnes = 0;
        for (var a = 0; a < Size; a++)
        {
            penalty += Runs(b => dark[a, b]) + Runs(b => dark[b, a]);
            for (var b = 0; b < Size; b++)
            {
                darkOnes += dark[a, b] ? 1 : 0;
                if (a > 0 && b > 0 && dark[a, b] == dark[a - 1, b] && dark[a, b] == dark[a, b - 1] && dark[a, b] == dark[a - 1, b - 1])
                    penalty += 3;
            }
        }

        return penalty + (Math.Abs((darkOnes * 20) - (Size * Size * 10)) / (Size * Size) * 10);
    }

    private int Runs(Func<int, bool> module)
    {
        var penalty = 0;
        for (int i = 1, run = 1; i < Size; i++)
        {
            run = module(i) == module(i - 1) ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
        }

        return penalty;
    }
}
