using System.Numerics;
using Idv.Documents.Capture;
using Idv.Documents.Mrz.Reading;
using Idv.Documents.VisualZone;
using Idv.Engine.Checks;
using Idv.Faces.Detection;
using Idv.Imaging;

namespace Idv.Engine.DocumentStages;

/// <summary>The front of a document, found in its picture and cut out.</summary>
internal sealed class FrontView : IDisposable
{
    private FrontView(RectifiedDocument document, bool hasOutline) => (Document, HasOutline) = (document, hasOutline);

    /// <summary>The document, upright.</summary>
    public RectifiedDocument Document { get; }

    /// <summary>Whether its outline was seen; otherwise the zone's place or the whole picture stands for it.</summary>
    public bool HasOutline { get; }

    /// <summary>Finds the document.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="faces">The faces in it.</param>
    /// <param name="mrz">The machine-readable zone in the same picture, or null.</param>
    /// <param name="reader">Tells which way up a document without face and zone is.</param>
    public static FrontView Find(Image picture, IReadOnlyList<DetectedFace> faces, MrzReading? mrz, VisualZoneReader reader)
    {
        var anchors = faces.Select(face => new FaceAnchor(face.Box, Up(face))).ToList();
        if (DocumentLocator.Locate(picture, anchors, mrz) is { } outline)
        {
            return new FrontView(Upright(picture, outline, reader), outline.IsSeen);
        }

        return new FrontView(RectifiedDocument.Cut(picture, Quad.FromBox(new Box(0, 0, picture.Width, picture.Height))), hasOutline: false);
    }

    /// <summary>What keeps the picture from being read well.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="others">Where other documents lie in it.</param>
    public Check Quality(Image picture, IReadOnlyList<Quad> others)
    {
        var reasons = CaptureQuality.Examine(picture, Document).Select(remark => remark.Fault switch
        {
            CaptureFault.Glare => new CheckReason(ReasonCodes.Glare, "A highlight hides a part of the document: tilt it or turn off the flash.", EvidenceRole.DocumentFront, remark.Region),
            CaptureFault.Blur => new CheckReason(ReasonCodes.DocumentBlurred, "The document is blurred: hold still, with more light.", EvidenceRole.DocumentFront, remark.Region),
            CaptureFault.Cut => new CheckReason(ReasonCodes.DocumentCut, "The frame cuts the document: move back.", EvidenceRole.DocumentFront, remark.Region),
            _ => new CheckReason(ReasonCodes.DocumentTooSmall, "The document is too small in the picture: move closer.", EvidenceRole.DocumentFront, remark.Region),
        }).Concat(others.Select(other => new CheckReason(
            ReasonCodes.SeveralDocuments, "The picture shows several documents: one of them was read.", EvidenceRole.DocumentFront, other.Bounds))).ToList();
        return reasons.Count == 0 ? Check.Passed(CheckCodes.DocumentQuality) : Check.Undecided(CheckCodes.DocumentQuality, [.. reasons]);
    }

    /// <inheritdoc/>
    public void Dispose() => Document.Dispose();

    private static RectifiedDocument Upright(Image picture, DocumentOutline outline, VisualZoneReader reader)
    {
        var quad = outline.Quad;
        if (outline.IsUpright)
        {
            return RectifiedDocument.Cut(picture, quad);
        }

        if (outline.AspectRatio < 1)
        {
            quad = new Quad(quad.BottomLeft, quad.TopLeft, quad.TopRight, quad.BottomRight);
        }

        var upright = RectifiedDocument.Cut(picture, quad);
        var turned = RectifiedDocument.Cut(picture, RectifiedDocument.HalfTurn(quad));
        if (reader.Legibility(turned) > reader.Legibility(upright))
        {
            (upright, turned) = (turned, upright);
        }

        turned.Dispose();
        return upright;
    }

    private static Vector2 Up(DetectedFace face)
    {
        var points = face.KeyPoints;
        return ((points[0] + points[1]) / 2) - ((points[3] + points[4]) / 2);
    }
}
