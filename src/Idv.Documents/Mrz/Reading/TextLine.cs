using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>A straight line of print in an image, in continuous pixel coordinates.</summary>
/// <param name="Centre">The middle of the line.</param>
/// <param name="Length">From its first to its last character.</param>
/// <param name="Height">Across.</param>
/// <param name="Angle">Direction of reading in radians, clockwise from the x axis.</param>
internal readonly record struct TextLine(Vector2 Centre, float Length, float Height, float Angle)
{
    public Vector2 Along => new(MathF.Cos(Angle), MathF.Sin(Angle));

    public Vector2 Across => new(-MathF.Sin(Angle), MathF.Cos(Angle));

    public Vector2 Start => Centre - (Along * (Length / 2));

    public Vector2 End => Centre + (Along * (Length / 2));

    /// <summary>The same line read the other way round.</summary>
    public TextLine Reversed => this with { Angle = Angle + MathF.PI };

    public TextLine Scale(float factor) => this with { Centre = Centre * factor, Length = Length * factor, Height = Height * factor };

    /// <summary>The line's corners, from where reading begins.</summary>
    public Quad ToQuad()
    {
        var half = Across * (Height / 2);
        return new Quad(Start - half, End - half, End + half, Start + half);
    }

    public static TextLine Between(Vector2 start, Vector2 end, float height)
    {
        var along = end - start;
        return new TextLine((start + end) / 2, along.Length(), height, MathF.Atan2(along.Y, along.X));
    }
}
