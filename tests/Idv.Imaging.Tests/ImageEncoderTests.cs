using FsCheck;

namespace Idv.Imaging.Tests;

public class ImageEncoderTests
{
    [Fact]
    public void A_png_of_any_image_decodes_to_the_same_pixels()
    {
        Prop.ForAll(ArbitraryImage.Any(), image =>
        {
            using var decoded = ImageDecoder.Decode(ImageEncoder.EncodePng(image), image.Format);
            return decoded.Fault is null && decoded.Image!.Pixels.SequenceEqual(image.Pixels);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_jpeg_of_a_smooth_image_decodes_to_nearly_the_same_pixels()
    {
        using var image = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(image, 95));
        Assert.True(Pictures.MeanDifference(image, decoded.Image!) < 1.5);
    }

    [Fact]
    public void A_jpeg_quality_outside_1_to_100_is_refused()
    {
        using var image = Pictures.Gradient(8, 8, PixelFormat.Grey8);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEncoder.EncodeJpeg(image, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEncoder.EncodeJpeg(image, 101));
    }
}
