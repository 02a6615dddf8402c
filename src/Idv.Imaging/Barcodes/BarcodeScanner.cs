using System.Text;
using Idv.Imaging.Native;

namespace Idv.Imaging.Barcodes;

/// <summary>Finds and reads barcodes. Safe from any thread.</summary>
public static class BarcodeScanner
{
    /// <summary>Reads the barcodes of an image in any format; none found is an empty list.</summary>
    /// <param name="image">The image.</param>
    /// <param name="options">What to look for; <see cref="BarcodeScanOptions.Default"/> when null.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static unsafe IReadOnlyList<ScannedBarcode> Scan(Image image, BarcodeScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= BarcodeScanOptions.Default;
        var wanted = new NativeBarcodeOptions
        {
            Formats = (uint)options.Formats,
            Binarizer = (int)options.Binarizer,
            TryHarder = options.TryHarder ? 1 : 0,
            TryRotate = options.TryRotate ? 1 : 0,
            TryDownscale = options.TryDownscale ? 1 : 0,
            MaximumSymbols = options.MaximumSymbols,
        };
        NativeBarcode* found = null;
        nuint count = 0;
        fixed (byte* pixels = image.Pixels)
        {
            var view = new NativeImage(image, pixels);
            NativeImaging.BarcodesRead(&view, &wanted, &found, &count).ThrowOnFailure(nameof(Scan));
        }

        try
        {
            var barcodes = new ScannedBarcode[(int)count];
            for (var i = 0; i < barcodes.Length; i++)
            {
                barcodes[i] = Copy(&found[i]);
            }

            return barcodes;
        }
        finally
        {
            NativeImaging.BarcodesFree(found, count);
        }
    }

    private static unsafe ScannedBarcode Copy(NativeBarcode* barcode) => new(
        (BarcodeFormats)barcode->Format,
        new ReadOnlySpan<byte>(barcode->Content, (int)barcode->ContentLength).ToArray(),
        Encoding.UTF8.GetString(barcode->Text, (int)barcode->TextLength),
        barcode->Position.ToQuad())
    {
        Part = barcode->PartIndex < 0 ? null : new BarcodePart(barcode->PartIndex, barcode->PartCount, Encoding.UTF8.GetString(barcode->PartId, (int)barcode->PartIdLength)),
    };
}
