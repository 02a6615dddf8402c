namespace Idv.Specimens;

/// <summary>
/// A SplitMix64 generator. <see cref="Random"/> promises no sequence across versions of .NET, and a specimen must be the
/// same picture on every machine.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one part of a drawing, so that a change in one part leaves the others as they were.</summary>
    public static SeededRandom For(ulong seed, string part)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in part)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return new SeededRandom(seed ^ hash);
    }

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * NextUnit());

    /// <summary>A whole number in [0, count).</summary>
    public int Below(int count) => (int)(NextUnit() * count);

    /// <summary>
    /// Nearly a draw from the normal distribution with mean 0 and variance 1: the sum of four uniform numbers (Irwin and Hall), within ±3.46.
    /// Millions are drawn for a photograph's noise, where logarithms would cost more than all the rest.
    /// </summary>
    public float NextNearlyNormal()
    {
        var bits = NextBits();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65535f) - 2) * 1.7320508f;
    }

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}
