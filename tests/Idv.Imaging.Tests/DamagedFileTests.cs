using System.Diagnostics;
using Idv.Imaging.Tests.Files;

namespace Idv.Imaging.Tests;

public class DamagedFileTests
{
    [Fact]
    public void No_bytes_are_reported_as_empty() => AssertFault(DecodeFaultCode.Empty, []);

    [Fact]
    public void Words_are_of_unknown_format() => AssertFault(DecodeFaultCode.UnknownFormat, "These are words, not pixels."u8.ToArray());

    [Fact]
    public void A_file_above_the_limit_of_bytes_is_refused()
    {
        var limits = new DecodeLimits { MaxBytes = 99 };
        using var result = ImageDecoder.Decode(new byte[100], limits: limits);
        Assert.Equal(DecodeFaultCode.TooManyBytes, result.Fault!.Code);
        Assert.Equal("The file has 100 bytes; at most 99 are accepted.", result.Fault.Message);
    }

    [Fact]
    public void A_picture_above_the_limit_of_pixels_is_refused_and_one_at_the_limit_is_not()
    {
        using var picture = Pictures.Gradient(40, 30, PixelFormat.Bgr24);
        byte[][] files = [ImageEncoder.EncodeJpeg(picture), ImageEncoder.EncodePng(picture), BmpFile.Of(picture)];
        foreach (var file in files)
        {
            using var refused = ImageDecoder.Decode(file, limits: new DecodeLimits { MaxPixels = 1199 });
            Assert.Equal("The picture is 40×30 pixels; at most 1199 pixels are accepted.", refused.Fault!.Message);
            using var accepted = ImageDecoder.Decode(file, limits: new DecodeLimits { MaxPixels = 1200 });
            Assert.Null(accepted.Fault);
        }
    }

    [Fact]
    public void A_picture_of_30000_by_30000_pixels_is_refused_at_once_and_without_memory()
    {
        byte[][] files =
        [
            PngFile.HeaderOnly(30_000, 30_000),
            TiffFile.Compose(30_000, 30_000, 8, TiffFile.Rgb, 3, []),
            BmpFile.Compose(30_000, -30_000, 24, []),
            WebPFile.Extended(EncodedFiles.LossyWebP(), 1, 1, 0) is var webp ? Grown(webp) : [],
        ];
        foreach (var file in files)
        {
            ImageDecoder.Decode(file).Dispose();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            using var result = ImageDecoder.Decode(file);
            Assert.Equal(DecodeFaultCode.TooManyPixels, result.Fault!.Code);
            Assert.True(clock.ElapsedMilliseconds < 100);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000);
        }
    }

    [Fact]
    public void A_side_beyond_what_an_image_may_have_is_refused() =>
        AssertFault(DecodeFaultCode.TooManyPixels, PngFile.HeaderOnly(70_000, 1));

    [Fact]
    public void A_picture_whose_sides_overflow_when_multiplied_is_refused() =>
        AssertFault(DecodeFaultCode.TooManyPixels, TiffFile.Compose(-1, -1, 8, TiffFile.Rgb, 3, []));

    [Fact]
    public void A_limit_beyond_any_buffer_still_refuses_a_picture_that_no_buffer_holds()
    {
        using var result = ImageDecoder.Decode(PngFile.HeaderOnly(60_000, 60_000), limits: new DecodeLimits { MaxPixels = long.MaxValue });
        Assert.Equal(DecodeFaultCode.TooManyPixels, result.Fault!.Code);
    }

    [Fact]
    public void A_truncated_jpeg_gives_what_was_there_and_says_so()
    {
        using var picture = Pictures.Gradient(320, 240, PixelFormat.Bgr24);
        var file = ImageEncoder.EncodeJpeg(picture);
        using var whole = ImageDecoder.Decode(file);
        Assert.False(whole.Truncated);
        using var result = ImageDecoder.Decode(file.AsSpan(0, file.Length * 2 / 3));
        Assert.True(result.Truncated);
        Assert.Null(result.Fault);
        using var expected = ImageTransform.Crop(picture, 0, 0, 320, 60);
        using var actual = ImageTransform.Crop(result.Image!, 0, 0, 320, 60);
        Assert.True(Pictures.MeanDifference(expected, actual) < 3);
    }

    [Fact]
    public void What_a_truncated_jpeg_does_not_reach_shows_nothing_of_earlier_images()
    {
        using (var secret = Pictures.Constant(320, 240, PixelFormat.Bgr24, 201))
        {
            Assert.Equal(201, secret.Pixels[^1]);
        }

        using var picture = Pictures.Gradient(320, 240, PixelFormat.Bgr24);
        var file = ImageEncoder.EncodeJpeg(picture);
        using var result = ImageDecoder.Decode(file.AsSpan(0, file.Length / 2));
        Assert.DoesNotContain((byte)201, result.Image!.Pixels.ToArray());
    }

    [Fact]
    public void A_jpeg_with_stray_bytes_between_its_segments_is_not_called_truncated()
    {
        using var picture = Pictures.Gradient(32, 32, PixelFormat.Bgr24);
        var file = ImageEncoder.EncodeJpeg(picture);
        byte[] stray = [.. file[..^2], 0, 0, 0, .. file[^2..]];
        using var result = ImageDecoder.Decode(stray);
        Assert.Null(result.Fault);
        Assert.False(result.Truncated);
    }

    [Fact]
    public void A_jpeg_of_hundreds_of_scans_is_refused()
    {
        var file = EncodedFiles.ProgressiveJpeg();
        var scan = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] many = [.. file[..^2], .. Enumerable.Repeat(file[scan..^2], 200).SelectMany(bytes => bytes), .. file[^2..]];
        AssertFault(DecodeFaultCode.Unsupported, many);
    }

    [Fact]
    public void A_film_appended_to_a_jpeg_is_not_taken_for_scans()
    {
        using var picture = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        var film = Enumerable.Repeat<byte[]>([0xFF, 0xDA, 0x12, 0x34], 5000).SelectMany(bytes => bytes);
        using var result = ImageDecoder.Decode([.. ImageEncoder.EncodeJpeg(picture), .. film]);
        Assert.Null(result.Fault);
        Assert.False(result.Truncated);
    }

    [Fact]
    public void Every_other_format_is_corrupt_when_its_data_ends_early()
    {
        using var picture = ArbitraryImage.Noise(64, 48, PixelFormat.Bgr24, seed: 1);
        byte[][] files =
        [
            ImageEncoder.EncodePng(picture),
            BmpFile.Of(picture),
            TiffFile.Compose(64, 48, 8, TiffFile.Rgb, 3, picture.Pixels.ToArray()),
            EncodedFiles.LossyWebP(),
        ];
        foreach (var file in files)
        {
            AssertFault(DecodeFaultCode.Corrupt, file[..(file.Length * 2 / 3)]);
        }
    }

    [Fact]
    public void A_header_that_ends_early_is_corrupt()
    {
        using var picture = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        AssertFault(DecodeFaultCode.Corrupt, ImageEncoder.EncodeJpeg(picture)[..20]);
        AssertFault(DecodeFaultCode.Corrupt, ImageEncoder.EncodePng(picture)[..20]);
        AssertFault(DecodeFaultCode.Corrupt, EncodedFiles.LossyWebP()[..20]);
    }

    [Fact]
    public void Features_that_are_not_read_are_named()
    {
        AssertFault(DecodeFaultCode.Unsupported, WebPFile.Extended(EncodedFiles.LossyWebP(), 64, 48, WebPFile.Animation), "animation");
        AssertFault(DecodeFaultCode.Unsupported, BmpFile.Compose(8, 8, 8, new byte[64], compression: 1), "run-length coding");
        AssertFault(DecodeFaultCode.Unsupported, BmpFile.Compose(8, 8, 13, new byte[512]), "13 bits a pixel");
        AssertFault(DecodeFaultCode.Unsupported, TiffFile.Compose(8, 8, 8, TiffFile.Rgb, 3, new byte[192], compression: 34887), "coding");
    }

    [Fact]
    public void A_jpeg_of_12_bits_a_sample_is_unsupported()
    {
        using var picture = Pictures.Gradient(16, 16, PixelFormat.Grey8);
        var file = ImageEncoder.EncodeJpeg(picture);
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        file[frame + 4] = 12;
        AssertFault(DecodeFaultCode.Unsupported, file, "12 bits a sample");
    }

    [Fact]
    public void A_damaged_pdf_is_corrupt()
    {
        using var result = ImageDecoder.Decode("%PDF-1.7\nnothing of use"u8.ToArray());
        Assert.Contains(result.Fault!.Code, new[] { DecodeFaultCode.Corrupt, DecodeFaultCode.PdfToolMissing });
    }

    private static byte[] Grown(byte[] extendedWebP)
    {
        // The canvas's sides are 24 bits each: 16,383 by 16,383 is the largest that WebP allows.
        (extendedWebP[24], extendedWebP[25], extendedWebP[26]) = (0xFE, 0x3F, 0);
        (extendedWebP[27], extendedWebP[28], extendedWebP[29]) = (0xFE, 0x3F, 0);
        return extendedWebP;
    }

    private static void AssertFault(DecodeFaultCode code, byte[] file, string? named = null)
    {
        var live = Image.LiveOnThisThread;
        using var result = ImageDecoder.Decode(file);
        Assert.True(code == result.Fault?.Code, $"Expected {code} but got {result.Fault} of {result.FileFormat}.");
        Assert.Null(result.Image);
        Assert.Equal(live, Image.LiveOnThisThread);
        if (named is not null)
        {
            Assert.Contains(named, result.Fault!.Message);
        }
    }
}
