namespace Idv.Imaging.Barcodes;

/// <summary>A barcode that was read without error.</summary>
/// <param name="Format">Its symbology: one flag.</param>
/// <param name="Content">The bytes as encoded; control characters, which AAMVA payloads are separated by, are intact.</param>
/// <param name="Text">The content as text, by the character set that the symbol declares or that fits.</param>
/// <param name="Position">Its corners in continuous coordinates of the scanned image, in the symbol's own reading direction.</param>
public sealed record ScannedBarcode(BarcodeFormats Format, byte[] Content, string Text, Quad Position);
