namespace Idv.Faces.Comparison;

/// <summary>The outcome of comparing a probe with a reference (ISO/IEC 2382-37: biometric comparison).</summary>
/// <param name="Similarity">Cosine of the two templates, -1 to 1.</param>
/// <param name="IsMatch">Whether the similarity reaches the threshold.</param>
/// <param name="Threshold">The similarity from which on it is a match.</param>
/// <param name="FalseMatchRate">The false match rate that the threshold stands for.</param>
/// <param name="SimilarityFalseMatchRate">The false match rate that a threshold at this very similarity would have had.</param>
public sealed record FaceComparison(
    double Similarity, bool IsMatch, double Threshold, double FalseMatchRate, double SimilarityFalseMatchRate);
