using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Barcodes;

/// <summary>
/// Finds where a stacked symbol (PDF417) is by its bars alone, without reading anything: a region dense with edges of one direction, whose four sides are
/// fitted as straight lines, so that a symbol seen in perspective can be rectified.
/// </summary>
internal static class StackedSymbol
{
    /// <summary>Longest side at which symbols are looked for.</summary>
    private const int SearchSide = 1400;

    /// <summary>The window in which edges are counted, along and across the rows.</summary>
    private const int WindowWidth = 17, WindowHeight = 9;

    /// <summary>The share of the densest windows' edges that belongs to a symbol.</summary>
    private const float RegionShare = 0.35f;

    /// <summary>The least width and height of a symbol in pixels of the search.</summary>
    private const int LeastWidth = 60, LeastHeight = 16;

    /// <summary>Places at which each side is looked for.</summary>
    private const int Strips = 24;

    /// <summary>The corners of the symbols, the largest first: the first corner is one where reading can begin.</summary>
    /// <param name="grey">The picture.</param>
    /// <param name="angle">How far its edges are turned (<see cref="EdgeOrientation"/>), in radians.</param>
    /// <param name="limit">At most how many.</param>
    public static List<Quad> Find(Image grey, float angle, int limit)
    {
        var scale = MathF.Min(1, SearchSide / (float)Math.Max(grey.Width, grey.Height));
        var map = Upright(grey, scale, angle, out var side);
        using var upright = ImageTransform.WarpAffine(grey, map, side, side, Interpolation.Linear, padding: 255);
        var (energy, isTurned) = Energy(upright);
        if (isTurned)
        {
            // The bars lie level: the rows run upright.
            map *= Matrix3x2.CreateRotation(MathF.PI / 2, new Vector2(side / 2f));
            using var turned = ImageTransform.WarpAffine(grey, map, side, side, Interpolation.Linear, padding: 255);
            (energy, _) = Energy(turned);
        }

        return Matrix3x2.Invert(map, out var back) ? [.. Regions(energy, side, limit).Select(quad => Map(quad, back))] : [];
    }

    private static Matrix3x2 Upright(Image grey, float scale, float angle, out int side)
    {
        var (width, height) = (grey.Width * scale, grey.Height * scale);
        side = (int)MathF.Ceiling(MathF.Sqrt((width * width) + (height * height)));
        return Matrix3x2.CreateTranslation(-grey.Width / 2f, -grey.Height / 2f)
            * Matrix3x2.CreateScale(scale)
            * Matrix3x2.CreateRotation(-angle)
            * Matrix3x2.CreateTranslation(side / 2f, side / 2f);
    }

    /// <summary>At each pixel how much more brightness changes along the row than across, averaged over a window; and whether the other direction has more.</summary>
    private static (float[] Energy, bool IsTurned) Energy(Image image)
    {
        var (width, height) = (image.Width, image.Height);
        var sums = new double[(width + 1) * (height + 1)];
        var (along, across) = (0L, 0L);
        var pixels = image.Pixels;
        for (var y = 1; y < height - 1; y++)
        {
            var row = pixels.Slice(y * image.Stride, width);
            var above = pixels.Slice((y - 1) * image.Stride, width);
            var below = pixels.Slice((y + 1) * image.Stride, width);
            var line = 0d;
            for (var x = 1; x < width - 1; x++)
            {
                var dx = Math.Abs(row[x + 1] - row[x - 1]);
                var dy = Math.Abs(below[x] - above[x]);
                along += dx * dx;
                across += dy * dy;
                line += Math.Max(0, dx - (dy / 2));
                sums[((y + 1) * (width + 1)) + x + 1] = sums[(y * (width + 1)) + x + 1] + line;
            }

            sums[((y + 1) * (width + 1)) + width] = sums[(y * (width + 1)) + width] + line;
        }

        var energy = new float[width * height];
        var (halfWidth, halfHeight) = (WindowWidth / 2, WindowHeight / 2);
        for (var y = halfHeight + 1; y < height - halfHeight - 1; y++)
        {
            var (top, bottom) = ((y - halfHeight) * (width + 1), (y + halfHeight + 1) * (width + 1));
            for (var x = halfWidth + 1; x < width - halfWidth - 1; x++)
            {
                var (left, right) = (x - halfWidth, x + halfWidth + 1);
                energy[(y * width) + x] = (float)(sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]) / (WindowWidth * WindowHeight);
            }
        }

        return (energy, across > along);
    }

    private static List<Quad> Regions(float[] energy, int side, int limit)
    {
        var dense = Percentile(energy, 0.98f);
        if (dense < 4)
        {
            return [];
        }

        using var mask = Image.Rent(side, side, PixelFormat.Grey8);
        for (var y = 0; y < side; y++)
        {
            var row = mask.Row(y);
            for (var x = 0; x < side; x++)
            {
                row[x] = energy[(y * side) + x] > dense * RegionShare ? (byte)255 : (byte)0;
            }
        }

        using var closed = ImageFilter.Morphology(mask, MorphologyOperation.Close, 15, 9);
        using var open = ImageFilter.Morphology(closed, MorphologyOperation.Open, 21, 11);
        var quads = new List<Quad>();
        foreach (var rectangle in ImageFilter.FindRotatedRectangles(open, limit))
        {
            if (rectangle.Width >= LeastWidth && rectangle.Height >= LeastHeight)
            {
                quads.Add(Sides(open, rectangle));
            }
        }

        return quads;
    }

    /// <summary>The sides as lines through the region's ends at many places along each.</summary>
    private static Quad Sides(Image region, RotatedRectangle rectangle)
    {
        var radians = rectangle.AngleDegrees * MathF.PI / 180;
        var (right, down) = (new Vector2(MathF.Cos(radians), MathF.Sin(radians)), new Vector2(-MathF.Sin(radians), MathF.Cos(radians)));
        var (halfWidth, halfHeight) = (rectangle.Width / 2, rectangle.Height / 2);
        if (MathF.Abs(right.Y) > MathF.Abs(right.X))
        {
            (right, down) = (down, right);
            (halfWidth, halfHeight) = (halfHeight, halfWidth);
        }

        right = right.X < 0 ? -right : right;
        down = down.Y < 0 ? -down : down;
        var top = Side(region, rectangle.Centre, right * halfWidth, -down * halfHeight);
        var bottom = Side(region, rectangle.Centre, right * halfWidth, down * halfHeight);
        var left = Side(region, rectangle.Centre, down * halfHeight, -right * halfWidth);
        var end = Side(region, rectangle.Centre, down * halfHeight, right * halfWidth);
        return new Quad(Meet(top, left), Meet(top, end), Meet(bottom, end), Meet(bottom, left));
    }

    /// <summary>A side's line: the median of what many places along it say of its distance and its slope.</summary>
    /// <param name="region">White where the symbol is.</param>
    /// <param name="centre">The middle of the region.</param>
    /// <param name="along">Half of the region, along the side.</param>
    /// <param name="outward">From the middle to the side.</param>
    private static (Vector2 From, Vector2 To) Side(Image region, Vector2 centre, Vector2 along, Vector2 outward)
    {
        Span<float> reach = stackalloc float[Strips];
        var steps = (int)(outward.Length() * 2.4f);
        for (var i = 0; i < Strips; i++)
        {
            var start = centre + (along * Place(i));
            var last = 0f;
            for (var step = 0; step <= steps; step++)
            {
                var share = step * 1.2f / steps;
                var point = start + (outward * share);
                var (x, y) = ((int)point.X, (int)point.Y);
                if ((uint)x < (uint)region.Width && (uint)y < (uint)region.Height && region.Row(y)[x] > 0)
                {
                    last = share;
                }
            }

            reach[i] = last;
        }

        var slopes = new List<float>();
        for (var i = 0; i < Strips; i++)
        {
            for (var j = i + (Strips / 3); j < Strips; j++)
            {
                slopes.Add((reach[j] - reach[i]) / (Place(j) - Place(i)));
            }
        }

        slopes.Sort();
        var slope = slopes[slopes.Count / 2];
        var levels = new float[Strips];
        for (var i = 0; i < Strips; i++)
        {
            levels[i] = reach[i] - (slope * Place(i));
        }

        Array.Sort(levels);
        var level = levels[Strips / 2];
        return (centre - along + (outward * (level - slope)), centre + along + (outward * (level + slope)));

        static float Place(int strip) => 0.92f * (((2f * strip) / (Strips - 1)) - 1);
    }

    private static Vector2 Meet((Vector2 From, Vector2 To) first, (Vector2 From, Vector2 To) second)
    {
        var (a, b) = (first.To - first.From, second.To - second.From);
        var determinant = (a.X * b.Y) - (a.Y * b.X);
        var offset = second.From - first.From;
        return MathF.Abs(determinant) < 1e-3f ? first.From : first.From + (a * (((offset.X * b.Y) - (offset.Y * b.X)) / determinant));
    }

    private static float Percentile(float[] values, float share)
    {
        var positive = values.Where((value, i) => i % 7 == 0 && value > 0).Order().ToArray();
        return positive.Length == 0 ? 0 : positive[(int)((positive.Length - 1) * share)];
    }

    private static Quad Map(Quad quad, Matrix3x2 map) => new(
        Vector2.Transform(quad.TopLeft, map), Vector2.Transform(quad.TopRight, map), Vector2.Transform(quad.BottomRight, map), Vector2.Transform(quad.BottomLeft, map));
}
