using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>The projective map that takes the unit square to a quad, from its top left corner clockwise.</summary>
internal readonly struct PerspectiveMap
{
    private readonly Vector2 _x, _y, _origin;
    private readonly float _g, _h;

    /// <summary>Makes the map onto a quad.</summary>
    public PerspectiveMap(Quad quad)
    {
        var (p0, p1, p2, p3) = (quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft);
        var sum = p0 - p1 + p2 - p3;
        var (d1, d2) = (p1 - p2, p3 - p2);
        var determinant = (d1.X * d2.Y) - (d2.X * d1.Y);
        _g = MathF.Abs(determinant) < 1e-6f ? 0 : ((sum.X * d2.Y) - (d2.X * sum.Y)) / determinant;
        _h = MathF.Abs(determinant) < 1e-6f ? 0 : ((d1.X * sum.Y) - (sum.X * d1.Y)) / determinant;
        _x = p1 - p0 + (_g * p1);
        _y = p3 - p0 + (_h * p3);
        _origin = p0;
    }

    /// <summary>Where a point of the unit square lies.</summary>
    public Vector2 Apply(float u, float v) => ((_x * u) + (_y * v) + _origin) / ((_g * u) + (_h * v) + 1);
}
