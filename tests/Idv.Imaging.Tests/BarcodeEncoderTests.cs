using System.Text;
using FsCheck;
using Idv.Imaging.Barcodes;

namespace Idv.Imaging.Tests;

public sealed class BarcodeEncoderTests
{
    private static Arbitrary<string> Latin1Texts { get; } = (
        from length in Gen.Choose(1, 400)
        from characters in Gen.Choose(1, 255).ArrayOf(length)
        select string.Concat(characters.Select(character => (char)character))).ToArbitrary();

    [Fact]
    public void A_symbol_reads_back_byte_for_byte() =>
        Prop.ForAll(Latin1Texts, text =>
        {
            using var modules = BarcodeEncoder.EncodePdf417(text);
            Assert.Equal(Encoding.Latin1.GetBytes(text), Read(modules));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    public void Every_level_of_error_correction_reads_back(int level)
    {
        using var modules = BarcodeEncoder.EncodePdf417("ANSI 636000\nDAQ123\r", level);
        Assert.Equal("ANSI 636000\nDAQ123\r"u8, Read(modules));
    }

    [Fact]
    public void A_character_beyond_ISO_8859_1_is_refused_by_its_code_point()
    {
        var error = Assert.Throws<ArgumentException>(() => BarcodeEncoder.EncodePdf417("Šimić"));
        Assert.Contains("U+0160", error.Message);
    }

    [Fact]
    public void A_text_that_no_symbol_can_hold_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BarcodeEncoder.EncodePdf417(new string('1', 2711)));
        Assert.Throws<InvalidOperationException>(() => BarcodeEncoder.EncodePdf417(new string('é', 2000)));
    }

    /// <summary>Reads with a quiet zone and three pixels a module, as a printed symbol would be seen.</summary>
    private static byte[] Read(Image modules)
    {
        using var framed = ImageTransform.Crop(modules, -4, -4, modules.Width + 8, modules.Height + 8, padding: 255);
        using var large = ImageTransform.Resize(framed, framed.Width * 3, framed.Height * 3, Interpolation.Nearest);
        var found = BarcodeScanner.Scan(large, new BarcodeScanOptions { Formats = BarcodeFormats.Pdf417 });
        return Assert.Single(found).Content;
    }
}
