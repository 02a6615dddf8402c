using Idv.Documents.Barcodes;
using Idv.Imaging;
using Idv.Imaging.Barcodes;
using Idv.Tests;

namespace Idv.Documents.Tests.Barcodes;

public sealed class SplitMessagesTests
{
    [Fact]
    public void A_message_is_joined_in_the_order_of_its_parts()
    {
        var joined = Assert.Single(SplitMessages.Join([Part(2, 3, "C"), Part(0, 3, "A"), Part(1, 3, "B")]));

        Assert.Equal("ABC", joined.Symbol.Text);
        Assert.Equal("ABC"u8.ToArray(), joined.Symbol.Content);
        Assert.Null(joined.Symbol.Part);
    }

    [Fact]
    public void A_part_without_its_siblings_stays_a_part_that_says_which()
    {
        var parts = SplitMessages.Join([Part(1, 3, "B"), Part(2, 3, "C")]);

        Assert.Equal([1, 2], parts.Select(part => part.Symbol.Part!.Index));
        Assert.All(parts, part => Assert.Equal(3, part.Symbol.Part!.Count));
    }

    [Fact]
    public void A_part_that_was_seen_twice_counts_once() =>
        Assert.Equal("AB", Assert.Single(SplitMessages.Join([Part(0, 2, "A"), Part(0, 2, "A"), Part(1, 2, "B")])).Symbol.Text);

    [Fact]
    public void Parts_of_different_messages_are_not_mixed()
    {
        var parts = SplitMessages.Join([Part(0, 2, "A"), Part(1, 2, "B", id: "another")]);

        Assert.All(parts, part => Assert.NotNull(part.Symbol.Part));
    }

    [Fact]
    public void Symbols_that_stand_alone_stay_as_they_are()
    {
        var alone = new DocumentBarcode(new ScannedBarcode(BarcodeFormats.QrCode, [65], "A", default), null);

        Assert.Same(alone, Assert.Single(SplitMessages.Join([alone])));
    }

    [Fact]
    public void A_message_in_eight_symbols_is_joined_from_two_pictures()
    {
        var first = Read("zxing-cpp__pdf417-4__02-01.webp");
        var second = Read("zxing__pdf417-4__02-02.png");

        Assert.Equal([4, 5, 6, 7], second.Select(barcode => barcode.Symbol.Part!.Index).Order());
        var whole = Assert.Single(SplitMessages.Join([.. second, .. first]));
        Assert.Equal(File.ReadAllBytes(SharedTestData.Require("documents", "pdf417", "zxing__pdf417-4__02.bin")), whole.Symbol.Content);
    }

    private static IReadOnlyList<DocumentBarcode> Read(string name)
    {
        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(SharedTestData.Require("documents", "pdf417", name)));
        return DocumentBarcodeReader.Read(decoded.Image!);
    }

    private static DocumentBarcode Part(int index, int count, string text, string id = "message") =>
        new(new ScannedBarcode(BarcodeFormats.Pdf417, System.Text.Encoding.Latin1.GetBytes(text), text, Quad.FromBox(new Box(index * 10, 0, 8, 8))) { Part = new BarcodePart(index, count, id) }, null);
}
