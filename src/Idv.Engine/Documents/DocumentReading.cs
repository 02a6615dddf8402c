using Idv.Documents.Barcodes;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Checks;
using Idv.Faces.Detection;
using Idv.Imaging;

namespace Idv.Engine.Documents;

/// <summary>What was read from a document.</summary>
/// <param name="Kind">The kind of document.</param>
/// <param name="IssuingState">The issuing state or organisation, or null.</param>
/// <param name="Fields">The data elements of every zone: those of the machine-readable zone first, then the barcode's, then the visual zone's.</param>
/// <param name="Mrz">The machine-readable zone, or null.</param>
/// <param name="Portrait">The holder's portrait, or null.</param>
/// <param name="Checks">What was checked.</param>
public sealed record DocumentReading(
    DocumentKind Kind,
    string? IssuingState,
    IReadOnlyList<DocumentField> Fields,
    MrzReading? Mrz,
    DocumentPortrait? Portrait,
    IReadOnlyList<Check> Checks)
{
    /// <summary>Every two-dimensional barcode, licences first.</summary>
    public IReadOnlyList<LocatedBarcode> Barcodes { get; init; } = [];

    /// <summary>The document's corners in the picture of its front, from its own top left; null when no outline was found.</summary>
    public Quad? Outline { get; init; }

    /// <summary>
    /// Where other documents lie in the picture of the front, such as the back of the same card on one scan. Their zone and barcodes are read as well, for these are looked for in
    /// the whole picture; their visual zone is not.
    /// </summary>
    public IReadOnlyList<Quad> OtherOutlines { get; init; } = [];

    /// <summary>The second, smaller image of the holder in the picture of the front, or null.</summary>
    public Box? GhostPortrait { get; init; }

    /// <summary>The perceptual hash of the portrait, by which an appliance recognises it; null without a portrait.</summary>
    public ulong? PortraitHash { get; init; }

    /// <summary>
    /// The document number with the kind and the issuing state among which it is unique, under which an appliance remembers the document; null without a number.
    /// </summary>
    public string? SeenAs => Value(FieldNames.DocumentNumber) is { } number ? $"{IssuingState}/{Kind}/{number}" : null;

    /// <summary>The template that the document follows, or null.</summary>
    public string? Template { get; init; }

    /// <summary>The value of a field in the first zone that has it, or null.</summary>
    public string? Value(string name) => Fields.FirstOrDefault(field => field.Name == name)?.Value;

    /// <summary>A field as one zone gives it, or null.</summary>
    public DocumentField? Field(string name, SourceZone zone) => Fields.FirstOrDefault(field => field.Name == name && field.Zone == zone);

    /// <summary>A date in the first zone that has it, or null.</summary>
    public DocumentDate? Date(string name) => DocumentDate.Parse(Value(name));
}

/// <summary>A barcode and the picture that it was found in.</summary>
/// <param name="Barcode">The barcode.</param>
/// <param name="Role">The picture.</param>
public sealed record LocatedBarcode(DocumentBarcode Barcode, EvidenceRole Role);

/// <summary>The portrait of a document's holder.</summary>
/// <param name="Face">Where the face is in the picture of the front.</param>
/// <param name="Jpeg">The portrait cut out, as a JPEG.</param>
public sealed record DocumentPortrait(DetectedFace Face, byte[] Jpeg);
