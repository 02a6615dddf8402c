using Idv.Specimens.Drawing;

namespace Idv.Specimens.Tests;

public sealed class SpecimenFontsTests
{
    [Fact]
    public void A_missing_font_is_named_with_its_Debian_package_instead_of_being_replaced()
    {
        using var canvas = new Canvas(10, 10, 10);
        var error = Assert.Throws<SpecimenSetupException>(
            () => SpecimenFonts.Require(canvas.PangoContext, "A Family Nobody Has", "fonts-of-nobody"));
        Assert.Contains("\"A Family Nobody Has\" is not installed", error.Message);
        Assert.Contains("apt-get install fonts-of-nobody", error.Message);
    }

    [Fact]
    public void An_installed_font_passes()
    {
        using var canvas = new Canvas(10, 10, 10);
        SpecimenFonts.Require(canvas.PangoContext, SpecimenFonts.OcrB, "fonts-ocr-b");
    }
}
