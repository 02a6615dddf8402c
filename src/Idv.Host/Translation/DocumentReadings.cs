using Idv.Engine.Documents;
using Idv.Verifications;
using Idv.Verifications.Reports;
using Domain = Idv.Verifications.Reports;
using EngineReading = Idv.Engine.Documents.DocumentReading;

namespace Idv.Host.Translation;

/// <summary>Documents that the engine has read, in the domain's words.</summary>
internal static class DocumentReadings
{
    private static readonly Dictionary<string, Domain.DocumentField> Fields = new(StringComparer.Ordinal)
    {
        ["surname"] = Domain.DocumentField.Surname,
        ["givenNames"] = Domain.DocumentField.GivenNames,
        ["middleNames"] = Domain.DocumentField.MiddleNames,
        ["nameSuffix"] = Domain.DocumentField.NameSuffix,
        ["documentNumber"] = Domain.DocumentField.DocumentNumber,
        ["documentDiscriminator"] = Domain.DocumentField.ReferenceNumber,
        ["personalNumber"] = Domain.DocumentField.PersonalNumber,
        ["optionalData"] = Domain.DocumentField.PersonalNumber,
        ["issuingState"] = Domain.DocumentField.IssuingState,
        ["issuingJurisdiction"] = Domain.DocumentField.IssuingJurisdiction,
        ["nationality"] = Domain.DocumentField.Nationality,
        ["dateOfBirth"] = Domain.DocumentField.BirthDate,
        ["placeOfBirth"] = Domain.DocumentField.BirthPlace,
        ["dateOfIssue"] = Domain.DocumentField.IssueDate,
        ["dateOfExpiry"] = Domain.DocumentField.ExpiryDate,
        ["sex"] = Domain.DocumentField.Sex,
        ["street"] = Domain.DocumentField.Street,
        ["city"] = Domain.DocumentField.City,
        ["addressState"] = Domain.DocumentField.AddressState,
        ["postalCode"] = Domain.DocumentField.PostalCode,
        ["height"] = Domain.DocumentField.Height,
        ["weight"] = Domain.DocumentField.Weight,
        ["eyeColour"] = Domain.DocumentField.EyeColour,
        ["hairColour"] = Domain.DocumentField.HairColour,
        ["vehicleClass"] = Domain.DocumentField.VehicleClass,
        ["restrictions"] = Domain.DocumentField.Restrictions,
        ["endorsements"] = Domain.DocumentField.Endorsements,
    };

    /// <summary>A reading, and the portrait that is to be kept.</summary>
    public static (Domain.DocumentReading Reading, DerivedEvidence? Portrait) Translate(EngineReading reading, ExaminedPictures pictures)
    {
        var portrait = reading.Portrait is { } found
            ? new DerivedEvidence(Guid.CreateVersion7(), EvidenceRole.Portrait, "image/jpeg", found.Jpeg)
            : null;
        List<FieldReading> fields =
        [
            .. reading.Fields.Where(field => Fields.ContainsKey(field.Name))
                .Select(field => new FieldReading(Fields[field.Name], field.Value, ZoneOf(field.Zone), field.Confidence)),
        ];
        if (reading.Mrz is { } mrz)
        {
            fields.Add(new FieldReading(Domain.DocumentField.MrzText, string.Join('\n', mrz.Record.Lines), DocumentZone.Mrz, Math.Exp(mrz.MeanLogProbability)));
        }

        return (
            new Domain.DocumentReading
            {
                Id = Guid.CreateVersion7(),
                Type = reading.Kind switch
                {
                    DocumentKind.Passport => DocumentType.Passport,
                    DocumentKind.IdentityCard => DocumentType.IdentityCard,
                    DocumentKind.Visa => DocumentType.Visa,
                    DocumentKind.DrivingLicence => DocumentType.DrivingLicence,
                    DocumentKind.Other => DocumentType.Other,
                    _ => DocumentType.Unknown,
                },
                Fields = fields,
                Checks = [.. reading.Checks.Select(check => CheckTranslation.Translate(check, pictures))],
                FrontEvidenceId = pictures.IdOf(Engine.EvidenceRole.DocumentFront),
                BackEvidenceId = pictures.IdOf(Engine.EvidenceRole.DocumentBack),
                PortraitEvidenceId = portrait?.Id,
            },
            portrait);
    }

    private static DocumentZone ZoneOf(SourceZone zone) => zone switch
    {
        SourceZone.Mrz => DocumentZone.Mrz,
        SourceZone.Barcode => DocumentZone.Barcode,
        _ => DocumentZone.VisualZone,
    };
}
