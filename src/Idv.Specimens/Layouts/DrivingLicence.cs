using Idv.Imaging;
using Idv.Specimens.Drawing;

namespace Idv.Specimens.Layouts;

/// <summary>A driving licence of the size ID-1: no machine-readable zone, a PDF417 symbol with AAMVA's data on the back.</summary>
internal static class DrivingLicence
{
    public const double Width = 85.6;
    public const double Height = 53.98;

    public static SpecimenSide DrawFront(SpecimenPerson person, Image portrait, double scale, ulong seed)
    {
        using var page = new Page(Width, Height, scale, Palette.DrivingLicence, seed);
        page.Header("DRIVING LICENCE / PERMIS DE CONDUIRE", 9);
        page.Microtext(10.2);
        page.SpecimenMark(0, 9, Width, Height - 9);
        page.Portrait(portrait, 4, 12, 26, 33.4);
        page.GhostPortrait(portrait, 70, 34, 12.5, 16.1);

        const double Left = 33;
        const double Right = Width - 3.5;
        page.Field(nameof(person.Surname), "1. Surname/Nom", PrintedText.Name(person.Surname), Left, 11.2, Right - Left);
        page.Field(nameof(person.GivenNames), "2. Given names/Prénoms", PrintedText.Name(person.GivenNames), Left, 17.2, Right - Left);
        page.Field(nameof(person.BirthDate), "3. Date of birth/Date de naissance", PrintedText.Date(person.BirthDate), Left, 23.2, 34);
        page.Field(nameof(person.IssueDate), "4a. Issued/Délivré", PrintedText.Date(person.IssueDate), Left, 29.2, 23);
        page.Field(nameof(person.ExpiryDate), "4b. Expires/Expire", PrintedText.Date(person.ExpiryDate), 58.5, 29.2, 23);
        page.Field(nameof(person.DocumentNumber), "5. Licence No./Permis nº", person.DocumentNumber, Left, 35.2, 32);
        page.Field(nameof(person.Street), "8. Address/Adresse", PrintedText.Name(person.Street), Left, 41.2, 34);
        page.Field(nameof(person.City), "Town/Ville", PrintedText.Name(person.City), Left, 47.2, 34);
        page.Field("Categories", "9. Categories/Catégories", "A  B", 4, 46.6, 20);
        return page.Finish();
    }

    public static SpecimenSide DrawBack(Image modules, string barcodeText, double scale, ulong seed)
    {
        using var page = new Page(Width, Height, scale, Palette.DrivingLicence, seed ^ 1);
        page.Microtext(1.6);
        page.Barcode(modules, barcodeText, 4, 4, Width - 8, 24);
        page.Label("9.", 6, 30.6, 4);
        page.Label("10. From/Du", 18, 30.6, 20);
        page.Label("11. To/Au", 36, 30.6, 20);
        page.Label("12. Codes", 54, 30.6, 20);
        for (var row = 0; row < 5; row++)
        {
            var y = 32.9 + (row * 3.6);
            page.Canvas.StrokeLine([(5, y), (Width - 22, y)], 0.1, page.Palette.Ink with { Alpha = 0.5 });
        }

        Emblem.Draw(page.Canvas, 74, 41, 7, page.Palette.Ink, page.Palette.Paper);
        page.SpecimenMark(0, 29, Width, Height - 29);
        return page.Finish();
    }
}
