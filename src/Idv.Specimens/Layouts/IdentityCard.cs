using Idv.Imaging;
using Idv.Specimens.Drawing;

namespace Idv.Specimens.Layouts;

/// <summary>An identity card of size TD1 (ICAO Doc 9303-5): data on the front, three lines of 30 on the back.</summary>
internal static class IdentityCard
{
    public const double Width = 85.6;
    public const double Height = 53.98;

    public static SpecimenSide DrawFront(SpecimenPerson person, Image portrait, double scale, ulong seed)
    {
        using var page = new Page(Width, Height, scale, Palette.IdentityCard, seed);
        page.Header("IDENTITY CARD / CARTE D'IDENTITÉ", 9);
        page.Microtext(10.2);
        page.SpecimenMark(0, 9, Width, Height - 9);
        page.Portrait(portrait, 4, 12, 27, 34.7);
        page.GhostPortrait(portrait, 69, 29.5, 13.5, 17.4);

        const double Left = 34;
        const double Right = Width - 3.5;
        page.Field(nameof(person.Surname), "Surname/Nom", PrintedText.Name(person.Surname), Left, 11.4, Right - Left);
        page.Field(nameof(person.GivenNames), "Given names/Prénoms", PrintedText.Name(person.GivenNames), Left, 17.6, Right - Left);
        page.Field(nameof(person.Sex), "Sex/Sexe", PrintedText.Sex(person.Sex), Left, 23.8, 9);
        page.Field(nameof(person.Nationality), "Nationality/Nationalité", PrintedText.Nationality(person.Nationality), 44, 23.8, 20);
        page.Field(nameof(person.BirthDate), "Date of birth/Date de naissance", PrintedText.Date(person.BirthDate), Left, 30, 34);
        page.Field(nameof(person.DocumentNumber), "Document No./Nº du document", person.DocumentNumber, Left, 36.2, 34);
        page.Field(nameof(person.ExpiryDate), "Date of expiry/Date d'expiration", PrintedText.Date(person.ExpiryDate), Left, 42.4, 34);
        page.Signature("Holder's signature/Signature du titulaire", 60, 45.4, 23, 3.9);
        return page.Finish();
    }

    public static SpecimenSide DrawBack(SpecimenPerson person, MrzPrint mrz, double scale, ulong seed)
    {
        using var page = new Page(Width, Height, scale, Palette.IdentityCard, seed ^ 1);
        page.Microtext(1.6);
        page.SpecimenMark(0, 0, Width, Height - Page.MrzHeight);
        const double Left = 5;
        page.Field(nameof(person.BirthPlace), "Place of birth/Lieu de naissance", PrintedText.Name(person.BirthPlace), Left, 3.6, 36);
        page.Field(nameof(person.Street), "Address/Adresse", PrintedText.Name(person.Street), Left, 10, 44);
        page.Field(nameof(person.City), "Town/Ville", PrintedText.Name(person.City), Left, 16.4, 34);
        page.Field(nameof(person.IssueDate), "Date of issue/Date de délivrance", PrintedText.Date(person.IssueDate), Left, 22.8, 34);
        page.Field("Authority", "Authority/Autorité", "AMAUROT", 52, 3.6, 18);
        page.Field(nameof(person.HeightCentimetres), "Height/Taille", $"{person.HeightCentimetres} cm", 52, 10, 18);
        page.Field(nameof(person.PersonalNumber), "Personal No./Nº personnel", person.PersonalNumber, 44, 22.8, 28);
        Emblem.Draw(page.Canvas, 76, 10.4, 6.2, page.Palette.Ink, page.Palette.Paper);
        page.Mrz(mrz);
        return page.Finish();
    }
}
