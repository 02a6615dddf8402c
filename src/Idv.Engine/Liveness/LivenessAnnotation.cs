using Idv.Engine.Checks;
using Idv.Faces;
using Idv.Imaging;

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
        var scale = Math.Min(1, LongestSide / (float)Math.Max(picture.Width, picture.Height));
        using var canvas = ImageTransform.Resize(
            picture, Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)), Interpolation.Area);
        if (face is null)
        {
            return ImageEncoder.EncodeJpeg(canvas, 85);
        }

        var colour = check.Outcome switch
        {
            CheckOutcome.Pass => (Blue: 80, Green: 175, Red: 40),
            CheckOutcome.Fail => (Blue: 50, Green: 40, Red: 215),
            _ => (Blue: 0, Green: 165, Red: 245),
        };
        var box = new Box(face.Face.Box.X * scale, face.Face.Box.Y * scale, face.Face.Box.Width * scale, face.Face.Box.Height * scale);
        var line = Math.Max(2, canvas.Width / 200f);
        Fill(canvas, new Box(box.X - line, box.Y - line, box.Width + (2 * line), line), colour);
        Fill(canvas, new Box(box.X - line, box.Bottom, box.Width + (2 * line), line), colour);
        Fill(canvas, new Box(box.X - line, box.Y, line, box.Height), colour);
        Fill(canvas, new Box(box.Right, box.Y, line, box.Height), colour);
        if (check is { Score: { } score, Threshold: { } threshold })
        {
            var bar = new Box(box.X, Math.Min(box.Bottom + (3 * line), canvas.Height - (4 * line)), box.Width, 3 * line);
            Fill(canvas, bar.Scale(1.03f), (40, 40, 40));
            Fill(canvas, bar with { Width = bar.Width * (float)score }, colour);
            Fill(canvas, new Box(bar.X + (bar.Width * (float)threshold) - (line / 2), bar.Y - line, line, bar.Height + (2 * line)), (255, 255, 255));
        }

        return ImageEncoder.EncodeJpeg(canvas, 85);
    }

    private static void Fill(Image canvas, Box area, (int Blue, int Green, int Red) colour)
    {
        var (left, right) = (Math.Clamp((int)area.X, 0, canvas.Width), Math.Clamp((int)area.Right, 0, canvas.Width));
        for (var y = Math.Clamp((int)area.Y, 0, canvas.Height); y < Math.Clamp((int)area.Bottom, 0, canvas.Height); y++)
        {
            var row = canvas.Row(y);
            for (var x = left; x < right; x++)
            {
                (row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2]) = ((byte)colour.Blue, (byte)colour.Green, (byte)colour.Red);
            }
        }
    }
}
