using System.Numerics;
using Idv.Documents.Capture;
using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Documents;
using Idv.Faces.Detection;
using Idv.Imaging;

namespace Idv.Engine.DocumentStages;

/// <summary>
/// Tells the documents of one picture apart, such as the two sides of a card on one scan: which faces belong to the zone's document, and where else
/// documents lie.
/// </summary>
/// <param name="Faces">The faces of the document that is read, or all where nothing tells them apart.</param>
/// <param name="Zone">The zone, where it lies on the same side as the faces.</param>
internal sealed record DocumentsInPicture(IReadOnlyList<DetectedFace> Faces, MrzReading? Zone)
{
    /// <summary>
    /// How much larger than the standard's the zone's document may be, since its outline follows from the zone's slope alone; where zone and portrait share a side, rather a
    /// face too many than the portrait lost.
    /// </summary>
    private const float Slack = 1.5f, SlackOfSide = 1.2f;

    /// <summary>Outlines may touch, but not lie upon each other.</summary>
    private const float MostOverlap = 0.1f;

    /// <summary>How much the documents of a picture may differ in area, and the shorter side of a strip that could hold another one.</summary>
    private const float LeastArea = 0.5f, LeastStrip = 0.6f;

    /// <summary>A rectangle on which nothing is known to lie must be a plain one: tables are full of them.</summary>
    private const double LeastPlainScore = 0.7;

    /// <summary>Decides which faces lie on the document of the zone.</summary>
    /// <param name="faces">The faces in the picture.</param>
    /// <param name="zone">The zone in the same picture, or null.</param>
    public static DocumentsInPicture Sort(IReadOnlyList<DetectedFace> faces, MrzReading? zone)
    {
        if (zone is null || faces.Count == 0 || ZoneOutline.Of(zone.Zone, zone.Record.Format) is not { } standard)
        {
            return new DocumentsInPicture(faces, zone);
        }

        var slack = zone.Record.Format == MrzFormat.Td1 ? SlackOfSide : Slack;
        var sides = faces.ToLookup(face => Holds(standard, slack, new Vector2(face.Box.CentreX, face.Box.CentreY)));
        DetectedFace[] own = [.. sides[true]], elsewhere = [.. sides[false]];

        // A TD1 has its zone on the back and its portrait on the front (Doc 9303-5), so that a face elsewhere means that both sides are in the picture; what
        // looks like a smaller face beside the zone is an emblem. On other formats both are on one side, and a face elsewhere is somebody else's.
        return zone.Record.Format == MrzFormat.Td1 && elsewhere.Length > 0 && (own.Length == 0 || own.Max(face => face.Box.Area) < elsewhere.Max(face => face.Box.Area))
            ? new DocumentsInPicture(elsewhere, null)
            : new DocumentsInPicture(own, zone);
    }

    /// <summary>Looks for other documents in the free strips around the one that is read.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="outline">The document that is read.</param>
    /// <param name="faces">All faces in the picture.</param>
    /// <param name="zone">The zone in the picture, or null.</param>
    /// <param name="barcodes">The barcodes in the picture.</param>
    public static IReadOnlyList<Quad> Others(Image picture, Quad outline, IReadOnlyList<DetectedFace> faces, MrzReading? zone, IReadOnlyList<LocatedBarcode> barcodes)
    {
        var bounds = outline.Bounds;
        var side = MathF.Min(bounds.Width, bounds.Height);
        var found = new List<Quad>();
        foreach (var strip in Strips(picture, bounds))
        {
            if (MathF.Min(strip.Width, strip.Height) < side * LeastStrip)
            {
                continue;
            }

            var face = faces.Where(face => Box.Coverage(face.Box, strip) > 0.9f).MaxBy(face => face.Box.Area);
            var zoneInside = zone is not null && Box.Coverage(zone.Zone.Bounds, strip) > 0.9f ? zone : null;
            var barcode = barcodes.FirstOrDefault(barcode => barcode.Role == EvidenceRole.DocumentFront && Box.Coverage(barcode.Barcode.Symbol.Position.Bounds, strip) > 0.9f);
            if (Search(picture, strip, face, zoneInside, barcode) is { } other
                && other.Bounds.Area > bounds.Area * LeastArea && other.Bounds.Area < bounds.Area / LeastArea
                && Box.Coverage(other.Bounds, bounds) < MostOverlap
                && found.TrueForAll(earlier => Box.IntersectionOverUnion(earlier.Bounds, other.Bounds) < MostOverlap))
            {
                found.Add(other);
            }
        }

        return found;
    }

    private static Quad? Search(Image picture, Box strip, DetectedFace? face, MrzReading? zone, LocatedBarcode? barcode)
    {
        var origin = new Vector2(strip.X, strip.Y);
        using var cut = ImageTransform.Crop(picture, (int)strip.X, (int)strip.Y, (int)strip.Width, (int)strip.Height);
        var anchors = new OutlineAnchors
        {
            Face = face is null ? null : Moved(face.Box, -origin),
            MachineReadableZone = zone is null ? null : Moved(zone.Zone, -origin),
            Barcode = barcode is null ? null : Moved(barcode.Barcode.Symbol.Position, -origin),
        };
        if (DocumentFinder.Find(cut, anchors) is { } outline && outline.Score >= (anchors.IsEmpty ? LeastPlainScore : DocumentFinder.LeastScore))
        {
            return Moved(outline.Quad, origin);
        }

        return zone is null ? null : ZoneOutline.Of(zone.Zone, zone.Record.Format);
    }

    private static IEnumerable<Box> Strips(Image picture, Box bounds)
    {
        var (left, top) = (MathF.Max(0, MathF.Floor(bounds.X)), MathF.Max(0, MathF.Floor(bounds.Y)));
        var (right, bottom) = (MathF.Min(picture.Width, MathF.Ceiling(bounds.Right)), MathF.Min(picture.Height, MathF.Ceiling(bounds.Bottom)));
        yield return new Box(0, bottom, picture.Width, picture.Height - bottom);
        yield return new Box(0, 0, picture.Width, top);
        yield return new Box(right, 0, picture.Width - right, picture.Height);
        yield return new Box(0, 0, left, picture.Height);
    }

    private static bool Holds(Quad quad, float slack, Vector2 point)
    {
        var centre = (quad.TopLeft + quad.TopRight + quad.BottomRight + quad.BottomLeft) / 4;
        var (across, down) = ((quad.TopRight - quad.TopLeft) / 2, (quad.BottomLeft - quad.TopLeft) / 2);
        var away = point - centre;
        return MathF.Abs(Vector2.Dot(away, across)) <= across.LengthSquared() * slack && MathF.Abs(Vector2.Dot(away, down)) <= down.LengthSquared() * slack;
    }

    private static Box Moved(Box box, Vector2 by) => box with { X = box.X + by.X, Y = box.Y + by.Y };

    private static Quad Moved(Quad quad, Vector2 by) => new(quad.TopLeft + by, quad.TopRight + by, quad.BottomRight + by, quad.BottomLeft + by);
}
