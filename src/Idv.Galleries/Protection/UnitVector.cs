using System.Numerics.Tensors;

namespace Idv.Galleries.Protection;

/// <summary>Checks templates and scales them to length 1.</summary>
internal static class UnitVector
{
    /// <summary>Gives the direction of a template's vector.</summary>
    /// <exception cref="GalleryException">The template is of another model or dimension, not finite, or has no direction.</exception>
    public static float[] From(Template template, string model, int dimension)
    {
        if (!string.Equals(template.Model, model, StringComparison.Ordinal))
        {
            throw new GalleryException(
                GalleryFault.ModelMismatch, $"The template is of model '{template.Model}', the gallery of '{model}'.");
        }

        var vector = template.Vector.Span;
        if (vector.Length != dimension)
        {
            throw new GalleryException(
                GalleryFault.DimensionMismatch, $"The template has {vector.Length} coordinates, the gallery's have {dimension}.");
        }

        var largest = 0f;
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
            {
                throw new GalleryException(GalleryFault.NotFinite, "The template contains NaN or infinity.");
            }

            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0)
        {
            throw new GalleryException(GalleryFault.ZeroVector, "All coordinates of the template are zero.");
        }

        // In double precision no square of a float overflows or vanishes.
        var squares = 0.0;
        foreach (var value in vector)
        {
            squares += (double)value * value;
        }

        var inverse = 1 / Math.Sqrt(squares);
        var unit = new float[dimension];
        for (var i = 0; i < unit.Length; i++)
        {
            unit[i] = (float)(vector[i] * inverse);
        }

        return unit;
    }

    /// <summary>Removes the rounding that a transform added to a unit vector's length.</summary>
    public static void Normalise(Span<float> vector) => TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
}
