using System.Numerics;
using Idv.Imaging.Native;

namespace Idv.Imaging;

/// <summary>
/// Geometry and colour. Every method leaves its source alone and returns a new image that the caller disposes.
/// Coordinates are continuous everywhere in this assembly: pixel (x, y) covers [x, x + 1) × [y, y + 1), so its centre is (x + ½, y + ½)
/// and the whole image is (0, 0) to (Width, Height).
/// </summary>
public static class ImageTransform
{
    /// <summary>The image at another size.</summary>
    /// <param name="source">The image.</param>
    /// <param name="width">The new width in pixels, 1 to <see cref="Image.MaxSide"/>.</param>
    /// <param name="height">The new height in pixels, 1 to <see cref="Image.MaxSide"/>.</param>
    /// <param name="interpolation">How pixels are combined.</param>
    public static unsafe Image Resize(Image source, int width, int height, Interpolation interpolation = Interpolation.Area)
    {
        ArgumentNullException.ThrowIfNull(source);
        return NativeCall.Transform(source, width, height, source.Format, nameof(Resize), (from, to) =>
            NativeImaging.Resize(from, to, (int)interpolation));
    }

    /// <summary>A rectangle of the image; parts that lie outside it have the value <paramref name="padding"/> in every channel.</summary>
    /// <param name="source">The image.</param>
    /// <param name="x">The rectangle's left edge; may be negative.</param>
    /// <param name="y">The rectangle's top edge; may be negative.</param>
    /// <param name="width">The rectangle's width, 1 to <see cref="Image.MaxSide"/>.</param>
    /// <param name="height">The rectangle's height, 1 to <see cref="Image.MaxSide"/>.</param>
    /// <param name="padding">The value of pixels outside the source.</param>
    public static Image Crop(Image source, int x, int y, int width, int height, byte padding = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        var from = source.Pixels;
        var target = Image.Rent(width, height, source.Format);
        var channels = source.Channels;

        // In 64 bits, because a caller may pass any corner.
        var left = (int)Math.Clamp(-(long)x, 0, width);
        var right = (int)Math.Clamp((long)source.Width - x, left, width);
        for (var row = 0; row < height; row++)
        {
            var to = target.Row(row);
            var sourceRow = (long)y + row;
            if (sourceRow < 0 || sourceRow >= source.Height || left == right)
            {
                to.Fill(padding);
                continue;
            }

            to[..(left * channels)].Fill(padding);
            from.Slice(((int)sourceRow * source.Stride) + ((x + left) * channels), (right - left) * channels).CopyTo(to[(left * channels)..]);
            to[(right * channels)..].Fill(padding);
        }

        return target;
    }

    /// <summary>The image turned by quarter turns.</summary>
    /// <param name="source">The image.</param>
    /// <param name="clockwiseQuarters">How many quarter turns clockwise; any integer, negative is counter-clockwise.</param>
    public static unsafe Image RotateQuarters(Image source, int clockwiseQuarters)
    {
        ArgumentNullException.ThrowIfNull(source);
        var quarters = clockwiseQuarters & 3;
        if (quarters == 0)
        {
            return source.Clone();
        }

        var (width, height) = quarters == 2 ? (source.Width, source.Height) : (source.Height, source.Width);
        return NativeCall.Transform(source, width, height, source.Format, nameof(RotateQuarters), (from, to) =>
            NativeImaging.RotateQuarters(from, to, quarters));
    }

    /// <summary>The image mirrored left to right.</summary>
    /// <param name="source">The image.</param>
    public static unsafe Image FlipHorizontal(Image source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return NativeCall.Transform(source, source.Width, source.Height, source.Format, nameof(FlipHorizontal), (from, to) =>
            NativeImaging.FlipHorizontal(from, to));
    }

    /// <summary>The image under an affine map.</summary>
    /// <param name="source">The image.</param>
    /// <param name="targetFromSource">
    /// Takes a point of the source to a point of the target by <see cref="Vector2.Transform(Vector2, Matrix3x2)"/>, in continuous coordinates.
    /// </param>
    /// <param name="width">The target's width.</param>
    /// <param name="height">The target's height.</param>
    /// <param name="interpolation">How values between pixels are estimated; there is no smoothing before shrinking.</param>
    /// <param name="padding">The value of pixels outside the source.</param>
    /// <exception cref="ArgumentException">The map is not finite or has no inverse.</exception>
#pragma warning disable RCS1242 // A matrix of 24 bytes is passed by reference as System.Numerics does; nothing here writes it.
    public static unsafe Image WarpAffine(
        Image source,
        in Matrix3x2 targetFromSource,
        int width,
        int height,
        Interpolation interpolation = Interpolation.Linear,
        byte padding = 0)
#pragma warning restore RCS1242
    {
        ArgumentNullException.ThrowIfNull(source);
        var m = targetFromSource;
        return NativeCall.Transform(source, width, height, source.Format, nameof(WarpAffine), (from, to) =>
        {
            var rows = stackalloc double[] { m.M11, m.M21, m.M31, m.M12, m.M22, m.M32 };
            return NativeImaging.WarpAffine(from, to, rows, 6, (int)interpolation, padding);
        });
    }

    /// <summary>A quadrilateral of the image stretched over the whole target by the perspective map of its corners.</summary>
    /// <param name="source">The image.</param>
    /// <param name="quad">The corners in the source, in continuous coordinates; they may lie outside it.</param>
    /// <param name="width">The target's width.</param>
    /// <param name="height">The target's height.</param>
    /// <param name="interpolation">How values between pixels are estimated; there is no smoothing before shrinking.</param>
    /// <param name="padding">The value of pixels outside the source.</param>
    /// <exception cref="ArgumentException">The corners are not finite or three of them lie on a line.</exception>
    public static unsafe Image WarpPerspective(
        Image source,
        Quad quad,
        int width,
        int height,
        Interpolation interpolation = Interpolation.Linear,
        byte padding = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        return NativeCall.Transform(source, width, height, source.Format, nameof(WarpPerspective), (from, to) =>
        {
            var corners = new NativeQuad(quad);
            return NativeImaging.WarpPerspective(from, to, &corners, (int)interpolation, padding);
        });
    }

    /// <summary>The image in another pixel format; grey is luma by ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B).</summary>
    /// <param name="source">The image.</param>
    /// <param name="format">The format wanted; the image's own format gives a copy.</param>
    public static unsafe Image Convert(Image source, PixelFormat format)
    {
        ArgumentNullException.ThrowIfNull(source);
        return NativeCall.Transform(source, source.Width, source.Height, format, nameof(Convert), (from, to) =>
            NativeImaging.Convert(from, to));
    }
}
