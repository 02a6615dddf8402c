using Idv.Engine.Checks;
using Idv.Faces;
using Idv.Imaging;
using Idv.Imaging.Annotation;

namespace Idv.Engine.Liveness;

/// <summary>
/// Draws an outcome onto a picture: the face's box in green (live), red (attack) or amber (could not be judged), and below the box the score as a
/// bar with a white mark at the threshold.
/// </summary>
internal static class LivenessAnnotation
{
    private const int LongestSide = 640;

    /// <summary>The annotated picture as JPEG; large pictures are reduced.</summary>
    public static byte[] Draw(Image picture, FaceAnalysis? face, Check check)
    {
        using var canvas = new AnnotationCanvas(picture, LongestSide);
        if (face is not null)
        {
            var tone = check.Outcome switch { CheckOutcome.Pass => MarkTone.Good, CheckOutcome.Fail => MarkTone.Bad, _ => MarkTone.Doubtful };
            canvas.Frame(face.Face.Box, tone);
            if (check is { Score: { } score, Threshold: { } threshold })
            {
                canvas.Score(face.Face.Box, score, threshold, tone);
            }
        }

        return ImageEncoder.EncodeJpeg(canvas.Image, 85);
    }
}
