using Idv.Imaging;

namespace Idv.Specimens.Tests;

public sealed class SpecimenDegradationTests(SpecimenDegradationTests.RenderedPassport rendered)
    : IClassFixture<SpecimenDegradationTests.RenderedPassport>
{
    private readonly SpecimenDocument _passport = rendered.Document;

    [Fact]
    public void The_same_seed_gives_the_same_photograph()
    {
        using var first = (SpecimenDegradation.Draw(4, 0.7) with { LongestSide = 700 }).Apply(_passport.Front, seed: 4);
        using var second = (SpecimenDegradation.Draw(4, 0.7) with { LongestSide = 700 }).Apply(_passport.Front, seed: 4);
        Assert.Equal(first.Quad, second.Quad);
        Assert.True(first.Image.Pixels.SequenceEqual(second.Image.Pixels));
    }

    [Fact]
    public void The_document_lies_within_the_photograph()
    {
        for (var seed = 0UL; seed < 12; seed++)
        {
            using var photograph = (SpecimenDegradation.Draw(seed, 1) with { LongestSide = 400 }).Apply(_passport.Front, seed);
            var bounds = photograph.Quad.Bounds;
            Assert.InRange(bounds.X, 0, photograph.Image.Width);
            Assert.InRange(bounds.Y, 0, photograph.Image.Height);
            Assert.InRange(bounds.Right, 0, photograph.Image.Width);
            Assert.InRange(bounds.Bottom, 0, photograph.Image.Height);
            Assert.Equal(400, Math.Max(photograph.Image.Width, photograph.Image.Height));
        }
    }

    [Fact]
    public void Rectifying_by_the_true_quad_gives_back_the_page()
    {
        var settings = new SpecimenDegradation { RotationDegrees = 9, TiltXDegrees = 12, TiltYDegrees = -8, LongestSide = 2400 };
        using var photograph = settings.Apply(_passport.Front, seed: 1);
        var page = _passport.Front.Image;
        using var rectified = ImageTransform.WarpPerspective(photograph.Image, photograph.Quad, page.Width, page.Height);
        var difference = 0L;
        for (var y = 100; y < page.Height - 100; y++)
        {
            var expected = page.Row(y);
            var actual = rectified.Row(y);
            for (var x = 300; x < page.Stride - 300; x++)
            {
                difference += Math.Abs(expected[x] - actual[x]);
            }
        }

        Assert.InRange(difference / (double)((page.Height - 200) * (page.Stride - 600)), 0, 4);
    }

    [Fact]
    public void The_map_takes_the_zone_to_its_ink()
    {
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(_passport.Front, seed: 2);
        foreach (var line in _passport.Front.MrzLines)
        {
            var quad = photograph.PhotographFromDocument.Map(line.Box);
            using var crop = ImageTransform.WarpPerspective(photograph.Image, quad, 880, 30);
            using var grey = ImageTransform.Convert(crop, PixelFormat.Grey8);
            var dark = 0;
            foreach (var pixel in grey.Pixels)
            {
                dark += pixel < 100 ? 1 : 0;
            }

            Assert.InRange(dark / (double)(grey.Width * grey.Height), 0.08, 0.5);
        }
    }

    [Fact]
    public void A_grey_copy_has_no_colour_on_the_page()
    {
        using var photograph = new SpecimenDegradation { GreyCopy = true }.Apply(_passport.Front, seed: 2);
        var row = photograph.Image.Row(photograph.Image.Height / 2);
        for (var x = photograph.Image.Width / 4; x < photograph.Image.Width * 3 / 4; x++)
        {
            Assert.InRange(Math.Abs(row[x * 3] - row[(x * 3) + 2]), 0, 1);
        }
    }

    [Fact]
    public void The_JPEG_file_holds_the_pixels_of_the_photograph()
    {
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(_passport.Front, seed: 2);
        using var decoded = ImageDecoder.Decode(photograph.JpegFile);
        Assert.True(decoded.Image!.Pixels.SequenceEqual(photograph.Image.Pixels));
    }

    [Fact]
    public void Each_defect_changes_the_picture()
    {
        var plain = new SpecimenDegradation { LongestSide = 600 };
        using var reference = plain.Apply(_passport.Front, seed: 2);
        SpecimenDegradation[] defects =
        [
            plain with { BlurSigma = 2 }, plain with { MotionBlur = 5 }, plain with { Glare = 0.8 }, plain with { Shadow = 0.8 },
            plain with { NoiseSigma = 5 }, plain with { Moire = 0.8 }, plain with { GreyCopy = true }, plain with { JpegQuality = 20 },
            plain with { Background = SpecimenBackground.Cloth },
        ];
        Assert.All(defects, defect =>
        {
            using var photograph = defect.Apply(_passport.Front, seed: 2);
            Assert.False(reference.Image.Pixels.SequenceEqual(photograph.Image.Pixels));
        });
    }

    [Fact]
    public void A_setting_out_of_range_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new SpecimenDegradation { TiltXDegrees = 80 }.Apply(_passport.Front, seed: 1));
        Assert.Equal(nameof(SpecimenDegradation.TiltXDegrees), error.ParamName);
    }

    /// <summary>One page for every test: rendering it costs more than most of them.</summary>
    public sealed class RenderedPassport : IDisposable
    {
        public SpecimenDocument Document { get; } = SpecimenRendererTests.Render(SpecimenKind.Passport);

        public void Dispose() => Document.Dispose();
    }
}
