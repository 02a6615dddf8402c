using System.Numerics;
using Idv.Documents.Mrz.Reading;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>A face in the picture.</summary>
/// <param name="Box">Where it is, in pixels.</param>
/// <param name="Up">Where its top is: a direction in the picture.</param>
public readonly record struct FaceAnchor(Box Box, Vector2 Up);

/// <summary>
/// Finds a document by everything that the picture shows: its edges around a face and a machine-readable zone, or else the place that ICAO Doc 9303
/// gives the zone.
/// </summary>
public static class DocumentLocator
{
    /// <summary>Faces beyond this are other people's in the background, not worth a search for their documents.</summary>
    private const int MostFaces = 3;

    /// <summary>How much less an outline is worth where no face measures it: much is a rectangle.</summary>
    private const double WorthWithoutFace = 0.9;

    /// <summary>And how much less where there is a face, but not on it.</summary>
    private const double WorthBesideFace = 0.7;

    /// <summary>The share of <see cref="DocumentFinder.LeastScore"/> that suffices where a face is on the document and no zone could tell better.</summary>
    private const double Leniency = 0.65;

    /// <summary>Finds the document.</summary>
    /// <param name="picture">A picture of three channels.</param>
    /// <param name="faces">The faces in it; the largest three count.</param>
    /// <param name="zone">The machine-readable zone in it, or null.</param>
    /// <returns>The outline, or null where neither edges nor zone show one.</returns>
    public static DocumentOutline? Locate(Image picture, IReadOnlyList<FaceAnchor> faces, MrzReading? zone)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(faces);
        var outline = Candidates(picture, faces, zone).MaxBy(found => found.Score);
        var needed = DocumentFinder.LeastScore * (zone is null && faces.Count > 0 ? Leniency : 1);
        if (outline is not null && outline.Score >= needed)
        {
            return outline;
        }

        return zone is not null && ZoneOutline.Of(zone.Zone, zone.Record.Format) is { } standard
            ? new DocumentOutline(standard, 0, IsUpright: true) { IsSeen = false }
            : null;
    }

    private static IEnumerable<DocumentOutline> Candidates(Image picture, IReadOnlyList<FaceAnchor> faces, MrzReading? zone)
    {
        foreach (var face in faces.OrderByDescending(face => face.Box.Area).Take(MostFaces))
        {
            if (DocumentFinder.Find(picture, new OutlineAnchors { Face = face.Box, FaceUp = face.Up, MachineReadableZone = zone?.Zone }) is { } outline)
            {
                yield return outline;
                if (outline.Score >= DocumentFinder.LeastScore)
                {
                    yield break;
                }
            }
        }

        if (DocumentFinder.Find(picture, new OutlineAnchors { MachineReadableZone = zone?.Zone }) is { } plain)
        {
            yield return plain with { Score = plain.Score * (faces.Count > 0 && !plain.Quad.Contains(Centre(faces.MaxBy(face => face.Box.Area).Box)) ? WorthBesideFace : WorthWithoutFace) };
        }
    }

    private static Vector2 Centre(Box box) => new(box.CentreX, box.CentreY);
}
