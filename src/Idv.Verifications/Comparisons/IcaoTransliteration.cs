using System.Globalization;
using System.Text;

namespace Idv.Verifications.Comparisons;

/// <summary>Which spelling to take where there is more than one.</summary>
public enum Spelling
{
    /// <summary>The first that the standard names.</summary>
    Preferred,

    /// <summary>The second that the standard names, or that issuers of Bulgaria, Serbia and the Arab states use in practice.</summary>
    Second,

    /// <summary>The one of Ukraine.</summary>
    Ukrainian,
}

/// <summary>
/// Turns names into the letters A to Z as ICAO Doc 9303 part 3, section 6 tells the makers of travel documents to do: table A (Latin with
/// diacritics), table B (Cyrillic), table C (Arabic). Where there is a choice (Ä as AE or A), each is offered.
/// </summary>
public static class IcaoTransliteration
{
    private static readonly Dictionary<char, string> Preferred = Table(
        // Table A, Latin.
        "Ä=AE Å=AA Æ=AE Ð=D Đ=D Ħ=H ı=I Ĳ=IJ ĸ=Q Ł=L " +
        "Ŀ=L Ŋ=N Ñ=N Ö=OE Ø=OE Œ=OE ß=SS ẞ=SS Ŧ=T Þ=TH Ü=UE " +
        "Ə=E Ș=S Ț=T Ơ=O Ư=U " +
        // Table B, Cyrillic.
        "А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I І=I " +
        "Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U " +
        "Ф=F Х=KH Ц=TS Ч=CH Ш=SH Щ=SHCH Ъ=IE Ы=Y Ь= Э=E Ю=IU " +
        "Я=IA Ѣ=IE Ѳ=F Ѵ=Y Ґ=G Ў=U Ѫ=U Ѓ=G Ђ=D Ѕ=DZ Ј=J " +
        "Ќ=K Љ=LJ Њ=NJ Ћ=C Џ=DZ Є=IE Ї=I " +
        // Table C, Arabic (short vowels are not written, so only consonants and long vowels appear).
        "ء=XE آ=XAA أ=XAE ؤ=U إ=I ئ=XI ا=A ب=B " +
        "ة=XTA ت=T ث=XTH ج=J ح=XH خ=XKH د=D ذ=XDH " +
        "ر=R ز=Z س=S ش=XSH ص=XSS ض=XDZ ط=XTT ظ=XZZ " +
        "ع=E غ=G ف=F ق=Q ك=K ل=L م=M ن=N " +
        "ه=H و=W ى=XAY ي=Y پ=P چ=XCH ژ=XJ ک=XKK " +
        "گ=XG ی=XYY ہ=XNH ے=XBY");

    private static readonly Dictionary<char, string> Second = Table(
        "Ä=A Å=A Ö=O Ø=O Ü=U Ñ=NXX Ё=IO Х=H Ц=C Ъ= Ю=YU Я=YA Щ=SHT Ђ=DJ Џ=DJ " +
        // Arabic without the escape letter X, as most issuers write names in practice.
        "ء= آ=A أ=A ئ=I ة=H ث=TH ح=H خ=KH " +
        "ذ=DH ش=SH ص=S ض=D ط=T ظ=Z ع=A غ=GH " +
        "ى=A چ=CH ژ=J ک=K گ=G ی=Y ہ=H ے=Y");

    private static readonly Dictionary<char, string> Ukrainian = Table("Г=H Ґ=G Є=YE И=Y І=I Ї=YI Й=Y Ю=YU Я=YA");

    // The rest of table A: letters that lose their mark. Spelt out because invariant globalization has no Unicode decomposition.
    private static readonly Dictionary<char, char> Bases = (
        "A=ÀÁÂÃĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ B=ḂḄḆ C=ÇĆĈĊČḈ D=ĎḊḌḎḐḒ E=ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ F=Ḟ G=ĜĞĠĢǦǴḠ " +
        "H=ĤȞḢḤḦḨḪ I=ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ J=Ĵ K=ĶǨḰḲḴ L=ĹĻĽḶḸḺḼ M=ḾṀṂ N=ŃŅŇǸṄṆṈṊ " +
        "O=ÒÓÔÕŌŎŐǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ P=ṔṖ R=ŔŖŘȐȒṘṚṜṞ S=ŚŜŞŠṠṢṤṦṨ T=ŢŤṪṬṮṰ " +
        "U=ÙÚÛŨŪŬŮŰŲǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ V=ṼṾ W=ŴẀẂẄẆẈ X=ẊẌ Y=ÝŶŸȲẎỲỴỶỸ Z=ŹŻŽẐẒẔ")
        .Split(' ')
        .SelectMany(group => group[2..], (group, letter) => (letter, group[0]))
        .ToDictionary(pair => pair.letter, pair => pair.Item2);

    /// <summary>The words of a name in A to Z, upper case, with the preferred transliterations. Digits, apostrophes and marks are dropped.</summary>
    public static string[] Words(string name) => Words(name, Spelling.Preferred);

    /// <summary>The words of a name in A to Z, upper case.</summary>
    /// <param name="name">The name in any script; letters of a script without a table are dropped.</param>
    /// <param name="spelling">Which spelling to take where there is more than one.</param>
    public static string[] Words(string name, Spelling spelling)
    {
        var special = spelling switch { Spelling.Second => Second, Spelling.Ukrainian => Ukrainian, _ => null };
        var text = new StringBuilder(name.Length + 8);
        foreach (var original in name)
        {
            Append(text, original, special);
        }

        return text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Dictionary<char, string> Table(string pairs) =>
        pairs.Split(' ').ToDictionary(pair => pair[0], pair => pair[2..]);

    private static void Append(StringBuilder text, char original, Dictionary<char, string>? special)
    {
        var letter = original is 'ı' or 'ß' ? original : char.ToUpperInvariant(original);
        if (letter is >= 'A' and <= 'Z')
        {
            text.Append(letter);
        }
        else if (special is not null && special.TryGetValue(letter, out var second))
        {
            text.Append(second);
        }
        else if (Preferred.TryGetValue(letter, out var first))
        {
            text.Append(first);
        }
        else if (letter is '\'' or '’' or '‘' or '`' or '.' || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
        {
            // Doc 9303 omits apostrophes (D'ARTAGNAN becomes DARTAGNAN) and we omit marks and the full stops of abbreviations likewise.
        }
        else if (Bases.TryGetValue(letter, out var baseLetter))
        {
            text.Append(baseLetter);
        }
        else if (char.IsLetter(letter))
        {
            // No table has it.
        }
        else
        {
            text.Append(' ');
        }
    }
}
