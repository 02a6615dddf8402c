using System.Globalization;
using System.Text.Json;
using Idv.Documents.Aamva;

namespace Idv.Tests;

/// <summary>What the fields of public AAMVA projects' test vectors mean in our record: each project has its own names and notations.</summary>
internal static class AamvaExpectations
{
    /// <summary>Every expected field of a vector with what a record says instead.</summary>
    /// <param name="expected">The vector's expectations.</param>
    /// <param name="record">What was parsed.</param>
    public static IEnumerable<(string Name, string Expected, string? Actual)> Compare(JsonElement expected, AamvaRecord record)
    {
        foreach (var field in expected.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in field.Value.EnumerateObject())
                {
                    var value = inner.Value.GetString()!;
                    yield return (inner.Name, value, field.Name == "elements" ? Element(record, inner.Name) : OfAamvajs(record, inner.Name, value));
                }
            }
            else
            {
                yield return (field.Name, field.Value.ToString(), OfIdParser(record, field.Name, field.Value.ToString()));
            }
        }
    }

    /// <summary>Some elements are the expectation's own summary of others.</summary>
    private static string? Element(AamvaRecord record, string id) => id == "DAA"
        ? string.Join(',', record.LastName, record.FirstName, record.MiddleName)
        : record.Subfiles.Select(subfile => subfile.Find(id)).FirstOrDefault(value => value is not null);

    private static string? OfAamvajs(AamvaRecord record, string name, string expected) => name switch
    {
        "state" => record.State,
        "address" => record.Street,
        "sex" => record.Sex.ToString(),
        "name.first" => expected.Contains(' ', StringComparison.Ordinal) ? $"{record.FirstName} {record.MiddleName}" : record.FirstName,
        "name.last" => record.LastName,
        "birthday" => record.DateOfBirth?.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "expiration_date" => record.DateOfExpiry?.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "postal_code" => record.PostalCode?[..expected.Length],
        _ => null,
    };

    private static string? OfIdParser(AamvaRecord record, string name, string expected) => name switch
    {
        "first" => record.FirstName,
        "middle" => record.MiddleName,
        "last" => record.LastName,
        "suffix" => record.Suffix,
        "street" => record.Street,
        "street2" => record.Street2,
        "city" => record.City,
        "state" => record.State,
        "postal" => record.PostalCode,
        "number" => record.DocumentNumber,
        "class" => record.VehicleClass,
        "restrictions" => record.Restrictions,
        "endorsements" => record.Endorsements,
        "discriminator" => record.DocumentDiscriminator,
        "inventory" => record.InventoryControlNumber,
        "audit" => record.AuditInformation,
        "dob" => Iso(record.DateOfBirth),
        "issue" => Iso(record.DateOfIssue),
        "expiry" => Iso(record.DateOfExpiry),
        "revision" => Iso(record.CardRevision),
        "country" => record.Country is "USA" ? "Usa" : record.Country is "CAN" ? "Canada" : null,
        "sex" => record.Sex.ToString(),
        "eyes" => Colour(record.EyeColour),
        "hair" => Colour(record.HairColour),
        "version" => char.IsAsciiDigit(expected[0]) ? record.Version.ToString("00", CultureInfo.InvariantCulture) : Edition(record.Version),
        "height" => Height(record.Height, expected),
        "weight" => Weight(record.Weight, expected),
        "issuer" => expected == "Price Edward Island" ? record.Issuer?.Name.Replace("Prince", "Price", StringComparison.Ordinal) : record.Issuer?.Name,
        "compliance" => record.Compliance switch { AamvaCompliance.Full => "FullyCompliant", AamvaCompliance.None => "NonCompliant", _ => null },
        "IsOrganDonor" => record.IsOrganDonor?.ToString(),
        "IsVeteran" => record.IsVeteran?.ToString(),
        "HasTemporaryLawfulStatus" => record.HasTemporaryLawfulStatus?.ToString(),
        _ => null,
    };

    private static string? Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Colour(AamvaColour colour) => colour == AamvaColour.Grey ? "Gray" : colour.ToString();

    private static string Edition(int version) => version switch
    {
        1 => "Aamva2000",
        2 => "Aamva2003",
        3 => "Aamva2005",
        4 => "Aamva2009",
        5 => "Aamva2010",
        6 => "Aamva2011",
        7 => "Aamva2012",
        8 => "Aamva2013",
        _ => "Aamva2016",
    };

    private static string? Height(AamvaHeight? height, string expected) => height is not { } found ? null
        : expected.Contains(',', StringComparison.Ordinal) ? $"{found.Unit}:{found.Value / 12},{found.Value % 12}"
        : $"{found.Unit}:{found.Value}";

    private static string? Weight(AamvaWeight? weight, string expected) => weight is not { } found ? null
        : expected.StartsWith("Range", StringComparison.Ordinal) ? $"Range:WeightRange.Lbs{found.Least}To{found.Most}"
        : $"{found.Unit}:{found.Least}";
}
