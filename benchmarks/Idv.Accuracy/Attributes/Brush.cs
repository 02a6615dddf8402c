using System.Numerics;
using Idv.Imaging;

namespace Idv.Accuracy.Attributes;

/// <summary>Paints shapes onto a BGR picture with soft edges.</summary>
/// <param name="image">The picture.</param>
internal sealed class Brush(Image image)
{
    private const int Samples = 3;

    /// <summary>Paints where <paramref name="covers"/> says so, within a rectangle.</summary>
    /// <param name="low">The rectangle's upper left corner.</param>
    /// <param name="high">Its lower right corner.</param>
    /// <param name="covers">Whether a point belongs to the shape.</param>
    /// <param name="colour">Blue, green and red, 0 to 255, at a point.</param>
    /// <param name="opacity">0 to 1.</param>
    public void Paint(Vector2 low, Vector2 high, Func<Vector2, bool> covers, Func<Vector2, Vector3> colour, float opacity)
    {
        var (left, top) = (Math.Max(0, (int)low.X - 1), Math.Max(0, (int)low.Y - 1));
        var (right, bottom) = (Math.Min(image.Width - 1, (int)high.X + 2), Math.Min(image.Height - 1, (int)high.Y + 2));
        for (var y = top; y <= bottom; y++)
        {
            var row = image.Row(y);
            for (var x = left; x <= right; x++)
            {
                var inside = 0;
                for (var i = 0; i < Samples * Samples; i++)
                {
                    var offset = new Vector2((i % Samples) - 1, (i / Samples) - 1) / Samples;
                    inside += covers(new Vector2(x, y) + offset) ? 1 : 0;
                }

                if (inside > 0)
                {
                    Blend(row.Slice(3 * x, 3), colour(new Vector2(x, y)), opacity * inside / (Samples * Samples));
                }
            }
        }
    }

    /// <summary>Paints a polygon.</summary>
    public void Polygon(IReadOnlyList<Vector2> corners, Func<Vector2, Vector3> colour, float opacity)
    {
        var (low, high) = (corners.Aggregate(Vector2.Min), corners.Aggregate(Vector2.Max));
        Paint(low, high, point => Contains(corners, point), colour, opacity);
    }

    /// <summary>Paints a straight stroke.</summary>
    public void Stroke(Vector2 from, Vector2 to, float thickness, Vector3 colour, float opacity)
    {
        var margin = new Vector2(thickness);
        var along = to - from;
        Paint(
            Vector2.Min(from, to) - margin,
            Vector2.Max(from, to) + margin,
            point =>
            {
                var share = Math.Clamp(Vector2.Dot(point - from, along) / Math.Max(along.LengthSquared(), 1e-6f), 0, 1);
                return Vector2.Distance(point, from + (share * along)) <= thickness / 2;
            },
            _ => colour,
            opacity);
    }

    private static bool Contains(IReadOnlyList<Vector2> corners, Vector2 point)
    {
        // A ray to the right crosses the outline an odd number of times from inside.
        var inside = false;
        for (int i = 0, j = corners.Count - 1; i < corners.Count; j = i++)
        {
            var (a, b) = (corners[i], corners[j]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static void Blend(Span<byte> pixel, Vector3 colour, float opacity)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            pixel[channel] = (byte)Math.Clamp(pixel[channel] + ((colour[channel] - pixel[channel]) * opacity), 0, 255);
        }
    }
}
