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

    /// <summary>The share of the document that may be blown out: two or three of its blocks.</summary>
    public const double MostGlare = 0.0025;

    /// <summary>Below this sharpness print is hard to read.</summary>
    public const double LeastSharpness = 0.16;

    private const int Blocks = 40;

    /// <summary>Highlights that hide print have at least this in every channel; paper that is lit well enough has less.</summary>
    private const byte White = 245;

    /// <summary>Where a quarter of the document is brighter, its paper is white itself.</summary>
    private const float BrightPaper = 240;

    /// <summary>The least brightness of what lies beside a highlight.</summary>
    private const float FadedLight = 205;

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

    /// <summary>
    /// Blocks that are blown out in all channels, where brightness fades around them: a white field of the document ends at once. On a bright scan, whose
    /// paper is white itself, nothing can be told.
    /// </summary>
    private static CaptureRemark? Glare(RectifiedDocument document)
    {
        var image = document.Image;
        var (columns, rows) = (Blocks, Math.Max(1, Blocks * image.Height / image.Width));
        var (blown, light) = (new bool[columns * rows], new float[columns * rows]);
        for (var block = 0; block < blown.Length; block++)
        {
            var (x, y) = (block % columns * image.Width / columns, block / columns * image.Height / rows);
            (blown[block], light[block]) = Look(image, x, y, image.Width / columns, image.Height / rows);
        }

        var ordered = (float[])light.Clone();
        Array.Sort(ordered);
        var share = blown.Count(isBlown => isBlown) / (double)blown.Length;
        if (share < MostGlare || ordered[ordered.Length * 3 / 4] > BrightPaper || !Fades(blown, light, columns))
        {
            return null;
        }

        var places = Enumerable.Range(0, blown.Length).Where(block => blown[block]).ToArray();
        var (left, right) = (places.Min(block => block % columns), places.Max(block => block % columns));
        var (top, bottom) = (places[0] / columns, places[^1] / columns);
        var (width, height) = (image.Width / (float)columns, image.Height / (float)rows);
        return new CaptureRemark(CaptureFault.Glare, share, document.ToPicture(
            new Box(left * width, top * height, (right - left + 1) * width, (bottom - top + 1) * height)));
    }

    /// <summary>Whether most of the blocks beside blown ones are bright too.</summary>
    private static bool Fades(bool[] blown, float[] light, int columns)
    {
        var (bright, all) = (0, 0);
        for (var block = 0; block < blown.Length; block++)
        {
            var column = block % columns;
            var isBeside = !blown[block]
                && ((column > 0 && blown[block - 1]) || (column + 1 < columns && blown[block + 1])
                    || (block >= columns && blown[block - columns]) || (block + columns < blown.Length && blown[block + columns]));
            all += isBeside ? 1 : 0;
            bright += isBeside && light[block] >= FadedLight ? 1 : 0;
        }

        return bright >= all * 0.6;
    }

    /// <summary>Whether nearly all of a block is white, and the mean of its darkest channel.</summary>
    private static (bool IsBlown, float Light) Look(Image image, int x, int y, int width, int height)
    {
        var (white, sum) = (0, 0);
        for (var row = y; row < y + height; row++)
        {
            var pixels = image.Row(row).Slice(x * 3, width * 3);
            for (var i = 0; i < pixels.Length; i += 3)
            {
                var darkest = Math.Min(pixels[i], Math.Min(pixels[i + 1], pixels[i + 2]));
                white += darkest >= White ? 1 : 0;
                sum += darkest;
            }
        }

        var count = Math.Max(1, width * height);
        return (white >= count * 0.9, sum / (float)count);
    }
}
