namespace Idv.Imaging.Barcodes;

/// <summary>A barcode that was read without error.</summary>
/// <param name="Format">Its symbology: one flag.</param>
/// <param name="Content">The bytes as encoded; control characters, which AAMVA payloads are separated by, are intact.</param>
/// <param name="Text">The content as text, by the character set that the symbol declares or that fits.</param>
/// <param name="Position">Its corners in continuous coordinates of the scanned image, in the symbol's own reading direction.</param>
public sealed record ScannedBarcode(BarcodeFormats Format, byte[] Content, string Text, Quad Position)
{
    /// <summary>Which part of a message in several symbols this is; null where the symbol stands alone.</summary>
    public BarcodePart? Part { get; init; }
}

/// <summary>A symbol's place in a message that is spread over several: structured append, or Macro PDF417 (ISO/IEC 15438, annex H).</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">How many symbols the message has; 0 where this one does not say.</param>
/// <param name="Id">What the symbols of one message have in common.</param>
public sealed record BarcodePart(int Index, int Count, string Id);
