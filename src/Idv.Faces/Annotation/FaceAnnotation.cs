using Idv.Imaging;
using Idv.Imaging.Annotation;

namespace Idv.Faces.Annotation;

/// <summary>Draws faces onto a copy of a picture.</summary>
public static class FaceAnnotation
{
    /// <summary>A larger picture is reduced to this longer side first.</summary>
    public const int LongestSide = 1280;

    /// <summary>A copy of the picture with the marks on it; the caller disposes it.</summary>
    /// <param name="picture">A Bgr24 picture.</param>
    /// <param name="marks">What is drawn, in pixels of the picture.</param>
    /// <param name="verdict">A line at the top; null for none.</param>
    /// <param name="tone">The colour of that line's ground.</param>
    /// <exception cref="ArgumentException">The picture is not Bgr24.</exception>
    public static Image Draw(Image picture, IReadOnlyList<FaceMark> marks, string? verdict = null, MarkTone tone = MarkTone.Neutral)
    {
        using var canvas = new AnnotationCanvas(picture, LongestSide);
        foreach (var mark in marks)
        {
            canvas.Frame(mark.Box, mark.Tone, mark.Label);
            foreach (var point in mark.Points)
            {
                canvas.Point(point, mark.Tone);
            }
        }

        if (verdict is not null)
        {
            canvas.Verdict(verdict, tone);
        }

        return canvas.Detach();
    }

    /// <summary>Two pictures beside each other, brought to one height; the caller disposes it.</summary>
    /// <param name="left">A Bgr24 picture.</param>
    /// <param name="right">Another one.</param>
    public static Image Beside(Image left, Image right) => PicturesBeside.Join(left, right, LongestSide / 2);
}
