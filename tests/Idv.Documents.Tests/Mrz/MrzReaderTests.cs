using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Imaging;
using Idv.Inference;
using Idv.Specimens;

namespace Idv.Documents.Tests.Mrz;

public sealed class MrzReaderTests : IClassFixture<MrzReaderTests.Models>
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    private readonly MrzReader _reader;

    public MrzReaderTests(Models models) => _reader = models.Reader;

    [Theory]
    [InlineData(SpecimenKind.Passport, MrzFormat.Td3)]
    [InlineData(SpecimenKind.IdentityCard, MrzFormat.Td1)]
    [InlineData(SpecimenKind.IdentityCardTd2, MrzFormat.Td2)]
    public void A_rendered_document_is_read_letter_by_letter(SpecimenKind kind, MrzFormat format)
    {
        using var document = Specimens.Render(kind, 7);

        var reading = _reader.Read(Specimens.MachineReadableSide(document).Image, Today);

        Assert.NotNull(reading);
        Assert.Equal(format, reading.Record.Format);
        Assert.Equal(document.MrzLines, reading.Record.Lines);
        Assert.True(reading.Record.CheckDigitsValid);
        Assert.Empty(reading.Repairs);
        Assert.All(reading.CharacterProbabilities, line => Assert.All(line, probability => Assert.InRange(probability, 0, 1)));
    }

    [Fact]
    public void A_tilted_photograph_is_read_and_the_zone_lies_where_it_was_printed()
    {
        using var document = Specimens.Render(SpecimenKind.Passport, 11);
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Front, 11);

        var reading = _reader.Read(photograph.Image, Today);

        Assert.NotNull(reading);
        Assert.Equal(document.MrzLines, reading.Record.Lines);
        var printed = photograph.PhotographFromDocument.Map(document.Front.MrzLines[0].Box).Bounds;
        var found = reading.LineQuads[0].Bounds;
        Assert.True(Math.Abs(found.CentreX - printed.CentreX) < printed.Width * 0.05, $"{found} is not at {printed}");
        Assert.True(Math.Abs(found.CentreY - printed.CentreY) < printed.Height, $"{found} is not at {printed}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_document_is_read_in_every_orientation(int quarters)
    {
        using var document = Specimens.Render(SpecimenKind.Passport, 13);
        using var turned = ImageTransform.RotateQuarters(document.Front.Image, quarters);

        Assert.Equal(document.MrzLines, _reader.Read(turned, Today)?.Record.Lines);
    }

    [Fact]
    public void Wrong_check_digits_stay_wrong()
    {
        using var document = Specimens.Render(SpecimenKind.Passport, 17);
        var wrong = document.MrzLines.ToArray();
        wrong[1] = wrong[1][..9] + (char)('0' + ((wrong[1][9] - '0' + 4) % 10)) + wrong[1][10..];
        using var forged = Specimens.Render(SpecimenKind.Passport, 17, wrong);

        var reading = _reader.Read(forged.Front.Image, Today);

        Assert.NotNull(reading);
        Assert.Equal(wrong, reading.Record.Lines);
        Assert.False(reading.Record.CheckDigitsValid);
        Assert.Empty(reading.Repairs);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 9)]
    [InlineData(1200, 800)]
    public void A_picture_without_a_zone_gives_nothing(int width, int height)
    {
        using var image = Image.Rent(width, height, PixelFormat.Bgr24);
        new Random(5).NextBytes(image.Pixels);

        Assert.Null(_reader.Read(image, Today));
    }

    [Fact]
    public void A_card_without_a_zone_gives_nothing()
    {
        using var document = Specimens.Render(SpecimenKind.DrivingLicence, 19);

        Assert.Null(_reader.Read(document.Front.Image, Today));
    }

    public sealed class Models : IDisposable
    {
        private readonly ModelCatalogue _catalogue = ModelCatalogue.Load([ModelCatalogue.FindDefaultManifest()]);

        public Models() => Reader = new MrzReader(_catalogue);

        public MrzReader Reader { get; }

        public void Dispose() => _catalogue.Dispose();
    }
}
