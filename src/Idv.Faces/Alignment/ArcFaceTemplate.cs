using System.Numerics;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Alignment;

/// <summary>
/// The 112 × 112 frame that ArcFace-style embedders are trained on (Deng et al., "ArcFace", CVPR 2019; the coordinates are
/// those of the authors' published alignment).
/// </summary>
public static class ArcFaceTemplate
{
    /// <summary>The frame's side in pixels.</summary>
    public const int Side = 112;

    /// <summary>Where the left eye, right eye, nose tip and mouth corners belong, in pixels of the frame.</summary>
    public static ReadOnlySpan<Vector2> KeyPoints => Points;

    private static readonly Vector2[] Points =
    [
        new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f), new(41.5493f, 92.3655f), new(70.7299f, 92.2041f),
    ];

    /// <summary>The similarity that leads from the frame to the picture, so that a sampler can walk the frame.</summary>
    public static AffineTransform PictureFromFrame(FaceLandmarks landmarks)
    {
        Span<Vector2> points = stackalloc Vector2[5];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = landmarks.KeyPoints[i];
        }

        // Fitted from the picture to the frame, as the embedder's training did: the least squares are taken in the frame.
        return AffineTransform.FitSimilarity(points, KeyPoints).Invert();
    }
}
