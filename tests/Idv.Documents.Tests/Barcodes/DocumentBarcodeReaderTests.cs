using Idv.Documents.Barcodes;
using Idv.Imaging;
using Idv.Imaging.Barcodes;
using Idv.Specimens;

namespace Idv.Documents.Tests.Barcodes;

public sealed class DocumentBarcodeReaderTests
{
    [Fact]
    public void The_back_of_a_licence_gives_the_licence()
    {
        using var document = Specimens.Render(SpecimenKind.DrivingLicence, 23);

        var barcode = Assert.Single(DocumentBarcodeReader.Read(document.Back!.Image));

        Assert.Equal(BarcodeFormats.Pdf417, barcode.Symbol.Format);
        Assert.NotNull(barcode.Licence);
        Assert.Equal(document.Back.Barcode!.Text, System.Text.Encoding.Latin1.GetString(barcode.Symbol.Content));
        Assert.InRange(barcode.Symbol.Position.Bounds.CentreX, document.Back.Barcode.Box.X, document.Back.Barcode.Box.Right);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(-32)]
    public void A_symbol_at_any_angle_is_turned_upright(int degrees)
    {
        using var modules = BarcodeEncoder.EncodePdf417("TURNED BY AN ANGLE THAT NO SCANNER LIKES");
        using var symbol = ImageTransform.Resize(modules, modules.Width * 4, modules.Height * 4, Interpolation.Nearest);
        using var turned = Turn(symbol, degrees);

        var barcode = Assert.Single(DocumentBarcodeReader.Read(turned));

        Assert.Equal("TURNED BY AN ANGLE THAT NO SCANNER LIKES", barcode.Symbol.Text);
        Assert.Null(barcode.Licence);
        Assert.InRange(barcode.Symbol.Position.Bounds.CentreX, turned.Width * 0.4f, turned.Width * 0.6f);
    }

    [Fact]
    public void A_small_noisy_symbol_in_perspective_is_read_by_averaging_along_its_bars()
    {
        const string text = "EVEN A SMALL SYMBOL THAT IS SEEN ASKANCE IN A BAD LIGHT HAS ROWS OF SEVERAL PIXELS";
        using var modules = BarcodeEncoder.EncodePdf417(text, 4);
        using var large = ImageTransform.Resize(modules, modules.Width * 8, modules.Height * 8, Interpolation.Nearest);
        var (right, bottom) = (large.Width, large.Height);
        var quad = new Quad(new System.Numerics.Vector2(-60, -90), new(right + 90, -150), new(right + 70, bottom + 90), new(-90, bottom + 150));
        using var seen = ImageTransform.WarpPerspective(large, quad, right / 4, bottom / 4, Interpolation.Linear, padding: 255);
        using var picture = ImageFilter.GaussianBlur(seen, 1.1);
        var random = new Random(3);
        foreach (ref var pixel in picture.Pixels)
        {
            pixel = (byte)Math.Clamp(40 + (pixel * 0.6) + (random.NextDouble() * 40) - 20, 0, 255);
        }

        Assert.Empty(BarcodeScanner.Scan(picture));

        var barcode = Assert.Single(DocumentBarcodeReader.Read(picture));

        Assert.Equal(text, barcode.Symbol.Text);
        Assert.InRange(barcode.Symbol.Position.Bounds.CentreX, picture.Width * 0.4f, picture.Width * 0.6f);
    }

    [Fact]
    public void A_picture_without_a_symbol_gives_nothing()
    {
        using var image = Image.Rent(300, 200, PixelFormat.Bgr24);
        new Random(5).NextBytes(image.Pixels);

        Assert.Empty(DocumentBarcodeReader.Read(image));
    }

    private static Image Turn(Image image, int degrees)
    {
        var side = (int)(1.6 * Math.Max(image.Width, image.Height));
        var map = System.Numerics.Matrix3x2.CreateTranslation(-image.Width / 2f, -image.Height / 2f)
            * System.Numerics.Matrix3x2.CreateRotation(degrees * MathF.PI / 180)
            * System.Numerics.Matrix3x2.CreateTranslation(side / 2f, side / 2f);
        return ImageTransform.WarpAffine(image, map, side, side, Interpolation.Cubic, padding: 255);
    }
}
