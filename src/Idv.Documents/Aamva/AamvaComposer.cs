using System.Globalization;
using System.Text;

namespace Idv.Documents.Aamva;

/// <summary>Composes payloads by the AAMVA card design standard, with a directory whose offsets and lengths are right.</summary>
public static class AamvaComposer
{
    private const int DesignatorLength = 10;

    /// <summary>Composes a payload from sub-files. <see cref="AamvaParser"/> reads back the same sub-files.</summary>
    /// <param name="iin">Issuer identification number of six digits.</param>
    /// <param name="version">Version of the standard, 1 to 99. Version 1 has no jurisdiction version.</param>
    /// <param name="jurisdictionVersion">The jurisdiction's own version, 0 to 99.</param>
    /// <param name="subfiles">One to ten sub-files; the first is a <c>DL</c>, <c>ID</c> or <c>EN</c>.</param>
    /// <exception cref="ArgumentException">A number is out of range, or an id or value cannot be encoded.</exception>
    public static string Compose(int iin, int version, int jurisdictionVersion, IReadOnlyList<AamvaSubfile> subfiles)
    {
        ArgumentNullException.ThrowIfNull(subfiles);
        ArgumentOutOfRangeException.ThrowIfLessThan(iin, 100_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iin, 999_999);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, 99);
        ArgumentOutOfRangeException.ThrowIfNegative(jurisdictionVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jurisdictionVersion, 99);
        ArgumentOutOfRangeException.ThrowIfZero(subfiles.Count, nameof(subfiles));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subfiles.Count, 10, nameof(subfiles));
        var header = new StringBuilder("@\n\u001e\rANSI ");
        var own = version == 1 ? "" : jurisdictionVersion.ToString("00", CultureInfo.InvariantCulture);
        header.Append(CultureInfo.InvariantCulture, $"{iin:000000}{version:00}{own}{subfiles.Count:00}");
        var offset = header.Length + (DesignatorLength * subfiles.Count);
        var body = new StringBuilder();
        foreach (var subfile in subfiles)
        {
            var text = Encode(subfile);
            header.Append(CultureInfo.InvariantCulture, $"{subfile.Type}{offset + body.Length:0000}{text.Length:0000}");
            body.Append(text);
        }

        return header.Append(body).ToString();
    }

    /// <summary>
    /// Composes a payload of version 10 from a record's own properties, for specimens and tests; <see cref="AamvaRecord.Subfiles"/> is
    /// disregarded but for jurisdictions' own sub-files, which are kept.
    /// </summary>
    /// <exception cref="ArgumentException">A value cannot be encoded.</exception>
    public static string Compose(AamvaRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var metric = record.Country != "USA";
        AamvaElement[] elements =
        [
            new("DCA", record.VehicleClass ?? "NONE"),
            new("DCB", record.Restrictions ?? "NONE"),
            new("DCD", record.Endorsements ?? "NONE"),
            new("DBA", Date(record.DateOfExpiry, metric)),
            new("DCS", record.LastName ?? "NONE"),
            new("DAC", record.FirstName ?? "NONE"),
            new("DAD", record.MiddleName ?? "NONE"),
            new("DBD", Date(record.DateOfIssue, metric)),
            new("DBB", Date(record.DateOfBirth, metric)),
            new("DBC", record.Sex switch { AamvaSex.Male => "1", AamvaSex.Female => "2", _ => "9" }),
            new("DAY", Colour(record.EyeColour)),
            new("DAU", record.Height is { } height ? string.Create(CultureInfo.InvariantCulture, $"{height.Value:000} {(height.Unit == AamvaUnit.Metric ? "cm" : "in")}") : "NONE"),
            new("DAG", record.Street ?? "NONE"),
            new("DAI", record.City ?? "NONE"),
            new("DAJ", record.State ?? record.Issuer?.Code ?? ""),
            new("DAK", (record.PostalCode ?? "").PadRight(metric ? 0 : 9, '0')),
            new("DAQ", record.DocumentNumber ?? "NONE"),
            new("DCF", record.DocumentDiscriminator ?? "NONE"),
            new("DCG", record.Country ?? "USA"),
            new("DDE", Truncation(record.LastNameTruncation)),
            new("DDF", Truncation(record.FirstNameTruncation)),
            new("DDG", Truncation(record.MiddleNameTruncation)),
            .. Optional(record, metric),
        ];
        return Compose(
            record.Iin,
            10,
            record.JurisdictionVersion,
            [new AamvaSubfile(record.CardType, elements), .. record.Subfiles.Where(subfile => subfile.Type.StartsWith('Z'))]);
    }

    private static IEnumerable<AamvaElement> Optional(AamvaRecord record, bool metric)
    {
        (string Id, string? Value)[] optional =
        [
            ("DAH", record.Street2),
            ("DAZ", record.HairColour == AamvaColour.Unknown ? null : Colour(record.HairColour)),
            ("DCU", record.Suffix),
            ("DCJ", record.AuditInformation),
            ("DCK", record.InventoryControlNumber),
            ("DDA", record.Compliance switch { AamvaCompliance.Full => "F", AamvaCompliance.Material => "M", AamvaCompliance.None => "N", _ => null }),
            ("DDB", record.CardRevision is null ? null : Date(record.CardRevision, metric)),
            ("DDD", Indicator(record.HasTemporaryLawfulStatus)),
            ("DDH", record.Under18Until is null ? null : Date(record.Under18Until, metric)),
            ("DDI", record.Under19Until is null ? null : Date(record.Under19Until, metric)),
            ("DDJ", record.Under21Until is null ? null : Date(record.Under21Until, metric)),
            ("DDK", Indicator(record.IsOrganDonor)),
            ("DDL", Indicator(record.IsVeteran)),
            (record.Weight?.Unit == AamvaUnit.Metric ? "DAX" : "DAW", record.Weight?.Least.ToString("000", CultureInfo.InvariantCulture)),
        ];
        return optional.Where(element => element.Value is not null).Select(element => new AamvaElement(element.Id, element.Value!));
    }

    private static string Encode(AamvaSubfile subfile)
    {
        if (subfile.Type.Length != 2 || !subfile.Type.All(char.IsAsciiLetterUpper) || subfile.Elements.Count == 0)
        {
            throw new ArgumentException("A sub-file has a type of two capitals and at least one element.", nameof(subfile));
        }

        var text = new StringBuilder(subfile.Type);
        for (var i = 0; i < subfile.Elements.Count; i++)
        {
            var (id, value) = subfile.Elements[i];
            if (id.Length != 3 || !AamvaElementIds.Begins(id) || id[0] != (subfile.Type[0] == 'Z' ? 'Z' : 'D'))
            {
                throw new ArgumentException($"An element's id in a sub-file {subfile.Type} has three characters and begins with {(subfile.Type[0] == 'Z' ? 'Z' : 'D')}.", nameof(subfile));
            }

            if (value.Any(char.IsControl) || value.AsSpan().Trim(' ').Length != value.Length)
            {
                throw new ArgumentException($"The value of {id} has a control character or a space at an end.", nameof(subfile));
            }

            text.Append(id).Append(value).Append(i == subfile.Elements.Count - 1 ? '\r' : '\n');
        }

        return text.ToString();
    }

    private static string Date(DateOnly? date, bool yearFirst) =>
        date?.ToString(yearFirst ? "yyyyMMdd" : "MMddyyyy", CultureInfo.InvariantCulture) ?? "00000000";

    private static string? Indicator(bool? value) => value is null ? null : value.Value ? "1" : "0";

    private static string Truncation(AamvaTruncation truncation) => truncation switch
    {
        AamvaTruncation.Cut => "T",
        AamvaTruncation.Whole => "N",
        _ => "U",
    };

    private static string Colour(AamvaColour colour) => colour switch
    {
        AamvaColour.Bald => "BAL",
        AamvaColour.Black => "BLK",
        AamvaColour.Blond => "BLN",
        AamvaColour.Blue => "BLU",
        AamvaColour.Brown => "BRO",
        AamvaColour.Dichromatic => "DIC",
        AamvaColour.Green => "GRN",
        AamvaColour.Grey => "GRY",
        AamvaColour.Hazel => "HAZ",
        AamvaColour.Maroon => "MAR",
        AamvaColour.Pink => "PNK",
        AamvaColour.Red => "RED",
        AamvaColour.Sandy => "SDY",
        AamvaColour.White => "WHI",
        _ => "UNK",
    };
}
