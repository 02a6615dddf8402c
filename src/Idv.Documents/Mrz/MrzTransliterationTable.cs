using System.Collections.Frozen;

namespace Idv.Documents.Mrz;

/// <summary>The tables of ICAO Doc 9303-3, section 6 (A Latin, B Cyrillic, C Arabic) and of ELOT 743 (Greek).</summary>
internal static class MrzTransliterationTable
{
    /// <summary>Letters whose rendering is one plain letter, as "rendering: letters".</summary>
    private static readonly string[] PlainLatin =
    [
        "A:ÀÁÂÃĀĂĄǍǞẠẢẤẦẨẪẬẮẰẲẴẶ", "C:ÇĆĈĊČ", "D:ĎĐ", "E:ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ", "G:ĜĞĠĢǤǦǴ", "H:ĤĦ", "I:ÌÍÎÏĨĪĬĮİIıǏỈỊ", "J:Ĵ", "K:ĶĸǨ", "L:ĹĻĽĿŁ",
        "N:ŃŅŇŊŉ", "O:ÒÓÔÕŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢ", "R:ŔŖŘ", "S:ŚŜŞŠȘſ", "T:ŢŤŦȚ", "U:ÙÚÛŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰ", "W:ŴẀẂẄ", "Y:ÝŶŸỲỴỶỸ", "Z:ŹŻŽƵ",
    ];

    private static readonly (char Letter, string[] Renderings)[] OtherLatin =
    [
        ('Ä', ["AE", "A", "AXX"]), ('Å', ["AA", "A"]), ('Æ', ["AE"]), ('Ǽ', ["AE"]), ('Ð', ["D", "DH"]), ('Ñ', ["N", "NXX", "NN"]), ('Ö', ["OE", "O", "OXX"]),
        ('Ø', ["OE", "O"]), ('Ü', ["UE", "U", "UXX"]), ('Þ', ["TH"]), ('ß', ["SS"]), ('ẞ', ["SS"]), ('Œ', ["OE"]), ('Ĳ', ["IJ", "Y"]), ('Ŋ', ["N"]),
        ('Ə', ["E"]), ('Ŏ', ["O"]),
    ];

    private static readonly (char Letter, string[] Renderings)[] Cyrillic =
    [
        ('А', ["A"]), ('Б', ["B"]), ('В', ["V"]), ('Г', ["G", "H"]), ('Д', ["D"]), ('Е', ["E"]), ('Ё', ["E", "IO"]), ('Ж', ["ZH", "Z"]), ('З', ["Z"]),
        ('И', ["I", "Y"]), ('І', ["I"]), ('Й', ["I", "Y"]), ('К', ["K"]), ('Л', ["L"]), ('М', ["M"]), ('Н', ["N"]), ('О', ["O"]), ('П', ["P"]),
        ('Р', ["R"]), ('С', ["S"]), ('Т', ["T"]), ('У', ["U"]), ('Ф', ["F"]), ('Х', ["KH", "H"]), ('Ц', ["TS", "C"]), ('Ч', ["CH", "C"]),
        ('Ш', ["SH", "S"]), ('Щ', ["SHCH", "SHT"]), ('Ъ', ["IE", "A", ""]), ('Ы', ["Y"]), ('Э', ["E"]), ('Ю', ["IU", "YU"]), ('Я', ["IA", "YA"]),
        ('Ѵ', ["Y"]), ('Ґ', ["G"]), ('Ў', ["U"]), ('Ѫ', ["U"]), ('Ѓ', ["G", "GJ"]), ('Ђ', ["D", "DJ"]), ('Ѕ', ["DZ"]), ('Ј', ["J"]), ('Ќ', ["K", "KJ"]),
        ('Љ', ["LJ"]), ('Њ', ["NJ"]), ('Һ', ["C", "H"]), ('Џ', ["DZ"]), ('Є', ["IE", "YE"]), ('Ї', ["I", "YI"]), ('Ћ', ["C"]),
    ];

    private static readonly (char Letter, string Rendering)[] Arabic =
    [
        ('\u0621', "XE"), ('\u0622', "XAA"), ('\u0623', "XAE"), ('\u0624', "U"), ('\u0625', "I"), ('\u0626', "XI"), ('\u0627', "A"), ('\u0628', "B"),
        ('\u0629', "XTA"), ('\u062A', "T"), ('\u062B', "XTH"), ('\u062C', "J"), ('\u062D', "XH"), ('\u062E', "XKH"), ('\u062F', "D"), ('\u0630', "XDH"),
        ('\u0631', "R"), ('\u0632', "Z"), ('\u0633', "S"), ('\u0634', "XSH"), ('\u0635', "XSS"), ('\u0636', "XDZ"), ('\u0637', "XTT"), ('\u0638', "XZZ"),
        ('\u0639', "E"), ('\u063A', "G"), ('\u0641', "F"), ('\u0642', "Q"), ('\u0643', "K"), ('\u0644', "L"), ('\u0645', "M"), ('\u0646', "N"),
        ('\u0647', "H"), ('\u0648', "W"), ('\u0649', "XAY"), ('\u064A', "Y"), ('\u0671', "XXA"), ('\u0679', "XXT"), ('\u067C', "XRT"), ('\u067E', "P"),
        ('\u0681', "XKE"), ('\u0685', "XXH"), ('\u0686', "XC"), ('\u0688', "XXD"), ('\u0689', "XDR"), ('\u0691', "XXR"), ('\u0693', "XRR"), ('\u0696', "XRX"),
        ('\u0698', "XJ"), ('\u069A', "XXS"), ('\u06A9', "XKK"), ('\u06AB', "XXK"), ('\u06AD', "XNG"), ('\u06AF', "XGG"), ('\u06BA', "XNN"), ('\u06BC', "XXN"),
        ('\u06BE', "XDO"), ('\u06C0', "XYH"), ('\u06C1', "XXG"), ('\u06C2', "XGE"), ('\u06C3', "XTG"), ('\u06CC', "XYA"), ('\u06CD', "XXY"), ('\u06D0', "Y"),
        ('\u06D2', "XYB"), ('\u06D3', "XBE"),
    ];

    private static readonly (char Letter, string[] Renderings)[] Greek =
    [
        ('Α', ["A"]), ('Β', ["V"]), ('Γ', ["G"]), ('Δ', ["D"]), ('Ε', ["E"]), ('Ζ', ["Z"]), ('Η', ["I"]), ('Θ', ["TH"]), ('Ι', ["I"]), ('Κ', ["K"]),
        ('Λ', ["L"]), ('Μ', ["M"]), ('Ν', ["N"]), ('Ξ', ["X"]), ('Ο', ["O"]), ('Π', ["P"]), ('Ρ', ["R"]), ('Σ', ["S"]), ('ς', ["S"]), ('Τ', ["T"]),
        ('Υ', ["Y", "U", "V", "F"]), ('Φ', ["F"]), ('Χ', ["CH"]), ('Ψ', ["PS"]), ('Ω', ["O"]), ('Ά', ["A"]), ('Έ', ["E"]), ('Ή', ["I"]), ('Ί', ["I"]),
        ('Ό', ["O"]), ('Ύ', ["Y"]), ('Ώ', ["O"]), ('Ϊ', ["I"]), ('Ϋ', ["Y"]),
    ];

    public static FrozenDictionary<char, string[]> Build()
    {
        var renderings = new Dictionary<char, string[]>();
        for (var letter = 'A'; letter <= 'Z'; letter++)
        {
            renderings[letter] = [letter.ToString()];
        }

        foreach (var group in PlainLatin)
        {
            foreach (var letter in group.AsSpan(2))
            {
                renderings[letter] = [group[..1]];
            }
        }

        foreach (var (letter, all) in OtherLatin.Concat(Cyrillic).Concat(Greek))
        {
            renderings[letter] = all;
        }

        foreach (var (letter, rendering) in Arabic)
        {
            renderings[letter] = [rendering];
        }

        return renderings.ToFrozenDictionary();
    }

    public static FrozenDictionary<string, char> ReverseArabic()
    {
        var letters = new Dictionary<string, char>(StringComparer.Ordinal);
        foreach (var (letter, rendering) in Arabic)
        {
            // Two rare letters share a rendering with a common one, which comes first.
            letters.TryAdd(rendering, letter);
        }

        return letters.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
