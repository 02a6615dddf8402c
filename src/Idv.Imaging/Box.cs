namespace Idv.Imaging;

/// <summary>An axis-aligned rectangle in pixels of the image that it was found in; it may reach beyond the image.</summary>
/// <param name="X">The left edge.</param>
/// <param name="Y">The top edge.</param>
/// <param name="Width">The width, not negative.</param>
/// <param name="Height">The height, not negative.</param>
public readonly record struct Box(float X, float Y, float Width, float Height)
{
    /// <summary>The right edge.</summary>
    public float Right => X + Width;

    /// <summary>The bottom edge.</summary>
    public float Bottom => Y + Height;

    /// <summary>The horizontal centre.</summary>
    public float CentreX => X + (Width / 2);

    /// <summary>The vertical centre.</summary>
    public float CentreY => Y + (Height / 2);

    /// <summary>The area in square pixels.</summary>
    public float Area => Width * Height;

    /// <summary>The share of the union that both rectangles cover, 0 (disjoint) to 1 (equal).</summary>
    public static float IntersectionOverUnion(Box a, Box b)
    {
        var intersection = Intersection(a, b);
        return intersection > 0 ? intersection / (a.Area + b.Area - intersection) : 0;
    }

    /// <summary>The share of <paramref name="a"/> that lies within <paramref name="b"/>, 0 to 1.</summary>
    public static float Coverage(Box a, Box b)
    {
        var intersection = Intersection(a, b);
        return intersection > 0 ? intersection / a.Area : 0;
    }

    /// <summary>The square about the same centre whose side is a multiple of the longer side.</summary>
    public Box Square(float factor)
    {
        var side = MathF.Max(Width, Height) * factor;
        return new Box(CentreX - (side / 2), CentreY - (side / 2), side, side);
    }

    /// <summary>The rectangle grown (or shrunk) about its centre.</summary>
    public Box Scale(float factor) =>
        new(CentreX - (Width * factor / 2), CentreY - (Height * factor / 2), Width * factor, Height * factor);

    private static float Intersection(Box a, Box b) =>
        MathF.Max(0, MathF.Min(a.Right, b.Right) - MathF.Max(a.X, b.X)) * MathF.Max(0, MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Y, b.Y));
}
