namespace Idv.Documents.Aamva;

/// <summary>Sex as encoded in DBC.</summary>
public enum AamvaSex
{
    /// <summary>Not specified, or no element.</summary>
    Unspecified,

    /// <summary><c>1</c> or <c>M</c>.</summary>
    Male,

    /// <summary><c>2</c> or <c>F</c>.</summary>
    Female,
}

/// <summary>Colours of eyes and hair (ANSI D20).</summary>
public enum AamvaColour
{
    /// <summary>Unknown, or no element.</summary>
    Unknown,

    /// <summary>BAL: bald.</summary>
    Bald,

    /// <summary>BLK.</summary>
    Black,

    /// <summary>BLN: blond.</summary>
    Blond,

    /// <summary>BLU.</summary>
    Blue,

    /// <summary>BRO.</summary>
    Brown,

    /// <summary>DIC: of two colours.</summary>
    Dichromatic,

    /// <summary>GRN.</summary>
    Green,

    /// <summary>GRY.</summary>
    Grey,

    /// <summary>HAZ.</summary>
    Hazel,

    /// <summary>MAR.</summary>
    Maroon,

    /// <summary>PNK.</summary>
    Pink,

    /// <summary>RED or AUB: red or auburn.</summary>
    Red,

    /// <summary>SDY: sandy.</summary>
    Sandy,

    /// <summary>WHI.</summary>
    White,
}

/// <summary>Whether a name was cut to fit (DDE, DDF, DDG).</summary>
public enum AamvaTruncation
{
    /// <summary><c>U</c>, or no element.</summary>
    Unknown,

    /// <summary><c>N</c>: the whole name.</summary>
    Whole,

    /// <summary><c>T</c>: cut.</summary>
    Cut,
}

/// <summary>Compliance with the REAL ID act (DDA).</summary>
public enum AamvaCompliance
{
    /// <summary>No element.</summary>
    Unknown,

    /// <summary><c>F</c>.</summary>
    Full,

    /// <summary><c>M</c>: materially compliant.</summary>
    Material,

    /// <summary><c>N</c>.</summary>
    None,
}

/// <summary>Turns coded values into enumerations.</summary>
internal static class AamvaCodes
{
    public static AamvaSex Sex(ReadOnlySpan<char> text) => First(text) switch
    {
        '1' or 'M' or 'm' => AamvaSex.Male,
        '2' or 'F' or 'f' => AamvaSex.Female,
        _ => AamvaSex.Unspecified,
    };

    public static AamvaTruncation Truncation(ReadOnlySpan<char> text) => First(text) switch
    {
        'T' => AamvaTruncation.Cut,
        'N' => AamvaTruncation.Whole,
        _ => AamvaTruncation.Unknown,
    };

    public static AamvaCompliance Compliance(ReadOnlySpan<char> text) => First(text) switch
    {
        'F' => AamvaCompliance.Full,
        'M' => AamvaCompliance.Material,
        'N' => AamvaCompliance.None,
        _ => AamvaCompliance.Unknown,
    };

    /// <summary>An indicator's absence says nothing; a blank one, as jurisdictions encode it, says no.</summary>
    public static bool? Indicator(string? text) => text is null ? null : First(text) is '1' or 'Y' or 'y';

    /// <summary>Reads a three-letter code; two letters and whole words occur as well.</summary>
    public static AamvaColour Colour(ReadOnlySpan<char> text)
    {
        Span<char> code = stackalloc char[3];
        text = text.Trim();
        var length = text[..Math.Min(text.Length, 3)].ToUpperInvariant(code);
        return code[..Math.Max(length, 0)] switch
        {
            "BAL" => AamvaColour.Bald,
            "BLK" or "BLA" or "BK" => AamvaColour.Black,
            "BLN" or "BLO" => AamvaColour.Blond,
            "BLU" or "BL" => AamvaColour.Blue,
            "BRO" or "BRN" or "BR" or "BN" => AamvaColour.Brown,
            "DIC" => AamvaColour.Dichromatic,
            "GRN" or "GRE" or "GN" => code[..length].SequenceEqual("GRE") && text.Length > 3 && char.ToUpperInvariant(text[3]) == 'Y' ? AamvaColour.Grey : AamvaColour.Green,
            "GRY" or "GRA" or "GY" => AamvaColour.Grey,
            "HAZ" or "HZ" => AamvaColour.Hazel,
            "MAR" => AamvaColour.Maroon,
            "PNK" or "PIN" => AamvaColour.Pink,
            "RED" or "AUB" or "RD" => AamvaColour.Red,
            "SDY" or "SAN" => AamvaColour.Sandy,
            "WHI" => AamvaColour.White,
            _ => AamvaColour.Unknown,
        };
    }

    /// <summary>
    /// Reads eight digits, MMDDCCYY or CCYYMMDD. The standard leaves the order to the country and some jurisdictions disregard it, but no
    /// eight digits of this and the last century are a date in both orders.
    /// </summary>
    public static DateOnly? Date(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length < 8 || AamvaHeight.Digits(text[..4], out var first) != 4 || AamvaHeight.Digits(text[4..8], out var second) != 4)
        {
            return null;
        }

        return Date(first, second / 100, second % 100) ?? Date(second, first / 100, first % 100);
    }

    private static DateOnly? Date(int year, int month, int day) =>
        year is >= 1850 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static char First(ReadOnlySpan<char> text) => text.IsEmpty ? '\0' : text[0];
}
