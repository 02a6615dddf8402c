using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Idv.Galleries.Scanning;

/// <summary>The cosine that a search reports: the same bits on every machine.</summary>
/// <remarks>
/// The product of two float32 is exact in a double, so that fused and separate multiply-add agree, and the sums run in eight lanes in a
/// fixed order. Templates are unit vectors; their dot product is their cosine.
/// </remarks>
internal static class ExactCosine
{
    /// <summary>Dot product of two vectors of the same length.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        Vector256<double> low = default, high = default;
        nuint i = 0;
        for (; i + 8 <= (nuint)left.Length; i += 8)
        {
            var (aLow, aHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref a, i));
            var (bLow, bHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref b, i));
            low += aLow * bLow;
            high += aHigh * bHigh;
        }

        var lanes = low + high;
        var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        for (; i < (nuint)left.Length; i++)
        {
            sum += (double)Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        }

        return (float)sum;
    }
}
