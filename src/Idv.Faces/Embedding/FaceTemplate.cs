using System.Numerics.Tensors;

namespace Idv.Faces.Embedding;

/// <summary>
/// The biometric template of one face (ISO/IEC 2382-37: biometric template): a unit vector and the model that made it. Only
/// templates of one model and version can be compared.
/// </summary>
public sealed class FaceTemplate
{
    private readonly float[] _vector;

    /// <summary>Makes a template; the vector is scaled to length 1.</summary>
    /// <param name="modelId">The embedder's id.</param>
    /// <param name="modelVersion">The embedder's version.</param>
    /// <param name="vector">The embedding, of any length but zero.</param>
    /// <exception cref="ArgumentException">The vector is empty, zero or holds a value that is not finite.</exception>
    public FaceTemplate(string modelId, string modelVersion, ReadOnlySpan<float> vector)
    {
        var norm = vector.IsEmpty ? 0 : TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm) || norm <= 0)
        {
            throw new ArgumentException("A template needs a finite vector of positive length.", nameof(vector));
        }

        (ModelId, ModelVersion) = (modelId, modelVersion);
        _vector = new float[vector.Length];
        TensorPrimitives.Divide(vector, norm, _vector);
    }

    /// <summary>The embedder's id.</summary>
    public string ModelId { get; }

    /// <summary>The embedder's version.</summary>
    public string ModelVersion { get; }

    /// <summary>The embedding, of length 1.</summary>
    public ReadOnlySpan<float> Vector => _vector;
}
