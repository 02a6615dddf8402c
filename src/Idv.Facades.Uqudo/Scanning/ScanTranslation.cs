using System.Globalization;
using Idv.Facades.Uqudo.Contracts;
using Idv.Verifications;
using Idv.Verifications.Reports;

namespace Idv.Facades.Uqudo.Scanning;

/// <summary>A document's reading under the vendor's names.</summary>
internal static class ScanTranslation
{
    /// <summary>Translates a reading.</summary>
    /// <param name="type">The type that was asked for.</param>
    /// <param name="document">The reading.</param>
    /// <param name="portrait">The portrait to give back, or null.</param>
    public static ScanContract Of(ScanDocumentType type, DocumentReading document, DerivedEvidence? portrait)
    {
        var faceImage = portrait is null ? null : Convert.ToBase64String(portrait.Bytes.Span);
        var zone = type.Reader == ScanReader.Aamva ? Barcode(document) : Mrz(document);

        // The vendor lists a card's zone on its back and a data page's on its front; portraits are on the front.
        return new ScanContract(type.Name, type.IsTwoSided
            ? new ScanSidesContract(new ScanSideContract { FaceImage = faceImage }, zone)
            : new ScanSidesContract(zone with { FaceImage = faceImage }, new ScanSideContract()));
    }

    private static ScanSideContract Mrz(DocumentReading document)
    {
        string? Value(DocumentField field) => document.Value(field, DocumentZone.Mrz);
        var text = Value(DocumentField.MrzText);
        var lines = text?.Split('\n') ?? [];
        var (optional1, optional2) = OptionalData(lines);
        return new ScanSideContract
        {
            SecondaryId = Value(DocumentField.GivenNames),
            PrimaryId = Value(DocumentField.Surname),
            DateOfBirth = MrzDate(Value(DocumentField.BirthDate)),
            DateOfBirthFormatted = Complete(Value(DocumentField.BirthDate)),
            DateOfExpiry = MrzDate(Value(DocumentField.ExpiryDate)),
            DateOfExpiryFormatted = Complete(Value(DocumentField.ExpiryDate)),
            DocumentNumber = Value(DocumentField.DocumentNumber),
            Nationality = Value(DocumentField.Nationality),
            Issuer = Value(DocumentField.IssuingState),
            Sex = Value(DocumentField.Sex),
            DocumentCode = lines is [{ Length: > 2 } first, ..] ? Plain(first[..2]) : null,
            MrzText = text,
            MrzVerified = document.Checks.FirstOrDefault(check => check.Code == CheckCodes.MrzValid)?.Outcome == CheckOutcome.Pass,
            Opt1 = optional1,
            Opt2 = optional2,
        };
    }

    private static ScanSideContract Barcode(DocumentReading document)
    {
        string? Value(DocumentField field) => document.Value(field, DocumentZone.Barcode);
        return new ScanSideContract
        {
            FirstName = Value(DocumentField.GivenNames),
            MiddleName = Value(DocumentField.MiddleNames),
            LastName = Value(DocumentField.Surname),
            DateOfBirth = LicenceDate(Value(DocumentField.BirthDate)),
            DateOfBirthFormatted = Complete(Value(DocumentField.BirthDate)),
            IssueDate = LicenceDate(Value(DocumentField.IssueDate)),
            IssueDateFormatted = Complete(Value(DocumentField.IssueDate)),
            DateOfExpiry = LicenceDate(Value(DocumentField.ExpiryDate)),
            DateOfExpiryFormatted = Complete(Value(DocumentField.ExpiryDate)),
            DocumentNumber = Value(DocumentField.DocumentNumber),
            Issuer = Value(DocumentField.IssuingState),
            Sex = Value(DocumentField.Sex),
            Address = Value(DocumentField.Street),
            City = Value(DocumentField.City),
            State = Value(DocumentField.AddressState) ?? Value(DocumentField.IssuingJurisdiction),
            PostalCode = Value(DocumentField.PostalCode),
        };
    }

    /// <summary>The optional data elements where ICAO Doc 9303 puts them in TD1, TD2 and TD3, in the raw zone.</summary>
    private static (string? First, string? Second) OptionalData(string[] lines) => lines switch
    {
        [{ Length: 30 } first, { Length: 30 } second, { Length: 30 }] => (Plain(first[15..30]), Plain(second[18..29])),
        [{ Length: 36 }, { Length: 36 } second] => (Plain(second[28..35]), null),
        [{ Length: 44 }, { Length: 44 } second] => (Plain(second[28..42]), null),
        _ => (null, null),
    };

    private static string Plain(string raw) => raw.Trim('<').Replace('<', ' ');

    /// <summary>yyyy-MM-dd, or XX for unknown parts, as YYMMDD with fillers.</summary>
    private static string? MrzDate(string? date) => date is { Length: 10 } ? date[2..].Replace("-", "", StringComparison.Ordinal).Replace('X', '<') : null;

    private static string? LicenceDate(string? date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day) ? day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture) : null;

    private static string? Complete(string? date) => DateOnly.TryParseExact(date, "yyyy-MM-dd", out _) ? date : null;
}
