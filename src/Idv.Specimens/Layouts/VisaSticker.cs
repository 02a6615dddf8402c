using Idv.Imaging;
using Idv.Specimens.Drawing;

namespace Idv.Specimens.Layouts;

/// <summary>A visa sticker of the larger size (MRV-A, ICAO Doc 9303-7): two lines of 44, no composite check digit.</summary>
internal static class VisaSticker
{
    public const double Width = 120;
    public const double Height = 80;

    public static SpecimenSide Draw(SpecimenPerson person, Image portrait, MrzPrint mrz, double scale, ulong seed)
    {
        using var page = new Page(Width, Height, scale, Palette.Visa, seed);
        page.Header("VISA", 10);
        page.Microtext(11.4);
        page.SpecimenMark(0, 10, Width, Height - Page.MrzHeight - 10);
        page.Portrait(portrait, 5, 13.6, 31, 39.9);
        page.GhostPortrait(portrait, 98, 26, 16, 20.6);

        const double Left = 40;
        const double Right = Width - 4;
        page.Field("PlaceOfIssue", "Place of issue/Lieu de délivrance", "AMAUROT", Left, 13, 30);
        page.Field(nameof(person.DocumentNumber), "Visa No./Visa nº", person.DocumentNumber, 84, 13, 32);
        page.Field(nameof(person.IssueDate), "Valid from/Valable du", PrintedText.Date(person.IssueDate), Left, 19.4, 36);
        page.Field(nameof(person.ExpiryDate), "Until/Au", PrintedText.Date(person.ExpiryDate), 84, 19.4, 32);
        page.Field("Entries", "Number of entries/Nombre d'entrées", "MULTIPLE", Left, 25.8, 36);
        page.Field(nameof(person.Surname), "Surname/Nom", PrintedText.Name(person.Surname), Left, 32.2, 56);
        page.Field(nameof(person.GivenNames), "Given names/Prénoms", PrintedText.Name(person.GivenNames), Left, 38.6, 56);
        page.Field(nameof(person.BirthDate), "Date of birth/Date de naissance", PrintedText.Date(person.BirthDate), Left, 45, 34);
        page.Field(nameof(person.Sex), "Sex/Sexe", PrintedText.Sex(person.Sex), 78, 45, 8);
        page.Field(nameof(person.Nationality), "Nationality/Nationalité", PrintedText.Nationality(person.Nationality), 90, 45, Right - 90);
        page.Mrz(mrz);
        return page.Finish();
    }
}
