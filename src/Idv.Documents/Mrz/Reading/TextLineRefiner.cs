using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Follows the ink along a line that was roughly found: corrects its place and angle, measures how it bends, and takes its height from
/// the pitch of its characters, which is more even than the height of a blob.
/// </summary>
internal static class TextLineRefiner
{
    private const int Columns = 320;
    private const int Rows = 40;
    private const int Windows = 20;
    private const int Rounds = 3;

    /// <summary>The height that other parts expect of a found line, in pitches.</summary>
    public const float HeightInPitches = 1.4f;

    /// <summary>Below this evenness the pitch means nothing.</summary>
    private const float LeastEvenness = 0.1f;

    /// <summary>Refines the lines of a zone in the coordinates of <paramref name="grey"/>. Their characters have one pitch.</summary>
    public static TextLine[] Refine(Image grey, TextLine[] lines)
    {
        var refined = new TextLine[lines.Length];
        var (evenness, pitch) = (0f, 0f);
        for (var i = 0; i < lines.Length; i++)
        {
            refined[i] = Follow(grey, lines[i]);
            var even = PitchMeter.Measure(grey, refined[i], out var found);
            if (even > evenness)
            {
                (evenness, pitch) = (even, found);
            }
        }

        return evenness < LeastEvenness
            ? refined
            : Array.ConvertAll(refined, line => Complete(line with { Height = Math.Clamp(pitch * HeightInPitches, line.Height * 0.7f, line.Height * 1.4f) }, lines.Length));
    }

    /// <summary>
    /// Makes a line long enough for the characters that its format must have, at both ends, since it is unknown at which it was cut: fillers
    /// are faint, and patterns hide them.
    /// </summary>
    private static TextLine Complete(TextLine line, int count)
    {
        var characters = line.Length * HeightInPitches / line.Height;
        var isComplete = count == 2 && characters is > 34.2f and < 37.5f;
        return isComplete ? line : Complete(line, characters, count == 3 ? 30 : 44);
    }

    private static TextLine Complete(TextLine line, float characters, int expected)
    {
        var missing = expected - characters;
        return missing < 2 || missing > expected / 2
            ? line
            : line with { Length = line.Length * (characters + (2 * missing)) / characters, Bend = 0 };
    }

    private static TextLine Follow(Image grey, TextLine line)
    {
        Span<float> ink = stackalloc float[Columns * Rows];
        for (var round = 0; round < Rounds; round++)
        {
            Sample(grey, line, ink);
            if (!TryFit(ink, line.Height * 2 / Rows, out var shift, out var tilt, out var bend))
            {
                break;
            }

            // Measured from the line as it is: a shift, a rise from start to end and a bend, all across.
            line = line with
            {
                Centre = line.Centre + (line.Across * shift),
                Angle = line.Angle + MathF.Atan2(2 * tilt, line.Length),
                Bend = line.Bend + bend,
            };
        }

        return line;
    }

    /// <summary>Relative darkness on a grid along the line that is twice as tall as the line.</summary>
    private static void Sample(Image grey, TextLine line, Span<float> ink)
    {
        var pixels = grey.Pixels;
        for (var column = 0; column < Columns; column++)
        {
            var on = line.At((2 * (column + 0.5f) / Columns) - 1);
            var brightest = 0;
            for (var row = 0; row < Rows; row++)
            {
                var point = on + (line.Across * (line.Height * 2 * (((row + 0.5f) / Rows) - 0.5f)));
                var x = Math.Clamp((int)point.X, 0, grey.Width - 1);
                var y = Math.Clamp((int)point.Y, 0, grey.Height - 1);
                var value = pixels[(y * grey.Stride) + x];
                brightest = Math.Max(brightest, value);
                ink[(column * Rows) + row] = value;
            }

            for (var row = 0; row < Rows; row++)
            {
                ref var value = ref ink[(column * Rows) + row];
                value = (brightest - value) / (brightest + 24);
            }
        }
    }

    /// <summary>
    /// Fits offset(u) = shift + tilt·u + bend·u² for u from −1 to 1 to the centres of ink in windows along the line, without those that
    /// lie far off.
    /// </summary>
    private static bool TryFit(ReadOnlySpan<float> ink, float pixelsPerRow, out float shift, out float tilt, out float bend)
    {
        Span<float> places = stackalloc float[Windows];
        Span<float> offsets = stackalloc float[Windows];
        var count = 0;
        for (var window = 0; window < Windows; window++)
        {
            if (TryCentre(ink.Slice(window * (Columns / Windows) * Rows, Columns / Windows * Rows), out var centre))
            {
                places[count] = (2 * (window + 0.5f) / Windows) - 1;
                offsets[count++] = centre * pixelsPerRow;
            }
        }

        (shift, tilt, bend) = (0, 0, 0);
        var tolerance = float.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            if (!TryLeastSquares(places[..count], offsets[..count], tolerance, ref shift, ref tilt, ref bend))
            {
                return false;
            }

            tolerance = pixelsPerRow * Rows * (round == 0 ? 0.12f : 0.06f);
        }

        return true;
    }

    /// <summary>The centre of the ink in rows from the middle, looked for where a line's own ink is rather than its neighbours'.</summary>
    private static bool TryCentre(ReadOnlySpan<float> ink, out float centre)
    {
        Span<float> rows = stackalloc float[Rows];
        rows.Clear();
        for (var i = 0; i < ink.Length; i++)
        {
            rows[i % Rows] += ink[i];
        }

        var floor = System.Numerics.Tensors.TensorPrimitives.Min<float>(rows);
        centre = Rows / 2f;
        var mass = 0f;
        for (var round = 0; round < 4; round++)
        {
            var (weighted, reach) = (0f, Rows * 0.2f);
            mass = 0;
            for (var row = 0; row < Rows; row++)
            {
                if (MathF.Abs(row + 0.5f - centre) <= reach)
                {
                    mass += rows[row] - floor;
                    weighted += (rows[row] - floor) * (row + 0.5f);
                }
            }

            if (mass <= 0)
            {
                return false;
            }

            centre = weighted / mass;
        }

        centre -= Rows / 2f;
        return mass / (Columns / Windows) > 0.35f && MathF.Abs(centre) < Rows * 0.3f;
    }

    private static bool TryLeastSquares(
        ReadOnlySpan<float> places, ReadOnlySpan<float> offsets, float tolerance, ref float shift, ref float tilt, ref float bend)
    {
        Span<double> m = stackalloc double[5];
        Span<double> v = stackalloc double[3];
        m.Clear();
        v.Clear();
        var used = 0;
        for (var i = 0; i < places.Length; i++)
        {
            double u = places[i];
            double o = offsets[i];
            if (Math.Abs(o - (shift + (tilt * u) + (bend * u * u))) > tolerance)
            {
                continue;
            }

            used++;
            m[0] += 1;
            m[1] += u;
            m[2] += u * u;
            m[3] += u * u * u;
            m[4] += u * u * u * u;
            v[0] += o;
            v[1] += o * u;
            v[2] += o * u * u;
        }

        if (used < 6)
        {
            return false;
        }

        // Cramer's rule on the normal equations, which are well conditioned for u in [−1, 1].
        var determinant = Determinant(m[0], m[1], m[2], m[1], m[2], m[3], m[2], m[3], m[4]);
        if (Math.Abs(determinant) < 1e-6)
        {
            return false;
        }

        shift = (float)(Determinant(v[0], m[1], m[2], v[1], m[2], m[3], v[2], m[3], m[4]) / determinant);
        tilt = (float)(Determinant(m[0], v[0], m[2], m[1], v[1], m[3], m[2], v[2], m[4]) / determinant);
        bend = (float)(Determinant(m[0], m[1], v[0], m[1], m[2], v[1], m[2], m[3], v[2]) / determinant);
        return true;
    }

    private static double Determinant(double a, double b, double c, double d, double e, double f, double g, double h, double i) =>
        (a * ((e * i) - (f * h))) - (b * ((d * i) - (f * g))) + (c * ((d * h) - (e * g)));
}
