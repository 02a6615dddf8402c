using System.Globalization;
using System.Text;
using FsCheck;
using Idv.Imaging;
using Idv.Imaging.Barcodes;

namespace Idv.Specimens.Tests;

public sealed class AamvaTextTests
{
    [Fact]
    public void The_subfile_lies_where_the_header_says() =>
        Prop.ForAll<ulong>(seed =>
        {
            var text = AamvaText.Compose(SpecimenPeople.Next(seed));
            Assert.StartsWith("@\n\u001e\rANSI 999999100001DL", text);
            var offset = int.Parse(text.AsSpan(23, 4), CultureInfo.InvariantCulture);
            var length = int.Parse(text.AsSpan(27, 4), CultureInfo.InvariantCulture);
            Assert.Equal("DL", text.Substring(offset, 2));
            Assert.Equal(text.Length, offset + length);
            Assert.EndsWith("\r", text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_character_belongs_to_ISO_8859_1() =>
        Prop.ForAll<ulong>(seed => Assert.All(AamvaText.Compose(SpecimenPeople.Next(seed)), letter => Assert.True(letter < '\u0100')))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_printed_symbol_decodes_to_the_composed_text()
    {
        for (var seed = 0UL; seed < 6; seed++)
        {
            using var document = SpecimenRendererTests.Render(SpecimenKind.DrivingLicence, seed);
            Assert.Equal(document.Back!.Barcode!.Text, Decode(document.Back.Image));
        }
    }

    [Fact]
    public void The_symbol_decodes_from_a_mild_photograph()
    {
        using var document = SpecimenRendererTests.Render(SpecimenKind.DrivingLicence);
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Back!, seed: 3);
        Assert.Equal(document.Back!.Barcode!.Text, Decode(photograph.Image));
    }

    private static string Decode(Image image)
    {
        var found = BarcodeScanner.Scan(image, new BarcodeScanOptions { Formats = BarcodeFormats.Pdf417 });
        return Encoding.Latin1.GetString(Assert.Single(found).Content);
    }
}
