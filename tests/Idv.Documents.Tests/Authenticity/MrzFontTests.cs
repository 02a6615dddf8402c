using Idv.Documents.Authenticity;
using Idv.Documents.Mrz.Reading;
using Idv.Documents.Tests.Mrz;
using Idv.Imaging;
using Idv.Inference.Preprocessing;
using Idv.Specimens;

namespace Idv.Documents.Tests.Authenticity;

public sealed class MrzFontTests(MrzReaderTests.Models models) : IClassFixture<MrzReaderTests.Models>
{
    [Theory]
    [InlineData(SpecimenKind.Passport)]
    [InlineData(SpecimenKind.IdentityCardTd2)]
    public void A_zone_in_OCR_B_looks_like_OCR_B(SpecimenKind kind)
    {
        var measure = Photographed(kind, null, 21);
        Assert.NotNull(measure);
        Assert.True(measure.Margin > 0.1, $"{measure}");
        Assert.True(measure.Characters >= MrzFont.LeastCharacters);
    }

    [Theory]
    [InlineData("DejaVu Sans Mono")]
    [InlineData("Liberation Mono")]
    [InlineData("Liberation Sans")]
    public void A_zone_in_another_font_does_not(string font)
    {
        var measure = Photographed(SpecimenKind.Passport, font, 22);
        Assert.NotNull(measure);
        Assert.True(measure.Margin < -0.02, $"{measure}");
    }

    [Fact]
    public void A_zone_of_a_few_pixels_tells_no_font()
    {
        using var document = Specimens.Render(SpecimenKind.Passport, 23);
        using var pyramid = new ImagePyramid(document.Front.Image);
        var reading = models.Reader.Read(document.Front.Image, new DateOnly(2026, 1, 1))!;
        using var pixel = Image.Rent(1, 1, PixelFormat.Bgr24);
        using var tiny = new ImagePyramid(pixel);
        Assert.NotNull(MrzFont.Measure(pyramid, reading));
        Assert.Null(MrzFont.Measure(pyramid, reading with { Placements = [.. reading.Placements.Select(place => place with { Line = place.Line.Scale(0.05f), StripLength = place.StripLength * 0.05f })] }));
        Assert.Null(MrzFont.Measure(pyramid, reading with { Placements = [] }));
        Assert.InRange(MrzFont.Measure(tiny, reading)!.OcrB, -1, 0.01);
    }

    [Fact]
    public void Every_reference_resembles_itself_most()
    {
        var references = MrzFontReferences.BuiltIn;
        Assert.True(references.Fonts >= 2);
        for (var character = 0; character < MrzAlphabet.Size; character++)
        {
            var own = references.Of(0, character).ToArray();
            Assert.Equal(1, Correlation.Of(own, own), 0.001f);
            Assert.All(Enumerable.Range(0, MrzAlphabet.Size).Where(other => other != character), other => Assert.True(Correlation.Of(own, references.Of(0, other)) < 0.99f));
        }
    }

    [Fact]
    public void Correlation_is_that_of_the_definition_and_blind_to_light_and_contrast() => Property.Holds(
        Gen.Choose(0, 255).ArrayOf(48).Where(values => values.Max() - values.Min() > 20).ToArbitrary(),
        100,
        values =>
        {
            var (first, second) = (Array.ConvertAll(values, value => (float)value), Array.ConvertAll(values, value => 20 + (value * 0.3f)));
            var third = values.Reverse().Select(value => (float)value).ToArray();
            var expected = ByDefinition(first, third);
            Correlation.Normalise(first);
            Correlation.Normalise(second);
            Correlation.Normalise(third);
            return Math.Abs(Correlation.Of(first, second) - 1) < 1e-3 && Math.Abs(Correlation.Of(first, third) - expected) < 1e-3;
        });

    [Fact]
    public void An_even_picture_correlates_with_nothing()
    {
        var even = new float[48];
        even.AsSpan().Fill(90);
        Correlation.Normalise(even);
        Assert.All(even, value => Assert.Equal(0, value));
    }

    private static double ByDefinition(float[] first, float[] second)
    {
        var (a, b) = (first.Average(), second.Average());
        var product = first.Zip(second, (x, y) => (x - a) * (y - b)).Sum();
        return product / Math.Sqrt(first.Sum(x => (x - a) * (x - a)) * second.Sum(y => (y - b) * (y - b)));
    }

    private MrzFontMeasure? Photographed(SpecimenKind kind, string? font, ulong seed)
    {
        using var portrait = Image.Rent(210, 270, PixelFormat.Bgr24);
        portrait.Pixels.Fill(190);
        using var document = SpecimenRenderer.Render(kind, SpecimenPeople.Next(seed), portrait, seed, new SpecimenOptions { MrzFont = font });
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Front, seed);
        using var pyramid = new ImagePyramid(photograph.Image);
        return models.Reader.Read(photograph.Image, new DateOnly(2026, 1, 1)) is { } reading ? MrzFont.Measure(pyramid, reading) : null;
    }
}
