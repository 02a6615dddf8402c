namespace Idv.Imaging.Annotation;

/// <summary>Two pictures in one.</summary>
public static class PicturesBeside
{
    /// <summary>Two pictures beside each other, brought to one height; the caller disposes it.</summary>
    /// <param name="left">A Bgr24 picture.</param>
    /// <param name="right">Another one.</param>
    /// <param name="mostHeight">The height at most.</param>
    public static Image Join(Image left, Image right, int mostHeight)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var height = Math.Max(1, Math.Min(mostHeight, Math.Max(left.Height, right.Height)));
        using var first = Fit(left, height);
        using var second = Fit(right, height);
        var both = Image.Rent(first.Width + second.Width, height, PixelFormat.Bgr24);
        for (var y = 0; y < height; y++)
        {
            first.Row(y).CopyTo(both.Row(y));
            second.Row(y).CopyTo(both.Row(y)[(3 * first.Width)..]);
        }

        return both;
    }

    // A strip of extreme shape would need a memory out of all proportion: it is cut to four times its height.
    private static Image Fit(Image image, int height) => ImageTransform.Resize(
        image, (int)Math.Clamp(image.Width * (float)height / image.Height, 1, 4 * height), height);
}
