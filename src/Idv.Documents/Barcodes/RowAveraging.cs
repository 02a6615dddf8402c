using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Barcodes;

/// <summary>
/// Makes the rows of a stacked symbol legible: rectified and enlarged, averaged along the bars, which takes noise away without blurring them, then
/// sharpened, which noise would have forbidden.
/// </summary>
internal static class RowAveraging
{
    /// <summary>What surrounds the symbol, as a share of its height: its quiet zone, and the error of its corners.</summary>
    private const float Margin = 0.08f;

    /// <summary>Enough for four pixels to the module of the widest licences; more is time spent on what is no symbol.</summary>
    private const int MostWidth = 2400;

    /// <summary>The most pixels of the result: symbols are much wider than high, what is taken for one need not be.</summary>
    private const float MostPixels = 2_000_000;

    /// <summary>The symbol, seen straight and enlarged.</summary>
    /// <param name="grey">The picture.</param>
    /// <param name="symbol">Its corners.</param>
    /// <param name="enlargement">Pixels of the result for one of the picture.</param>
    public static Image Rectify(Image grey, Quad symbol, float enlargement)
    {
        var quad = Widen(symbol);
        var width = (Vector2.Distance(quad.TopLeft, quad.TopRight) + Vector2.Distance(quad.BottomLeft, quad.BottomRight)) / 2;
        var height = (Vector2.Distance(quad.TopLeft, quad.BottomLeft) + Vector2.Distance(quad.TopRight, quad.BottomRight)) / 2;
        var scale = MathF.Min(enlargement, MathF.Min(MostWidth / width, MathF.Sqrt(MostPixels / (width * height))));
        return ImageTransform.WarpPerspective(grey, quad, Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)), Interpolation.Cubic, padding: 255);
    }

    /// <summary>The corners with the margin.</summary>
    private static Quad Widen(Quad symbol)
    {
        var margin = Margin * (Vector2.Distance(symbol.TopLeft, symbol.BottomLeft) + Vector2.Distance(symbol.TopRight, symbol.BottomRight)) / 2;
        var across = Vector2.Normalize((symbol.TopRight - symbol.TopLeft) + (symbol.BottomRight - symbol.BottomLeft)) * margin;
        var down = Vector2.Normalize((symbol.BottomLeft - symbol.TopLeft) + (symbol.BottomRight - symbol.TopRight)) * margin;
        return new Quad(symbol.TopLeft - across - down, symbol.TopRight + across - down, symbol.BottomRight + across + down, symbol.BottomLeft - across + down);
    }

    /// <summary>Means of so many pixels, one above the other.</summary>
    public static Image Average(Image upright, int pixels)
    {
        var result = Image.Rent(upright.Width, upright.Height, PixelFormat.Grey8);
        var sums = new int[upright.Width];
        var (before, after) = (pixels / 2, (pixels - 1) / 2);
        for (var y = -after; y < upright.Height; y++)
        {
            Add(upright, y + after, sums, 1);
            if (y < 0)
            {
                continue;
            }

            Add(upright, y - before - 1, sums, -1);
            var rows = Math.Min(upright.Height - 1, y + after) - Math.Max(0, y - before) + 1;
            var row = result.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (byte)((sums[x] + (rows / 2)) / rows);
            }
        }

        return result;
    }

    /// <summary>How much more brightness changes along the rows than across them: far more in bars that were averaged, little more in print and noise.</summary>
    public static float Directedness(Image averaged)
    {
        var (along, across) = (0L, 1L);
        for (var y = 1; y < averaged.Height; y++)
        {
            var row = averaged.Row(y);
            var above = averaged.Row(y - 1);
            for (var x = 1; x < row.Length; x++)
            {
                along += Math.Abs(row[x] - row[x - 1]);
                across += Math.Abs(row[x] - above[x]);
            }
        }

        return along / (float)across;
    }

    private static void Add(Image image, int y, int[] sums, int sign)
    {
        if ((uint)y >= (uint)image.Height)
        {
            return;
        }

        var row = image.Row(y);
        for (var x = 0; x < sums.Length; x++)
        {
            sums[x] += sign * row[x];
        }
    }
}
