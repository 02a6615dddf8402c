namespace Idv.Facades.Http;

/// <summary>Recognises the files that vendors' documents name by their first bytes, whatever their sender calls them.</summary>
public static class ImageSignature
{
    /// <summary>JPEG.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>PNG.</summary>
    public const string Png = "image/png";

    /// <summary>PDF.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>The media type (RFC 6838) of a JPEG (ISO/IEC 10918-1), PNG (ISO/IEC 15948) or PDF (ISO 32000) file, or null when it is none of them.</summary>
    public static string? Recognise(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : file.StartsWith("%PDF-"u8) ? Pdf
        : null;
}
