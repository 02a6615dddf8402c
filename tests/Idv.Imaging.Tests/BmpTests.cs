using Idv.Imaging.Tests.Files;

namespace Idv.Imaging.Tests;

public class BmpTests
{
    private static readonly byte[] BlackAndRed = [0, 0, 0, 0, 0, 0, 255, 0];

    [Fact]
    public void A_24_bit_bitmap_decodes_to_its_pixels_in_either_channel_order()
    {
        using var picture = ArbitraryImage.Noise(7, 5, PixelFormat.Bgr24, seed: 3);
        using var rgb = ImageTransform.Convert(picture, PixelFormat.Rgb24);
        AssertPixels(picture.Pixels.ToArray(), BmpFile.Of(picture));
        AssertPixels(rgb.Pixels.ToArray(), BmpFile.Of(picture), PixelFormat.Rgb24);
    }

    [Theory]
    [InlineData(1, 0b0100_0000)]
    [InlineData(4, 0x01)]
    public void A_palette_bitmap_packs_the_first_pixel_into_the_high_bits(int bits, byte first) =>
        AssertPixels([0, 0, 0, 0, 0, 255], BmpFile.Compose(2, 1, bits, [first, 0, 0, 0], BlackAndRed));

    [Fact]
    public void An_8_bit_bitmap_shows_an_index_beyond_its_palette_as_black() =>
        AssertPixels([0, 0, 255, 0, 0, 0], BmpFile.Compose(2, 1, 8, [1, 200, 0, 0], BlackAndRed));

    [Fact]
    public void A_16_bit_bitmap_has_five_bits_a_channel() =>
        AssertPixels([0, 0, 255, 255, 0, 0], BmpFile.Compose(2, 1, 16, [0x00, 0x7C, 0x1F, 0x00]));

    [Fact]
    public void A_16_bit_bitmap_may_give_six_bits_to_green() =>
        AssertPixels([0, 255, 0, 0, 0, 255], BmpFile.Compose(2, 1, 16, [0xE0, 0x07, 0x00, 0xF8], null, 3, 0xF800, 0x07E0, 0x001F));

    [Fact]
    public void A_32_bit_bitmap_without_alpha_mask_is_opaque() =>
        AssertPixels([1, 2, 3], BmpFile.Compose(1, 1, 32, [1, 2, 3, 0]));

    [Fact]
    public void A_bitmap_with_negative_height_is_stored_from_the_top() =>
        AssertPixels([0, 0, 0, 0, 0, 255], BmpFile.Compose(1, -2, 8, [0, 0, 0, 0, 1, 0, 0, 0], BlackAndRed));

    [Fact]
    public void A_bitmap_with_positive_height_is_stored_from_the_bottom() =>
        AssertPixels([0, 0, 255, 0, 0, 0], BmpFile.Compose(1, 2, 8, [0, 0, 0, 0, 1, 0, 0, 0], BlackAndRed));

    private static void AssertPixels(byte[] expected, byte[] file, PixelFormat format = PixelFormat.Bgr24)
    {
        using var result = ImageDecoder.Decode(file, format);
        Assert.Null(result.Fault);
        Assert.Equal(expected, result.Image!.Pixels.ToArray());
    }
}
