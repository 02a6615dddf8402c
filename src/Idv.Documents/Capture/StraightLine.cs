using System.Numerics;

namespace Idv.Documents.Capture;

/// <summary>A straight line: the points whose product with the normal is the distance.</summary>
/// <param name="Normal">Of length 1, pointing right or, for level lines, down.</param>
/// <param name="Distance">From the origin along the normal.</param>
/// <param name="Votes">How much edge lies on it.</param>
internal readonly record struct StraightLine(Vector2 Normal, float Distance, float Votes)
{
    /// <summary>Where two lines meet; null for (nearly) parallel ones.</summary>
    public Vector2? Meet(StraightLine other)
    {
        var determinant = (Normal.X * other.Normal.Y) - (Normal.Y * other.Normal.X);
        return MathF.Abs(determinant) < 0.05f
            ? null
            : new Vector2(
                ((Distance * other.Normal.Y) - (other.Distance * Normal.Y)) / determinant,
                ((other.Distance * Normal.X) - (Distance * other.Normal.X)) / determinant);
    }

    /// <summary>The direction of the normal in steps of an <see cref="EdgeMap"/>.</summary>
    public int Direction =>
        (int)MathF.Round((MathF.Atan2(Normal.Y, Normal.X) / MathF.PI * EdgeMap.Directions) + EdgeMap.Directions) % EdgeMap.Directions;
}

/// <summary>Finds the straight lines of an edge map by Hough's transform, in which every edge votes for lines of its own direction only.</summary>
internal static class LineFinder
{
    private const int StepsPerHalfTurn = 180;
    private const float RhoStep = 1.5f;

    /// <summary>How far an edge's direction may be off, in steps of the transform.</summary>
    private const int Tolerance = 3;

    /// <summary>Votes of strong edges are capped, so that a faint long edge beats a strong short one.</summary>
    private const float MostWeight = 15;

    /// <summary>Finds lines, those with most votes first.</summary>
    /// <param name="edges">The edges.</param>
    /// <param name="limit">At most how many.</param>
    /// <param name="leastLength">The least length of edge that makes a line, in pixels.</param>
    public static List<StraightLine> Find(EdgeMap edges, int limit, float leastLength)
    {
        var reach = MathF.Sqrt((edges.Width * edges.Width) + (edges.Height * edges.Height));
        var bins = (int)(2 * reach / RhoStep) + 4;
        var votes = new float[StepsPerHalfTurn * bins];
        Vote(edges, votes, bins, reach);
        return Peaks(votes, bins, reach, limit, leastLength);
    }

    private static void Vote(EdgeMap edges, float[] votes, int bins, float reach)
    {
        var cosines = new float[StepsPerHalfTurn];
        var sines = new float[StepsPerHalfTurn];
        for (var i = 0; i < StepsPerHalfTurn; i++)
        {
            (sines[i], cosines[i]) = MathF.SinCos(MathF.PI * i / StepsPerHalfTurn);
        }

        for (var y = 0; y < edges.Height; y++)
        {
            for (var x = 0; x < edges.Width; x++)
            {
                var at = (y * edges.Width) + x;
                if (edges.Magnitude[at] == 0)
                {
                    continue;
                }

                var weight = MathF.Min(edges.Magnitude[at], MostWeight) / MostWeight;
                var centre = edges.Direction[at] * StepsPerHalfTurn / EdgeMap.Directions;
                for (var offset = -Tolerance; offset <= Tolerance; offset++)
                {
                    var step = (centre + offset + StepsPerHalfTurn) % StepsPerHalfTurn;
                    var rho = ((x + 0.5f) * cosines[step]) + ((y + 0.5f) * sines[step]);
                    votes[(step * bins) + (int)((rho + reach) / RhoStep)] += weight;
                }
            }
        }
    }

    private static List<StraightLine> Peaks(float[] votes, int bins, float reach, int limit, float leastLength)
    {
        var found = new List<StraightLine>();
        for (var step = 0; step < StepsPerHalfTurn; step++)
        {
            for (var bin = 2; bin < bins - 2; bin++)
            {
                var score = votes[(step * bins) + bin];
                if (score < leastLength * 0.12f || !IsPeak(votes, bins, step, bin, score))
                {
                    continue;
                }

                var (sine, cosine) = MathF.SinCos(MathF.PI * step / StepsPerHalfTurn);
                found.Add(new StraightLine(new Vector2(cosine, sine), ((bin + 0.5f) * RhoStep) - reach, score));
            }
        }

        found.Sort((a, b) => b.Votes.CompareTo(a.Votes));
        return found.Count > limit ? found[..limit] : found;
    }

    private static bool IsPeak(float[] votes, int bins, int step, int bin, float score)
    {
        for (var turn = -2; turn <= 2; turn++)
        {
            // Past half a turn the normal has turned round, and distances change their sign.
            var wrapped = (step + turn + StepsPerHalfTurn) % StepsPerHalfTurn;
            var flipped = step + turn is < 0 or >= StepsPerHalfTurn;
            for (var shift = -2; shift <= 2; shift++)
            {
                var other = flipped ? bins - 1 - (bin + shift) : bin + shift;
                if ((turn == 0 && shift == 0) || (uint)other >= (uint)bins)
                {
                    continue;
                }

                var value = votes[(wrapped * bins) + other];
                if (value > score || (value == score && (turn < 0 || (turn == 0 && shift < 0))))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
