namespace Idv.Faces.Liveness;

/// <summary>A passive liveness model's answer for one still image.</summary>
/// <param name="Score">The probability of a bona fide presentation, 0 to 1.</param>
/// <param name="Threshold">The score from which on the presentation counts as bona fide.</param>
public sealed record LivenessScore(double Score, double Threshold)
{
    /// <summary>Whether the presentation counts as bona fide.</summary>
    public bool IsBonaFide => Score >= Threshold;
}
