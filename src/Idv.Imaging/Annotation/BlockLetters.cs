namespace Idv.Imaging.Annotation;

/// <summary>Letters of 5 × 7 dots, so that a verdict can be written onto a picture without a font or a text library.</summary>
internal static class BlockLetters
{
    /// <summary>A letter's width in dots, without the gap after it.</summary>
    public const int Width = 5;

    /// <summary>A letter's height in dots.</summary>
    public const int Height = 7;

    // Each letter: seven rows of five dots, the leftmost dot in bit 4, one digit of base 32 (0-9, a-v) for each row.
    private static readonly Dictionary<char, string> Rows = new()
    {
        ['0'] = "ehjlphe",
        ['1'] = "4c4444e",
        ['2'] = "eh1248v",
        ['3'] = "v2421he",
        ['4'] = "26aiv22",
        ['5'] = "vgu11he",
        ['6'] = "68guhhe",
        ['7'] = "v124888",
        ['8'] = "ehhehhe",
        ['9'] = "ehhf12c",
        ['A'] = "ehhvhhh",
        ['B'] = "uhhuhhu",
        ['C'] = "ehggghe",
        ['D'] = "sihhhis",
        ['E'] = "vgguggv",
        ['F'] = "vgguggg",
        ['G'] = "ehgnhhf",
        ['H'] = "hhhvhhh",
        ['I'] = "e44444e",
        ['J'] = "72222ic",
        ['K'] = "hikokih",
        ['L'] = "ggggggv",
        ['M'] = "hrllhhh",
        ['N'] = "hhpljhh",
        ['O'] = "ehhhhhe",
        ['P'] = "uhhuggg",
        ['Q'] = "ehhhlid",
        ['R'] = "uhhukih",
        ['S'] = "fgge11u",
        ['T'] = "v444444",
        ['U'] = "hhhhhhe",
        ['V'] = "hhhhha4",
        ['W'] = "hhhllla",
        ['X'] = "hha4ahh",
        ['Y'] = "hhha444",
        ['Z'] = "v1248gv",
        ['.'] = "00000cc",
        [','] = "0000c48",
        [':'] = "0cc0cc0",
        ['-'] = "000v000",
        ['+'] = "044v440",
        ['%'] = "op248j3",
        ['/'] = "01248g0",
        ['('] = "2488842",
        [')'] = "8422248",
        ['?'] = "eh12404",
        ['='] = "00v0v00",
        ['<'] = "248g842",
        ['>'] = "8421248",
        ['#'] = "aavavaa",
    };

    /// <summary>Whether a dot of a letter is set; unknown letters are question marks, small ones are large.</summary>
    public static bool IsSet(char letter, int column, int row)
    {
        letter = char.ToUpperInvariant(letter);
        if (letter == ' ')
        {
            return false;
        }

        var rows = Rows.GetValueOrDefault(letter, Rows['?']);
        var digit = rows[row];
        var bits = digit <= '9' ? digit - '0' : digit - 'a' + 10;
        return ((bits >> (Width - 1 - column)) & 1) != 0;
    }
}
