using Idv.Imaging.Tests.Files;

namespace Idv.Imaging.Tests;

public class OrientationTests
{
    public static TheoryData<int, bool> EveryOrientation()
    {
        var data = new TheoryData<int, bool>();
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            data.Add(orientation, true);
            data.Add(orientation, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryOrientation))]
    public void A_jpeg_is_turned_upright_by_its_exif_orientation(int orientation, bool littleEndian)
    {
        using var upright = Pictures.Gradient(48, 32, PixelFormat.Bgr24);
        using var stored = Stored(upright, orientation);
        var file = ExifBytes.InJpeg(ImageEncoder.EncodeJpeg(stored, 95), ExifBytes.Block(orientation, littleEndian));
        AssertUpright(upright, file, tolerance: 2);
    }

    [Theory]
    [MemberData(nameof(EveryOrientation))]
    public void A_png_is_turned_upright_by_its_exif_chunk(int orientation, bool littleEndian)
    {
        using var upright = Pictures.Gradient(48, 32, PixelFormat.Bgr24);
        using var stored = Stored(upright, orientation);
        using var rgb = ImageTransform.Convert(stored, PixelFormat.Rgb24);
        var file = PngFile.Compose(
            rgb.Width, rgb.Height, 8, PngFile.TrueColour, rgb.Pixels.ToArray(), ("eXIf", ExifBytes.Block(orientation, littleEndian)));
        AssertUpright(upright, file, tolerance: 0);
    }

    [Theory]
    [MemberData(nameof(EveryOrientation))]
    public void A_webp_is_turned_upright_by_its_exif_chunk(int orientation, bool littleEndian)
    {
        var simple = EncodedFiles.LossyWebP();
        using var stored = ImageDecoder.Decode(simple);
        using var upright = Upright(stored.Image!, orientation);
        var file = WebPFile.Extended(simple, 64, 48, WebPFile.Exif, ExifBytes.Block(orientation, littleEndian));
        AssertUpright(upright, file, tolerance: 0);
    }

    [Theory]
    [MemberData(nameof(EveryOrientation))]
    public void A_tiff_is_turned_upright_by_its_orientation_tag(int orientation, bool grey)
    {
        using var upright = Pictures.Gradient(48, 32, grey ? PixelFormat.Grey8 : PixelFormat.Rgb24);
        using var stored = Stored(upright, orientation);
        var file = TiffFile.Compose(
            stored.Width,
            stored.Height,
            8,
            grey ? TiffFile.BlackIsZero : TiffFile.Rgb,
            (ushort)stored.Channels,
            stored.Pixels.ToArray(),
            (ushort)orientation);
        AssertUpright(upright, file, tolerance: 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void An_orientation_outside_1_to_8_is_ignored(int orientation)
    {
        using var upright = Pictures.Gradient(48, 32, PixelFormat.Bgr24);
        AssertUpright(upright, ExifBytes.InJpeg(ImageEncoder.EncodeJpeg(upright, 95), ExifBytes.Block(orientation, true)), tolerance: 2);
    }

    [Fact]
    public void A_damaged_exif_block_is_ignored_at_every_length()
    {
        using var upright = Pictures.Gradient(48, 32, PixelFormat.Bgr24);
        var jpeg = ImageEncoder.EncodeJpeg(upright, 95);
        var block = ExifBytes.Block(6, littleEndian: true);
        for (var length = 0; length < 20; length++)
        {
            AssertUpright(upright, ExifBytes.InJpeg(jpeg, block[..length]), tolerance: 2);
        }
    }

    private static void AssertUpright(Image upright, byte[] file, double tolerance)
    {
        using var result = ImageDecoder.Decode(file, upright.Format);
        Assert.Null(result.Fault);
        Assert.Equal((upright.Width, upright.Height), (result.FullWidth, result.FullHeight));
        Assert.True(Pictures.MeanDifference(upright, result.Image!) <= tolerance);
    }

    // The definition of the tag, pixel by pixel: where the pixel of the upright picture is stored. For 6, row 0 is the visual right side.
    private static (int X, int Y) StoredPosition(int orientation, int x, int y, int width, int height) => orientation switch
    {
        1 => (x, y),
        2 => (width - 1 - x, y),
        3 => (width - 1 - x, height - 1 - y),
        4 => (x, height - 1 - y),
        5 => (y, x),
        6 => (y, width - 1 - x),
        7 => (height - 1 - y, width - 1 - x),
        8 => (height - 1 - y, x),
        _ => throw new ArgumentOutOfRangeException(nameof(orientation)),
    };

    private static Image Stored(Image upright, int orientation)
    {
        var stored = orientation >= 5
            ? Image.Rent(upright.Height, upright.Width, upright.Format)
            : Image.Rent(upright.Width, upright.Height, upright.Format);
        for (var y = 0; y < upright.Height; y++)
        {
            for (var x = 0; x < upright.Width; x++)
            {
                var (storedX, storedY) = StoredPosition(orientation, x, y, upright.Width, upright.Height);
                Copy(upright, x, y, stored, storedX, storedY);
            }
        }

        return stored;
    }

    private static Image Upright(Image stored, int orientation)
    {
        var upright = orientation >= 5
            ? Image.Rent(stored.Height, stored.Width, stored.Format)
            : Image.Rent(stored.Width, stored.Height, stored.Format);
        for (var y = 0; y < upright.Height; y++)
        {
            for (var x = 0; x < upright.Width; x++)
            {
                var (storedX, storedY) = StoredPosition(orientation, x, y, upright.Width, upright.Height);
                Copy(stored, storedX, storedY, upright, x, y);
            }
        }

        return upright;
    }

    private static void Copy(Image from, int fromX, int fromY, Image to, int toX, int toY) =>
        from.Row(fromY).Slice(fromX * from.Channels, from.Channels).CopyTo(to.Row(toY)[(toX * to.Channels)..]);
}
