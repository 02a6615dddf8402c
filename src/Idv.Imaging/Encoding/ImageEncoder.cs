using Idv.Imaging.Native;

namespace Idv.Imaging;

/// <summary>Writes images as files.</summary>
public static unsafe class ImageEncoder
{
    private delegate NativeStatus Body(NativeImage* source, NativeBuffer* encoded);

    /// <summary>A baseline JPEG (ITU-T T.81); chroma is kept whole at quality 90 and above, halved both ways below.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">1 (smallest) to 100.</param>
    public static byte[] EncodeJpeg(Image image, int quality = 90)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(image, nameof(EncodeJpeg), (source, encoded) => NativeImaging.JpegEncode(source, quality, encoded));
    }

    /// <summary>A PNG (ISO/IEC 15948), 8 bits a channel; decoding it gives the same pixels.</summary>
    /// <param name="image">The image.</param>
    public static byte[] EncodePng(Image image) =>
        Encode(image, nameof(EncodePng), (source, encoded) => NativeImaging.PngEncode(source, encoded));

    private static byte[] Encode(Image image, string operation, Body body)
    {
        ArgumentNullException.ThrowIfNull(image);
        var encoded = default(NativeBuffer);
        fixed (byte* pixels = image.Pixels)
        {
            var source = new NativeImage(image, pixels);
            body(&source, &encoded).ThrowOnFailure(operation);
        }

        try
        {
            return new ReadOnlySpan<byte>(encoded.Data, checked((int)encoded.Length)).ToArray();
        }
        finally
        {
            NativeImaging.BufferFree(&encoded);
        }
    }
}
