using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>What is known to lie on the document, in pixels of the reduced picture.</summary>
internal sealed class AnchorView
{
    /// <summary>The height of a document in heights of its holder's face box, at least and at most; and the usual one.</summary>
    private const float LeastFaceHeights = 2f, MostFaceHeights = 7f;

    public AnchorView(OutlineAnchors anchors, Vector2 origin, float scale)
    {
        if (anchors.Face is { } face)
        {
            Face = new Box((face.X - origin.X) * scale, (face.Y - origin.Y) * scale, face.Width * scale, face.Height * scale);
        }

        Zone = Move(anchors.MachineReadableZone, origin, scale);
        Barcode = Move(anchors.Barcode, origin, scale);
        var reading = Zone is { } zone ? zone.TopRight - zone.TopLeft : Vector2.Zero;
        Up = reading != Vector2.Zero ? Vector2.Normalize(new Vector2(reading.Y, -reading.X))
            : anchors.FaceUp != Vector2.Zero ? Vector2.Normalize(anchors.FaceUp)
            : Vector2.Zero;
    }

    public Box? Face { get; }

    public Quad? Zone { get; }

    public Quad? Barcode { get; }

    /// <summary>Where the document's top is; zero when unknown.</summary>
    public Vector2 Up { get; }

    public bool KnowsUp => Up != Vector2.Zero;

    /// <summary>The least length of a document's side, in pixels.</summary>
    public float LeastSide(EdgeMap edges) => Face is { } face ? face.Height * LeastFaceHeights : Math.Min(edges.Width, edges.Height) * 0.22f;

    /// <summary>Points that lie on the document, whatever else does.</summary>
    public IEnumerable<Vector2> Points()
    {
        if (Face is { } face)
        {
            yield return new Vector2(face.CentreX, face.CentreY);
        }

        foreach (var quad in new[] { Zone, Barcode })
        {
            if (quad is { } known)
            {
                // A little inside: their own edges are not exact.
                var centre = (known.TopLeft + known.TopRight + known.BottomRight + known.BottomLeft) / 4;
                yield return Vector2.Lerp(centre, known.TopLeft, 0.93f);
                yield return Vector2.Lerp(centre, known.TopRight, 0.93f);
                yield return Vector2.Lerp(centre, known.BottomRight, 0.93f);
                yield return Vector2.Lerp(centre, known.BottomLeft, 0.93f);
            }
        }
    }

    /// <summary>How believable the outline is beside what lies on it: 0 for impossible, 1 for as expected.</summary>
    public float Plausibility(Quad quad, float width, float height)
    {
        var plausibility = 1f;
        if (Face is { } face)
        {
            var share = height / face.Height;
            if (share is < LeastFaceHeights or > MostFaceHeights)
            {
                return 0;
            }

            plausibility *= share is >= 2.2f and <= 5.2f ? 1 : 0.9f;

            // Portraits stand at one end of a document, and not at its upper or lower edge.
            var place = Place(quad, new Vector2(face.CentreX, face.CentreY));
            var across = MathF.Min(place.X, 1 - place.X);
            plausibility *= across is >= 0.08f and <= 0.36f ? 1 : 0.85f;
            plausibility *= place.Y is >= 0.18f and <= 0.72f ? 1 : 0.85f;
        }

        if (Zone is { } zone)
        {
            // ICAO Doc 9303: the zone begins and ends within some millimetres of the edges and lies at the lower one.
            var share = Vector2.Distance(zone.TopLeft, zone.TopRight) / width;
            plausibility *= share is >= 0.78f and <= 1.02f ? 1 : share >= 0.6f ? 0.85f : 0.3f;
            var low = Place(quad, (zone.BottomLeft + zone.BottomRight) / 2);
            plausibility *= low.Y is >= 0.82f and <= 1.02f ? 1 : 0.7f;
        }

        return plausibility;
    }

    /// <summary>Roughly where a point lies in a quad: shares of its width and height.</summary>
    private static Vector2 Place(Quad quad, Vector2 point)
    {
        var left = Off(quad.TopLeft, quad.BottomLeft, point);
        var right = Off(quad.BottomRight, quad.TopRight, point);
        var top = Off(quad.TopRight, quad.TopLeft, point);
        var bottom = Off(quad.BottomLeft, quad.BottomRight, point);
        return new Vector2(left / MathF.Max(left + right, 1e-3f), top / MathF.Max(top + bottom, 1e-3f));

        static float Off(Vector2 from, Vector2 to, Vector2 point)
        {
            var along = Vector2.Normalize(to - from);
            return ((point.Y - from.Y) * -along.X) + ((point.X - from.X) * along.Y) is var off && off < 0 ? -off : off;
        }
    }

    private static Quad? Move(Quad? quad, Vector2 origin, float scale) => quad is { } known
        ? new Quad((known.TopLeft - origin) * scale, (known.TopRight - origin) * scale, (known.BottomRight - origin) * scale, (known.BottomLeft - origin) * scale)
        : null;
}
