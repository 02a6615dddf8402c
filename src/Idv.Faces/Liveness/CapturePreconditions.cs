using Idv.Faces.Detection;
using Idv.Imaging;

namespace Idv.Faces.Liveness;

/// <summary>What a capture must fulfil before its liveness is judged: where it does not, the networks would be guessing.</summary>
public static class CapturePreconditions
{
    /// <summary>The least inter-eye distance in pixels at which a selfie is accepted; ISO/IEC 19794-5 asks 90 of a document's portrait.</summary>
    private const double LeastInterEyeDistance = 24;

    /// <summary>Below this the face is too blurred to be compared; the samples' selfies measure 0.04 and more.</summary>
    private const double LeastComparableSharpness = 0.02;

    /// <summary>
    /// Below this it is too blurred to be judged. The networks bear more blur than a comparison does: of LFW's faces between the two limits no
    /// more are taken for attacks than of the others (docs/liveness.md).
    /// </summary>
    private const double LeastJudgeableSharpness = 0.004;

    /// <summary>How much of the face's box may lie outside the picture, in widths of the box: detectors' boxes are a little larger than faces.</summary>
    private const double LeastMargin = -0.05;

    /// <summary>
    /// The least length of the picture's shorter side in longer sides of the face's box. Below it, 17% of live faces are taken for attacks, above
    /// 4% to 6% (docs/liveness.md).
    /// </summary>
    private const double LeastSurroundings = 1.05;

    private const double MaskProbability = 0.5;
    private const double SunglassesProbability = 0.5;

    /// <summary>What keeps a face from being compared; empty when nothing does.</summary>
    /// <param name="analysis">The largest face.</param>
    /// <param name="found">Every face found, the most certain first.</param>
    public static IEnumerable<CaptureFault> ForComparison(FaceAnalysis analysis, IReadOnlyList<DetectedFace> found) =>
        Common(analysis, found, LeastComparableSharpness);

    /// <summary>What keeps a face's liveness from being judged; empty when nothing does.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="analysis">The largest face.</param>
    /// <param name="found">Every face found, the most certain first.</param>
    public static IEnumerable<CaptureFault> ForLiveness(Image picture, FaceAnalysis analysis, IReadOnlyList<DetectedFace> found)
    {
        foreach (var fault in Common(analysis, found, LeastJudgeableSharpness))
        {
            yield return fault;
        }

        var box = analysis.Face.Box;
        if (analysis.Quality.Margin < LeastMargin
            || Math.Min(picture.Width, picture.Height) < LeastSurroundings * Math.Max(box.Width, box.Height))
        {
            yield return new CaptureFault(CaptureFaultCode.FaceTooClose, box);
        }

        if (analysis.Attributes.Mask >= MaskProbability)
        {
            yield return new CaptureFault(CaptureFaultCode.FaceMasked, box);
        }

        if (analysis.Attributes.Sunglasses >= SunglassesProbability)
        {
            yield return new CaptureFault(CaptureFaultCode.EyesHidden, box);
        }
    }

    private static IEnumerable<CaptureFault> Common(FaceAnalysis analysis, IReadOnlyList<DetectedFace> found, double leastSharpness)
    {
        if (found.Rival() is { } rival)
        {
            yield return new CaptureFault(CaptureFaultCode.SeveralFaces, rival.Box);
        }

        if (analysis.Quality.InterEyeDistance < LeastInterEyeDistance)
        {
            yield return new CaptureFault(CaptureFaultCode.FaceTooSmall, analysis.Face.Box);
        }

        if (analysis.Quality.Sharpness < leastSharpness)
        {
            yield return new CaptureFault(CaptureFaultCode.FaceBlurred, analysis.Face.Box);
        }
    }
}
