using System.Numerics;
using Idv.Imaging;

namespace Idv.Specimens;

/// <summary>
/// A projective map of the plane: (x, y) goes to ((A·x + B·y + C) / w, (D·x + E·y + F) / w) with w = G·x + H·y + I.
/// </summary>
/// <param name="A">x to x.</param>
/// <param name="B">y to x.</param>
/// <param name="C">Offset of x.</param>
/// <param name="D">x to y.</param>
/// <param name="E">y to y.</param>
/// <param name="F">Offset of y.</param>
/// <param name="G">x to the divisor.</param>
/// <param name="H">y to the divisor.</param>
/// <param name="I">Offset of the divisor.</param>
public readonly record struct Homography(
    double A, double B, double C, double D, double E, double F, double G, double H, double I)
{
    /// <summary>
    /// The map that takes the corners of a rectangle at the origin to the corners of a quadrilateral
    /// (Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3).
    /// </summary>
    /// <param name="width">The width of the rectangle, above 0.</param>
    /// <param name="height">The height of the rectangle, above 0.</param>
    /// <param name="quad">A convex quadrilateral.</param>
    public static Homography FromRectangle(double width, double height, Quad quad)
    {
        var (p0, p1, p2, p3) = (quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft);
        double sx = p0.X - (double)p1.X + p2.X - p3.X;
        double sy = p0.Y - (double)p1.Y + p2.Y - p3.Y;
        double dx1 = p1.X - (double)p2.X, dx2 = p3.X - (double)p2.X;
        double dy1 = p1.Y - (double)p2.Y, dy2 = p3.Y - (double)p2.Y;
        var determinant = (dx1 * dy2) - (dx2 * dy1);
        var g = ((sx * dy2) - (dx2 * sy)) / determinant;
        var h = ((dx1 * sy) - (sx * dy1)) / determinant;
        return new Homography(
            (p1.X - p0.X + (g * p1.X)) / width, (p3.X - p0.X + (h * p3.X)) / height, p0.X,
            (p1.Y - p0.Y + (g * p1.Y)) / width, (p3.Y - p0.Y + (h * p3.Y)) / height, p0.Y,
            g / width, h / height, 1);
    }

    /// <summary>The map back.</summary>
    public Homography Inverse() => new(
        (E * I) - (F * H), (C * H) - (B * I), (B * F) - (C * E),
        (F * G) - (D * I), (A * I) - (C * G), (C * D) - (A * F),
        (D * H) - (E * G), (B * G) - (A * H), (A * E) - (B * D));

    /// <summary>Where a point goes.</summary>
    public Vector2 Map(double x, double y)
    {
        var w = (G * x) + (H * y) + I;
        return new Vector2((float)(((A * x) + (B * y) + C) / w), (float)(((D * x) + (E * y) + F) / w));
    }

    /// <summary>Where the corners of a rectangle go.</summary>
    public Quad Map(Box box) =>
        new(Map(box.X, box.Y), Map(box.Right, box.Y), Map(box.Right, box.Bottom), Map(box.X, box.Bottom));
}
