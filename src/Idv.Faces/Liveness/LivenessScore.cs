namespace Idv.Faces.Liveness;

/// <summary>A passive liveness model's answer for one still image.</summary>
/// <param name="Score">The probability of a bona fide presentation, 0 to 1.</param>
/// <param name="BonaFideThreshold">The score from which on the presentation counts as bona fide.</param>
/// <param name="AttackThreshold">The score below which it counts as an attack; between the two it is undecided.</param>
public sealed record LivenessScore(double Score, double BonaFideThreshold, double AttackThreshold)
{
    /// <summary>Whether the presentation counts as bona fide; null when the score decides neither way.</summary>
    public bool? IsBonaFide => Score >= BonaFideThreshold ? true : Score < AttackThreshold ? false : null;
}
