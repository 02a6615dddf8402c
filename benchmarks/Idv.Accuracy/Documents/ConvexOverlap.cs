using System.Numerics;

namespace Idv.Accuracy.Documents;

/// <summary>Areas of convex polygons.</summary>
internal static class ConvexOverlap
{
    /// <summary>The share of the union that both polygons cover.</summary>
    public static double IntersectionOverUnion(Vector2[] a, Vector2[] b)
    {
        var (first, second) = (Clockwise(a), Clockwise(b));
        var common = first;
        for (var i = 0; i < second.Length && common.Length > 0; i++)
        {
            common = Clip(common, second[i], second[(i + 1) % second.Length]);
        }

        var intersection = Math.Abs(Area(common));
        return intersection / (Math.Abs(Area(first)) + Math.Abs(Area(second)) - intersection);
    }

    private static Vector2[] Clockwise(Vector2[] polygon) => Area(polygon) >= 0 ? polygon : [.. polygon.Reverse()];

    private static double Area(Vector2[] polygon)
    {
        double sum = 0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            sum += ((double)a.X * b.Y) - ((double)b.X * a.Y);
        }

        return sum / 2;
    }

    private static float Side(Vector2 from, Vector2 to, Vector2 point) =>
        ((to.X - from.X) * (point.Y - from.Y)) - ((to.Y - from.Y) * (point.X - from.X));

    private static Vector2[] Clip(Vector2[] polygon, Vector2 from, Vector2 to)
    {
        var kept = new List<Vector2>();
        for (var i = 0; i < polygon.Length; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            var (sideA, sideB) = (Side(from, to, a), Side(from, to, b));
            if (sideA >= 0)
            {
                kept.Add(a);
            }

            if ((sideA < 0) != (sideB < 0))
            {
                kept.Add(Vector2.Lerp(a, b, sideA / (sideA - sideB)));
            }
        }

        return [.. kept];
    }
}
