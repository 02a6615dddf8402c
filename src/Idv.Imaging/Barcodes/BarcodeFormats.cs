namespace Idv.Imaging.Barcodes;

/// <summary>Barcode symbologies, as a set. The bits are those of <c>idv_barcode.format</c>.</summary>
[Flags]
public enum BarcodeFormats
{
    /// <summary>No symbology; as an option, every one.</summary>
    None = 0,

    /// <summary>Aztec Code, ISO/IEC 24778.</summary>
    Aztec = 1 << 0,

    /// <summary>Codabar, EN 798.</summary>
    Codabar = 1 << 1,

    /// <summary>Code 39, ISO/IEC 16388.</summary>
    Code39 = 1 << 2,

    /// <summary>Code 93.</summary>
    Code93 = 1 << 3,

    /// <summary>Code 128, ISO/IEC 15417.</summary>
    Code128 = 1 << 4,

    /// <summary>GS1 DataBar, ISO/IEC 24724.</summary>
    DataBar = 1 << 5,

    /// <summary>GS1 DataBar Expanded, ISO/IEC 24724.</summary>
    DataBarExpanded = 1 << 6,

    /// <summary>Data Matrix, ISO/IEC 16022.</summary>
    DataMatrix = 1 << 7,

    /// <summary>EAN-8, ISO/IEC 15420.</summary>
    Ean8 = 1 << 8,

    /// <summary>EAN-13, ISO/IEC 15420.</summary>
    Ean13 = 1 << 9,

    /// <summary>Interleaved 2 of 5, ISO/IEC 16390.</summary>
    Itf = 1 << 10,

    /// <summary>MaxiCode, ISO/IEC 16023.</summary>
    MaxiCode = 1 << 11,

    /// <summary>PDF417, ISO/IEC 15438: the barcode of AAMVA driving licences.</summary>
    Pdf417 = 1 << 12,

    /// <summary>QR Code, ISO/IEC 18004.</summary>
    QrCode = 1 << 13,

    /// <summary>UPC-A, ISO/IEC 15420.</summary>
    UpcA = 1 << 14,

    /// <summary>UPC-E, ISO/IEC 15420.</summary>
    UpcE = 1 << 15,

    /// <summary>Micro QR Code, ISO/IEC 18004.</summary>
    MicroQrCode = 1 << 16,
}
