using Idv.Faces.Alignment;
using Idv.Inference;

namespace Idv.Faces.Quality;

/// <summary>
/// The unified quality score (ISO/IEC 29794-1): a logistic regression of "a comparison with another picture of the same person
/// fails at an FMR of 1e-3", fitted on degraded pictures of one half of the people of LFW and reported on the other half. How it was
/// fitted and what it is worth is in training/quality; the vectors' lengths belong to version 1 of the default embedder.
/// </summary>
internal static class UnifiedQuality
{
    /// <summary>How many numbers the score is made of.</summary>
    public const int Count = 11;

    private const double Bias = 14.7745;

    private static readonly double[] Weights =
        [-9.3892, 0.2279, -0.8072, -0.0269, 1.8509, -0.2055, -3.9273, 1.5733, -0.5111, 0.5228, -0.1724];

    /// <summary>Whether an embedder is the one whose vectors' lengths the weights were fitted to; no other has a unified quality.</summary>
    public static bool AppliesTo(ModelCard embedder) => embedder is { Id: "face-embedder", Version: "1" };

    /// <summary>The evidence in the order of the weights.</summary>
    public static double[] Evidence(FaceQuality quality, HeadPose pose, float detectionScore, float embeddingNorm, double coarseSharpness) =>
    [
        Math.Log(embeddingNorm),
        Math.Log(quality.Sharpness + 1e-4),
        Math.Log(coarseSharpness + 1e-4),
        Math.Log2(Math.Clamp(quality.InterEyeDistance, 2, 64)),
        Math.Log(quality.Luminance + 0.01),
        quality.DynamicRange,
        quality.Exposure,
        quality.IlluminationUniformity,
        Math.Min(Math.Abs(pose.Yaw), 60) / 30,
        Math.Min(Math.Abs(pose.Pitch), 60) / 30,
        -Math.Log(1.0001 - detectionScore),
    ];

    /// <summary>The score, 0 to 100: the probability that the comparison does not fail.</summary>
    public static double Score(ReadOnlySpan<double> evidence)
    {
        var sum = Bias;
        for (var i = 0; i < Count; i++)
        {
            sum += Weights[i] * evidence[i];
        }

        return 100 / (1 + Math.Exp(sum));
    }
}
