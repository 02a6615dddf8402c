using System.Globalization;
using Idv.Documents.Aamva;

namespace Idv.Engine.Documents;

/// <summary>The data elements of an AAMVA barcode under the names that reports use.</summary>
public static class AamvaFields
{
    /// <summary>The elements that the barcode has; empty ones are left out.</summary>
    public static IEnumerable<(string Name, string Value)> Of(AamvaRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        (string Name, string? Value)[] elements =
        [
            ("issuingState", record.Country),
            ("issuingJurisdiction", record.Issuer?.Code ?? record.State),
            ("surname", record.LastName),
            ("givenNames", Join(record.FirstName, record.MiddleName)),
            ("nameSuffix", record.Suffix),
            ("documentNumber", record.DocumentNumber),
            ("dateOfBirth", Date(record.DateOfBirth)),
            ("sex", record.Sex switch { AamvaSex.Female => "F", AamvaSex.Male => "M", _ => null }),
            ("dateOfIssue", Date(record.DateOfIssue)),
            ("dateOfExpiry", Date(record.DateOfExpiry)),
            ("street", Join(record.Street, record.Street2)),
            ("city", record.City),
            ("addressState", record.State),
            ("postalCode", record.PostalCode),
            ("height", record.Height is { } height ? string.Create(CultureInfo.InvariantCulture, $"{height.Centimetres} cm") : null),
            ("weight", Weight(record.Weight)),
            ("eyeColour", Colour(record.EyeColour)),
            ("hairColour", Colour(record.HairColour)),
            ("vehicleClass", record.VehicleClass),
            ("restrictions", record.Restrictions),
            ("endorsements", record.Endorsements),
            ("documentDiscriminator", record.DocumentDiscriminator),
            ("inventoryControlNumber", record.InventoryControlNumber),
            ("auditInformation", record.AuditInformation),
        ];
        return elements.Where(element => !string.IsNullOrEmpty(element.Value)).Select(element => (element.Name, element.Value!));
    }

    /// <summary>What kind of document bears the barcode, by its first sub-file: <c>DL</c>, <c>EN</c> (enhanced licence) or <c>ID</c>.</summary>
    public static DocumentKind KindOf(AamvaRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.CardType switch
        {
            "DL" or "EN" => DocumentKind.DrivingLicence,
            "ID" => DocumentKind.IdentityCard,
            _ => DocumentKind.Other,
        };
    }

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Join(string? first, string? second) =>
        second is null ? first : first is null ? second : $"{first} {second}";

    private static string? Weight(AamvaWeight? weight)
    {
        if (weight is not { } known)
        {
            return null;
        }

        var unit = known.Unit == AamvaUnit.Metric ? "kg" : "lb";
        return known.Most == known.Least
            ? string.Create(CultureInfo.InvariantCulture, $"{known.Least} {unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{known.Least}-{known.Most} {unit}");
    }

    private static string? Colour(AamvaColour colour) => colour == AamvaColour.Unknown ? null : colour.ToString().ToLowerInvariant();
}
