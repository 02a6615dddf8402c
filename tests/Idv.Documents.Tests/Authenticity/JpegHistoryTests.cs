using FsCheck;
using Idv.Documents.Authenticity;
using Idv.Imaging;

namespace Idv.Documents.Tests.Authenticity;

public sealed class JpegHistoryTests
{
    private static readonly Box Everything = new(0, 0, 4000, 4000);

    [Fact]
    public void A_picture_saved_once_has_no_earlier_file()
    {
        using var picture = Textured(1);
        Assert.Null(Measure(ImageEncoder.EncodeJpeg(picture, 90)).EarlierQuality);
    }

    [Theory]
    [InlineData(75, 92)]
    [InlineData(85, 95)]
    public void A_picture_saved_twice_shows_the_first_quality_and_no_area_that_differs(int first, int second)
    {
        using var picture = Textured(2);
        var measure = Measure(SavedAgain(picture, first, second));
        Assert.NotNull(measure.EarlierQuality);
        Assert.InRange(measure.EarlierQuality.Value, first - 3, first + 3);
        Assert.InRange(measure.RegionEvidence, 0, 40);
    }

    [Fact]
    public void An_area_that_was_put_in_between_is_found()
    {
        using var picture = Textured(3);
        var measure = Measure(SavedAgain(picture, 75, 92, new Box(160, 120, 130, 110)));
        Assert.True(measure.RegionEvidence > 200, $"{measure}");
        Assert.True(Box.IntersectionOverUnion(measure.Region!.Value, new Box(160, 120, 130, 110)) > 0.5, $"{measure}");
    }

    [Fact]
    public void A_file_without_losses_shows_the_file_that_it_was_made_from()
    {
        using var picture = Textured(8);
        using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(picture, 80));
        var measure = JpegHistory.Measure(decoded.Image!, JpegQuantization.Of(ImageFileFormat.Png, [])!, Everything);
        Assert.InRange(measure.EarlierQuality ?? 0, 78, 82);
        Assert.InRange(measure.RegionEvidence, 0, 40);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 300)]
    [InlineData(64, 64)]
    public void A_picture_too_small_or_too_even_to_tell_says_nothing(int width, int height)
    {
        using var picture = Image.Rent(width, height, PixelFormat.Bgr24);
        picture.Pixels.Fill(120);
        Assert.Null(JpegHistory.Measure(picture, JpegQuantization.Of(90), Everything).EarlierQuality);
    }

    /// <summary>Tables of 16 bits are read; what their steps could hide is not searched for, which would take minutes.</summary>
    [Fact]
    public void Steps_beyond_every_coefficient_are_no_work()
    {
        using var noise = Image.Rent(256, 256, PixelFormat.Bgr24);
        var random = new Random(7);
        foreach (ref var value in noise.Pixels)
        {
            value = (byte)random.Next(60, 200);
        }

        int[] steps = [.. Enumerable.Repeat(ushort.MaxValue, 64)];
        steps[1] = 2;
        Assert.Null(JpegHistory.Measure(noise, steps, new Box(0, 0, noise.Width, noise.Height)).Region);
    }

    [Fact]
    public void An_area_beyond_the_picture_says_nothing()
    {
        using var picture = Textured(4);
        Assert.Null(JpegHistory.Measure(picture, JpegQuantization.Of(90), new Box(5000, 5000, 10, 10)).EarlierQuality);
        Assert.Null(JpegHistory.Measure(picture, JpegQuantization.Of(90), new Box(-500, -500, 100, 100)).EarlierQuality);
    }

    [Fact]
    public void A_grey_picture_is_refused()
    {
        using var grey = Image.Rent(64, 64, PixelFormat.Grey8);
        Assert.Throws<ArgumentException>(() => JpegHistory.Measure(grey, JpegQuantization.Of(90), Everything));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(75)]
    [InlineData(93)]
    public void The_steps_of_a_file_are_those_of_its_quality(int quality)
    {
        using var picture = Textured(5);
        Assert.Equal(JpegQuantization.Of(quality), JpegQuantization.Read(ImageEncoder.EncodeJpeg(picture, quality)));
    }

    [Fact]
    public void What_is_no_JPEG_file_has_no_steps()
    {
        using var picture = Textured(6);
        var file = ImageEncoder.EncodeJpeg(picture, 80);
        Assert.Null(JpegQuantization.Read([]));
        Assert.Null(JpegQuantization.Read(ImageEncoder.EncodePng(picture)));
        Assert.Null(JpegQuantization.Read(file.AsSpan(0, 25)));
    }

    [Fact]
    public void Rubbish_after_the_signature_is_read_without_harm() => Prop.ForAll<byte[]>(
        ArbMap.Default.ArbFor<byte[]>(), bytes => _ = JpegQuantization.Read([0xFF, 0xD8, 0xFF, 0xDB, .. bytes])).QuickCheckThrowOnFailure();

    [Fact]
    public void The_transform_in_vectors_is_that_of_the_definition() => Prop.ForAll(
        Gen.Choose(0, 255).ArrayOf(64).ToArbitrary(),
        values =>
        {
            var (vectors, scalars) = (Array.ConvertAll(values, value => (float)value), Array.ConvertAll(values, value => (float)value));
            BlockTransform.Forward(vectors);
            BlockTransform.ForwardScalar(scalars);
            for (var i = 0; i < values.Length; i++)
            {
                Assert.Equal(scalars[i], vectors[i], 0.01f);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_even_block_has_no_frequency_but_zero()
    {
        var block = new float[64];
        block.AsSpan().Fill(10);
        BlockTransform.Forward(block);
        Assert.Equal(80, block[0], 0.001f);
        Assert.All(block[1..], coefficient => Assert.Equal(0, coefficient, 0.001f));
    }

    private static JpegHistoryMeasure Measure(byte[] file)
    {
        using var decoded = ImageDecoder.Decode(file);
        return JpegHistory.Measure(decoded.Image!, JpegQuantization.Read(file)!, Everything);
    }

    private static byte[] SavedAgain(Image picture, int first, int second, Box? putIn = null)
    {
        using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(picture, first));
        if (putIn is { } box)
        {
            using var other = Textured(77);
            for (var y = (int)box.Y; y < box.Bottom; y++)
            {
                other.Row(y).Slice((int)box.X * 3, (int)box.Width * 3).CopyTo(decoded.Image!.Row(y)[((int)box.X * 3)..]);
            }
        }

        return ImageEncoder.EncodeJpeg(decoded.Image!, second);
    }

    /// <summary>Smoothed noise with waves, so that every frequency has something.</summary>
    private static Image Textured(int seed)
    {
        var random = new Random(seed);
        using var noise = Image.Rent(480, 400, PixelFormat.Bgr24);
        for (var y = 0; y < noise.Height; y++)
        {
            var row = noise.Row(y);
            for (var x = 0; x < noise.Width; x++)
            {
                var value = 128 + (40 * Math.Sin((x * 0.21) + seed) * Math.Cos(y * 0.17)) + random.Next(-50, 50);
                row.Slice(x * 3, 3).Fill((byte)Math.Clamp(value, 10, 245));
            }
        }

        return ImageFilter.GaussianBlur(noise, 0.9);
    }
}
