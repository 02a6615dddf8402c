using System.Numerics;

namespace Idv.Inference.Preprocessing;

/// <summary>
/// Maps points of one picture to another: <c>x' = M11·x + M12·y + M13</c>, <c>y' = M21·x + M22·y + M23</c>.
/// Integer coordinates are the centres of pixels.
/// </summary>
public readonly record struct AffineTransform(float M11, float M12, float M13, float M21, float M22, float M23)
{
    /// <summary>How much larger lengths become, as the square root of the change of area.</summary>
    public float Scale => MathF.Sqrt(MathF.Abs((M11 * M22) - (M12 * M21)));

    /// <summary>
    /// Maps a target of <paramref name="width"/> × <paramref name="height"/> pixels onto a rectangle of the source, edge to edge.
    /// </summary>
    public static AffineTransform FromRectangle(float x, float y, float sourceWidth, float sourceHeight, int width, int height)
    {
        var (scaleX, scaleY) = (sourceWidth / width, sourceHeight / height);
        return new AffineTransform(scaleX, 0, x + (scaleX / 2) - 0.5f, 0, scaleY, y + (scaleY / 2) - 0.5f);
    }

    /// <summary>
    /// Maps a square target onto a square of the source that is first turned clockwise by quarter turns, so that a picture that
    /// lies on its side is sampled upright without being copied.
    /// </summary>
    /// <param name="centre">The square's centre; whole numbers are the edges of pixels.</param>
    /// <param name="sourceSide">The square's side in pixels of the source.</param>
    /// <param name="clockwiseQuarters">The quarter turns, 0 to 3.</param>
    /// <param name="side">The target's side in samples.</param>
    public static AffineTransform FromTurnedSquare(Vector2 centre, float sourceSide, int clockwiseQuarters, int side) =>
        FromTurnedRectangle(centre, sourceSide / side, clockwiseQuarters, side, side);

    /// <summary>As <see cref="FromTurnedSquare"/>, for a target of any shape.</summary>
    /// <param name="centre">The rectangle's centre; whole numbers are the edges of pixels.</param>
    /// <param name="scale">Pixels of the source per sample.</param>
    /// <param name="clockwiseQuarters">The quarter turns, 0 to 3.</param>
    /// <param name="width">The target's width in samples.</param>
    /// <param name="height">The target's height in samples.</param>
    public static AffineTransform FromTurnedRectangle(Vector2 centre, float scale, int clockwiseQuarters, int width, int height)
    {
        // Turning the picture clockwise means walking it counter-clockwise: the target's x axis is (cos, -sin) of the picture.
        var (cosine, sine) = clockwiseQuarters switch { 0 => (1f, 0f), 1 => (0f, 1f), 2 => (-1f, 0f), _ => (0f, -1f) };
        var (m11, m12, m21, m22) = (scale * cosine, scale * sine, -scale * sine, scale * cosine);
        var (x, y) = ((width - 1) / 2f, (height - 1) / 2f);
        return new AffineTransform(
            m11, m12, centre.X - 0.5f - (m11 * x) - (m12 * y),
            m21, m22, centre.Y - 0.5f - (m21 * x) - (m22 * y));
    }

    /// <summary>
    /// The similarity (rotation, uniform scale, shift; no mirroring) that brings <paramref name="from"/> nearest to
    /// <paramref name="to"/> in the sense of least squares. With z = x + iy it is the regression z' = a·z + b with complex a and b.
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length or hold fewer than two points.</exception>
    public static AffineTransform FitSimilarity(ReadOnlySpan<Vector2> from, ReadOnlySpan<Vector2> to)
    {
        if (from.Length != to.Length || from.Length < 2)
        {
            throw new ArgumentException("A similarity is fitted to at least two pairs of points.", nameof(to));
        }

        var (meanFrom, meanTo) = (Vector2.Zero, Vector2.Zero);
        for (var i = 0; i < from.Length; i++)
        {
            meanFrom += from[i];
            meanTo += to[i];
        }

        meanFrom /= from.Length;
        meanTo /= from.Length;
        float real = 0, imaginary = 0, spread = 0;
        for (var i = 0; i < from.Length; i++)
        {
            var (f, t) = (from[i] - meanFrom, to[i] - meanTo);
            real += (f.X * t.X) + (f.Y * t.Y);
            imaginary += (f.X * t.Y) - (f.Y * t.X);
            spread += f.LengthSquared();
        }

        // Points that all coincide have no size: any scale would do, and 1 keeps the numbers finite.
        var (a, b) = spread > 0 ? (real / spread, imaginary / spread) : (1f, 0f);
        return new AffineTransform(
            a, -b, meanTo.X - (a * meanFrom.X) + (b * meanFrom.Y),
            b, a, meanTo.Y - (b * meanFrom.X) - (a * meanFrom.Y));
    }

    /// <summary>The image of a point.</summary>
    public Vector2 Apply(Vector2 point) => new(
        (M11 * point.X) + (M12 * point.Y) + M13,
        (M21 * point.X) + (M22 * point.Y) + M23);

    /// <summary>The transform that first applies this one and then another.</summary>
    public AffineTransform Then(AffineTransform next) => new(
        (next.M11 * M11) + (next.M12 * M21),
        (next.M11 * M12) + (next.M12 * M22),
        (next.M11 * M13) + (next.M12 * M23) + next.M13,
        (next.M21 * M11) + (next.M22 * M21),
        (next.M21 * M12) + (next.M22 * M22),
        (next.M21 * M13) + (next.M22 * M23) + next.M23);

    /// <summary>The transform back.</summary>
    /// <exception cref="InvalidOperationException">The transform maps the plane to a line or a point.</exception>
    public AffineTransform Invert()
    {
        var determinant = (M11 * M22) - (M12 * M21);
        if (determinant == 0 || !float.IsFinite(determinant))
        {
            throw new InvalidOperationException("The transform has no inverse.");
        }

        var (i11, i12, i21, i22) = (M22 / determinant, -M12 / determinant, -M21 / determinant, M11 / determinant);
        return new AffineTransform(i11, i12, -((i11 * M13) + (i12 * M23)), i21, i22, -((i21 * M13) + (i22 * M23)));
    }
}
