using System.Numerics;

namespace Idv.Imaging;

/// <summary>Four corners in pixels, clockwise in image coordinates, beginning with the corner that reads as the top left.</summary>
/// <param name="TopLeft">The corner where reading begins.</param>
/// <param name="TopRight">The next corner along the reading direction.</param>
/// <param name="BottomRight">The corner opposite <paramref name="TopLeft"/>.</param>
/// <param name="BottomLeft">The last corner.</param>
public readonly record struct Quad(Vector2 TopLeft, Vector2 TopRight, Vector2 BottomRight, Vector2 BottomLeft)
{
    /// <summary>The smallest axis-aligned rectangle that holds all four corners.</summary>
    public Box Bounds
    {
        get
        {
            var low = Vector2.Min(Vector2.Min(TopLeft, TopRight), Vector2.Min(BottomRight, BottomLeft));
            var high = Vector2.Max(Vector2.Max(TopLeft, TopRight), Vector2.Max(BottomRight, BottomLeft));
            return new Box(low.X, low.Y, high.X - low.X, high.Y - low.Y);
        }
    }

    /// <summary>Whether a point lies in it, on its sides included; the corners must make a convex shape.</summary>
    public bool Contains(Vector2 point)
    {
        Span<Vector2> corners = [TopLeft, TopRight, BottomRight, BottomLeft];
        var (inside, outside) = (0, 0);
        for (var i = 0; i < corners.Length; i++)
        {
            var (side, offset) = (corners[(i + 1) % corners.Length] - corners[i], point - corners[i]);
            (inside, outside) = (side.X * offset.Y) - (side.Y * offset.X) >= 0 ? (inside + 1, outside) : (inside, outside + 1);
        }

        return inside == 0 || outside == 0;
    }

    /// <summary>The corners of an axis-aligned rectangle.</summary>
    public static Quad FromBox(Box box) => new(
        new Vector2(box.X, box.Y),
        new Vector2(box.Right, box.Y),
        new Vector2(box.Right, box.Bottom),
        new Vector2(box.X, box.Bottom));
}
