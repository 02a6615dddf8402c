using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Imaging;
using Idv.Specimens;
using Idv.Tests;

namespace Idv.Engine.Tests;

/// <summary>Pictures that show more than one document, laid side by side as on a scanner.</summary>
public sealed class SeveralDocumentsTests(VerificationEngineTests.Fixture fixture) : IClassFixture<VerificationEngineTests.Fixture>
{
    private static readonly VerificationPolicy Policy = new() { Today = new DateOnly(2026, 11, 21) };
    private static readonly string Packages = Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules");

    [Fact]
    public void Both_sides_of_a_card_on_one_scan_are_read_as_one_document()
    {
        using var document = Render(SpecimenKind.IdentityCard, 31, 7);
        var (page, places) = Page(document.Front.Image, document.Back!.Image);
        using (page)
        {
            var reading = fixture.Engine.ReadDocument(ImageEncoder.EncodeJpeg(page, 92), back: null, Policy);
            Assert.Equal(DocumentKind.IdentityCard, reading.Kind);
            Assert.Equal(document.MrzLines, reading.Mrz?.Record.Lines);
            Assert.True(Box.Coverage(reading.Portrait!.Face.Box, places[0]) > 0.9);
            Assert.Contains(reading.Fields, field => field is { Zone: SourceZone.Viz, Name: FieldNames.Surname });
            Assert.True(Box.IntersectionOverUnion(reading.Outline!.Value.Bounds, places[0]) > 0.85);
            Assert.True(Box.IntersectionOverUnion(Assert.Single(reading.OtherOutlines).Bounds, places[1]) > 0.85);
            Assert.Contains(ReasonsOfQuality(reading), reason => reason.Code == ReasonCodes.SeveralDocuments && reason.Region is not null);
        }
    }

    [Fact]
    public void Of_two_passports_zone_and_portrait_are_taken_from_the_same()
    {
        using var first = Render(SpecimenKind.Passport, 32, 3);
        using var second = Render(SpecimenKind.Passport, 33, 9);
        var (page, places) = Page(first.Front.Image, second.Front.Image);
        using (page)
        {
            var reading = fixture.Engine.ReadDocument(ImageEncoder.EncodeJpeg(page, 92), back: null, Policy);
            var own = Assert.Single(places, place => Box.Coverage(reading.Mrz!.Zone.Bounds, place) > 0.9);
            var other = Assert.Single(places, place => place != own);
            Assert.True(Box.Coverage(reading.Portrait!.Face.Box, own) > 0.9);
            Assert.True(Box.IntersectionOverUnion(Assert.Single(reading.OtherOutlines).Bounds, other) > 0.85);
        }
    }

    [Fact]
    public void The_other_document_is_drawn_on_the_annotated_picture()
    {
        using var first = Render(SpecimenKind.Passport, 32, 3);
        using var drawn = DocumentAnnotation.Draw(first.Front.Image, Empty with { OtherOutlines = [Quad.FromBox(new Box(100, 100, 400, 300))] }, EvidenceRole.DocumentFront);
        using var plain = DocumentAnnotation.Draw(first.Front.Image, Empty, EvidenceRole.DocumentFront);
        Assert.False(drawn.Pixels.SequenceEqual(plain.Pixels));
    }

    [Fact]
    public void A_document_alone_has_no_other_beside_it()
    {
        var reading = fixture.Engine.ReadDocument(fixture.File("passport.jpg"), back: null, Policy);
        Assert.Empty(reading.OtherOutlines);
        Assert.DoesNotContain(ReasonsOfQuality(reading), reason => reason.Code == ReasonCodes.SeveralDocuments);
    }

    private static DocumentReading Empty { get; } = new(DocumentKind.Passport, null, [], null, null, []);

    private static IReadOnlyList<CheckReason> ReasonsOfQuality(DocumentReading reading) => reading.Checks.Single(check => check.Code == CheckCodes.DocumentQuality).Reasons;

    private static SpecimenDocument Render(SpecimenKind kind, ulong seed, int personId)
    {
        using var portrait = SamplePortraits.Of(personId).Cut(Packages);
        return SpecimenRenderer.Render(kind, SpecimenPeople.Next(seed), portrait, seed);
    }

    /// <summary>The pictures below each other on a grey page.</summary>
    private static (Image Page, Box[] Places) Page(params Image[] documents)
    {
        const int Margin = 110;
        var page = Image.Rent(documents.Max(image => image.Width) + (2 * Margin), documents.Sum(image => image.Height + Margin) + Margin, PixelFormat.Bgr24);
        page.Pixels.Fill(150);
        var places = new Box[documents.Length];
        var top = Margin;
        for (var i = 0; i < documents.Length; i++)
        {
            for (var y = 0; y < documents[i].Height; y++)
            {
                documents[i].Row(y).CopyTo(page.Row(top + y)[(Margin * 3)..]);
            }

            places[i] = new Box(Margin, top, documents[i].Width, documents[i].Height);
            top += documents[i].Height + Margin;
        }

        return (page, places);
    }
}
