using Idv.Imaging;

namespace Idv.Faces.Tests;

public sealed class FaceQualityTests(SampleFaces sample) : IClassFixture<SampleFaces>
{
    [Fact]
    public void The_more_a_picture_is_blurred_the_less_sharp_and_the_worse_it_is()
    {
        var plain = sample.Describe(sample.Selfie)!.Quality;
        using var blurred = ImageFilter.GaussianBlur(sample.Selfie, 4);
        using var smeared = ImageFilter.GaussianBlur(sample.Selfie, 10);
        var (worse, worst) = (sample.Describe(blurred)!.Quality, sample.Describe(smeared)!.Quality);
        Assert.True(plain.Sharpness > worse.Sharpness && worse.Sharpness > worst.Sharpness);
        Assert.True(plain.Unified > worse.Unified && worse.Unified > worst.Unified, $"{plain.Unified} {worse.Unified} {worst.Unified}");
    }

    [Fact]
    public void A_good_selfie_scores_above_ninety() => Assert.InRange(sample.Describe(sample.Selfie)!.Quality.Unified!.Value, 90, 100);

    [Fact]
    public void A_tiny_face_is_worth_less_than_a_large_one()
    {
        using var tiny = ImageTransform.Resize(sample.Selfie, 64, 48);
        Assert.True(sample.Describe(tiny)!.Quality.Unified < sample.Describe(sample.Selfie)!.Quality.Unified);
    }

    [Fact]
    public void Darkness_lowers_luminance_and_dynamic_range()
    {
        using var dark = sample.Selfie.Clone();
        foreach (ref var value in dark.Pixels)
        {
            value /= 5;
        }

        var (plain, dim) = (sample.Describe(sample.Selfie)!.Quality, sample.Describe(dark)!.Quality);
        Assert.True(dim.Luminance < plain.Luminance / 3);
        Assert.True(dim.DynamicRange < plain.DynamicRange);
    }

    [Fact]
    public void A_grey_picture_has_no_natural_colour()
    {
        using var grey = sample.Selfie.Clone();
        for (var i = 0; i + 2 < grey.Pixels.Length; i += 3)
        {
            grey.Pixels.Slice(i, 3).Fill(grey.Pixels[i + 1]);
        }

        Assert.InRange(sample.Describe(grey)!.Quality.NaturalColour, 6.5, 8);
        Assert.True(sample.Describe(sample.Selfie)!.Quality.NaturalColour < 5);
    }

    [Fact]
    public void Margins_tell_where_the_picture_cuts_the_face()
    {
        var face = sample.Describe(sample.Selfie)!.Face.Box;
        using var cut = ImageTransform.Crop(sample.Selfie, (int)(face.X + (face.Width * 0.15f)), 0, 400, 480);
        var margins = sample.Describe(cut)!.Quality.Margins;
        Assert.True(margins.Left < 0.03, $"{margins}");
        Assert.Equal(margins.Left, margins.Smallest);
        Assert.True(margins is { Right: > 0.2, Above: > 0.2, Below: > 0.2 });
    }

    [Fact]
    public void A_face_among_others_of_its_size_is_not_a_single_face()
    {
        Assert.Equal(1, sample.Describe(sample.Selfie)!.Quality.SingleFace);
        Assert.InRange(sample.Describe(sample.Group)!.Quality.SingleFace, 0, 0.5);
    }

    [Fact]
    public void Light_from_one_side_is_not_uniform()
    {
        using var half = sample.Selfie.Clone();
        var middle = (int)sample.Describe(sample.Selfie)!.Face.Landmarks.Points[30].X;
        for (var y = 0; y < half.Height; y++)
        {
            foreach (ref var value in half.Row(y)[..(3 * middle)])
            {
                value /= 4;
            }
        }

        Assert.True(sample.Describe(half)!.Quality.IlluminationUniformity < sample.Describe(sample.Selfie)!.Quality.IlluminationUniformity - 0.2);
    }
}
