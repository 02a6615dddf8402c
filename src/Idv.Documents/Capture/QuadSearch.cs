using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>Looks through every four lines that could be a document's sides.</summary>
internal sealed class QuadSearch(EdgeMap edges, AnchorView anchors)
{
    /// <summary>Width over height of ID-1 (85.6 × 54 mm), ID-2 (105 × 74 mm) and ID-3 (125 × 88 mm), ISO/IEC 7810.</summary>
    private static readonly float[] Shapes = [1.585f, 1.42f];

    /// <summary>How far, in natural logarithms, perspective may change the ratio of the sides without a price, and at all.</summary>
    private const float FreeDistortion = 0.07f, MostDistortion = 0.3f;

    private const int Samples = 48;

    /// <summary>Directions of opposite sides differ by at most this (the product of their normals).</summary>
    private const float Parallel = 0.94f;

    /// <summary>What a side loses that runs on beyond its corners: a card's edge ends there, that of the paper or table beneath does not.</summary>
    private const float ExtensionPrice = 0.5f;

    /// <summary>Where a side is looked for beyond its corners, as shares of its length.</summary>
    private const float ExtensionStart = 0.03f, ExtensionEnd = 0.12f;

    /// <summary>What a faint edge counts: a copy's edge on paper is faint, that of the paper on a table is not.</summary>
    private const float FaintWorth = 0.9f;

    /// <summary>The share of the score that the side with least edge decides.</summary>
    private const float WorstShare = 0.25f;

    /// <summary>The best outline, or null.</summary>
    public (Quad Quad, double Score)? Best(List<StraightLine> lines)
    {
        var up = anchors.KnowsUp ? anchors.Up : new Vector2(0, -1);
        Vector2[] points = [.. anchors.Points()];
        var least = anchors.LeastSide(edges);
        var level = Pairs(lines, up, points, least);
        var upright = Pairs(lines, new Vector2(up.Y, -up.X), points, least);
        (Quad Quad, float Score)? best = null;
        foreach (var (top, bottom) in level)
        {
            foreach (var (left, right) in upright)
            {
                if (Corners(top, bottom, left, right) is not { } quad || Prior(quad, points) is not (> 0 and var prior) || (best is { } known && prior <= known.Score))
                {
                    continue;
                }

                var score = prior * Support(quad, top, bottom, left, right, best is { } now ? now.Score / prior : 0);
                if (best is not { } leader || score > leader.Score)
                {
                    best = (quad, score);
                }
            }
        }

        return best is { } winner ? (winner.Quad, winner.Score) : null;
    }

    /// <summary>Pairs of nearly parallel lines across a direction with every known point between them; the one further along the direction first.</summary>
    private static List<(StraightLine First, StraightLine Second)> Pairs(List<StraightLine> lines, Vector2 direction, Vector2[] points, float least)
    {
        var across = lines.Where(line => MathF.Abs(Vector2.Dot(line.Normal, direction)) > 0.76f)
            .Select(line => Vector2.Dot(line.Normal, direction) < 0 ? line : line with { Normal = -line.Normal, Distance = -line.Distance }).ToArray();

        // Normals now point against the direction: the first of a pair has the lesser distance.
        var pairs = new List<(StraightLine, StraightLine)>();
        foreach (var first in across)
        {
            foreach (var second in across)
            {
                if (second.Distance - first.Distance < least || Vector2.Dot(first.Normal, second.Normal) < Parallel)
                {
                    continue;
                }

                if (Array.TrueForAll(points, point => Vector2.Dot(point, first.Normal) > first.Distance && Vector2.Dot(point, second.Normal) < second.Distance))
                {
                    pairs.Add((first, second));
                }
            }
        }

        return pairs;
    }

    private static Quad? Corners(StraightLine top, StraightLine bottom, StraightLine left, StraightLine right) =>
        top.Meet(left) is { } topLeft && top.Meet(right) is { } topRight && bottom.Meet(right) is { } bottomRight && bottom.Meet(left) is { } bottomLeft
            ? new Quad(topLeft, topRight, bottomRight, bottomLeft)
            : null;

    /// <summary>How believable size and shape are, before looking at the edges; 0 rules the outline out.</summary>
    private float Prior(Quad quad, Vector2[] points)
    {
        var tolerance = 0.02f * Math.Max(edges.Width, edges.Height);
        var bounds = quad.Bounds;
        if (bounds.X < -tolerance || bounds.Y < -tolerance || bounds.Right > edges.Width + tolerance || bounds.Bottom > edges.Height + tolerance)
        {
            return 0;
        }

        var (top, bottom) = (Vector2.Distance(quad.TopLeft, quad.TopRight), Vector2.Distance(quad.BottomLeft, quad.BottomRight));
        var (left, right) = (Vector2.Distance(quad.TopLeft, quad.BottomLeft), Vector2.Distance(quad.TopRight, quad.BottomRight));
        if (MathF.Min(top, bottom) < 0.7f * MathF.Max(top, bottom) || MathF.Min(left, right) < 0.7f * MathF.Max(left, right) || MathF.Min(left, right) < 8)
        {
            return 0;
        }

        var (width, height) = ((top + bottom) / 2, (left + right) / 2);
        var distortion = float.MaxValue;
        foreach (var shape in Shapes)
        {
            distortion = MathF.Min(distortion, MathF.Abs(MathF.Log(width / height / shape)));
            if (!anchors.KnowsUp)
            {
                distortion = MathF.Min(distortion, MathF.Abs(MathF.Log(height / width / shape)));
            }
        }

        if (distortion > MostDistortion)
        {
            return 0;
        }

        var prior = 1 - (MathF.Max(0, distortion - FreeDistortion) * 1.2f);
        return points.Length > 0 ? prior * anchors.Plausibility(quad, width, height) : prior;
    }

    /// <summary>The share of the sides that lies on edges of their direction, less what continues beyond the corners.</summary>
    private float Support(Quad quad, StraightLine top, StraightLine bottom, StraightLine left, StraightLine right, float needed)
    {
        Span<(Vector2 From, Vector2 To, int Direction)> sides =
        [
            (quad.TopLeft, quad.TopRight, top.Direction),
            (quad.BottomLeft, quad.BottomRight, bottom.Direction),
            (quad.TopLeft, quad.BottomLeft, left.Direction),
            (quad.TopRight, quad.BottomRight, right.Direction),
        ];
        var (sum, worst, beyond) = (0f, 1f, 0f);
        for (var i = 0; i < sides.Length; i++)
        {
            var (from, to, direction) = sides[i];
            var support = Along(from, to, direction, 0.02f, 0.98f, Samples);
            beyond += (Along(from, to, direction, -ExtensionEnd, -ExtensionStart, 8) + Along(from, to, direction, 1 + ExtensionStart, 1 + ExtensionEnd, 8)) / 2;
            sum += support;
            worst = MathF.Min(worst, support);
            if (((1 - WorstShare) * (sum + sides.Length - 1 - i) / sides.Length) + (WorstShare * worst) <= needed)
            {
                return 0;
            }
        }

        return ((1 - WorstShare) * sum / sides.Length) + (WorstShare * worst) - (ExtensionPrice * beyond / sides.Length);
    }

    private float Along(Vector2 from, Vector2 to, int direction, float start, float end, int samples)
    {
        var sum = 0f;
        var step = (to - from) * ((end - start) / samples);
        var point = Vector2.Lerp(from, to, start) + (step / 2);
        for (var i = 0; i < samples; i++, point += step)
        {
            var strength = edges.At(point.X, point.Y, direction);
            sum += strength == 0 ? 0 : FaintWorth + ((1 - FaintWorth) * MathF.Min(1, strength / 60f));
        }

        return sum / samples;
    }
}
