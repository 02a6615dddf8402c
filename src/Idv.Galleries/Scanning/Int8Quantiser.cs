using System.Numerics.Tensors;

namespace Idv.Galleries.Scanning;

/// <summary>Symmetric int8 codes with one scale per vector: coordinate ≈ scale · code, code in −127 … 127.</summary>
internal static class Int8Quantiser
{
    /// <summary>Quantises a finite vector.</summary>
    /// <param name="vector">Coordinates; their number is that of <paramref name="codes"/> or fewer.</param>
    /// <param name="codes">Receives the codes; what lies beyond the vector is set to zero.</param>
    /// <returns>The scale, and the Euclidean distance between the vector and its decoded code.</returns>
    public static RowCode Quantise(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (largest == 0)
        {
            codes.Clear();
            return new RowCode(0, 0);
        }

        var scale = largest / 127f;
        var inverse = 127f / largest;
        var squaredError = 0.0;
        for (var i = 0; i < vector.Length; i++)
        {
            // Rounding half to even is one instruction everywhere; the product can't leave ±127 by more than an ulp.
            var code = MathF.Round(vector[i] * inverse);
            codes[i] = (sbyte)code;
            double difference = vector[i] - (scale * code);
            squaredError += difference * difference;
        }

        codes[vector.Length..].Clear();
        return new RowCode(scale, (float)Math.Sqrt(squaredError));
    }
}
