using System.Numerics;

namespace Idv.Documents.Authenticity;

/// <summary>The discrete Fourier transform (Cooley and Tukey, radix 2, in place).</summary>
internal static class Fourier
{
    /// <summary>Transforms values whose number is a power of two.</summary>
    public static void Transform(Span<Complex> values)
    {
        if (!BitOperations.IsPow2(values.Length))
        {
            throw new ArgumentException($"Expected a power of two values but got {values.Length}.", nameof(values));
        }

        for (int i = 1, j = 0; i < values.Length; i++)
        {
            var bit = values.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (values[i], values[j]) = (values[j], values[i]);
            }
        }

        for (var length = 2; length <= values.Length; length <<= 1)
        {
            var root = Complex.FromPolarCoordinates(1, -2 * Math.PI / length);
            for (var start = 0; start < values.Length; start += length)
            {
                var factor = Complex.One;
                for (var i = start; i < start + (length / 2); i++)
                {
                    var (even, odd) = (values[i], values[i + (length / 2)] * factor);
                    (values[i], values[i + (length / 2)]) = (even + odd, even - odd);
                    factor *= root;
                }
            }
        }
    }
}
