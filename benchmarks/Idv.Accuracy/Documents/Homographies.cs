using System.Numerics;
using Idv.Imaging;

namespace Idv.Accuracy.Documents;

/// <summary>Projective maps between a quad and a rectangle.</summary>
internal static class Homographies
{
    /// <summary>The map that takes a quad's corners to those of a rectangle at the origin.</summary>
    public static Func<Vector2, Vector2> Between(Quad quad, Vector2 size)
    {
        var (from, to) = (new[] { quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft }, new[] { Vector2.Zero, new(size.X, 0), size, new(0, size.Y) });
        var rows = new double[8, 9];
        for (var i = 0; i < 4; i++)
        {
            double[] first = [from[i].X, from[i].Y, 1, 0, 0, 0, -from[i].X * to[i].X, -from[i].Y * to[i].X, to[i].X];
            double[] second = [0, 0, 0, from[i].X, from[i].Y, 1, -from[i].X * to[i].Y, -from[i].Y * to[i].Y, to[i].Y];
            for (var column = 0; column < 9; column++)
            {
                (rows[2 * i, column], rows[(2 * i) + 1, column]) = (first[column], second[column]);
            }
        }

        var h = Solve(rows);
        return point =>
        {
            var weight = (h[6] * point.X) + (h[7] * point.Y) + 1;
            return new Vector2((float)(((h[0] * point.X) + (h[1] * point.Y) + h[2]) / weight), (float)(((h[3] * point.X) + (h[4] * point.Y) + h[5]) / weight));
        };
    }

    /// <summary>Gauss's elimination with the greatest pivot.</summary>
    private static double[] Solve(double[,] rows)
    {
        for (var pivot = 0; pivot < 8; pivot++)
        {
            var best = Enumerable.Range(pivot, 8 - pivot).MaxBy(row => Math.Abs(rows[row, pivot]));
            for (var column = 0; column < 9; column++)
            {
                (rows[pivot, column], rows[best, column]) = (rows[best, column], rows[pivot, column]);
            }

            for (var row = 0; row < 8; row++)
            {
                var factor = row == pivot ? 0 : rows[row, pivot] / rows[pivot, pivot];
                for (var column = pivot; column < 9; column++)
                {
                    rows[row, column] -= factor * rows[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, 8).Select(row => rows[row, 8] / rows[row, row])];
    }
}
