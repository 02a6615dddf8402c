using Idv.Imaging;
using Idv.Imaging.Barcodes;
using Idv.Specimens.Drawing;
using Idv.Specimens.Layouts;

namespace Idv.Specimens;

/// <summary>
/// Renders specimen documents of Utopia (UTO, the example state of ICAO Doc 9303): an invented design, marked SPECIMEN, the same picture
/// for the same person, portrait and seed. Safe to call from several threads.
/// </summary>
public static class SpecimenRenderer
{
    /// <summary>The resolution of a passport page, a TD2 card and a visa: 254 dots per inch, a passport page of 1250 × 880 pixels.</summary>
    public const double BookletPixelsPerMillimetre = 10;

    /// <summary>The resolution of a card of the size ID-1: 356 dots per inch, 1198 × 756 pixels.</summary>
    public const double CardPixelsPerMillimetre = 14;

    /// <summary>Renders a document with its ground truth.</summary>
    /// <param name="kind">Which document.</param>
    /// <param name="person">The holder.</param>
    /// <param name="portrait">The holder's picture; its centre is cut to the shape of the portrait's place. It stays the caller's.</param>
    /// <param name="seed">The background lines and the signature.</param>
    /// <param name="options">What may differ from a proper specimen.</param>
    /// <exception cref="SpecimenSetupException">cairo, Pango or a font is missing; the message names the Debian package.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The kind is unknown or the resolution out of range.</exception>
    /// <exception cref="ArgumentException">An element cannot be printed in a machine-readable zone, or the given lines do not fit the kind.</exception>
    public static SpecimenDocument Render(
        SpecimenKind kind, SpecimenPerson person, Image portrait, ulong seed, SpecimenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(portrait);
        var asked = options?.PixelsPerMillimetre ?? 0;
        var scale = asked == 0 ? OwnResolution(kind) : asked;
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 4, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 40, nameof(options));
        if (kind == SpecimenKind.DrivingLicence)
        {
            return TwoSides(
                kind, person, DrivingLicence.DrawFront(person, portrait, scale, seed), () => LicenceBack(person, scale, seed));
        }

        var mrz = new MrzPrint(SpecimenMrz.Lines(kind, person, options?.MrzLines), options?.MrzFont ?? SpecimenFonts.OcrB);
        return kind switch
        {
            SpecimenKind.Passport => new SpecimenDocument(kind, person, PassportPage.Draw(person, portrait, mrz, scale, seed), back: null),
            SpecimenKind.IdentityCardTd2 => new SpecimenDocument(kind, person, Td2Card.Draw(person, portrait, mrz, scale, seed), back: null),
            SpecimenKind.Visa => new SpecimenDocument(kind, person, VisaSticker.Draw(person, portrait, mrz, scale, seed), back: null),
            _ => TwoSides(
                kind, person, IdentityCard.DrawFront(person, portrait, scale, seed), () => IdentityCard.DrawBack(person, mrz, scale, seed)),
        };
    }

    private static SpecimenSide LicenceBack(SpecimenPerson person, double scale, ulong seed)
    {
        var text = AamvaText.Compose(person);
        using var modules = BarcodeEncoder.EncodePdf417(text, errorCorrectionLevel: 5);
        return DrivingLicence.DrawBack(modules, text, scale, seed);
    }

    private static SpecimenDocument TwoSides(SpecimenKind kind, SpecimenPerson person, SpecimenSide front, Func<SpecimenSide> drawBack)
    {
        try
        {
            return new SpecimenDocument(kind, person, front, drawBack());
        }
        catch
        {
            front.Dispose();
            throw;
        }
    }

    private static double OwnResolution(SpecimenKind kind) =>
        kind is SpecimenKind.IdentityCard or SpecimenKind.DrivingLicence ? CardPixelsPerMillimetre : BookletPixelsPerMillimetre;
}
