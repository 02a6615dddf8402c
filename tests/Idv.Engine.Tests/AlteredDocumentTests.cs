using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Imaging;
using Idv.Specimens;
using Idv.Tests;

namespace Idv.Engine.Tests;

/// <summary>Documents that somebody altered, and the check that says so.</summary>
public sealed class AlteredDocumentTests(VerificationEngineTests.Fixture fixture) : IClassFixture<VerificationEngineTests.Fixture>
{
    private static readonly VerificationPolicy Policy = new() { Today = new DateOnly(2026, 11, 21) };
    private static readonly string Packages = Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules");

    [Fact]
    public void A_portrait_that_was_pasted_into_the_file_fails_and_keeps_the_document_from_being_an_original()
    {
        using var document = Render(41, null);
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Front, 41);
        using var other = SamplePortraits.Of(4).Cut(Packages);
        var place = document.Front.Portrait!.Value;
        var reading = fixture.Engine.ReadDocument(PortraitReplacement.InFile(photograph, place, other, 96), back: null, Policy);
        var check = Check(reading, CheckCodes.DocumentPortraitOriginal);
        Assert.Equal(CheckOutcome.Fail, check.Outcome);
        Assert.Contains(check.Reasons, reason => reason.Code == ReasonCodes.PortraitReplaced
            && Box.IntersectionOverUnion(reason.Region!.Value, photograph.PhotographFromDocument.Map(place).Bounds) > 0.6);
        Assert.Equal(CheckOutcome.Unknown, Check(reading, CheckCodes.DocumentImageUnaltered).Outcome);
        Assert.NotEqual(CheckOutcome.Pass, Check(reading, CheckCodes.DocumentAuthentic).Outcome);
    }

    [Fact]
    public void A_photograph_that_was_only_saved_again_passes()
    {
        using var document = Render(42, null);
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Front, 42);
        var reading = fixture.Engine.ReadDocument(ImageEncoder.EncodeJpeg(photograph.Image, 96), back: null, Policy);
        Assert.DoesNotContain(Check(reading, CheckCodes.DocumentPortraitOriginal).Reasons, reason => reason.Code == ReasonCodes.PortraitReplaced);
        Assert.Equal(CheckOutcome.Pass, Check(reading, CheckCodes.DocumentImageUnaltered).Outcome);
        Assert.Equal(CheckOutcome.Pass, Check(reading, CheckCodes.DocumentMrzFont).Outcome);
    }

    [Fact]
    public void A_zone_in_another_font_fails_and_its_place_is_told()
    {
        using var document = Render(43, "Liberation Mono");
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Front, 43);
        var reading = fixture.Engine.ReadDocument(photograph.JpegFile!, back: null, Policy);
        var check = Check(reading, CheckCodes.DocumentMrzFont);
        Assert.Equal(CheckOutcome.Fail, check.Outcome);
        Assert.NotNull(Assert.Single(check.Reasons, reason => reason.Code == ReasonCodes.WrongFont).Region);
        Assert.NotEqual(CheckOutcome.Pass, Check(reading, CheckCodes.DocumentAuthentic).Outcome);
    }

    private static Check Check(DocumentReading reading, string code) => reading.Checks.Single(check => check.Code == code);

    private static SpecimenDocument Render(ulong seed, string? font)
    {
        using var portrait = SamplePortraits.Of(7).Cut(Packages);
        return SpecimenRenderer.Render(SpecimenKind.Passport, SpecimenPeople.Next(seed), portrait, seed, new SpecimenOptions { MrzFont = font });
    }
}
