using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Imaging;
using Idv.Inference;
using Idv.Specimens;
using Idv.Tests;

namespace Idv.Engine.Tests;

public sealed class VerificationEngineTests(VerificationEngineTests.Fixture fixture) : IClassFixture<VerificationEngineTests.Fixture>
{
    private static readonly VerificationPolicy Policy = new() { Today = new DateOnly(2026, 11, 21) };

    [Fact]
    public void A_genuine_pair_is_approved()
    {
        var report = fixture.Verify("passport.jpg", "selfie.jpg", Policy);
        Assert.Equal(VerificationDecision.Approved, report.Decision);
        Assert.Equal(DocumentKind.Passport, report.Document.Kind);
        Assert.Equal("ERIKSSON", report.Document.Value("surname"));
    }

    [Fact]
    public void An_impostor_is_declined_because_the_faces_differ()
    {
        var report = fixture.Verify("passport.jpg", "impostor.jpg", Policy);
        Assert.Equal(VerificationDecision.Declined, report.Decision);
        Assert.Equal(ReasonCodes.FacesDiffer, Assert.Single(report.Check(CheckCodes.FaceMatch)!.Reasons).Code);
    }

    [Fact]
    public void An_expired_passport_is_declined_by_the_policys_clock()
    {
        var report = fixture.Verify("passport.jpg", "selfie.jpg", Policy with { Today = new DateOnly(2040, 1, 1) });
        Assert.Equal(VerificationDecision.Declined, report.Decision);
        Assert.Equal(ReasonCodes.Expired, Assert.Single(report.Check(CheckCodes.DocumentNotExpired)!.Reasons).Code);
    }

    [Fact]
    public void A_wrong_check_digit_is_declined_and_named()
    {
        var report = fixture.Verify("passport-wrong-check-digit.jpg", "selfie.jpg", Policy);
        Assert.Equal(VerificationDecision.Declined, report.Decision);
        Assert.Contains(report.Check(CheckCodes.MrzValid)!.Reasons, reason => reason.Code == ReasonCodes.WrongCheckDigit);
    }

    [Theory]
    [InlineData(18, CheckOutcome.Pass)]
    [InlineData(120, CheckOutcome.Fail)]
    public void The_least_age_is_judged_by_the_documents_date_of_birth(int age, CheckOutcome outcome) => Assert.Equal(
        outcome, fixture.Verify("passport.jpg", "selfie.jpg", Policy with { MinimumAge = age }).Check(CheckCodes.MinimumAge)!.Outcome);

    [Fact]
    public void A_card_is_read_from_its_back_and_its_portrait_from_its_front()
    {
        var reading = fixture.Engine.ReadDocument(fixture.File("id-front.jpg"), fixture.File("id-back.jpg"), Policy);
        Assert.Equal(DocumentKind.IdentityCard, reading.Kind);
        Assert.NotNull(reading.Portrait);
        Assert.NotNull(reading.Mrz);
    }

    [Fact]
    public void The_portrait_is_the_large_picture_and_not_its_ghost()
    {
        var reading = fixture.Engine.ReadDocument(fixture.File("passport-scan.png"), back: null, Policy);
        Assert.True(reading.Portrait!.Face.Box.CentreX < 1250 / 2f);
        using var portrait = ImageDecoder.Decode(reading.Portrait.Jpeg);
        Assert.True(portrait.Image!.Height > 200);
    }

    [Fact]
    public void A_licence_is_read_from_the_barcode_on_its_back()
    {
        var reading = fixture.Engine.ReadDocument(fixture.File("no-mrz.jpg"), fixture.File("licence-back.jpg"), Policy);
        Assert.Equal(DocumentKind.DrivingLicence, reading.Kind);
        var number = Assert.Single(reading.Fields, field => field is { Name: FieldNames.DocumentNumber, Zone: SourceZone.Barcode });
        Assert.Equal(EvidenceRole.DocumentBack, number.Role);
        Assert.NotNull(reading.Date(FieldNames.DateOfBirth)?.Value);
        Assert.Equal(CheckOutcome.Pass, reading.Checks.Single(check => check.Code == CheckCodes.DocumentNotExpired).Outcome);
        Assert.Equal(CheckOutcome.Pass, reading.Checks.Single(check => check.Code == CheckCodes.DocumentDataExtracted).Outcome);
    }

    [Fact]
    public void A_document_without_a_zone_ends_in_review_and_never_in_a_guess()
    {
        var report = fixture.Verify("no-mrz.jpg", "selfie.jpg", Policy);
        Assert.NotEqual(VerificationDecision.Approved, report.Decision);
        Assert.DoesNotContain(report.Document.Fields, field => field.Zone != SourceZone.Viz);
        Assert.Equal(CheckOutcome.Unknown, report.Check(CheckCodes.DocumentAuthentic)!.Outcome);
        Assert.Equal(CheckOutcome.Unknown, report.Check(CheckCodes.MrzPresent)!.Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Files_that_are_no_pictures_are_reported_and_never_thrown(int length)
    {
        var rubbish = new byte[length];
        new Random(length).NextBytes(rubbish);
        var report = fixture.Engine.Verify(new VerificationEvidence { DocumentFront = rubbish, Selfie = rubbish }, Policy);
        Assert.Equal(VerificationDecision.Review, report.Decision);
        Assert.Equal(ReasonCodes.ImageUnreadable, report.Check(CheckCodes.SelfieFace)!.Reasons[0].Code);
        Assert.Equal(ReasonCodes.ImageUnreadable, report.Check(CheckCodes.DocumentReadable)!.Reasons[0].Code);
    }

    [Fact]
    public void Pictures_of_one_pixel_and_of_extreme_shape_are_reported_and_never_thrown()
    {
        foreach (var (width, height) in new[] { (1, 1), (1, 3000), (3000, 1), (2, 2), (17, 4) })
        {
            using var image = Image.Rent(width, height, PixelFormat.Bgr24);
            image.Pixels.Fill(100);
            var file = ImageEncoder.EncodePng(image);
            var report = fixture.Engine.Verify(new VerificationEvidence { DocumentFront = file, Selfie = file }, Policy);
            Assert.Equal(VerificationDecision.Review, report.Decision);
        }
    }

    [Fact]
    public void A_false_match_rate_that_was_never_calibrated_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        fixture.Verify("passport.jpg", "selfie.jpg", Policy with { FalseMatchRate = 1e-12 }));

    [Fact]
    public void Verifications_on_several_threads_agree()
    {
        var expected = fixture.Verify("passport.jpg", "selfie.jpg", Policy);
        Parallel.For(0, 6, _ =>
        {
            var report = fixture.Verify("passport.jpg", "selfie.jpg", Policy);
            Assert.Equal(expected.Decision, report.Decision);
            Assert.Equal(expected.Comparison!.Similarity, report.Comparison!.Similarity);
        });
    }

    [Fact]
    public void The_report_names_the_version_of_every_model_and_the_time_of_every_stage()
    {
        var report = fixture.Verify("passport.jpg", "selfie.jpg", Policy);
        Assert.Contains("face-embedder", report.Models.Keys);
        Assert.Equal(["decode", "document", "selfie", "compare"], report.Stages.Select(stage => stage.Stage));
    }

    public sealed class Fixture : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("idv-engine-").FullName;
        private readonly ModelCatalogue _catalogue;

        public Fixture()
        {
            var models = Path.Combine(SharedTestData.RepositoryRoot, "models");
            SampleSet.Write(_folder, Path.Combine(models, "node_modules"));
            _catalogue = ModelCatalogue.Load([models]);
            Engine = new VerificationEngine(_catalogue);
        }

        public VerificationEngine Engine { get; }

        public byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(_folder, name));

        public VerificationReport Verify(string document, string selfie, VerificationPolicy policy) =>
            Engine.Verify(new VerificationEvidence { DocumentFront = File(document), Selfie = File(selfie) }, policy);

        public void Dispose()
        {
            _catalogue.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
