using System.Globalization;
using Idv.Documents.Mrz;

namespace Idv.Specimens.Layouts;

/// <summary>How data elements are printed in the visual zone (ICAO Doc 9303-3, section 3).</summary>
internal static class PrintedText
{
    private static readonly string[] s_months =
    [
        "JAN/JAN", "FEB/FÉV", "MAR/MARS", "APR/AVR", "MAY/MAI", "JUN/JUIN", "JUL/JUIL", "AUG/AOÛT", "SEP/SEPT", "OCT/OCT", "NOV/NOV", "DEC/DÉC",
    ];

    /// <summary>Day, month in two languages and year, such as "12 AUG/AOÛT 1974".</summary>
    public static string Date(DateOnly date) => string.Create(
        CultureInfo.InvariantCulture, $"{date.Day:00} {s_months[date.Month - 1]} {date.Year:0000}");

    public static string Sex(MrzSex sex) => sex switch
    {
        MrzSex.Female => "F",
        MrzSex.Male => "M",
        _ => "X",
    };

    /// <summary>The adjective for Utopia; for any other state its code.</summary>
    public static string Nationality(string code) => code == "UTO" ? "UTOPIAN" : code;

    /// <summary>Capitals as every sample of Doc 9303 prints names; the sharp s has no place in them and becomes SS.</summary>
    public static string Name(string name) => name.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);
}
