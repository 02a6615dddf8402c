using System.Numerics;
using Idv.Documents.Authenticity;
using Idv.Imaging;

namespace Idv.Documents.Tests.Authenticity;

public sealed class CopyTests
{
    [Fact]
    public void A_grey_picture_under_a_coloured_lamp_has_no_colour_of_its_own()
    {
        using var picture = Draw((x, y) =>
        {
            var grey = 60 + (((x * 7) + (y * 13)) % 150);
            return ((byte)grey, (byte)(grey * 0.9), (byte)(grey * 0.85));
        });
        Assert.InRange(ResidualChroma.Measure(picture), 0, 1.5);
    }

    [Fact]
    public void Coloured_fields_are_colour()
    {
        (int Blue, int Green, int Red)[] inks = [(200, 90, 70), (80, 180, 80), (70, 100, 210)];
        using var picture = Draw((x, y) =>
        {
            var (blue, green, red) = inks[x / 40 % 3];
            var light = 60 + (y % 80 / 2);
            return ((byte)(blue * light / 100), (byte)(green * light / 100), (byte)(red * light / 100));
        });
        Assert.True(ResidualChroma.Measure(picture) > 10);
    }

    [Fact]
    public void A_regular_fine_pattern_stands_out_of_the_spectrum()
    {
        var random = new Random(1);
        using var plain = Draw((_, _) => Grey(120 + random.Next(20)));
        using var pattern = Draw((x, y) => Grey(120 + random.Next(20) + (int)(20 * Math.Sin((x * 1.1) + (y * 0.7)))));
        var box = new Box(0, 0, plain.Width, plain.Height);
        Assert.True(ScreenPattern.Measure(pattern, box) > ScreenPattern.Measure(plain, box) + 1);
    }

    [Fact]
    public void A_face_taken_darker_smaller_and_turned_hashes_nearly_alike_and_another_does_not()
    {
        using var first = Draw((x, y) => Grey(128 + (int)(60 * Math.Sin(x * 0.05) * Math.Cos(y * 0.04)) + (x / 6)));
        using var darker = Draw((x, y) => Grey((128 + (int)(60 * Math.Sin(x * 0.05) * Math.Cos(y * 0.04)) + (x / 6)) * 7 / 10));
        using var smaller = ImageTransform.Resize(darker, 240, 150);
        using var aside = ImageTransform.RotateQuarters(smaller, 2);
        using var other = Draw((x, y) => Grey(128 + (int)(60 * Math.Cos(x * 0.07) * Math.Sin(y * 0.06))));
        var hash = PerceptualHash.OfFace(first, new Vector2(200, 120), new Vector2(280, 120), new Vector2(240, 200));
        Assert.InRange(PerceptualHash.Distance(hash, PerceptualHash.OfFace(smaller, new Vector2(100, 60), new Vector2(140, 60), new Vector2(120, 100))), 0, 6);
        Assert.InRange(PerceptualHash.Distance(hash, PerceptualHash.OfFace(aside, new Vector2(140, 90), new Vector2(100, 90), new Vector2(120, 50))), 0, 6);
        Assert.True(PerceptualHash.Distance(hash, PerceptualHash.OfFace(other, new Vector2(200, 120), new Vector2(280, 120), new Vector2(240, 200))) > 16);
    }

    [Fact]
    public void Points_that_are_no_face_do_no_harm()
    {
        using var pixel = Image.Rent(1, 1, PixelFormat.Bgr24);
        _ = PerceptualHash.OfFace(pixel, Vector2.Zero, Vector2.Zero, Vector2.Zero);
        _ = PerceptualHash.OfFace(pixel, new Vector2(-900, 5), new Vector2(4000, 5), new Vector2(0, 99999));
    }

    [Fact]
    public void The_transform_of_a_wave_is_a_peak_at_its_frequency()
    {
        var wave = Enumerable.Range(0, 64).Select(i => new Complex(Math.Cos(2 * Math.PI * 5 * i / 64), 0)).ToArray();
        Fourier.Transform(wave);
        Assert.Equal(32, wave[5].Magnitude, 6);
        Assert.Equal(0, wave[6].Magnitude, 6);
    }

    private static (byte Blue, byte Green, byte Red) Grey(int value) => ((byte)Math.Clamp(value, 0, 255), (byte)Math.Clamp(value, 0, 255), (byte)Math.Clamp(value, 0, 255));

    private static Image Draw(Func<int, int, (byte Blue, byte Green, byte Red)> paint)
    {
        var image = Image.Rent(480, 300, PixelFormat.Bgr24);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                (row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2]) = paint(x, y);
            }
        }

        return image;
    }
}
