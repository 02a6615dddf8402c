using Idv.Imaging;
using Idv.Specimens.Drawing;

namespace Idv.Specimens.Layouts;

/// <summary>An identity card of size TD2 (ICAO Doc 9303-6): one side, two lines of 36.</summary>
internal static class Td2Card
{
    public const double Width = 105;
    public const double Height = 74;

    public static SpecimenSide Draw(SpecimenPerson person, Image portrait, MrzPrint mrz, double scale, ulong seed)
    {
        using var page = new Page(Width, Height, scale, Palette.IdentityCard, seed);
        page.Header("IDENTITY CARD / CARTE D'IDENTITÉ", 9.5);
        page.Microtext(10.8);
        page.SpecimenMark(0, 9.5, Width, Height - Page.MrzHeight - 9.5);
        page.Portrait(portrait, 4.5, 12.6, 28, 36);
        page.GhostPortrait(portrait, 86, 24, 14.5, 18.6);

        const double Left = 36;
        const double Right = Width - 4;
        page.Field(nameof(person.Surname), "Surname/Nom", PrintedText.Name(person.Surname), Left, 12, Right - Left);
        page.Field(nameof(person.GivenNames), "Given names/Prénoms", PrintedText.Name(person.GivenNames), Left, 18.2, Right - Left);
        page.Field(nameof(person.Nationality), "Nationality/Nationalité", PrintedText.Nationality(person.Nationality), Left, 24.4, 22);
        page.Field(nameof(person.Sex), "Sex/Sexe", PrintedText.Sex(person.Sex), 62, 24.4, 12);
        page.Field(nameof(person.BirthDate), "Date of birth/Date de naissance", PrintedText.Date(person.BirthDate), Left, 30.6, 36);
        page.Field(nameof(person.DocumentNumber), "Document No./Nº du document", person.DocumentNumber, Left, 36.8, 36);
        page.Field(nameof(person.ExpiryDate), "Date of expiry/Date d'expiration", PrintedText.Date(person.ExpiryDate), Left, 43, 33);
        page.Signature("Holder's signature/Signature du titulaire", 72, 42.6, 28, 4.4);
        page.Mrz(mrz);
        return page.Finish();
    }
}
