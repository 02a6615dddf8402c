using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Checks;
using Idv.Engine.Documents;
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

    /// <summary>Examines the pictures of a document.</summary>
    public ExaminedDocument Examine(EvidencePicture front, EvidencePicture? back, DateOnly today)
    {
        var checks = new List<Check> { Readable(front, back) };
        var (mrz, role) = ReadMrz(front, back, today);
        checks.Add(MrzPresent(mrz, front, back));
        checks.Add(MrzValidity.Judge(mrz, role));
        checks.Add(NotExpired(mrz?.Record, today));

        var portrait = FindPortrait(front, mrz, role);
        checks.Add(portrait.Face is null
            ? Check.Undecided(CheckCodes.PortraitPresent, front.Fault is null
                ? new CheckReason(ReasonCodes.NoFace, "No portrait was found on the front of the document.", EvidenceRole.DocumentFront)
                : Unreadable(front))
            : Check.Passed(CheckCodes.PortraitPresent));
        var reading = new DocumentReading(
            mrz is null ? DocumentKind.Unknown : MrzFields.KindOf(mrz.Record),
            string.IsNullOrEmpty(mrz?.Record.IssuingState) ? null : mrz.Record.IssuingState,
            mrz is null ? [] : [.. MrzFields.Of(mrz.Record).Select(field => new DocumentField(field.Name, field.Value, SourceZone.Mrz, Math.Exp(mrz.MeanLogProbability)))],
            mrz,
            portrait.Face is null ? null : new DocumentPortrait(portrait.Face, portrait.Jpeg!),
            checks);
        return new ExaminedDocument(reading, portrait.Template);
    }

    /// <summary>The reason for a picture that cannot be decoded.</summary>
    internal static CheckReason Unreadable(EvidencePicture picture) =>
        new(ReasonCodes.ImageUnreadable, picture.Fault!.Message, picture.Role);

    private static Check Readable(EvidencePicture front, EvidencePicture? back)
    {
        var pictures = back is null ? [front] : new[] { front, back };
        var faults = pictures.Where(picture => picture.Fault is not null).Select(Unreadable).ToArray();
        if (faults.Length > 0)
        {
            return Check.Undecided(CheckCodes.DocumentReadable, faults);
        }

        var truncated = pictures.Where(picture => picture.Truncated).Select(picture =>
            new CheckReason(ReasonCodes.ImageTruncated, "The file ends too early; what arrived was used.", picture.Role));
        return Check.Passed(CheckCodes.DocumentReadable) with { Reasons = [.. truncated] };
    }

    private static Check MrzPresent(MrzReading? mrz, EvidencePicture front, EvidencePicture? back)
    {
        if (mrz is not null)
        {
            return Check.Passed(CheckCodes.MrzPresent);
        }

        return front.Fault is not null && back?.Pyramid is null
            ? Check.Undecided(CheckCodes.MrzPresent, Unreadable(front))
            : Check.Undecided(CheckCodes.MrzPresent, new CheckReason(
                ReasonCodes.NoMrz,
                back is null
                    ? "No machine-readable zone was found. On cards it is often on the back: send that too."
                    : "No machine-readable zone was found on either side."));
    }

    private static Check NotExpired(MrzRecord? record, DateOnly today)
    {
        if (record is null)
        {
            return Check.Undecided(CheckCodes.DocumentNotExpired, new CheckReason(ReasonCodes.NothingToCompare, "No date of expiry was read."));
        }

        if (record.DateOfExpiry.Value is not { } expiry)
        {
            return Check.Undecided(CheckCodes.DocumentNotExpired, new CheckReason(ReasonCodes.DateUnknown, "The document gives no complete date of expiry."));
        }

        return expiry >= today
            ? Check.Passed(CheckCodes.DocumentNotExpired)
            : Check.Failed(CheckCodes.DocumentNotExpired, new CheckReason(ReasonCodes.Expired, "The document has expired."));
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
            .MostProminent();
        if (face is null)
        {
            return default;
        }

        using var crop = FaceAnalyzer.Crop(pyramid.Image, face, PortraitCropScale);
        return (face, ImageEncoder.EncodeJpeg(crop), faces.Embed(pyramid, face));
    }
}
