using System.Runtime.Intrinsics;

namespace Idv.Documents.Authenticity;

/// <summary>The discrete cosine transform of 8 × 8 values that JPEG is made of (ITU-T T.81, A.3.3).</summary>
internal static class BlockTransform
{
    /// <summary>Values along a side of a block.</summary>
    public const int Side = 8;

    private static readonly float[] Basis = MakeBasis();

    /// <summary>Transforms a block in rows; afterwards row v, column u holds the coefficient of vertical frequency v and horizontal frequency u.</summary>
    /// <param name="block">64 values.</param>
    public static void Forward(Span<float> block)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            ForwardVector(block);
        }
        else
        {
            ForwardScalar(block);
        }
    }

    /// <summary>The same by the definition, which the vectors are checked against.</summary>
    internal static void ForwardScalar(Span<float> block)
    {
        Span<float> columns = stackalloc float[Side * Side];
        for (var v = 0; v < Side; v++)
        {
            for (var x = 0; x < Side; x++)
            {
                var sum = 0f;
                for (var y = 0; y < Side; y++)
                {
                    sum += Basis[(v * Side) + y] * block[(y * Side) + x];
                }

                columns[(v * Side) + x] = sum;
            }
        }

        for (var v = 0; v < Side; v++)
        {
            for (var u = 0; u < Side; u++)
            {
                var sum = 0f;
                for (var x = 0; x < Side; x++)
                {
                    sum += Basis[(u * Side) + x] * columns[(v * Side) + x];
                }

                block[(v * Side) + u] = sum;
            }
        }
    }

    /// <summary>Eight columns at a time, then the same on the block on its side.</summary>
    private static void ForwardVector(Span<float> block)
    {
        Span<float> turned = stackalloc float[Side * Side];
        Columns(block, turned);
        Columns(turned, block);
    }

    /// <summary>Transforms the columns and writes them as rows.</summary>
    private static void Columns(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var v = 0; v < Side; v++)
        {
            var sum = Vector256<float>.Zero;
            for (var y = 0; y < Side; y++)
            {
                sum += Vector256.Create(Basis[(v * Side) + y]) * Vector256.Create(from.Slice(y * Side, Side));
            }

            for (var x = 0; x < Side; x++)
            {
                to[(x * Side) + v] = sum[x];
            }
        }
    }

    private static float[] MakeBasis()
    {
        var basis = new float[Side * Side];
        for (var u = 0; u < Side; u++)
        {
            for (var x = 0; x < Side; x++)
            {
                basis[(u * Side) + x] = (float)(Math.Sqrt((u == 0 ? 1.0 : 2.0) / Side) * Math.Cos(((2 * x) + 1) * u * Math.PI / 16));
            }
        }

        return basis;
    }
}
