using Idv.Verifications.People;

namespace Idv.Verifications.Reports;

/// <summary>The type of a document.</summary>
public enum DocumentType
{
    /// <summary>Not recognised.</summary>
    Unknown,

    /// <summary>A passport book.</summary>
    Passport,

    /// <summary>A passport card.</summary>
    PassportCard,

    /// <summary>A national identity card.</summary>
    IdentityCard,

    /// <summary>A driving licence.</summary>
    DrivingLicence,

    /// <summary>A residence permit.</summary>
    ResidencePermit,

    /// <summary>A visa.</summary>
    Visa,

    /// <summary>Another document that names a person.</summary>
    Other,
}

/// <summary>Where on a document a value was read.</summary>
public enum DocumentZone
{
    /// <summary>Typed in by a person.</summary>
    Manual,

    /// <summary>The printed text.</summary>
    VisualZone,

    /// <summary>The machine readable zone.</summary>
    Mrz,

    /// <summary>A barcode (PDF417, QR).</summary>
    Barcode,
}

/// <summary>A field of a document; named after ICAO Doc 9303 and the AAMVA card design standard.</summary>
public enum DocumentField
{
    /// <summary>Given names.</summary>
    GivenNames,

    /// <summary>Middle names.</summary>
    MiddleNames,

    /// <summary>Surname.</summary>
    Surname,

    /// <summary>Name suffix.</summary>
    NameSuffix,

    /// <summary>Name after marriage.</summary>
    MarriedName,

    /// <summary>Document number.</summary>
    DocumentNumber,

    /// <summary>Document discriminator or another reference number.</summary>
    ReferenceNumber,

    /// <summary>Personal number.</summary>
    PersonalNumber,

    /// <summary>Date of birth, yyyy-MM-dd.</summary>
    BirthDate,

    /// <summary>Place of birth.</summary>
    BirthPlace,

    /// <summary>Date of issue, yyyy-MM-dd.</summary>
    IssueDate,

    /// <summary>Date of expiry, yyyy-MM-dd.</summary>
    ExpiryDate,

    /// <summary>Issuing state or country, ISO 3166-1 alpha-3.</summary>
    IssuingState,

    /// <summary>Issuing jurisdiction within the country.</summary>
    IssuingJurisdiction,

    /// <summary>Nationality, ISO 3166-1 alpha-3.</summary>
    Nationality,

    /// <summary>Sex marker: F, M, X.</summary>
    Sex,

    /// <summary>Street and number.</summary>
    Street,

    /// <summary>Town.</summary>
    City,

    /// <summary>State or province of the address.</summary>
    AddressState,

    /// <summary>Postal code.</summary>
    PostalCode,

    /// <summary>Height, as written.</summary>
    Height,

    /// <summary>Weight, as written.</summary>
    Weight,

    /// <summary>Colour of the eyes.</summary>
    EyeColour,

    /// <summary>Colour of the hair.</summary>
    HairColour,

    /// <summary>Vehicle classes.</summary>
    VehicleClass,

    /// <summary>Restrictions.</summary>
    Restrictions,

    /// <summary>Endorsements.</summary>
    Endorsements,

    /// <summary>Remarks.</summary>
    Remarks,

    /// <summary>The machine readable zone as read, lines separated by a line feed.</summary>
    MrzText,

    /// <summary>The barcode's payload as read.</summary>
    BarcodeText,
}

/// <summary>One value read from a document.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Value">The value; dates as yyyy-MM-dd.</param>
/// <param name="Zone">Where it was read.</param>
/// <param name="Confidence">In [0, 1].</param>
public sealed record FieldReading(DocumentField Field, string Value, DocumentZone Zone, double Confidence);

/// <summary>What one document said, and how its checks ended.</summary>
public sealed record DocumentReading
{
    /// <summary>The name of this reading.</summary>
    public required Guid Id { get; init; }

    /// <summary>The type that was recognised.</summary>
    public DocumentType Type { get; init; }

    /// <summary>Every value that was read, from every zone.</summary>
    public IReadOnlyList<FieldReading> Fields { get; init; } = [];

    /// <summary>How the checks of this document ended.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>The picture of the front.</summary>
    public Guid? FrontEvidenceId { get; init; }

    /// <summary>The picture of the back.</summary>
    public Guid? BackEvidenceId { get; init; }

    /// <summary>The portrait that was cut out.</summary>
    public Guid? PortraitEvidenceId { get; init; }

    /// <summary>
    /// The value of a field: of the most trusted zone (barcode, then machine readable zone, then visual zone, then manual) that has it;
    /// names prefer the visual zone because the machine readable zone truncates and transliterates them, unless the zone shows that print has run words together.
    /// </summary>
    public string? Value(DocumentField field)
    {
        var isName = field is DocumentField.GivenNames or DocumentField.MiddleNames or DocumentField.Surname or DocumentField.MarriedName;
        if (isName && Value(field, DocumentZone.Mrz) is { } zone && Value(field, DocumentZone.VisualZone) is { } print
            && zone.Contains(' ', StringComparison.Ordinal)
            && string.Equals(zone.Replace(" ", "", StringComparison.Ordinal), print, StringComparison.OrdinalIgnoreCase))
        {
            // Print is read letter by letter and its spaces are guessed; the zone has a filler for each.
            return zone;
        }

        return Fields.Where(reading => reading.Field == field)
            .OrderByDescending(reading => isName && reading.Zone == DocumentZone.VisualZone ? int.MaxValue : (int)reading.Zone)
            .ThenByDescending(reading => reading.Confidence)
            .FirstOrDefault()?.Value;
    }

    /// <summary>The value of a field in one zone, or null.</summary>
    public string? Value(DocumentField field, DocumentZone zone) =>
        Fields.FirstOrDefault(reading => reading.Field == field && reading.Zone == zone)?.Value;

    /// <summary>The value of a date field, or null when it was not read or is no date.</summary>
    public DateOnly? Date(DocumentField field) => DateOnly.TryParseExact(Value(field), "yyyy-MM-dd", out var date) ? date : null;

    /// <summary>What the document says about its holder.</summary>
    public PersonalData Holder() => new()
    {
        GivenNames = Value(DocumentField.GivenNames),
        MiddleNames = Value(DocumentField.MiddleNames),
        Surname = Value(DocumentField.Surname),
        NameSuffix = Value(DocumentField.NameSuffix),
        MarriedName = Value(DocumentField.MarriedName),
        BirthDate = Date(DocumentField.BirthDate),
        BirthPlace = Value(DocumentField.BirthPlace),
        Nationality = Value(DocumentField.Nationality),
        Sex = Value(DocumentField.Sex) switch { "F" => Sex.Female, "M" => Sex.Male, "X" => Sex.Unspecified, _ => Sex.Unknown },
        Address = Value(DocumentField.Street) is null && Value(DocumentField.City) is null ? null : new PostalAddress
        {
            Street = Value(DocumentField.Street),
            City = Value(DocumentField.City),
            State = Value(DocumentField.AddressState),
            PostalCode = Value(DocumentField.PostalCode),
        },
    };
}
