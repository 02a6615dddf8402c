using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Finds long straight lines of dark print: contrast relative to the paper (so that a shadow does not hide half of a line), horizontal
/// derivative, closing along the line, Otsu's threshold and rectangles of least area; pieces on one axis are joined.
/// </summary>
internal static class TextLineFinder
{
    private const int MostPieces = 500;
    private const float LeastPieceAspect = 1.8f;
    private const int TallerThanPrint = 45;

    /// <summary>Finds lines that run within 45° of the image's x axis, in the coordinates of <paramref name="grey"/>.</summary>
    /// <param name="grey">The image at a size where characters are about 8 to 26 pixels high.</param>
    /// <param name="darkestOnly">
    /// Looks at the darkest ink alone. That parts lines from the patterns that they are printed on, but loses faint ones.
    /// </param>
    public static List<TextLine> Find(Image grey, bool darkestOnly)
    {
        using var contrast = RelativeContrast(grey);
        using var strokes = darkestOnly ? ImageFilter.OtsuThreshold(contrast) : ImageFilter.AbsoluteGradientX(contrast);
        using var joined = ImageFilter.Morphology(strokes, MorphologyOperation.Close, 21, darkestOnly ? 1 : 3);
        using var binary = ImageFilter.OtsuThreshold(joined);
        using var opened = ImageFilter.Morphology(binary, MorphologyOperation.Open, 9, 5);
        if (darkestOnly)
        {
            TakeOutTall(opened);
        }

        var pieces = new List<TextLine>();
        foreach (var rectangle in ImageFilter.FindRotatedRectangles(opened, MostPieces))
        {
            if (rectangle.Height >= 5 && rectangle.Height <= 64 && rectangle.Width >= rectangle.Height * LeastPieceAspect && MathF.Abs(rectangle.AngleDegrees) <= 45)
            {
                pieces.Add(new TextLine(rectangle.Centre, rectangle.Width, rectangle.Height, rectangle.AngleDegrees * MathF.PI / 180));
            }
        }

        return Join(pieces);
    }

    /// <summary>Takes out what is taller than print, such as a pattern that bridges two lines.</summary>
    private static void TakeOutTall(Image binary)
    {
        using var tall = ImageFilter.Morphology(binary, MorphologyOperation.Open, 3, TallerThanPrint);
        var target = binary.Pixels;
        var source = tall.Pixels;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (byte)(target[i] & ~source[i]);
        }
    }

    /// <summary>How much darker each pixel is than the paper around it, as a share of the paper's brightness.</summary>
    private static Image RelativeContrast(Image grey)
    {
        using var paper = ImageFilter.Morphology(grey, MorphologyOperation.Close, 27, 11);
        var contrast = Image.Rent(grey.Width, grey.Height, PixelFormat.Grey8);
        var ink = grey.Pixels;
        var bright = paper.Pixels;
        var target = contrast.Pixels;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (byte)((bright[i] - ink[i]) * 255 / (bright[i] + 24));
        }

        return contrast;
    }

    /// <summary>Joins pieces that continue one another, longest first.</summary>
    private static List<TextLine> Join(List<TextLine> pieces)
    {
        pieces.Sort((a, b) => b.Length.CompareTo(a.Length));
        var used = new bool[pieces.Count];
        var lines = new List<TextLine>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (used[i])
            {
                continue;
            }

            var line = pieces[i];
            for (var grown = true; grown;)
            {
                grown = false;
                for (var j = i + 1; j < pieces.Count; j++)
                {
                    if (!used[j] && Continues(line, pieces[j]))
                    {
                        used[j] = true;
                        line = Union(line, pieces[j]);
                        grown = true;
                    }
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    private static bool Continues(TextLine line, TextLine piece)
    {
        if (piece.Height > line.Height * 1.7f || piece.Height < line.Height * 0.45f)
        {
            return false;
        }

        var offset = piece.Centre - line.Centre;
        var along = MathF.Abs(Vector2.Dot(offset, line.Along));
        var gap = along - ((line.Length + piece.Length) / 2);

        // A short piece's own angle means little; where it lies says more. The axis may sag by a little over a long gap.
        var across = MathF.Abs(Vector2.Dot(offset, line.Across));
        return gap > -line.Height && gap < line.Height * 2.5f && across < (line.Height * 0.4f) + (0.01f * along);
    }

    private static TextLine Union(TextLine line, TextLine piece)
    {
        var axis = line.Length >= piece.Length * 3 ? line.Along : Vector2.Normalize(Direct(piece.Centre - line.Centre, line.Along));
        var from = float.MaxValue;
        var to = float.MinValue;
        foreach (var point in (ReadOnlySpan<Vector2>)[line.Start, line.End, piece.Start, piece.End])
        {
            var at = Vector2.Dot(point - line.Centre, axis);
            from = MathF.Min(from, at);
            to = MathF.Max(to, at);
        }

        return TextLine.Between(line.Centre + (axis * from), line.Centre + (axis * to), MathF.Max(line.Height, piece.Height));
    }

    private static Vector2 Direct(Vector2 vector, Vector2 like) => Vector2.Dot(vector, like) < 0 ? -vector : vector;
}
