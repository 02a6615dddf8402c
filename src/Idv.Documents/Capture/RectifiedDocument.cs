using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>A document cut out of its picture, seen straight from above and upright.</summary>
public sealed class RectifiedDocument : IDisposable
{
    /// <summary>The width of the longer side in pixels.</summary>
    public const int LongSide = 1000;

    /// <summary>Width over height of ID-1, and of ID-2 and ID-3 (ISO/IEC 7810).</summary>
    private const float CardRatio = 1.585f, PageRatio = 1.42f;

    private readonly PerspectiveMap _map;

    private RectifiedDocument(Quad quad, Image image)
    {
        (Quad, Image) = (quad, image);
        _map = new PerspectiveMap(quad);
    }

    /// <summary>The corners in the picture, from the document's own top left.</summary>
    public Quad Quad { get; }

    /// <summary>The document; disposed with this.</summary>
    public Image Image { get; }

    /// <summary>Cuts a document out.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="quad">Its corners in reading order.</param>
    public static RectifiedDocument Cut(Image picture, Quad quad)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var width = Vector2.Distance(quad.TopLeft, quad.TopRight) + Vector2.Distance(quad.BottomLeft, quad.BottomRight);
        var height = Vector2.Distance(quad.TopLeft, quad.BottomLeft) + Vector2.Distance(quad.TopRight, quad.BottomRight);
        var isWide = width >= height;
        var seen = isWide ? width / MathF.Max(height, 1) : height / MathF.Max(width, 1);
        var ratio = MathF.Abs(MathF.Log(seen / CardRatio)) < MathF.Abs(MathF.Log(seen / PageRatio)) ? CardRatio : PageRatio;
        var shortSide = (int)(LongSide / ratio);
        return new RectifiedDocument(quad, isWide
            ? ImageTransform.WarpPerspective(picture, quad, LongSide, shortSide)
            : ImageTransform.WarpPerspective(picture, quad, shortSide, LongSide));
    }

    /// <summary>The same document turned by half a turn, cut anew.</summary>
    public static Quad HalfTurn(Quad quad) => new(quad.BottomRight, quad.BottomLeft, quad.TopLeft, quad.TopRight);

    /// <summary>Where a point of the document lies in the picture.</summary>
    public Vector2 ToPicture(Vector2 point) => _map.Apply(point.X / Image.Width, point.Y / Image.Height);

    /// <summary>Where a box of the document lies in the picture: the box around it.</summary>
    public Box ToPicture(Box box) => new Quad(
        ToPicture(new Vector2(box.X, box.Y)),
        ToPicture(new Vector2(box.Right, box.Y)),
        ToPicture(new Vector2(box.Right, box.Bottom)),
        ToPicture(new Vector2(box.X, box.Bottom))).Bounds;

    /// <inheritdoc/>
    public void Dispose() => Image.Dispose();
}
