using System.Numerics;
using Idv.Imaging;

namespace Idv.Faces.Annotation;

/// <summary>Draws what was found onto a copy of a picture, for people who want to see why an answer is what it is.</summary>
public static class FaceAnnotation
{
    /// <summary>A larger picture is reduced to this longer side first.</summary>
    public const int LongestSide = 1280;

    private static readonly byte[] Ink = [255, 255, 255];

    /// <summary>A copy of the picture with the marks on it; the caller disposes it.</summary>
    /// <param name="picture">A Bgr24 picture.</param>
    /// <param name="marks">What is drawn, in pixels of the picture.</param>
    /// <param name="verdict">A line at the top; null for none.</param>
    /// <param name="tone">The colour of that line's ground.</param>
    /// <exception cref="ArgumentException">The picture is not Bgr24.</exception>
    public static Image Draw(Image picture, IReadOnlyList<FaceMark> marks, string? verdict = null, MarkTone tone = MarkTone.Neutral)
    {
        if (picture.Format != PixelFormat.Bgr24)
        {
            throw new ArgumentException("Only Bgr24 pictures are drawn on.", nameof(picture));
        }

        var scale = Math.Min(1f, LongestSide / (float)Math.Max(picture.Width, picture.Height));
        var canvas = scale < 1
            ? ImageTransform.Resize(picture, Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)))
            : picture.Clone();
        var dot = Math.Clamp(Math.Min(canvas.Width, canvas.Height) / 300, 1, 3);
        foreach (var mark in marks)
        {
            var colour = Colour(mark.Tone);
            var box = new Box(mark.Box.X * scale, mark.Box.Y * scale, mark.Box.Width * scale, mark.Box.Height * scale);
            Frame(canvas, box, dot + 1, colour);
            foreach (var point in mark.Points)
            {
                Disc(canvas, point * scale, dot + 1.5f, colour);
            }

            // Below the box, or inside it where the picture ends.
            var height = mark.Label.Count * LineHeight(dot);
            var top = box.Bottom + height + 2 <= canvas.Height ? box.Bottom + 2 : box.Bottom - height;
            for (var line = 0; line < mark.Label.Count; line++)
            {
                Write(canvas, mark.Label[line], (int)box.X, (int)top + (line * LineHeight(dot)), dot, colour);
            }
        }

        if (verdict is not null)
        {
            Write(canvas, verdict, 0, 0, dot + 1, Colour(tone));
        }

        return canvas;
    }

    /// <summary>Two pictures beside each other, brought to one height; the caller disposes it.</summary>
    /// <param name="left">A Bgr24 picture.</param>
    /// <param name="right">Another one.</param>
    public static Image Beside(Image left, Image right)
    {
        var height = Math.Max(1, Math.Min(LongestSide / 2, Math.Max(left.Height, right.Height)));
        using var first = Fit(left, height);
        using var second = Fit(right, height);
        var both = Image.Rent(first.Width + second.Width, height, PixelFormat.Bgr24);
        for (var y = 0; y < height; y++)
        {
            first.Row(y).CopyTo(both.Row(y));
            second.Row(y).CopyTo(both.Row(y)[(3 * first.Width)..]);
        }

        return both;
    }

    // A strip of extreme shape would need a memory out of all proportion: it is cut to four times its height.
    private static Image Fit(Image image, int height) => ImageTransform.Resize(
        image, (int)Math.Clamp(image.Width * (float)height / image.Height, 1, 4 * height), height);

    private static int LineHeight(int dot) => (BlockLetters.Height + 3) * dot;

    private static byte[] Colour(MarkTone tone) => tone switch
    {
        MarkTone.Good => [60, 150, 20],
        MarkTone.Bad => [40, 40, 210],
        MarkTone.Doubtful => [20, 130, 220],
        _ => [200, 110, 30],
    };

    private static void Frame(Image canvas, Box box, int thickness, byte[] colour)
    {
        Fill(canvas, box.X, box.Y, box.Width, thickness, colour);
        Fill(canvas, box.X, box.Bottom - thickness, box.Width, thickness, colour);
        Fill(canvas, box.X, box.Y, thickness, box.Height, colour);
        Fill(canvas, box.Right - thickness, box.Y, thickness, box.Height, colour);
    }

    private static void Disc(Image canvas, Vector2 centre, float radius, byte[] colour)
    {
        for (var y = (int)(centre.Y - radius); y <= centre.Y + radius; y++)
        {
            for (var x = (int)(centre.X - radius); x <= centre.X + radius; x++)
            {
                if (Vector2.DistanceSquared(new Vector2(x, y), centre) <= radius * radius)
                {
                    Fill(canvas, x, y, 1, 1, colour);
                }
            }
        }
    }

    private static void Write(Image canvas, string text, int x, int y, int dot, byte[] ground)
    {
        var advance = (BlockLetters.Width + 1) * dot;
        Fill(canvas, x, y, (text.Length * advance) + dot, LineHeight(dot), ground);
        for (var i = 0; i < text.Length; i++)
        {
            for (var row = 0; row < BlockLetters.Height; row++)
            {
                for (var column = 0; column < BlockLetters.Width; column++)
                {
                    if (BlockLetters.IsSet(text[i], column, row))
                    {
                        Fill(canvas, x + dot + (i * advance) + (column * dot), y + ((row + 1) * dot), dot, dot, Ink);
                    }
                }
            }
        }
    }

    private static void Fill(Image canvas, float x, float y, float width, float height, ReadOnlySpan<byte> colour)
    {
        var (left, right) = ((int)Math.Clamp(x, 0, canvas.Width), (int)Math.Clamp(x + width, 0, canvas.Width));
        var (top, bottom) = ((int)Math.Clamp(y, 0, canvas.Height), (int)Math.Clamp(y + height, 0, canvas.Height));
        for (var row = top; row < bottom; row++)
        {
            var pixels = canvas.Row(row);
            for (var column = left; column < right; column++)
            {
                colour.CopyTo(pixels.Slice(3 * column, 3));
            }
        }
    }
}
