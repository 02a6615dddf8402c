using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>What keeps a picture of a document from being read well.</summary>
public enum CaptureFault
{
    /// <summary>A highlight hides a part of it.</summary>
    Glare,

    /// <summary>It is out of focus or moved.</summary>
    Blur,

    /// <summary>The frame cuts it.</summary>
    Cut,

    /// <summary>It covers too few pixels.</summary>
    TooSmall,
}

/// <summary>A fault of a picture and where it is.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Measure">How much: the share of the document under glare, the sharpness, the pixels across.</param>
/// <param name="Region">Where in the picture.</param>
public sealed record CaptureRemark(CaptureFault Fault, double Measure, Box Region);

/// <summary>Measures how well a document was photographed.</summary>
public static class CaptureQuality
{
    /// <summary>Fewer pixels along the document's longer side leave its labels unreadable.</summary>
    public const float LeastPixels = 480;

    /// <summary>The share of the document that may be blown out.</summary>
    public const double MostGlare = 0.015;

    /// <summary>Below this sharpness print is hard to read.</summary>
    public const double LeastSharpness = 0.16;

    private const int Blocks = 40;
    private const byte White = 250;

    /// <summary>Lists what is wrong; empty for a good picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="document">The document cut out of it.</param>
    public static IReadOnlyList<CaptureRemark> Examine(Image picture, RectifiedDocument document)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(document);
        var remarks = new List<CaptureRemark>();
        var quad = document.Quad;
        var across = MathF.Max(Vector2.Distance(quad.TopLeft, quad.TopRight), Vector2.Distance(quad.TopLeft, quad.BottomLeft));
        if (across < LeastPixels)
        {
            remarks.Add(new CaptureRemark(CaptureFault.TooSmall, across, quad.Bounds));
        }

        // A document that fills the frame exactly is a scan, not a cut photograph.
        var edge = 0.002f * Math.Max(picture.Width, picture.Height);
        var bounds = quad.Bounds;
        var isScan = bounds.X <= edge && bounds.Y <= edge && bounds.Right >= picture.Width - edge && bounds.Bottom >= picture.Height - edge;
        if (!isScan && (bounds.X < -edge || bounds.Y < -edge || bounds.Right > picture.Width + edge || bounds.Bottom > picture.Height + edge))
        {
            remarks.Add(new CaptureRemark(CaptureFault.Cut, Math.Max(Math.Max(-bounds.X, -bounds.Y), Math.Max(bounds.Right - picture.Width, bounds.Bottom - picture.Height)), bounds));
        }

        if (Glare(document) is { } glare)
        {
            remarks.Add(glare);
        }

        var sharpness = Sharpness(document.Image);
        if (sharpness < LeastSharpness)
        {
            remarks.Add(new CaptureRemark(CaptureFault.Blur, sharpness, bounds));
        }

        return remarks;
    }

    /// <summary>
    /// How much of the strongest edges' height is left in the differences of neighbouring pixels, 0 to about 1: the 99.5th percentile of the
    /// second difference over that of the difference across seven pixels.
    /// </summary>
    public static double Sharpness(Image document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var grey = ImageTransform.Convert(document, PixelFormat.Grey8);
        Span<int> near = stackalloc int[512];
        Span<int> far = stackalloc int[512];
        near.Clear();
        far.Clear();
        var count = 0;
        for (var y = 0; y < grey.Height; y += 2)
        {
            var row = grey.Row(y);
            for (var x = 4; x < row.Length - 4; x++)
            {
                near[Math.Min(511, Math.Abs((2 * row[x]) - row[x - 1] - row[x + 1]))]++;
                far[Math.Abs(row[x + 3] - row[x - 4])]++;
                count++;
            }
        }

        var contrast = Percentile(far, count);
        return contrast < 12 ? 0 : Percentile(near, count) / (double)contrast;
    }

    private static int Percentile(ReadOnlySpan<int> histogram, int count)
    {
        var above = count / 200;
        var value = histogram.Length - 1;
        for (; value > 0 && (above -= histogram[value]) > 0; value--)
        {
        }

        return value;
    }

    /// <summary>Blocks that are blown out in all channels, unless most of the document is, as on a bright scan of white paper.</summary>
    private static CaptureRemark? Glare(RectifiedDocument document)
    {
        var image = document.Image;
        var (columns, rows) = (Blocks, Blocks * image.Height / image.Width);
        var (blown, left, top, right, bottom) = (0, columns, rows, -1, -1);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (IsBlown(image, column * image.Width / columns, row * image.Height / rows, image.Width / columns, image.Height / rows))
                {
                    blown++;
                    (left, top) = (Math.Min(left, column), Math.Min(top, row));
                    (right, bottom) = (Math.Max(right, column), Math.Max(bottom, row));
                }
            }
        }

        var share = blown / (double)(columns * rows);
        if (share is < MostGlare or > 0.5)
        {
            return null;
        }

        var (width, height) = (image.Width / (float)columns, image.Height / (float)rows);
        return new CaptureRemark(CaptureFault.Glare, share, document.ToPicture(
            new Box(left * width, top * height, (right - left + 1) * width, (bottom - top + 1) * height)));
    }

    private static bool IsBlown(Image image, int x, int y, int width, int height)
    {
        var white = 0;
        for (var row = y; row < y + height; row++)
        {
            var pixels = image.Row(row).Slice(x * 3, width * 3);
            for (var i = 0; i < pixels.Length; i += 3)
            {
                white += pixels[i] >= White && pixels[i + 1] >= White && pixels[i + 2] >= White ? 1 : 0;
            }
        }

        return white >= width * height * 0.9;
    }
}
