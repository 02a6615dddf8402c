using Idv.Imaging;
using Idv.Specimens.Drawing;

namespace Idv.Specimens.Layouts;

/// <summary>The data page of a passport (TD3, ICAO Doc 9303-4): portrait on the left, data on the right, two lines of 44 below.</summary>
internal static class PassportPage
{
    public const double Width = 125;
    public const double Height = 88;

    public static SpecimenSide Draw(SpecimenPerson person, Image portrait, MrzPrint mrz, double scale, ulong seed)
    {
        using var page = new Page(Width, Height, scale, Palette.Passport, seed);
        page.Header("PASSPORT / PASSEPORT", 11);
        page.Microtext(12.4);
        page.SpecimenMark(0, 11, Width, Height - Page.MrzHeight - 11.2);
        page.Portrait(portrait, 5, 15.2, 34, 43.7);
        page.GhostPortrait(portrait, 101, 32, 18, 23.1);

        const double Left = 43;
        const double Right = Width - 4;
        page.Field("DocumentCode", "Type/Type", "P", Left, 14.2, 10);
        page.Field("IssuingState", "Code/Code", "UTO", 57, 14.2, 16);
        page.Field(nameof(person.DocumentNumber), "Passport No./Passeport nº", person.DocumentNumber, 79, 14.2, Right - 79);
        page.Field(nameof(person.Surname), "Surname/Nom", PrintedText.Name(person.Surname), Left, 20.5, Right - Left);
        page.Field(nameof(person.GivenNames), "Given names/Prénoms", PrintedText.Name(person.GivenNames), Left, 26.8, Right - Left - 4);
        page.Field(nameof(person.Nationality), "Nationality/Nationalité", PrintedText.Nationality(person.Nationality), Left, 33.1, 26);
        page.Field(nameof(person.PersonalNumber), "Personal No./Nº personnel", person.PersonalNumber, 79, 33.1, 21);
        page.Field(nameof(person.BirthDate), "Date of birth/Date de naissance", PrintedText.Date(person.BirthDate), Left, 39.4, 36);
        page.Field(nameof(person.Sex), "Sex/Sexe", PrintedText.Sex(person.Sex), 79, 39.4, 14);
        page.Field(nameof(person.BirthPlace), "Place of birth/Lieu de naissance", PrintedText.Name(person.BirthPlace), Left, 45.7, 36);
        page.Field("Authority", "Authority/Autorité", "AMAUROT", 79, 45.7, 20);
        page.Field(nameof(person.IssueDate), "Date of issue/Date de délivrance", PrintedText.Date(person.IssueDate), Left, 52, 36);
        page.Field(nameof(person.ExpiryDate), "Date of expiry/Date d'expiration", PrintedText.Date(person.ExpiryDate), Left, 58.3, 36);
        page.Signature("Holder's signature/Signature du titulaire", 84, 55.4, 34, 5.6);
        page.Mrz(mrz);
        return page.Finish();
    }
}
