using System.Text;
using Idv.Imaging.Tests.Files;
using Idv.Tests;

namespace Idv.Imaging.Tests;

public class DecodingTests
{
    private static readonly byte[] Red = [0, 0, 255];

    [Theory]
    [InlineData(PixelFormat.Grey8)]
    [InlineData(PixelFormat.Bgr24)]
    [InlineData(PixelFormat.Rgb24)]
    public void A_jpeg_decodes_into_the_format_asked_for(PixelFormat format)
    {
        using var picture = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        using var expected = ImageTransform.Convert(picture, format);
        using var result = Decode(ImageEncoder.EncodeJpeg(picture, 95), format);
        Assert.Equal((ImageFileFormat.Jpeg, 64, 48), (result.FileFormat, result.FullWidth, result.FullHeight));
        Assert.True(Pictures.MeanDifference(expected, result.Image!) < 1.5);
    }

    [Fact]
    public void A_progressive_jpeg_decodes()
    {
        using var expected = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        using var result = Decode(EncodedFiles.ProgressiveJpeg());
        Assert.True(Pictures.MeanDifference(expected, result.Image!) < 4);
    }

    [Fact]
    public void A_ycck_jpeg_decodes_to_the_light_that_its_inks_leave()
    {
        using var result = Decode(EncodedFiles.YcckJpeg());
        AssertNear([0, 0, 255], Pixel(result, 2, 8), 6);
        AssertNear([128, 0, 0], Pixel(result, 13, 8), 6);
    }

    [Fact]
    public void A_webp_decodes()
    {
        using var expected = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        using var result = Decode(EncodedFiles.LossyWebP());
        Assert.Equal(ImageFileFormat.WebP, result.FileFormat);
        Assert.True(Pictures.MeanDifference(expected, result.Image!) < 4);
    }

    [Fact]
    public void A_transparent_webp_is_laid_on_white()
    {
        using var result = Decode(EncodedFiles.TransparentWebP());
        Assert.Equal(Red, Pixel(result, 0, 0));
        AssertNear([127, 127, 255], Pixel(result, 4, 0), 1);
        Assert.Equal([255, 255, 255], Pixel(result, 7, 7));
    }

    [Fact]
    public void A_16_bit_png_keeps_its_high_bits()
    {
        byte[] samples = [0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00];
        using var result = Decode(PngFile.Compose(1, 1, 16, PngFile.TrueColour, samples));
        Assert.Equal([0, 128, 255], Pixel(result, 0, 0));
    }

    [Theory]
    [InlineData(1, 0b0100_0000)]
    [InlineData(2, 0b0001_0000)]
    [InlineData(4, 0b0000_0001)]
    [InlineData(8, 0)]
    public void A_palette_png_of_any_depth_decodes_to_its_colours(int depth, byte first)
    {
        byte[] row = depth == 8 ? [0, 1] : [first];
        using var result = Decode(PngFile.Compose(2, 1, (byte)depth, PngFile.Palette, row, ("PLTE", [1, 2, 3, 255, 0, 0])));
        Assert.Equal([3, 2, 1], Pixel(result, 0, 0));
        Assert.Equal(Red, Pixel(result, 1, 0));
    }

    [Fact]
    public void A_palette_png_with_a_transparent_entry_is_laid_on_white()
    {
        using var result = Decode(PngFile.Compose(
            2, 1, 8, PngFile.Palette, [0, 1], ("PLTE", [0, 0, 0, 255, 0, 0]), ("tRNS", [0, 128])));
        Assert.Equal([255, 255, 255], Pixel(result, 0, 0));
        AssertNear([127, 127, 255], Pixel(result, 1, 0), 1);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void A_png_with_alpha_is_laid_on_white(int depth)
    {
        byte[] eight = [255, 0, 0, 255, 255, 0, 0, 128, 255, 0, 0, 0];
        var samples = depth == 8 ? eight : [.. eight.SelectMany(value => new[] { value, value })];
        using var result = Decode(PngFile.Compose(3, 1, (byte)depth, PngFile.TrueColourAlpha, samples));
        Assert.Equal(Red, Pixel(result, 0, 0));
        AssertNear([127, 127, 255], Pixel(result, 1, 0), 1);
        AssertNear([255, 255, 255], Pixel(result, 2, 0), 1);
    }

    [Fact]
    public void An_interlaced_png_decodes_as_the_same_picture_in_sequence_does()
    {
        var rgba = new byte[13 * 11 * 4];
        new Random(2).NextBytes(rgba);
        using var sequential = Decode(PngFile.Compose(13, 11, 8, PngFile.TrueColourAlpha, rgba));
        using var interlaced = Decode(PngFile.ComposeInterlaced(13, 11, rgba));
        Assert.Equal(sequential.Image!.Pixels.ToArray(), interlaced.Image!.Pixels.ToArray());
    }

    [Fact]
    public void A_grey_png_with_alpha_is_laid_on_white()
    {
        using var result = Decode(PngFile.Compose(2, 1, 8, PngFile.GreyAlpha, [0, 128, 10, 255]));
        AssertNear([127, 127, 127], Pixel(result, 0, 0), 1);
        Assert.Equal([10, 10, 10], Pixel(result, 1, 0));
    }

    [Fact]
    public void A_png_of_one_bit_is_black_and_white()
    {
        using var result = Decode(PngFile.Compose(3, 1, 1, PngFile.Grey, [0b0100_0000]), PixelFormat.Grey8);
        Assert.Equal([0, 255, 0], result.Image!.Pixels.ToArray());
    }

    [Fact]
    public void A_png_text_that_inflates_a_thousandfold_is_not_inflated()
    {
        using var zeros = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(zeros, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                zlib.Write(block);
            }
        }

        byte[] chunk = [.. "Comment\0\0"u8, .. zeros.ToArray()];
        using var result = Decode(PngFile.Compose(1, 1, 8, PngFile.Grey, [7], ("zTXt", chunk)), PixelFormat.Grey8);
        Assert.Equal(7, result.Image!.Pixels[0]);
    }

    [Fact]
    public void An_rgb_tiff_decodes()
    {
        using var result = Decode(TiffFile.Compose(2, 1, 8, TiffFile.Rgb, 3, [255, 0, 0, 1, 2, 3]));
        Assert.Equal((ImageFileFormat.Tiff, 2, 1), (result.FileFormat, result.FullWidth, result.FullHeight));
        Assert.Equal(Red, Pixel(result, 0, 0));
        Assert.Equal([3, 2, 1], Pixel(result, 1, 0));
    }

    [Fact]
    public void A_16_bit_grey_tiff_keeps_its_high_bits()
    {
        using var result = Decode(TiffFile.Compose(2, 1, 16, TiffFile.BlackIsZero, 1, [0x00, 0x80, 0xFF, 0xFF]), PixelFormat.Grey8);
        AssertNear([128, 255], result.Image!.Pixels.ToArray(), 1);
    }

    [Fact]
    public void A_fax_tiff_shows_zero_as_white()
    {
        using var result = Decode(TiffFile.Compose(2, 1, 1, TiffFile.WhiteIsZero, 1, [0b0100_0000]), PixelFormat.Grey8);
        Assert.Equal([255, 0], result.Image!.Pixels.ToArray());
    }

    [Fact]
    public void A_cmyk_tiff_decodes_to_the_light_that_its_inks_leave()
    {
        using var result = Decode(TiffFile.Compose(1, 1, 8, TiffFile.Separated, 4, [0, 255, 255, 0]));
        Assert.Equal(Red, Pixel(result, 0, 0));
    }

    [Fact]
    public void A_transparent_tiff_is_laid_on_white()
    {
        using var result = Decode(TiffFile.Compose(2, 1, 8, TiffFile.Rgb, 4, [255, 0, 0, 128, 0, 0, 0, 0]));
        AssertNear([127, 127, 255], Pixel(result, 0, 0), 1);
        Assert.Equal([255, 255, 255], Pixel(result, 1, 0));
    }

    [Fact]
    public void A_pdf_gives_its_first_page_at_2400_pixels()
    {
        using var result = Decode(PdfFile.HalfRed());
        Assert.SkipWhen(result.Fault?.Code == DecodeFaultCode.PdfToolMissing, "pdftoppm is not installed.");
        Assert.Equal((ImageFileFormat.Pdf, 2400, 1200), (result.FileFormat, result.FullWidth, result.FullHeight));
        AssertNear(Red, Pixel(result, 300, 600), 3);
        AssertNear([255, 255, 255], Pixel(result, 2000, 600), 3);
    }

    [Theory]
    [InlineData(0, 1000, 600)]
    [InlineData(501, 1000, 600)]
    [InlineData(500, 500, 300)]
    [InlineData(250, 250, 150)]
    [InlineData(1, 125, 75)]
    [InlineData(4000, 1000, 600)]
    public void A_jpeg_is_scaled_while_its_longest_side_still_reaches_what_was_asked(int longestSide, int width, int height)
    {
        using var picture = Pictures.Gradient(1000, 600, PixelFormat.Bgr24);
        using var result = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(picture), longestSide: longestSide);
        Assert.Equal((width, height), (result.Image!.Width, result.Image.Height));
        Assert.Equal((1000, 600), (result.FullWidth, result.FullHeight));
    }

    [Fact]
    public void A_scaled_jpeg_shows_the_same_picture()
    {
        using var picture = Pictures.Gradient(1000, 600, PixelFormat.Bgr24);
        using var expected = ImageTransform.Resize(picture, 250, 150);
        using var result = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(picture), longestSide: 250);
        Assert.True(Pictures.MeanDifference(expected, result.Image!) < 1.5);
    }

    [Fact]
    public void Headers_tell_format_and_stored_size_without_decoding()
    {
        using var picture = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        Assert.Equal(new ImageHeader(ImageFileFormat.Jpeg, 64, 48), ImageDecoder.ReadHeader(ImageEncoder.EncodeJpeg(picture)));
        Assert.Equal(new ImageHeader(ImageFileFormat.Png, 64, 48), ImageDecoder.ReadHeader(ImageEncoder.EncodePng(picture)));
        Assert.Equal(new ImageHeader(ImageFileFormat.Png, 30_000, 20_000), ImageDecoder.ReadHeader(PngFile.HeaderOnly(30_000, 20_000)));
        Assert.Equal(new ImageHeader(ImageFileFormat.WebP, 64, 48), ImageDecoder.ReadHeader(EncodedFiles.LossyWebP()));
        Assert.Equal(new ImageHeader(ImageFileFormat.WebP, 8, 8), ImageDecoder.ReadHeader(EncodedFiles.TransparentWebP()));
        Assert.Equal(new ImageHeader(ImageFileFormat.Bmp, 64, 48), ImageDecoder.ReadHeader(BmpFile.Of(picture)));
        Assert.Equal(
            new ImageHeader(ImageFileFormat.Tiff, 2, 1),
            ImageDecoder.ReadHeader(TiffFile.Compose(2, 1, 8, TiffFile.Rgb, 3, [255, 0, 0, 1, 2, 3])));
        Assert.Equal(new ImageHeader(ImageFileFormat.Pdf, 0, 0), ImageDecoder.ReadHeader(PdfFile.HalfRed()));
        Assert.Null(ImageDecoder.ReadHeader(Encoding.ASCII.GetBytes("not an image at all, just words")));
        Assert.Null(ImageDecoder.ReadHeader([]));
    }

    [Fact]
    public void Real_photographs_decode()
    {
        var folder = SharedTestData.Require("faces", "lfw");
        foreach (var path in Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Take(50))
        {
            using var result = Decode(File.ReadAllBytes(path));
            Assert.Equal((250, 250, false), (result.Image!.Width, result.Image.Height, result.Truncated));
        }
    }

    private static DecodeResult Decode(byte[] file, PixelFormat format = PixelFormat.Bgr24)
    {
        var result = ImageDecoder.Decode(file, format);
        if (result.Fault?.Code != DecodeFaultCode.PdfToolMissing)
        {
            Assert.Null(result.Fault);
            Assert.Equal(format, result.Image!.Format);
        }

        return result;
    }

    private static byte[] Pixel(DecodeResult result, int x, int y) => result.Image!.Row(y).Slice(x * 3, 3).ToArray();

    private static void AssertNear(byte[] expected, byte[] actual, int tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
        }
    }
}
