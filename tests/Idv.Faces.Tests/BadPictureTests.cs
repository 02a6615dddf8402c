using Idv.Faces.Comparison;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Imaging;
using Idv.Imaging.Tests.Files;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Tests;

namespace Idv.Faces.Tests;

public sealed class BadPictureTests(SampleFaces sample) : IClassFixture<SampleFaces>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-bad-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4000, 2)]
    [InlineData(2, 4000)]
    [InlineData(9000, 30)]
    public void A_picture_of_a_pixel_or_of_an_extreme_shape_has_no_face(int width, int height)
    {
        using var image = Image.Rent(width, height, PixelFormat.Bgr24);
        image.Pixels.Fill(120);
        Assert.Empty(Detect(image, FaceSearch.Selfie));
        Assert.Empty(Detect(image, FaceSearch.Portrait));
    }

    [Fact]
    public void A_16_bit_a_palette_and_a_CMYK_file_show_the_same_person()
    {
        var expected = Template(sample.Selfie);
        foreach (var file in new[] { SixteenBit(), Palette(), Cmyk() })
        {
            using var decoded = ImageDecoder.Decode(file);
            Assert.True(FaceComparer.Similarity(expected, Template(decoded.Image!)) > 0.6);
        }
    }

    [Fact]
    public void Of_two_equal_faces_neither_is_alone()
    {
        using var twice = Image.Rent(sample.Selfie.Width * 2, sample.Selfie.Height, PixelFormat.Bgr24);
        for (var y = 0; y < twice.Height; y++)
        {
            sample.Selfie.Row(y).CopyTo(twice.Row(y));
            sample.Selfie.Row(y).CopyTo(twice.Row(y)[(3 * sample.Selfie.Width)..]);
        }

        var faces = Detect(twice, FaceSearch.Selfie);
        Assert.Equal(2, faces.Count);
        Assert.NotNull(faces.Rival());
        using var pyramid = new ImagePyramid(twice);
        Assert.InRange(sample.Analyzer.Describe(pyramid, faces[0], faces).Quality.SingleFace, 0, 0.2);
    }

    [Fact]
    public void A_drawn_face_matches_nobody()
    {
        using var drawing = Drawing();
        using var pyramid = new ImagePyramid(drawing);
        var faces = sample.Analyzer.Detect(pyramid, FaceSearch.Selfie);
        Assert.All(faces, face =>
        {
            var analysis = sample.Analyzer.Describe(pyramid, face, faces);
            Assert.False(analysis.Template is { } template && sample.Analyzer.Comparer.Compare(template, Template(sample.Selfie), 1e-4).IsMatch);
        });
    }

    [Theory]
    [InlineData(0.5f, 0)]
    [InlineData(-0.5f, 0)]
    [InlineData(0, 0.5f)]
    [InlineData(0, -0.5f)]
    public void A_face_cut_by_the_frame_has_a_negative_margin_or_is_not_found(float right, float down)
    {
        var box = Detect(sample.Selfie, FaceSearch.Selfie)[0].Box;
        var (x, y) = ((int)(box.X + (right * box.Width)), (int)(box.Y + (down * box.Height)));
        using var cut = ImageTransform.Crop(sample.Selfie, Math.Max(0, x), Math.Max(0, y), (int)(box.Width * 0.9f), (int)(box.Height * 0.9f));
        using var pyramid = new ImagePyramid(cut);
        var faces = sample.Analyzer.Detect(pyramid, FaceSearch.Selfie);
        Assert.True(faces.MostProminent() is not { } face || sample.Analyzer.Describe(pyramid, face, faces).Quality.Margin < 0.1);
    }

    [Fact]
    public void An_embedder_that_answers_NaN_makes_no_template()
    {
        SilentModel.Write(_folder, "nan", "face-embedding", [1, 3, 112, 112], "", ("embedding", [1, 512]));
        using var catalogue = ModelCatalogue.Load([Models, _folder]);
        var analyzer = new FaceAnalyzer(catalogue);
        using var pyramid = new ImagePyramid(sample.Selfie);
        var faces = analyzer.Detect(pyramid, FaceSearch.Selfie);
        var analysis = analyzer.Describe(pyramid, faces[0], faces);
        Assert.Null(analysis.Template);
        Assert.Null(analyzer.Embed(pyramid, faces[0]));
    }

    [Fact]
    public void A_detector_that_answers_NaN_finds_no_face()
    {
        SilentModel.Write(
            _folder,
            "nan",
            "face-detection",
            [1, 3, 240, 320],
            """, "parameters": { "scoreThreshold": 0.65, "overlapThreshold": 0.4, "uprightScore": 0.99, "smallestFace": 22 }""",
            ("scores", [1, 4420, 2]),
            ("boxes", [1, 4420, 4]));
        using var catalogue = ModelCatalogue.Load([Models, _folder]);
        using var pyramid = new ImagePyramid(sample.Selfie);
        Assert.Empty(new FaceAnalyzer(catalogue).Detect(pyramid, FaceSearch.Selfie with { AllowGain = false }));
    }

    [Fact]
    public void A_face_in_almost_no_light_is_found()
    {
        using var dark = sample.Selfie.Clone();
        foreach (ref var value in dark.Pixels)
        {
            value = (byte)(value * 0.06);
        }

        var truth = Detect(sample.Selfie, FaceSearch.Selfie)[0].Box;
        Assert.Contains(Detect(dark, FaceSearch.Selfie), face => Box.IntersectionOverUnion(face.Box, truth) > 0.4f);
    }

    private static string Models => Path.Combine(SharedTestData.RepositoryRoot, "models");

    private byte[] SixteenBit() => PngFile.Compose(
        sample.Selfie.Width, sample.Selfie.Height, 16, PngFile.TrueColour, Rows((blue, green, red) => [red, 7, green, 9, blue, 250]));

    private byte[] Palette() => PngFile.Compose(
        sample.Selfie.Width,
        sample.Selfie.Height,
        8,
        PngFile.Palette,
        Rows((blue, green, red) => [(byte)((blue + green + red) / 3)]),
        ("PLTE", [.. Enumerable.Range(0, 256).SelectMany(level => new[] { (byte)level, (byte)level, (byte)level })]));

    private byte[] Cmyk() => TiffFile.Compose(
        sample.Selfie.Width, sample.Selfie.Height, 8, TiffFile.Separated, 4, Rows((blue, green, red) => [(byte)(255 - red), (byte)(255 - green), (byte)(255 - blue), 0]));

    private byte[] Rows(Func<byte, byte, byte, byte[]> pixel)
    {
        var bytes = new List<byte>();
        for (var y = 0; y < sample.Selfie.Height; y++)
        {
            var row = sample.Selfie.Row(y).ToArray();
            for (var x = 0; x < row.Length; x += 3)
            {
                bytes.AddRange(pixel(row[x], row[x + 1], row[x + 2]));
            }
        }

        return [.. bytes];
    }

    private IReadOnlyList<DetectedFace> Detect(Image image, FaceSearch search)
    {
        using var pyramid = new ImagePyramid(image);
        return sample.Analyzer.Detect(pyramid, search);
    }

    private FaceTemplate Template(Image image) => sample.Describe(image)!.Template!;

    private static Image Drawing()
    {
        var drawing = Image.Rent(400, 400, PixelFormat.Bgr24);
        drawing.Pixels.Fill(255);
        Disc(200, 200, 150, 190);
        Disc(145, 160, 18, 20);
        Disc(255, 160, 18, 20);
        Disc(200, 210, 12, 120);
        Disc(200, 270, 40, 60);
        return drawing;

        void Disc(int centreX, int centreY, int radius, byte shade)
        {
            for (var y = centreY - radius; y <= centreY + radius; y++)
            {
                for (var x = centreX - radius; x <= centreX + radius; x++)
                {
                    if (((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)) <= radius * radius)
                    {
                        drawing.Row(y).Slice(3 * x, 3).Fill(shade);
                    }
                }
            }
        }
    }
}
