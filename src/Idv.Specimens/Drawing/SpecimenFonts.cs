using System.Runtime.InteropServices;

namespace Idv.Specimens.Drawing;

/// <summary>
/// The fonts of the specimens. Fontconfig never fails: for a family that is absent it answers another one. A machine-readable
/// zone in the wrong font would quietly spoil every figure measured on it, so that each family is checked by name.
/// </summary>
internal static class SpecimenFonts
{
    /// <summary>The font that ICAO Doc 9303 Part 3, section 4.3 prescribes for the machine-readable zone.</summary>
    public const string OcrB = "OCR B";

    public const string Sans = "DejaVu Sans";
    public const string Serif = "DejaVu Serif";

    /// <summary>Checks the three families.</summary>
    /// <exception cref="SpecimenSetupException">A family is absent; the message names its Debian package.</exception>
    public static void RequireAll(nint pangoContext)
    {
        Require(pangoContext, OcrB, "fonts-ocr-b");
        Require(pangoContext, Sans, "fonts-dejavu-core");
        Require(pangoContext, Serif, "fonts-dejavu-core");
    }

    /// <summary>Checks that fontconfig gives the family itself and not a stand-in.</summary>
    /// <exception cref="SpecimenSetupException">It gives another family, or none.</exception>
    public static void Require(nint pangoContext, string family, string debianPackage)
    {
        var given = FamilyGivenFor(pangoContext, family);
        if (!string.Equals(given, family, StringComparison.OrdinalIgnoreCase))
        {
            throw new SpecimenSetupException(
                $"The font \"{family}\" is not installed (fontconfig offers \"{given ?? "nothing"}\" instead). "
                + $"Install it with: apt-get install {debianPackage}");
        }
    }

    private static string? FamilyGivenFor(nint pangoContext, string family)
    {
        var wanted = PangoLibrary.ParseDescription(family);
        var font = PangoLibrary.LoadFont(pangoContext, wanted);
        PangoLibrary.FreeDescription(wanted);
        if (font == 0)
        {
            return null;
        }

        var description = PangoLibrary.DescribeFont(font);
        var given = Marshal.PtrToStringUTF8(PangoLibrary.GetFamily(description));
        PangoLibrary.FreeDescription(description);
        PangoLibrary.Release(font);
        return given;
    }
}
