using System.Net;
using Idv.Facades.Uqudo.Scanning;
using Idv.Specimens;
using Idv.Verifications.Reports;

namespace Idv.Facades.Uqudo.Tests;

[Collection(FacadeCollection.Name)]
public sealed class ScanTests(FacadeAppliance appliance)
{
    [Fact]
    public async Task A_passport_is_read_from_its_machine_readable_zone() => await GoldenFile.MatchesAsync(
        UqudoClient.Project,
        "scan-passport",
        new { method = "POST", path = "/api/v1/scan", form = new { documentType = "PASSPORT", frontImage = "passport-scan.png" } },
        await ScanAsync("PASSPORT", "passport-scan.png", null));

    [Fact]
    public async Task A_card_is_read_from_the_zone_on_its_back()
    {
        using var card = Render(SpecimenKind.IdentityCard, SampleSet.PassportHolder);
        using var form = FacadeAppliance.Form(
            [("frontImage", Imaging.ImageEncoder.EncodePng(card.Front.Image), "image/png"), ("backImage", Imaging.ImageEncoder.EncodePng(card.Back!.Image), "image/png")],
            ("documentType", "GENERIC_ID"));
        await GoldenFile.MatchesAsync(
            UqudoClient.Project,
            "scan-card",
            new { method = "POST", path = "/api/v1/scan", form = new { documentType = "GENERIC_ID", frontImage = "a specimen card", backImage = "its back" } },
            await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/scan", form));
    }

    [Fact]
    public async Task The_portrait_can_be_left_out()
    {
        var scan = await FacadeAppliance.ReadAsync(await ScanAsync("PASSPORT", "passport-scan.png", null, "?exportFaceImage=false"), HttpStatusCode.OK);
        Assert.False(scan.GetProperty("scan").GetProperty("front").TryGetProperty("faceImage", out _));
    }

    [Fact]
    public async Task A_type_without_a_reader_answers_an_error_and_never_data() => await GoldenFile.MatchesAsync(
        UqudoClient.Project,
        "scan-type-without-reader",
        new { method = "POST", path = "/api/v1/scan", form = new { documentType = "EGY_ID", frontImage = "id-front.jpg", backImage = "id-back.jpg" } },
        await ScanAsync("EGY_ID", "id-front.jpg", "id-back.jpg"));

    [Theory]
    [InlineData("UAE_ID", "id-front.jpg", "id-back.jpg", "SCAN_DOCUMENT_INCORRECT_TYPE_DETECTED")]
    [InlineData("PASSPORT", "no-mrz.jpg", null, "SCAN_DOCUMENT_NOT_RECOGNIZED")]
    [InlineData("ATLANTIS_ID", "id-front.jpg", "id-back.jpg", "INVALID_INPUT")]
    [InlineData("UAE_ID", "id-front.jpg", null, "INVALID_INPUT")]
    [InlineData(null, "id-front.jpg", null, "INVALID_INPUT")]
    [InlineData("PASSPORT", null, null, "INVALID_INPUT")]
    public async Task What_cannot_be_scanned_is_400_with_the_vendors_code(string? type, string? front, string? back, string code)
    {
        var error = await UqudoClient.ErrorAsync(await ScanAsync(type, front, back), HttpStatusCode.BadRequest);
        Assert.Equal(code, error.GetProperty("error").GetString());
    }

    [Fact]
    public async Task An_expired_document_is_400_unless_that_does_not_matter()
    {
        var holder = SampleSet.PassportHolder with { IssueDate = new DateOnly(2012, 4, 16), ExpiryDate = new DateOnly(2022, 4, 15) };
        using var passport = Render(SpecimenKind.Passport, holder);
        var picture = Imaging.ImageEncoder.EncodePng(passport.Front.Image);
        using var form = FacadeAppliance.Form([("frontImage", picture, "image/png")], ("documentType", "PASSPORT"));
        var error = await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/scan", form), HttpStatusCode.BadRequest);
        Assert.Equal("SCAN_DOCUMENT_EXPIRED", error.GetProperty("error").GetString());
        using var again = FacadeAppliance.Form([("frontImage", picture, "image/png")], ("documentType", "PASSPORT"));
        var scan = await FacadeAppliance.ReadAsync(
            await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/scan?disableExpiryValidation=true", again), HttpStatusCode.OK);
        Assert.Equal("220415", scan.GetProperty("scan").GetProperty("front").GetProperty("dateOfExpiry").GetString());
    }

    [Theory]
    [InlineData("?exportFaceImage=maybe")]
    [InlineData("?disableExpiryValidation=1")]
    public async Task A_query_that_is_neither_true_nor_false_is_400(string query) =>
        await UqudoClient.ErrorAsync(await ScanAsync("PASSPORT", "passport.jpg", null, query), HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_file_of_another_type_is_415_and_a_broken_PDF_400()
    {
        using var text = FacadeAppliance.Form([("frontImage", "plain text"u8.ToArray(), "image/jpeg")], ("documentType", "PASSPORT"));
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/scan", text), HttpStatusCode.UnsupportedMediaType);
        using var pdf = FacadeAppliance.Form([("frontImage", "%PDF-1.4 and no more"u8.ToArray(), "application/pdf")], ("documentType", "PASSPORT"));
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/scan", pdf), HttpStatusCode.BadRequest);
    }

    [Fact]
    public void A_licence_is_translated_from_its_barcode_alone()
    {
        FieldReading Barcode(DocumentField field, string value) => new(field, value, DocumentZone.Barcode, 1);
        var reading = new DocumentReading
        {
            Id = Guid.NewGuid(),
            Type = DocumentType.DrivingLicence,
            Fields =
            [
                Barcode(DocumentField.Surname, "PUBLIC"),
                Barcode(DocumentField.GivenNames, "JOHN"),
                Barcode(DocumentField.MiddleNames, "QUINCY"),
                Barcode(DocumentField.BirthDate, "1986-03-09"),
                Barcode(DocumentField.ExpiryDate, "2031-03-09"),
                Barcode(DocumentField.DocumentNumber, "D12345678"),
                Barcode(DocumentField.IssuingState, "USA"),
                new FieldReading(DocumentField.City, "SPRINGFIELD", DocumentZone.VisualZone, 0.4),
            ],
        };
        var scan = ScanTranslation.Of(ScanDocumentTypes.Find("USA_DL"), reading, portrait: null).Scan;
        Assert.Equal(("JOHN", "QUINCY", "PUBLIC"), (scan.Back.FirstName, scan.Back.MiddleName, scan.Back.LastName));
        Assert.Equal(("03/09/1986", "1986-03-09"), (scan.Back.DateOfBirth, scan.Back.DateOfBirthFormatted));
        Assert.Equal(("03/09/2031", "USA", "D12345678"), (scan.Back.DateOfExpiry, scan.Back.Issuer, scan.Back.DocumentNumber));
        Assert.Null(scan.Back.City);
        Assert.Null(scan.Front.DocumentNumber);
    }

    private static SpecimenDocument Render(SpecimenKind kind, SpecimenPerson holder)
    {
        using var portrait = SamplePortraits.First.Cut(Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules"));
        return SpecimenRenderer.Render(kind, holder, portrait, seed: 9303);
    }

    private async Task<HttpResponseMessage> ScanAsync(string? type, string? front, string? back, string query = "")
    {
        var files = new[] { ("frontImage", front), ("backImage", back) }
            .Where(file => file.Item2 is not null)
            .Select(file => (file.Item1, appliance.Sample(file.Item2!), (string?)(file.Item2!.EndsWith(".png", StringComparison.Ordinal) ? "image/png" : "image/jpeg")));
        using var form = FacadeAppliance.Form([.. files], type is null ? [] : [("documentType", type)]);
        return await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/scan" + query, form);
    }
}
