using System.Globalization;
using System.Text;
using Idv.Documents.Mrz;

namespace Idv.Specimens;

/// <summary>
/// Writes the text of a driving licence's PDF417 symbol by the AAMVA DL/ID Card Design Standard, version 10 (annex D): the header with one
/// subfile "DL" whose offset and length are counted in bytes. The issuer number 999999 belongs to nobody.
/// </summary>
public static class AamvaText
{
    private const string IssuerIdentificationNumber = "999999";

    // "@", three separators, "ANSI ", issuer, two versions and the number of subfiles; then ten bytes for the one designator.
    private const int HeaderLength = 21 + 10;

    /// <summary>Writes the text: characters of ISO 8859-1, names in capitals as printed.</summary>
    public static string Compose(SpecimenPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var names = Latin(person.GivenNames).Split(' ', 2);
        var elements = new (string Code, string Value)[]
        {
            ("DAQ", person.DocumentNumber),
            ("DCS", Latin(person.Surname)),
            ("DDE", "N"),
            ("DAC", names[0]),
            ("DDF", "N"),
            ("DAD", names.Length > 1 ? names[1] : "NONE"),
            ("DDG", "N"),
            ("DCA", "B"),
            ("DCB", "NONE"),
            ("DCD", "NONE"),
            ("DBD", Date(person.IssueDate)),
            ("DBB", Date(person.BirthDate)),
            ("DBA", Date(person.ExpiryDate)),
            ("DBC", person.Sex switch { MrzSex.Male => "1", MrzSex.Female => "2", _ => "9" }),
            ("DAU", $"{person.HeightCentimetres:000} cm"),
            ("DAY", person.EyeColour),
            ("DAG", Latin(person.Street)),
            ("DAI", Latin(person.City)),
            ("DAJ", "UT"),
            ("DAK", person.PostalCode.PadRight(9, '0') + "  "),
            ("DCF", "SPECIMEN" + person.DocumentNumber),
            ("DCG", "USA"),
        };
        var subfile = "DL" + string.Join('\n', elements.Select(element => element.Code + element.Value)) + "\r";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"@\n\u001e\rANSI {IssuerIdentificationNumber}100001DL{HeaderLength:0000}{subfile.Length:0000}{subfile}");
    }

    private static string Date(DateOnly date) => date.ToString("MMddyyyy", CultureInfo.InvariantCulture);

    /// <summary>Capitals within ISO 8859-1, the standard's character set; any other letter becomes its transliteration.</summary>
    private static string Latin(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var letter in text.ToUpperInvariant())
        {
            if (letter < '\u0100')
            {
                result.Append(letter);
            }
            else if (MrzTransliteration.TryToMrz(letter.ToString(), out var plain, out _))
            {
                result.Append(plain);
            }
        }

        return result.ToString();
    }
}
