using Idv.Documents.Authenticity;
using Idv.Documents.Barcodes;
using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Documents.VisualZone;
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
internal sealed class DocumentExamination(MrzReader reader, FaceAnalyzer faces, VisualZoneReader visualZone)
{
    private const float PortraitCropScale = 1.8f;

    /// <summary>Any calibrated rate: of the comparison only the similarity is used.</summary>
    private const double GhostFalseMatchRate = 1e-3;

    /// <summary>The greatest share of the portrait's area that its ghost has.</summary>
    private const float MostGhostShare = 0.6f;

    private static readonly (string Code, SourceZone Trusted, SourceZone Other)[] Comparisons =
    [
        (CheckCodes.MrzAgainstBarcode, SourceZone.Mrz, SourceZone.Barcode),
        (CheckCodes.MrzAgainstVisualZone, SourceZone.Mrz, SourceZone.Viz),
        (CheckCodes.BarcodeAgainstVisualZone, SourceZone.Barcode, SourceZone.Viz),
    ];

    /// <summary>Examines the pictures of a document.</summary>
    public ExaminedDocument Examine(EvidencePicture front, EvidencePicture? back, VerificationPolicy policy)
    {
        var today = policy.Today ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var (mrz, role) = ReadMrz(front, back, today);
        var zoneOnFront = role == EvidenceRole.DocumentFront ? mrz : null;
        var everybody = FindFaces(front, zoneOnFront);
        var sorted = DocumentsInPicture.Sort(everybody, zoneOnFront);
        var barcodes = ReadBarcodes(front, back, isNamed: mrz is not null, hasFace: everybody.Count > 0);
        var licence = barcodes.FirstOrDefault(barcode => barcode.Barcode.Licence is not null);
        using var view = front.Pyramid is { } picture ? FindView(picture.Image, zoneOnFront, ref sorted) : null;
        var (face, ghost) = ChoosePortrait(sorted.Faces, view);
        var portrait = face is null || front.Pyramid is null ? null : Cut(front.Pyramid.Image, face);
        var print = view is null ? null : visualZone.Read(view.Document, Excluded(view, sorted.Zone), today, sorted.Zone?.Record.Format);
        var kind = mrz is not null ? MrzFields.KindOf(mrz.Record) : licence is not null ? AamvaFields.KindOf(licence.Barcode.Licence!) : DocumentWords.KindOf(print);
        var reading = new DocumentReading(
            kind,
            NotEmpty(mrz?.Record.IssuingState) ?? licence?.Barcode.Licence!.Country ?? print?.Template?.IssuingState ?? DocumentWords.IssuingState(print),
            [.. FieldsOf(mrz, role), .. FieldsOf(licence), .. FieldsOf(print, view, mrz?.Record.DocumentNumber ?? licence?.Barcode.Licence!.DocumentNumber)],
            mrz,
            portrait,
            [])
        {
            Barcodes = barcodes,
            Outline = view is { HasOutline: true } ? view.Document.Quad : null,
            OtherOutlines = view is { HasOutline: true } ? DocumentsInPicture.Others(front.Pyramid!.Image, view.Document.Quad, everybody, zoneOnFront, barcodes) : [],
            GhostPortrait = ghost?.Box,
            PortraitHash = face is null ? null : HashOf(front.Pyramid!.Image, face),
            Template = print?.Template?.Id,
        };
        var template = face is null ? null : faces.Embed(front.Pyramid!, face);
        reading = reading with { Checks = Judge(reading, new Evidence(front, back, role, view, print, LikenessOf(template, front, ghost)), policy, today) };
        return new ExaminedDocument(reading, template);
    }

    /// <summary>Finds the document; where the faces turn out to lie on none, the zone's document is the one.</summary>
    private FrontView FindView(Image picture, MrzReading? zone, ref DocumentsInPicture sorted)
    {
        var view = FrontView.Find(picture, sorted.Faces, sorted.Zone, visualZone);
        if (view.HasOutline || sorted.Zone == zone)
        {
            return view;
        }

        view.Dispose();
        sorted = sorted with { Zone = zone };
        return FrontView.Find(picture, [], zone, visualZone);
    }

    /// <summary>The reason for a picture that cannot be decoded.</summary>
    internal static CheckReason Unreadable(EvidencePicture picture) =>
        new(ReasonCodes.ImageUnreadable, picture.Fault!.Message, picture.Role);

    /// <summary>What the checks look at beside the reading.</summary>
    private sealed record Evidence(EvidencePicture Front, EvidencePicture? Back, EvidenceRole MrzRole, FrontView? View, VisualZoneReading? Print, (Box Box, double Likeness)? Ghost);

    private static List<Check> Judge(DocumentReading reading, Evidence evidence, VerificationPolicy policy, DateOnly today)
    {
        var (front, back, mrzRole, view, print, ghost) = evidence;
        List<Check> checks =
        [
            DocumentChecks.Readable(front, back),
            view is null ? Check.Undecided(CheckCodes.DocumentQuality, Unreadable(front)) : view.Quality(front.Pyramid!.Image, reading.OtherOutlines),
            reading.Kind == DocumentKind.Unknown
                ? Check.Undecided(CheckCodes.DocumentSupported, new CheckReason(ReasonCodes.UnknownDocument, "The type of the document is not known."))
                : Check.Passed(CheckCodes.DocumentSupported),
            DocumentChecks.MrzPresent(reading.Mrz, front, back),
            MrzValidity.Judge(reading.Mrz, mrzRole),
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
        if (view is not null && print is not null)
        {
            checks.Add(AuthenticityChecks.NotPhotocopy(view));
            checks.Add(AuthenticityChecks.NotOnScreen(view, front.Pyramid!.Image));
            if (reading.Mrz is not null)
            {
                checks.Add(AuthenticityChecks.MrzFont(mrzRole == EvidenceRole.DocumentBack ? back! : front, reading.Mrz));
            }

            checks.AddRange(AuthenticityChecks.Unaltered(view, front, reading.Portrait?.Face.Box, ghost));
            checks.Add(AuthenticityChecks.NotSpecimen(view, print, reading.IssuingState, policy.RefuseSpecimens));
        }

        if (AuthenticityChecks.NotDuplicate(policy.SeenDocuments, reading.SeenAs, reading.PortraitHash) is { } duplicate)
        {
            checks.Add(duplicate);
        }

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
    /// Barcodes of both sides, licences first. The ladder for hard symbols costs tenths of a second: it is climbed only where a barcode is
    /// the one thing that could still name the holder, on the back of a card or on a single picture with neither zone nor face.
    /// </summary>
    private static IReadOnlyList<LocatedBarcode> ReadBarcodes(EvidencePicture front, EvidencePicture? back, bool isNamed, bool hasFace)
    {
        var found = new List<LocatedBarcode>();
        foreach (var picture in back is null ? [front] : new[] { back, front })
        {
            if (picture.Pyramid is { } pyramid)
            {
                var thorough = !isNamed && (picture.Role == EvidenceRole.DocumentBack || (back is null && !hasFace));
                found.AddRange(DocumentBarcodeReader.Read(pyramid.Image, thorough).Select(barcode => new LocatedBarcode(barcode, picture.Role)));
            }
        }

        // A message's symbols may be spread over both sides.
        var joined = SplitMessages.Join(found.Select(barcode => barcode.Barcode))
            .Select(barcode => new LocatedBarcode(barcode, found.First(part => part.Barcode.Symbol.Position == barcode.Symbol.Position).Role));
        return [.. joined.OrderBy(barcode => barcode.Barcode.Licence is null)];
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

    private IReadOnlyList<DetectedFace> FindFaces(EvidencePicture front, MrzReading? zone) => front.Pyramid is not { } pyramid
        ? []
        : [.. faces.Detect(pyramid, FaceSearch.Portrait).Where(face => zone is null || Box.IntersectionOverUnion(face.Box, zone.Zone.Bounds) < 0.2f)];

    /// <summary>
    /// Many documents repeat the portrait as a small ghost image: the portrait is the largest face on the document, its ghost the largest of the smaller ones.
    /// </summary>
    private static (DetectedFace? Portrait, DetectedFace? Ghost) ChoosePortrait(IReadOnlyList<DetectedFace> found, FrontView? view)
    {
        var ordered = found.OrderByDescending(face => face.Box.Area).ToList();
        if (view is { HasOutline: true })
        {
            var bounds = view.Document.Quad.Bounds;
            var inside = ordered.Where(face => Box.Coverage(face.Box, bounds) > 0.9f).ToList();
            ordered = inside.Count > 0 ? inside : ordered;
        }

        var portrait = ordered.FirstOrDefault();
        var ghost = portrait is null ? null : ordered.Skip(1).FirstOrDefault(face => face.Box.Area < MostGhostShare * portrait.Box.Area);
        return (portrait, ghost);
    }

    /// <summary>How alike portrait and ghost are, or null where one of them is missing or cannot be embedded.</summary>
    private (Box Box, double Likeness)? LikenessOf(FaceTemplate? portrait, EvidencePicture front, DetectedFace? ghost) =>
        portrait is not null && ghost is not null && faces.Embed(front.Pyramid!, ghost) is { } template
            ? (ghost.Box, faces.Comparer.Compare(portrait, template, GhostFalseMatchRate).Similarity)
            : null;

    private static DocumentPortrait Cut(Image picture, DetectedFace face)
    {
        using var crop = FaceAnalyzer.Crop(picture, face, PortraitCropScale);
        return new DocumentPortrait(face, ImageEncoder.EncodeJpeg(crop));
    }

    private static ulong HashOf(Image picture, DetectedFace face)
    {
        var points = face.KeyPoints;
        return PerceptualHash.OfFace(picture, points[0], points[1], (points[3] + points[4]) / 2);
    }

    /// <summary>The zone's place on the rectified document, where it is.</summary>
    private static IReadOnlyList<Box> Excluded(FrontView view, MrzReading? zone)
    {
        if (zone is null)
        {
            return [];
        }

        // By the standard the zone is the lowest part of the document; that the zone was found tells that it is there.
        var image = view.Document.Image;
        var share = zone.Record.Format switch { MrzFormat.Td1 => 0.43f, MrzFormat.Td3 => 0.23f, _ => 0.28f };
        return [new Box(0, image.Height * (1 - share), image.Width, image.Height * share)];
    }

    private static IEnumerable<DocumentField> FieldsOf(VisualZoneReading? print, FrontView? view, string? number) => print is null ? [] : print.Fields.Select(field =>
        new DocumentField(field.Name, field.Name == FieldNames.DocumentNumber ? ZoneComparison.Spell(number, field.Value) : field.Value, SourceZone.Viz, field.Confidence)
        {
            Role = EvidenceRole.DocumentFront,
            Region = view!.Document.ToPicture(field.Box),
        });
}
