namespace Idv.Imaging.Decoding;

/// <summary>Recognises file formats by their first bytes.</summary>
internal static class ImageSignature
{
    // ISO 32000-1 Annex H.3.4.1, note 13: readers accept the PDF header anywhere within the first 1,024 bytes.
    private const int PdfHeaderReach = 1024;

    /// <summary>The format whose signature the bytes begin with.</summary>
    public static ImageFileFormat Recognise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return ImageFileFormat.Jpeg;
        }

        if (bytes.StartsWith(PngHeader.Signature))
        {
            return ImageFileFormat.Png;
        }

        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
        {
            return ImageFileFormat.WebP;
        }

        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) || bytes.StartsWith("II+\0"u8) || bytes.StartsWith("MM\0+"u8))
        {
            return ImageFileFormat.Tiff;
        }

        if (bytes.StartsWith("BM"u8) && bytes.Length >= 26)
        {
            return ImageFileFormat.Bmp;
        }

        return bytes[..Math.Min(bytes.Length, PdfHeaderReach)].IndexOf("%PDF-"u8) >= 0 ? ImageFileFormat.Pdf : ImageFileFormat.Unknown;
    }
}
