using System.Numerics;

namespace TraumaCapacity.Model.Coding.Agreement;

/// <summary>Draws bootstrap resamples of units. A resample is needed only as how often each row occurs in it, which is a
/// multinomial draw: the units are divided between halves of the rows by binomial draws. Only integers are involved,
/// so the same seed gives the same resamples on every machine.</summary>
internal sealed class UnitResampler
{
    private readonly long[] before;
    private readonly DeterministicRandom random;

    /// <param name="counts">How often each row occurs, the most frequent first, which keeps the division shallow.</param>
    /// <param name="seed">Any number.</param>
    public UnitResampler(ReadOnlySpan<int> counts, long seed)
    {
        before = new long[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            before[i + 1] = before[i] + counts[i];
        }

        random = new DeterministicRandom(seed);
    }

    /// <summary>Fills in how often each row occurs in the next resample, which has as many units as there are.</summary>
    public void Draw(Span<int> resample)
    {
        resample.Clear();
        Divide(resample, 0, resample.Length, (int)before[^1]);
    }

    private void Divide(Span<int> resample, int from, int to, int units)
    {
        while (units > 0 && to - from > 1)
        {
            var middle = Middle(from, to);
            var left = random.Binomial(units, before[middle] - before[from], before[to] - before[from]);
            Divide(resample, from, middle, left);
            (from, units) = (middle, units - left);
        }

        if (units > 0)
        {
            resample[from] = units;
        }
    }

    // Divides the range so that each side holds about half of the units.
    private int Middle(int from, int to)
    {
        var half = (before[from] + before[to]) / 2;
        var at = Array.BinarySearch(before, from + 1, to - from - 1, half);
        return Math.Clamp(at >= 0 ? at : ~at, from + 1, to - 1);
    }
}

/// <summary>The generator xoshiro256** (Blackman and Vigna 2018), its state filled from the seed by SplitMix64. Written out
/// here because the generator of the runtime may change between its versions.</summary>
internal sealed class DeterministicRandom
{
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    public DeterministicRandom(long seed)
    {
        var state = unchecked((ulong)seed);
        a = SplitMix(ref state);
        b = SplitMix(ref state);
        c = SplitMix(ref state);
        d = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(b * 5, 7) * 9;
            var shifted = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= shifted;
            d = BitOperations.RotateLeft(d, 45);
            return result;
        }
    }

    /// <summary>How many of the trials succeed, each with probability <paramref name="part"/> / <paramref name="whole"/>:
    /// exact. Each trial is a random binary fraction that succeeds if it is less than the probability; all trials
    /// that still agree with it so far draw their next bit together, 64 at a time.</summary>
    public int Binomial(int trials, long part, long whole)
    {
        if (part == whole)
        {
            return trials;
        }

        var successes = 0;
        var remainder = part;
        while (trials > 0 && remainder > 0)
        {
            remainder *= 2;
            var ones = CountOnes(trials);
            if (remainder >= whole)
            {
                remainder -= whole;
                successes += trials - ones;
                trials = ones;
            }
            else
            {
                trials -= ones;
            }
        }

        return successes;
    }

    private int CountOnes(int bits)
    {
        var ones = 0;
        for (; bits >= 64; bits -= 64)
        {
            ones += BitOperations.PopCount(Next());
        }

        return bits == 0 ? ones : ones + BitOperations.PopCount(Next() >> (64 - bits));
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
