using Idv.Api.Contracts;
using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Documents;
using Idv.Imaging.Barcodes;

namespace Idv.Host.Translation;

/// <summary>Documents in the words of our own API.</summary>
internal static class DocumentTranslation
{
    public static DocumentContract Document(DocumentReading reading) => new(
        Kind(reading.Kind),
        reading.IssuingState,
        [.. reading.Fields.Select(field => new DocumentFieldContract(field.Name, field.Value, Zone(field.Zone), FaceTranslation.Round(field.Confidence)))],
        reading.Mrz is { } mrz ? Mrz(mrz) : null,
        reading.Barcodes.Count > 0 ? Barcode(reading.Barcodes[0]) : null,
        [.. reading.Barcodes.Skip(1).Select(Barcode)],
        reading.Portrait is { } portrait
            ? new PortraitContract(FaceTranslation.Box(portrait.Face.Box), Convert.ToBase64String(portrait.Jpeg))
            : null,
        [.. reading.Checks.Select(ReportTranslation.Check)])
    {
        OtherDocuments = reading.OtherOutlines.Count == 0 ? null : [.. reading.OtherOutlines.Select(outline => FaceTranslation.Box(outline.Bounds))],
    };

    public static MrzContract Mrz(MrzRecord record) => new(
        Format(record.Format),
        record.Lines,
        record.CheckDigitsValid && record.Problems.Count == 0,
        MrzFields.Of(record).ToDictionary(field => field.Name, field => (string?)field.Value, StringComparer.Ordinal),
        [.. record.CheckDigits.Select(digit => new CheckDigitContract(
            Name(digit.Field.ToString()), digit.Printed.ToString(), digit.Computed.ToString(), digit.Status != MrzCheckDigitStatus.Invalid))],
        [.. record.Problems.Select(problem => $"{Name(problem.Field.ToString())}: {problem.Code} (line {problem.Line}, position {problem.Column})")],
        Repaired: [],
        Region: null);

    private static MrzContract Mrz(MrzReading reading) => Mrz(reading.Record) with
    {
        Repaired = [.. reading.Repairs.Select(repair => new RepairContract(repair.Line, repair.Column, repair.Read.ToString(), repair.Repaired.ToString()))],
        Region = FaceTranslation.Box(reading.Zone.Bounds),
    };

    private static BarcodeContract Barcode(LocatedBarcode located) => new(
        located.Barcode.Symbol.Format switch
        {
            BarcodeFormats.Pdf417 => "PDF417",
            BarcodeFormats.QrCode => "QR",
            BarcodeFormats.DataMatrix => "DataMatrix",
            var other => other.ToString(),
        },
        located.Barcode.Symbol.Text,
        ReportTranslation.Image(located.Role)!,
        FaceTranslation.Box(located.Barcode.Symbol.Position.Bounds),
        located.Barcode.Licence is { } licence ? AamvaText.Licence(licence) : null);

    private static string Kind(DocumentKind kind) => kind switch
    {
        DocumentKind.Passport => "passport",
        DocumentKind.IdentityCard => "identity-card",
        DocumentKind.Visa => "visa",
        DocumentKind.DrivingLicence => "driving-licence",
        DocumentKind.Other => "other",
        _ => "unknown",
    };

    private static string Zone(SourceZone zone) => zone switch
    {
        SourceZone.Mrz => "mrz",
        SourceZone.Barcode => "barcode",
        _ => "viz",
    };

    private static string Format(MrzFormat format) => format switch
    {
        MrzFormat.Td1 => "TD1",
        MrzFormat.Td2 => "TD2",
        MrzFormat.Td3 => "TD3",
        MrzFormat.MrvA => "MRV-A",
        MrzFormat.MrvB => "MRV-B",
        MrzFormat.FrenchIdCard => "FR-ID",
        MrzFormat.SwissDrivingLicence => "CH-DL",
        MrzFormat.EuDrivingLicence => "EU-DL",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    private static string Name(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
