using System.Numerics.Tensors;

namespace Idv.Documents.Authenticity;

/// <summary>Normalised correlation of small pictures.</summary>
internal static class Correlation
{
    /// <summary>Below this deviation a picture is even, and correlates with nothing.</summary>
    private const float LeastDeviation = 0.5f;

    /// <summary>Takes off the mean and divides by the length; an even picture becomes 0.</summary>
    public static void Normalise(Span<float> values)
    {
        TensorPrimitives.Subtract(values, TensorPrimitives.Sum<float>(values) / values.Length, values);
        var length = TensorPrimitives.Norm<float>(values);
        if (length < LeastDeviation * MathF.Sqrt(values.Length))
        {
            values.Clear();
            return;
        }

        TensorPrimitives.Divide(values, length, values);
    }

    /// <summary>The correlation of two normalised pictures, −1 to 1.</summary>
    public static float Of(ReadOnlySpan<float> first, ReadOnlySpan<float> second) => TensorPrimitives.Dot(first, second);
}
