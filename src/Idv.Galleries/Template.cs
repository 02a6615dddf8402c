namespace Idv.Galleries;

/// <summary>A biometric template: the feature vector that a model extracted from one sample (ISO/IEC 2382-37, 37.03.22).</summary>
/// <param name="Model">Identity and version of the model. Vectors of different models can't be compared.</param>
/// <param name="Vector">
/// Finite coordinates, not all zero. The length doesn't matter: comparison is by cosine, and the gallery keeps the direction only.
/// </param>
public sealed record Template(string Model, ReadOnlyMemory<float> Vector);
