namespace Idv.Faces.Liveness;

/// <summary>What the passive liveness networks say of one face.</summary>
/// <param name="Logit">The mean over the networks of the logarithm of the odds of a bona fide presentation.</param>
/// <param name="ThresholdLogit">The mean from which on the presentation counts as bona fide; it belongs to the set of networks.</param>
public readonly record struct LivenessScore(double Logit, double ThresholdLogit)
{
    /// <summary>The mean as a number from 0 (attack) to 1 (bona fide). It orders presentations; it is no calibrated probability.</summary>
    public double Score => 1 / (1 + Math.Exp(-Logit));

    /// <summary>The threshold on the scale of <see cref="Score"/>.</summary>
    public double Threshold => 1 / (1 + Math.Exp(-ThresholdLogit));

    /// <summary>Whether the presentation counts as bona fide.</summary>
    public bool IsBonaFide => Logit >= ThresholdLogit;
}
