using Idv.Imaging;

namespace Idv.Faces.Liveness;

/// <summary>
/// Which part of a picture a liveness network looks at: the detector's box, or the square about it, enlarged, but never more than the picture
/// holds and moved inside it. Black margins, as beside a face near the edge, are what the networks know screens by: with them, live faces near
/// the edge are taken for attacks (docs/liveness.md).
/// </summary>
internal static class LivenessCrop
{
    /// <summary>The part of a picture.</summary>
    /// <param name="face">The detector's box in pixels of the picture.</param>
    /// <param name="scale">How much larger than the box, at least 1.</param>
    /// <param name="squared">Whether a square on the box's longer side takes the box's place.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    public static Box Of(Box face, float scale, bool squared, int width, int height)
    {
        var side = MathF.Max(face.Width, face.Height);
        var (faceWidth, faceHeight) = squared ? (side, side) : (face.Width, face.Height);
        var possible = MathF.Min(scale, MathF.Min(width / faceWidth, height / faceHeight));
        var (cropWidth, cropHeight) = (faceWidth * possible, faceHeight * possible);
        return new Box(
            Math.Clamp(face.CentreX - (cropWidth / 2), 0, MathF.Max(0, width - cropWidth)),
            Math.Clamp(face.CentreY - (cropHeight / 2), 0, MathF.Max(0, height - cropHeight)),
            cropWidth,
            cropHeight);
    }
}
