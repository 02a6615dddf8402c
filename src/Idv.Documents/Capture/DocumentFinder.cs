using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>
/// Finds the outline of a document on any background: straight lines by Hough's transform, every four that could be the sides of a card
/// or page, ranked by how much edge lies under the sides, how little beyond the corners, by the shapes of ISO/IEC 7810 (ID-1, ID-2,
/// ID-3), and by how well what is known to lie on the document fits. Edges may be faint: none is needed for the whole of a side.
/// </summary>
public static class DocumentFinder
{
    /// <summary>Below this score an outline is a guess.</summary>
    public const double LeastScore = 0.55;

    /// <summary>The height at which a face stands in the reduced picture, in pixels.</summary>
    private const float FaceHeight = 72;

    /// <summary>How far from the face the document may reach, in heights of the face.</summary>
    private const float FaceReach = 7.5f;

    /// <summary>Longest side of the reduced picture where no face sets its scale.</summary>
    private const float PlainSide = 800;

    private const int MostLines = 180;

    /// <summary>Finds the best outline.</summary>
    /// <param name="picture">A picture of three channels.</param>
    /// <param name="anchors">What is known to lie on the document.</param>
    /// <returns>The outline in pixels of the picture, or <see langword="null"/> where no four lines could be one.</returns>
    public static DocumentOutline? Find(Image picture, OutlineAnchors anchors)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(anchors);
        if (Math.Min(picture.Width, picture.Height) < 48)
        {
            return null;
        }

        var (area, scale) = View(picture, anchors);
        using var cut = ImageTransform.Crop(picture, (int)area.X, (int)area.Y, (int)area.Width, (int)area.Height);
        using var reduced = ImageTransform.Resize(cut, Math.Max(32, (int)(area.Width * scale)), Math.Max(32, (int)(area.Height * scale)));
        var edges = EdgeMap.Of(reduced);
        var view = new AnchorView(anchors, new Vector2(area.X, area.Y), scale);
        var lines = LineFinder.Find(edges, MostLines, view.LeastSide(edges));
        var best = new QuadSearch(edges, view).Best(lines);
        if (best is not { } found)
        {
            return null;
        }

        return new DocumentOutline(Back(found.Quad, area, scale), found.Score, view.KnowsUp);
    }

    private static (Box Area, float Scale) View(Image picture, OutlineAnchors anchors)
    {
        if (anchors.Face is not { } face)
        {
            return (new Box(0, 0, picture.Width, picture.Height), MathF.Min(1, PlainSide / Math.Max(picture.Width, picture.Height)));
        }

        var reach = face.Height * FaceReach;
        var left = MathF.Max(0, MathF.Floor(face.CentreX - reach));
        var top = MathF.Max(0, MathF.Floor(face.CentreY - reach));
        var right = MathF.Min(picture.Width, face.CentreX + reach);
        var bottom = MathF.Min(picture.Height, face.CentreY + reach);
        var area = new Box(left, top, MathF.Max(48, MathF.Floor(right - left)), MathF.Max(48, MathF.Floor(bottom - top)));
        return (area, MathF.Min(1, FaceHeight / face.Height));
    }

    private static Quad Back(Quad quad, Box area, float scale)
    {
        var origin = new Vector2(area.X, area.Y);
        return new Quad((quad.TopLeft / scale) + origin, (quad.TopRight / scale) + origin, (quad.BottomRight / scale) + origin, (quad.BottomLeft / scale) + origin);
    }
}
