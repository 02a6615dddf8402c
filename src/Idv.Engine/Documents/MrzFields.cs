using Idv.Documents.Mrz;

namespace Idv.Engine.Documents;

/// <summary>A machine-readable zone's data elements under the names that reports use.</summary>
public static class MrzFields
{
    /// <summary>The elements that the zone has, in the order of ICAO Doc 9303; empty ones are left out.</summary>
    public static IEnumerable<(string Name, string Value)> Of(MrzRecord record)
    {
        (string Name, string? Value)[] elements =
        [
            ("documentCode", record.DocumentCode),
            ("issuingState", record.IssuingState),
            ("surname", record.Surname),
            ("givenNames", record.GivenNames),
            ("documentNumber", record.DocumentNumber),
            ("nationality", record.Nationality),
            ("dateOfBirth", Date(record.DateOfBirth)),
            ("sex", record.Sex switch { MrzSex.Female => "F", MrzSex.Male => "M", _ => "X" }),
            ("dateOfExpiry", Date(record.DateOfExpiry)),
            ("dateOfIssue", Date(record.DateOfIssue)),
            ("optionalData", record.OptionalData),
            ("optionalData2", record.OptionalData2),
        ];
        return elements.Where(element => !string.IsNullOrEmpty(element.Value)).Select(element => (element.Name, element.Value!));
    }

    /// <summary>What kind of document the zone belongs to.</summary>
    public static DocumentKind KindOf(MrzRecord record) => record.Format switch
    {
        MrzFormat.MrvA or MrzFormat.MrvB => DocumentKind.Visa,
        MrzFormat.SwissDrivingLicence or MrzFormat.EuDrivingLicence => DocumentKind.DrivingLicence,
        MrzFormat.FrenchIdCard => DocumentKind.IdentityCard,
        _ when record.DocumentCode.StartsWith('P') => DocumentKind.Passport,
        _ when record.DocumentCode.StartsWith('V') => DocumentKind.Visa,
        _ when record.DocumentCode is "I" or "ID" or "C" => DocumentKind.IdentityCard,
        _ => DocumentKind.Other,
    };

    /// <summary>A date as yyyy-MM-dd with XX for unknown parts; null when the zone gives none.</summary>
    public static string? Date(MrzDate date) =>
        date.Year is { } year ? $"{year:0000}-{date.Month?.ToString("00") ?? "XX"}-{date.Day?.ToString("00") ?? "XX"}" : null;
}
