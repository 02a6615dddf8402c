using System.Numerics;

namespace Idv.Imaging.Annotation;

/// <summary>
/// A copy of a picture to draw marks on, for people who want to see why an answer is what it is. Places are given in pixels of the
/// original; what lies beyond the picture is cut off.
/// </summary>
public sealed class AnnotationCanvas : IDisposable
{
    private static readonly byte[] Ink = [255, 255, 255];

    private readonly float _scale;

    /// <summary>Copies a picture.</summary>
    /// <param name="picture">A Bgr24 picture; it is left alone.</param>
    /// <param name="longestSide">A larger picture is reduced to this longer side.</param>
    /// <exception cref="ArgumentException">The picture is not Bgr24.</exception>
    public AnnotationCanvas(Image picture, int longestSide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Format != PixelFormat.Bgr24)
        {
            throw new ArgumentException("Only Bgr24 pictures are drawn on.", nameof(picture));
        }

        _scale = Math.Min(1f, longestSide / (float)Math.Max(picture.Width, picture.Height));
        Image = _scale < 1
            ? ImageTransform.Resize(picture, Math.Max(1, (int)(picture.Width * _scale)), Math.Max(1, (int)(picture.Height * _scale)))
            : picture.Clone();
        Dot = Math.Clamp(Math.Min(Image.Width, Image.Height) / 300, 1, 3);
    }

    /// <summary>What was drawn so far. Disposed with the canvas unless it was <see cref="Detach">taken</see>.</summary>
    public Image Image { get; private set; }

    /// <summary>The side of a letter's dot in pixels of the copy, and the measure of every line's thickness.</summary>
    private int Dot { get; }

    /// <summary>Draws a box with lines of text below it, or inside it where the picture ends.</summary>
    public void Frame(Box box, MarkTone tone, params IReadOnlyList<string> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var (area, colour, thickness) = (Scaled(box), Colour(tone), Dot + 1);
        Fill(area.X, area.Y, area.Width, thickness, colour);
        Fill(area.X, area.Bottom - thickness, area.Width, thickness, colour);
        Fill(area.X, area.Y, thickness, area.Height, colour);
        Fill(area.Right - thickness, area.Y, thickness, area.Height, colour);
        var height = label.Count * LineHeight(Dot);
        var top = area.Bottom + height + 2 <= Image.Height ? area.Bottom + 2 : area.Bottom - height;
        for (var line = 0; line < label.Count; line++)
        {
            Write(label[line], area.X, top + (line * LineHeight(Dot)), Dot, colour);
        }
    }

    /// <summary>Draws a box with a small text above it, for boxes that stand close to each other.</summary>
    public void Field(Box box, MarkTone tone, string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        Frame(box, tone);
        var (area, dot) = (Scaled(box), Math.Min(2, Dot));
        Write(label, area.X, MathF.Max(0, area.Y - LineHeight(dot)), dot, Colour(tone));
    }

    /// <summary>Draws the four sides of a quadrilateral, with a text above its top left corner.</summary>
    public void Outline(Quad quad, MarkTone tone, string? label = null)
    {
        var colour = Colour(tone);
        Vector2[] corners = [quad.TopLeft * _scale, quad.TopRight * _scale, quad.BottomRight * _scale, quad.BottomLeft * _scale];
        for (var i = 0; i < corners.Length; i++)
        {
            Line(corners[i], corners[(i + 1) % corners.Length], Dot + 1, colour);
        }

        if (label is not null)
        {
            Write(label, corners[0].X, MathF.Max(0, corners[0].Y - LineHeight(Dot)), Dot, colour);
        }
    }

    /// <summary>Draws a dot.</summary>
    public void Point(Vector2 place, MarkTone tone)
    {
        var (centre, radius) = (place * _scale, Dot + 1.5f);
        for (var y = MathF.Max(-1, centre.Y - radius); y <= MathF.Min(Image.Height, centre.Y + radius); y++)
        {
            for (var x = MathF.Max(-1, centre.X - radius); x <= MathF.Min(Image.Width, centre.X + radius); x++)
            {
                if (Vector2.DistanceSquared(new Vector2((int)x, (int)y), centre) <= radius * radius)
                {
                    Fill((int)x, (int)y, 1, 1, Colour(tone));
                }
            }
        }
    }

    /// <summary>Draws a score below a box: a bar as long as the share, with a white mark at the threshold.</summary>
    /// <param name="box">The box.</param>
    /// <param name="score">The score in [0, 1].</param>
    /// <param name="threshold">The threshold in [0, 1].</param>
    /// <param name="tone">The bar's colour.</param>
    public void Score(Box box, double score, double threshold, MarkTone tone)
    {
        var (area, thickness) = (Scaled(box), 3 * (Dot + 1));
        var top = MathF.Min(area.Bottom + thickness, Image.Height - (1.5f * thickness));
        Fill(area.X - 2, top - 2, area.Width + 4, thickness + 4, [40, 40, 40]);
        Fill(area.X, top, area.Width * (float)Math.Clamp(score, 0, 1), thickness, Colour(tone));
        Fill(area.X + (area.Width * (float)threshold) - (thickness / 6f), top - (thickness / 3f), thickness / 3f, thickness * 5 / 3f, Ink);
    }

    /// <summary>Writes the verdict along the picture's top. Letters beyond ASCII are drawn as question marks.</summary>
    public void Verdict(string text, MarkTone tone)
    {
        ArgumentNullException.ThrowIfNull(text);

        // As large as fits.
        var dot = Math.Clamp(Image.Width / Math.Max(1, (text.Length * (BlockLetters.Width + 1)) + 1), 1, Dot + 1);
        Write(text, 0, 0, dot, Colour(tone));
    }

    /// <summary>Hands the drawn picture over to the caller, who disposes it.</summary>
    public Image Detach()
    {
        var image = Image;
        Image = null!;
        return image;
    }

    /// <inheritdoc/>
    public void Dispose() => Image?.Dispose();

    private static int LineHeight(int dot) => (BlockLetters.Height + 3) * dot;

    private static byte[] Colour(MarkTone tone) => tone switch
    {
        MarkTone.Good => [60, 150, 20],
        MarkTone.Bad => [40, 40, 210],
        MarkTone.Doubtful => [20, 130, 220],
        _ => [200, 110, 30],
    };

    private Box Scaled(Box box) => new(box.X * _scale, box.Y * _scale, box.Width * _scale, box.Height * _scale);

    private void Line(Vector2 from, Vector2 to, int thickness, byte[] colour)
    {
        // Only what can be seen is walked along, however far off the ends are.
        var margin = new Vector2(thickness);
        var (start, end) = (Vector2.Clamp(from, -margin - Size, (2 * Size) + margin), Vector2.Clamp(to, -margin - Size, (2 * Size) + margin));
        var steps = (int)MathF.Ceiling(Vector2.Distance(start, end));
        for (var i = 0; i <= steps; i++)
        {
            var point = Vector2.Lerp(start, end, steps == 0 ? 0 : i / (float)steps) - (margin / 2);
            Fill(point.X, point.Y, thickness, thickness, colour);
        }
    }

    private Vector2 Size => new(Image.Width, Image.Height);

    private void Write(string text, float left, float top, int dot, byte[] ground)
    {
        var (x, y, advance) = ((int)left, (int)top, (BlockLetters.Width + 1) * dot);
        Fill(x, y, (text.Length * advance) + dot, LineHeight(dot), ground);
        for (var i = 0; i < text.Length; i++)
        {
            for (var row = 0; row < BlockLetters.Height; row++)
            {
                for (var column = 0; column < BlockLetters.Width; column++)
                {
                    if (BlockLetters.IsSet(text[i], column, row))
                    {
                        Fill(x + dot + (i * advance) + (column * dot), y + ((row + 1) * dot), dot, dot, Ink);
                    }
                }
            }
        }
    }

    private void Fill(float x, float y, float width, float height, ReadOnlySpan<byte> colour)
    {
        var (left, right) = ((int)Math.Clamp(x, 0, Image.Width), (int)Math.Clamp(x + width, 0, Image.Width));
        var (top, bottom) = ((int)Math.Clamp(y, 0, Image.Height), (int)Math.Clamp(y + height, 0, Image.Height));
        for (var row = top; row < bottom; row++)
        {
            var pixels = Image.Row(row);
            for (var column = left; column < right; column++)
            {
                colour.CopyTo(pixels.Slice(3 * column, 3));
            }
        }
    }
}
