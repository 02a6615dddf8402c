using Idv.Documents.Barcodes;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Engine.DocumentStages;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Imaging;

namespace Idv.Engine;

/// <summary>What the document stage hands on.</summary>
/// <param name="Reading">The report's part.</param>
/// <param name="PortraitTemplate">The portrait's template, or null.</param>
internal sealed record ExaminedDocument(DocumentReading Reading, FaceTemplate? PortraitTemplate);

/// <summary>Reads a document's machine-readable zone and portrait and checks what they say by themselves.</summary>
internal sealed class DocumentExamination(MrzReader reader, FaceAnalyzer faces)
{
    private const float PortraitCropScale = 1.8f;

    private static readonly (string Code, SourceZone Trusted, SourceZone Other)[] Comparisons =
    [
        (CheckCodes.MrzAgainstBarcode, SourceZone.Mrz, SourceZone.Barcode),
        (CheckCodes.MrzAgainstVisualZone, SourceZone.Mrz, SourceZone.Viz),
        (CheckCodes.BarcodeAgainstVisualZone, SourceZone.Barcode, SourceZone.Viz),
    ];

    /// <summary>Examines the pictures of a document.</summary>
    public ExaminedDocument Examine(EvidencePicture front, EvidencePicture? back, DateOnly today)
    {
        var (mrz, role) = ReadMrz(front, back, today);
        var barcodes = ReadBarcodes(front, back, hasMrz: mrz is not null);
        var licence = barcodes.FirstOrDefault(found => found.Barcode.Licence is not null);
        var portrait = FindPortrait(front, mrz, role);
        var state = NotEmpty(mrz?.Record.IssuingState) ?? licence?.Barcode.Licence!.Country;
        var reading = new DocumentReading(
            mrz is not null ? MrzFields.KindOf(mrz.Record) : licence is not null ? AamvaFields.KindOf(licence.Barcode.Licence!) : DocumentKind.Unknown,
            state,
            [.. FieldsOf(mrz, role), .. FieldsOf(licence)],
            mrz,
            portrait.Face is null ? null : new DocumentPortrait(portrait.Face, portrait.Jpeg!),
            [])
        {
            Barcodes = barcodes,
        };
        reading = reading with { Checks = Judge(reading, front, back, role, today) };
        return new ExaminedDocument(reading, portrait.Template);
    }

    /// <summary>The reason for a picture that cannot be decoded.</summary>
    internal static CheckReason Unreadable(EvidencePicture picture) =>
        new(ReasonCodes.ImageUnreadable, picture.Fault!.Message, picture.Role);

    private static List<Check> Judge(DocumentReading reading, EvidencePicture front, EvidencePicture? back, EvidenceRole mrzRole, DateOnly today)
    {
        List<Check> checks =
        [
            DocumentChecks.Readable(front, back),
            DocumentChecks.MrzPresent(reading.Mrz, front, back),
            DocumentChecks.MrzValid(reading.Mrz, mrzRole),
        ];
        if (DocumentChecks.BarcodeValid(reading.Barcodes) is { } barcode)
        {
            checks.Add(barcode);
        }

        foreach (var (code, trusted, other) in Comparisons)
        {
            if (DocumentChecks.ZonesAgree(code, reading, trusted, other) is { } agreement)
            {
                checks.Add(agreement);
            }
        }

        checks.Add(DocumentChecks.DataExtracted(reading));
        checks.Add(DocumentChecks.Dates(reading, today));
        checks.Add(DocumentChecks.NotExpired(reading, today));
        checks.Add(reading.Portrait is null
            ? Check.Undecided(CheckCodes.PortraitPresent, front.Fault is null
                ? new CheckReason(ReasonCodes.NoFace, "No portrait was found on the front of the document.", EvidenceRole.DocumentFront)
                : Unreadable(front))
            : Check.Passed(CheckCodes.PortraitPresent));
        checks.Add(DocumentAuthenticity.Fuse(checks));
        return checks;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IEnumerable<DocumentField> FieldsOf(MrzReading? mrz, EvidenceRole role) => mrz is null ? [] : MrzFields.Of(mrz.Record).Select(field =>
        new DocumentField(field.Name, field.Value, SourceZone.Mrz, Math.Exp(mrz.MeanLogProbability)) { Role = role, Region = mrz.Zone.Bounds });

    /// <summary>A barcode is error-correcting: what was decoded at all was decoded right.</summary>
    private static IEnumerable<DocumentField> FieldsOf(LocatedBarcode? licence) => licence is null ? [] : AamvaFields.Of(licence.Barcode.Licence!).Select(field =>
        new DocumentField(field.Name, field.Value, SourceZone.Barcode, 1) { Role = licence.Role, Region = licence.Barcode.Symbol.Position.Bounds });

    /// <summary>
    /// Barcodes of both sides, licences first. The ladder for hard symbols costs up to a second: it is climbed only where a barcode is
    /// the one thing that could still name the holder, on the back of a card or on a single picture without a zone.
    /// </summary>
    private static IReadOnlyList<LocatedBarcode> ReadBarcodes(EvidencePicture front, EvidencePicture? back, bool hasMrz)
    {
        var found = new List<LocatedBarcode>();
        foreach (var picture in back is null ? [front] : new[] { back, front })
        {
            if (picture.Pyramid is { } pyramid)
            {
                var thorough = !hasMrz && picture.Role == (back is null ? EvidenceRole.DocumentFront : EvidenceRole.DocumentBack);
                found.AddRange(DocumentBarcodeReader.Read(pyramid.Image, thorough).Select(barcode => new LocatedBarcode(barcode, picture.Role)));
            }
        }

        return [.. found.OrderBy(barcode => barcode.Barcode.Licence is null)];
    }

    private (MrzReading? Reading, EvidenceRole Role) ReadMrz(EvidencePicture front, EvidencePicture? back, DateOnly today)
    {
        // A card's zone is on its back; a passport's only picture is its front.
        foreach (var picture in back is null ? [front] : new[] { back, front })
        {
            if (picture.Pyramid is { } pyramid && reader.Read(pyramid.Image, today) is { } reading)
            {
                return (reading, picture.Role);
            }
        }

        return (null, EvidenceRole.DocumentFront);
    }

    private (DetectedFace? Face, byte[]? Jpeg, FaceTemplate? Template) FindPortrait(EvidencePicture front, MrzReading? mrz, EvidenceRole mrzRole)
    {
        if (front.Pyramid is not { } pyramid)
        {
            return default;
        }

        // Many documents repeat the portrait as a small ghost image: the portrait is the largest face.
        var region = mrz is not null && mrzRole == EvidenceRole.DocumentFront ? mrz.Zone : (Quad?)null;
        var face = faces.Detect(pyramid, FaceSearch.Portrait)
            .Where(candidate => region is not { } zone || Box.IntersectionOverUnion(candidate.Box, zone.Bounds) < 0.2f)
            .MaxBy(candidate => candidate.Box.Area);
        if (face is null)
        {
            return default;
        }

        using var crop = FaceAnalyzer.Crop(pyramid.Image, face, PortraitCropScale);
        return (face, ImageEncoder.EncodeJpeg(crop), faces.Embed(pyramid, face));
    }
}
