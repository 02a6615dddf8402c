namespace Idv.Imaging;

/// <summary>The file formats that are recognised, by their first bytes alone.</summary>
public enum ImageFileFormat
{
    /// <summary>None of the others.</summary>
    Unknown = 0,

    /// <summary>JPEG, ITU-T T.81 (baseline, extended and progressive, 8 bits a sample).</summary>
    Jpeg,

    /// <summary>PNG, ISO/IEC 15948.</summary>
    Png,

    /// <summary>WebP, RFC 9649 (still pictures).</summary>
    WebP,

    /// <summary>TIFF 6.0 and BigTIFF; the first page is read.</summary>
    Tiff,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>PDF, ISO 32000; the first page is rendered.</summary>
    Pdf,
}
