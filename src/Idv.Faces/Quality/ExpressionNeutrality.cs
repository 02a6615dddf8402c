using System.Numerics;
using Idv.Faces.Alignment;

namespace Idv.Faces.Quality;

/// <summary>
/// How likely an expression is to be neutral (ISO/IEC 29794-5: expression neutrality), by the mouth's shape: smiles widen it and lift its corners,
/// shouts open it. A logistic regression whose four weights <c>idv bench train-expression</c> fits.
/// </summary>
internal static class ExpressionNeutrality
{
    private const double Bias = 15.5167;

    private static readonly double[] Weights = [-18.6902, -32.2884, 15.1235, -29.3400];

    /// <summary>The probability of a neutral expression, 0 to 1.</summary>
    public static double Probability(FaceLandmarks landmarks)
    {
        var measures = Measures(landmarks);
        var logit = Bias;
        for (var i = 0; i < Weights.Length; i++)
        {
            logit += Weights[i] * measures[i];
        }

        return 1 / (1 + Math.Exp(-logit));
    }

    /// <summary>
    /// The mouth's width, how far its corners lie above the upper lip's inner edge and above the lower lip's outer edge, all in distances between the eyes, and the gap
    /// between the lips in widths of the mouth.
    /// </summary>
    public static float[] Measures(FaceLandmarks landmarks)
    {
        var points = landmarks.Points;
        var eyes = Mean(points[36..48]);
        var up = Vector2.Normalize(eyes - Mean(points[48..60]));
        var corners = (points[48] + points[54]) / 2;
        var unit = landmarks.InterEyeDistance;
        return
        [
            Vector2.Distance(points[48], points[54]) / unit,
            Vector2.Dot(corners - points[62], up) / unit,
            Vector2.Dot(corners - points[57], up) / unit,
            Attributes.MouthState.Gap(landmarks),
        ];
    }

    private static Vector2 Mean(ReadOnlySpan<Vector2> points)
    {
        var sum = Vector2.Zero;
        foreach (var point in points)
        {
            sum += point;
        }

        return sum / points.Length;
    }
}
