using System.Globalization;
using System.Numerics;
using Idv.Imaging.Barcodes;
using Idv.Tests;

namespace Idv.Imaging.Tests;

public class BarcodeScannerTests
{
    private const string AamvaPayload = "@\n\x1e\rANSI 636000090001DL00310040DLDAQT64235789\nDCSSAMPLE\r";

    // Rows of modules, 1 is dark, as hexadecimal digits; a row may be drawn several modules high.
    private static readonly Symbol Pdf417 = new(154, 4,
    [
        "ff547538299810422d08c7b13b208dea78fe8a4", "ff547a843e6a1c9a0d1d0789b32f31f530fe8a4", "ff54753f2388d92f8e9f24313b3d3150f0fe8a4",
        "ff5457df2466179e2a210466838cddf5fafe8a4", "ff546b823e22d1ebcfa6e7c25acf85ae20fe8a4", "ff547d79b623d14f0e9f247bbb247debecfe8a4",
        "ff54539c336c1a778d0236841bd279a73cfe8a4", "ff547e9739305e6c8f4ee45e431bc9afdefe8a4", "ff54699fb32f1f472941e6713b7e35f4e8fe8a4",
        "ff545183226611bb0a79e75bc218c94770fe8a4", "ff5469c22fd617eb097ee7460bd619a720fe8a4", "ff545107be9c5e4f281d6428f3b8bdfa32fe8a4",
    ]);

    private static readonly Symbol QrCode = new(21, 1,
    [
        "fe5bf8", "827208", "badae8", "ba52e8", "ba2ae8", "820a08", "feabf8", "00d800", "eff620", "90a300", "b3c8b8",
        "692370", "970ae8", "00d410", "feb638", "82bd88", "ba9728", "ba6310", "bac8e8", "82a388", "fe8a98",
    ]);

    private static readonly Symbol DataMatrix = new(32, 1,
    [
        "aaaaaaaa", "bedb83eb", "839ed658", "d547980b", "aa068fc8", "ea1ff5bd", "a2e6da22", "ffffffff",
    ]);

    private static readonly Symbol Aztec = new(15, 1,
    [
        "2f54", "4162", "7088", "3ffc", "7018", "57de", "945e", "f550", "b454", "17d2", "5016", "dffe", "8624", "58de", "2e18",
    ]);

    private static readonly Symbol Code39 = new(103, 30, ["96d5a6ab2d3569ad6caacb52da"]);
    private static readonly Symbol Code128 = new(112, 30, ["d2188a137a49b939b3974ce598eb"]);
    private static readonly Symbol Itf = new(135, 30, ["aae38ba2b8ee8a3a38a8ae3ae8e2e8ae3a"]);
    private static readonly Symbol Ean13 = new(95, 30, ["a353af7a259aa14285d2166a"]);

    [Fact]
    public void A_pdf417_keeps_the_control_characters_of_an_aamva_payload()
    {
        using var image = Draw(Pdf417);
        var barcode = Assert.Single(BarcodeScanner.Scan(image));
        Assert.Equal(BarcodeFormats.Pdf417, barcode.Format);
        Assert.Equal(System.Text.Encoding.ASCII.GetBytes(AamvaPayload), barcode.Content);
        Assert.Equal(AamvaPayload, barcode.Text);
    }

    [Fact]
    public void A_qr_code_gives_its_text_its_bytes_and_its_corners()
    {
        using var image = Draw(QrCode);
        var barcode = Assert.Single(BarcodeScanner.Scan(image));
        Assert.Equal((BarcodeFormats.QrCode, "IDV é"), (barcode.Format, barcode.Text));
        Assert.Equal([(byte)'I', (byte)'D', (byte)'V', (byte)' ', 0xE9], barcode.Content);
        AssertNear(new Vector2(40, 40), barcode.Position.TopLeft);
        AssertNear(new Vector2(40 + (21 * 4), 40), barcode.Position.TopRight);
        AssertNear(new Vector2(40 + (21 * 4), 40 + (21 * 4)), barcode.Position.BottomRight);
        AssertNear(new Vector2(40, 40 + (21 * 4)), barcode.Position.BottomLeft);
    }

    [Fact]
    public void The_corners_of_a_turned_symbol_follow_its_reading_direction()
    {
        using var level = Draw(QrCode);
        using var turned = ImageTransform.RotateQuarters(level, 1);
        var barcode = Assert.Single(BarcodeScanner.Scan(turned));
        AssertNear(new Vector2(40 + (21 * 4), 40), barcode.Position.TopLeft);
    }

    [Fact]
    public void Every_other_symbology_in_use_on_documents_is_read()
    {
        AssertReads(DataMatrix, BarcodeFormats.DataMatrix, "IDV engine");
        AssertReads(Aztec, BarcodeFormats.Aztec, "IDV engine");
        AssertReads(Code39, BarcodeFormats.Code39, "IDV 39");
        AssertReads(Code128, BarcodeFormats.Code128, "Idv-128");
        AssertReads(Itf, BarcodeFormats.Itf, "00123456789012");
        AssertReads(Ean13, BarcodeFormats.Ean13, "4006381333931");
    }

    [Theory]
    [InlineData(PixelFormat.Bgr24)]
    [InlineData(PixelFormat.Rgb24)]
    public void Colour_images_are_read_as_they_are(PixelFormat format)
    {
        using var grey = Draw(QrCode);
        using var colour = ImageTransform.Convert(grey, format);
        Assert.Single(BarcodeScanner.Scan(colour));
    }

    [Fact]
    public void Only_the_symbologies_asked_for_are_looked_for()
    {
        using var image = Draw(QrCode);
        Assert.Empty(BarcodeScanner.Scan(image, new BarcodeScanOptions { Formats = BarcodeFormats.Pdf417 | BarcodeFormats.Aztec }));
        Assert.Single(BarcodeScanner.Scan(image, new BarcodeScanOptions { Formats = BarcodeFormats.Pdf417 | BarcodeFormats.QrCode }));
    }

    [Fact]
    public void A_symbol_on_its_side_is_read_only_when_rotation_is_tried()
    {
        using var level = Draw(Code128);
        using var turned = ImageTransform.RotateQuarters(level, 1);
        Assert.Single(BarcodeScanner.Scan(turned));
        Assert.Empty(BarcodeScanner.Scan(turned, new BarcodeScanOptions { TryRotate = false }));
    }

    [Fact]
    public void Two_symbols_are_both_read_unless_one_is_enough()
    {
        using var qrCode = Draw(QrCode);
        using var code128 = Draw(Code128);
        using var both = Pictures.Constant(Math.Max(qrCode.Width, code128.Width), qrCode.Height + code128.Height, PixelFormat.Grey8, 255);
        Paste(qrCode, both, 0);
        Paste(code128, both, qrCode.Height);
        Assert.Equal(2, BarcodeScanner.Scan(both).Count);
        Assert.Single(BarcodeScanner.Scan(both, new BarcodeScanOptions { MaximumSymbols = 1 }));
    }

    [Fact]
    public void Noise_holds_no_barcode()
    {
        using var image = ArbitraryImage.Noise(300, 300, PixelFormat.Grey8, seed: 5);
        Assert.Empty(BarcodeScanner.Scan(image));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        using var image = Draw(QrCode);
        Assert.Throws<ArgumentException>(() => BarcodeScanner.Scan(image, new BarcodeScanOptions { MaximumSymbols = 0 }));
        Assert.Throws<ArgumentException>(() => BarcodeScanner.Scan(image, new BarcodeScanOptions { Formats = (BarcodeFormats)(1 << 20) }));
        Assert.Throws<ArgumentException>(() => BarcodeScanner.Scan(image, new BarcodeScanOptions { Binarizer = (BarcodeBinarizer)9 }));
    }

    [Fact]
    public void Most_real_pdf417_images_are_read()
    {
        var files = Directory.GetFiles(SharedTestData.Require("documents", "pdf417"))
            .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG")
            .ToList();
        var options = new BarcodeScanOptions { Formats = BarcodeFormats.Pdf417 };
        var read = files.Count(path =>
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(path), PixelFormat.Grey8);
            return decoded.Image is not null && BarcodeScanner.Scan(decoded.Image, options).Count > 0;
        });
        TestContext.Current.SendDiagnosticMessage($"PDF417: {read} of {files.Count} images read in one pass.");
        Assert.True(read >= files.Count * 0.85, $"{read} of {files.Count} images were read.");
    }

    private static void AssertReads(Symbol symbol, BarcodeFormats format, string text)
    {
        using var image = Draw(symbol);
        var barcode = Assert.Single(BarcodeScanner.Scan(image));
        Assert.Equal((format, text), (barcode.Format, barcode.Text));
    }

    private static void AssertNear(Vector2 expected, Vector2 actual) => Assert.InRange(Vector2.Distance(expected, actual), 0, 4);

    private static Image Draw(Symbol symbol)
    {
        const int Module = 4;
        const int Margin = 40;
        var width = (symbol.Width * Module) + (2 * Margin);
        var rowHeight = symbol.RowHeight * Module;
        var image = Pictures.Constant(width, (symbol.Rows.Length * rowHeight) + (2 * Margin), PixelFormat.Grey8, 255);
        for (var y = 0; y < symbol.Rows.Length * rowHeight; y++)
        {
            var digits = symbol.Rows[y / rowHeight];
            var row = image.Row(Margin + y);
            for (var x = 0; x < symbol.Width; x++)
            {
                var digit = int.Parse(digits.AsSpan(x / 4, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if ((digit & (8 >> (x % 4))) != 0)
                {
                    row.Slice(Margin + (x * Module), Module).Clear();
                }
            }
        }

        return image;
    }

    private static void Paste(Image source, Image target, int top)
    {
        for (var y = 0; y < source.Height; y++)
        {
            source.Row(y).CopyTo(target.Row(top + y));
        }
    }

    private sealed record Symbol(int Width, int RowHeight, string[] Rows);
}
