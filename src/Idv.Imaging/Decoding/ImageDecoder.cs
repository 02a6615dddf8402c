using Idv.Imaging.Decoding;
using Idv.Imaging.Native;

namespace Idv.Imaging;

/// <summary>Turns the bytes of untrusted files into upright 8-bit images. Transparent pictures are laid on white.</summary>
public static class ImageDecoder
{
    private const int MostScaling = 8;
    private static readonly long MostPixels = Array.MaxLength / 3;

    /// <summary>Reads the format and the stored size without decoding; null when they can't be read.</summary>
    /// <param name="bytes">The file, or as much of its beginning as holds the header.</param>
    public static ImageHeader? ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var format = ImageSignature.Recognise(bytes);
        if (format == ImageFileFormat.Pdf)
        {
            return new ImageHeader(format, 0, 0);
        }

        return TryReadPicture(bytes, format, out var picture) && picture is { Width: <= int.MaxValue, Height: <= int.MaxValue }
            ? new ImageHeader(format, (int)picture.Width, (int)picture.Height)
            : null;
    }

    /// <summary>
    /// Decodes a file. Never throws for what the bytes hold: a file that can't be decoded within the limits gives a
    /// <see cref="DecodeResult.Fault"/>.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="format">The pixel format wanted.</param>
    /// <param name="limits">The largest file and picture; <see cref="DecodeLimits.Default"/> when null.</param>
    /// <param name="longestSide">
    /// Above 0, a JPEG may come smaller (1/2, 1/4 or 1/8, which is faster), its longest side still at least this many pixels.
    /// </param>
    public static DecodeResult Decode(
        ReadOnlySpan<byte> bytes,
        PixelFormat format = PixelFormat.Bgr24,
        DecodeLimits? limits = null,
        int longestSide = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(longestSide);
        limits ??= DecodeLimits.Default;
        if (bytes.IsEmpty)
        {
            return Failed(ImageFileFormat.Unknown, DecodeFaultCode.Empty, "The file is empty.");
        }

        if (bytes.Length > limits.MaxBytes)
        {
            return Failed(
                ImageFileFormat.Unknown,
                DecodeFaultCode.TooManyBytes,
                $"The file has {bytes.Length} bytes; at most {limits.MaxBytes} are accepted.");
        }

        var fileFormat = ImageSignature.Recognise(bytes);
        if (fileFormat == ImageFileFormat.Unknown)
        {
            return Failed(fileFormat, DecodeFaultCode.UnknownFormat, "The file is not a JPEG, PNG, WebP, TIFF, BMP or PDF.");
        }

        return fileFormat == ImageFileFormat.Pdf
            ? DecodePdf(bytes, format, limits, longestSide)
            : DecodePicture(bytes, fileFormat, format, limits, longestSide);
    }

    private static DecodeResult DecodePdf(ReadOnlySpan<byte> bytes, PixelFormat format, DecodeLimits limits, int longestSide)
    {
        var page = PdfPageRenderer.RenderFirstPage(bytes);
        if (page.Fault is not null)
        {
            return new DecodeResult { FileFormat = ImageFileFormat.Pdf, Fault = page.Fault };
        }

        var picture = DecodePicture(page.Jpeg, ImageFileFormat.Jpeg, format, limits, longestSide);
        return new DecodeResult
        {
            FileFormat = ImageFileFormat.Pdf,
            Image = picture.Image,
            Fault = picture.Fault,
            Truncated = picture.Truncated,
            FullWidth = picture.FullWidth,
            FullHeight = picture.FullHeight,
        };
    }

    private static DecodeResult DecodePicture(
        ReadOnlySpan<byte> bytes, ImageFileFormat fileFormat, PixelFormat format, DecodeLimits limits, int longestSide)
    {
        if (!TryReadPicture(bytes, fileFormat, out var picture))
        {
            return Failed(fileFormat, DecodeFaultCode.Corrupt, $"The {fileFormat} header is damaged or ends early.");
        }

        if (Refusal(picture, fileFormat, limits) is { } fault)
        {
            return new DecodeResult { FileFormat = fileFormat, Fault = fault };
        }

        var (width, height) = ((int)picture.Width, (int)picture.Height);
        var scale = fileFormat == ImageFileFormat.Jpeg ? ScaleDenominator(width, height, longestSide) : 1;
        if (fileFormat == ImageFileFormat.Jpeg && JpegHeader.HasTooManyScans(bytes))
        {
            return Failed(fileFormat, DecodeFaultCode.Unsupported, "The Jpeg file has more scans than any encoder writes.");
        }

        // The JPEG decoder makes grey itself (and faster); for the others colour is decoded first.
        var decodedFormat = fileFormat != ImageFileFormat.Jpeg && format == PixelFormat.Grey8 ? PixelFormat.Bgr24 : format;
        var image = Image.Rent(DivideUp(width, scale), DivideUp(height, scale), decodedFormat);
        NativeStatus status;
        try
        {
            status = DecodeInto(image, bytes, fileFormat, scale);
            if (status is NativeStatus.Ok or NativeStatus.Damaged)
            {
                image = Finish(image, format, picture.Orientation);
                var swaps = picture.Orientation.SwapsSides();
                return new DecodeResult
                {
                    Image = image,
                    FileFormat = fileFormat,
                    Truncated = status == NativeStatus.Damaged,
                    FullWidth = swaps ? height : width,
                    FullHeight = swaps ? width : height,
                };
            }
        }
        catch
        {
            image.Dispose();
            throw;
        }

        image.Dispose();
        return status switch
        {
            NativeStatus.Unsupported =>
                Failed(fileFormat, DecodeFaultCode.Unsupported, $"The {fileFormat} file uses a coding that is not supported."),
            NativeStatus.OutOfMemory =>
                Failed(fileFormat, DecodeFaultCode.TooManyPixels, $"There is not enough memory to decode {width}×{height} pixels."),
            NativeStatus.BadArgument =>
                throw new InvalidOperationException($"The native {fileFormat} decoder refused its arguments."),
            _ => Failed(fileFormat, DecodeFaultCode.Corrupt, $"The {fileFormat} data is damaged or ends early."),
        };
    }

    private static DecodeFault? Refusal(StoredPicture picture, ImageFileFormat fileFormat, DecodeLimits limits)
    {
        // By division, because the product of two sides may overflow. No buffer holds more than MostPixels, whatever the limit says.
        var most = Math.Min(limits.MaxPixels, MostPixels);
        if (picture.Width > most / picture.Height)
        {
            return new DecodeFault(
                DecodeFaultCode.TooManyPixels,
                $"The picture is {picture.Width}×{picture.Height} pixels; at most {most} pixels are accepted.");
        }

        if (Math.Max(picture.Width, picture.Height) > Image.MaxSide)
        {
            return new DecodeFault(
                DecodeFaultCode.TooManyPixels,
                $"The picture is {picture.Width}×{picture.Height} pixels; a side may have at most {Image.MaxSide}.");
        }

        return picture.UnsupportedFeature is { } feature
            ? new DecodeFault(DecodeFaultCode.Unsupported, $"The {fileFormat} file uses {feature}, which is not supported.")
            : null;
    }

    private static bool TryReadPicture(ReadOnlySpan<byte> bytes, ImageFileFormat format, out StoredPicture picture)
    {
        switch (format)
        {
            case ImageFileFormat.Jpeg:
                return JpegHeader.TryRead(bytes, out picture);
            case ImageFileFormat.Png:
                return PngHeader.TryRead(bytes, out picture);
            case ImageFileFormat.WebP:
                return WebPHeader.TryRead(bytes, out picture);
            case ImageFileFormat.Tiff:
                return TiffHeader.TryRead(bytes, out picture);
            case ImageFileFormat.Bmp:
                return BmpDecoder.TryReadHeader(bytes, out picture);
            default:
                picture = default;
                return false;
        }
    }

    private static unsafe NativeStatus DecodeInto(Image image, ReadOnlySpan<byte> bytes, ImageFileFormat fileFormat, int scale)
    {
        if (fileFormat == ImageFileFormat.Bmp)
        {
            return BmpDecoder.TryDecode(bytes, image) ? NativeStatus.Ok : NativeStatus.Corrupt;
        }

        fixed (byte* file = bytes, pixels = image.Pixels)
        {
            var target = new NativeImage(image, pixels);
            var length = (nuint)bytes.Length;
            return fileFormat switch
            {
                ImageFileFormat.Jpeg => NativeImaging.JpegDecode(file, length, scale, &target),
                ImageFileFormat.Png => NativeImaging.PngDecode(file, length, &target),
                ImageFileFormat.WebP => NativeImaging.WebPDecode(file, length, &target),
                ImageFileFormat.Tiff => NativeImaging.TiffDecode(file, length, &target),
                _ => NativeStatus.Unsupported,
            };
        }
    }

    private static Image Finish(Image decoded, PixelFormat format, Orientation orientation)
    {
        if (decoded.Format == format)
        {
            return orientation.Upright(decoded);
        }

        using (decoded)
        {
            return orientation.Upright(ImageTransform.Convert(decoded, format));
        }
    }

    // Powers of two alone: the other factors that the format allows have no vector code and are slower than decoding in full.
    private static int ScaleDenominator(int width, int height, int longestSide)
    {
        var scale = 1;
        while (longestSide > 0 && scale < MostScaling && DivideUp(Math.Max(width, height), scale * 2) >= longestSide)
        {
            scale *= 2;
        }

        return scale;
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    private static DecodeResult Failed(ImageFileFormat fileFormat, DecodeFaultCode code, string message) =>
        new() { FileFormat = fileFormat, Fault = new DecodeFault(code, message) };
}
