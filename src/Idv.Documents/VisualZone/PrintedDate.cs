using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Idv.Documents.VisualZone;

/// <summary>Reads dates as documents print them: in figures with any separator, or with the month's name in one or two languages.</summary>
public static partial class PrintedDate
{
    private const int EarliestYear = 1900;
    private const int LatestYear = 2099;

    /// <summary>The first letters of months' names without accents, in the languages of European issuers.</summary>
    private static readonly FrozenDictionary<string, int> Months = new (int Month, string Names)[]
    {
        (1, "JAN ENE GEN JAAN TAMM SAUS STY LED SIJ GENN"), (2, "FEB FEV HELM VEEB VAS LUT UNO VELJ"), (3, "MAR MARS MRZ MAER MAA KOV MARC BRE OZU MART"),
        (4, "APR AVR ABR HUHT BAL KWI DUB TRA"), (5, "MAY MAI MAG TOUK GEG MAJ KVE SVI MEI"), (6, "JUN JUIN GIU KESA BIR CZE CER LIP JUNI"),
        (7, "JUL JUIL LUG HEIN LIE CVC SRP JULI"), (8, "AUG AOU AGO ELO RGP SIE KOL AOUT"), (9, "SEP SET SYYS RGS WRZ ZAR RUJ SEPT"),
        (10, "OCT OKT OTT LOKA SPA PAZ RIJ OUT"), (11, "NOV MARR LAP LIS STU"), (12, "DEC DES DEZ DIC JOUL GRU PRO DET"),
    }
    .SelectMany(entry => entry.Names.Split(' ').Select(name => (name, entry.Month))).DistinctBy(pair => pair.name)
    .ToFrozenDictionary(pair => pair.name, pair => pair.Month, StringComparer.Ordinal);

    /// <summary>Finds a date in a text.</summary>
    /// <param name="text">The text as read; O and I among figures count as 0 and 1.</param>
    /// <param name="monthFirst">Whether figures stand in the order month, day, year, as in the United States.</param>
    /// <param name="latestTwoDigitYear">Years of two figures above this belong to the last century.</param>
    /// <returns>The date, or <see langword="null"/>.</returns>
    public static DateOnly? Find(string text, bool monthFirst = false, int latestTwoDigitYear = 2060)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 64)
        {
            return null;
        }

        var plain = text.ToUpperInvariant();
        return Worded(plain, latestTwoDigitYear) ?? Figures(Digits(plain), monthFirst, latestTwoDigitYear);
    }

    private static string Digits(string text) => text.Replace('O', '0').Replace('I', '1').Replace('L', '1');

    private static DateOnly? Worded(string text, int latestTwoDigitYear)
    {
        var match = WordedPattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        // One of the two languages is enough.
        foreach (var word in match.Groups["month"].Value.Split(['/', ' ', '.', '-', '7', '1'], StringSplitOptions.RemoveEmptyEntries))
        {
            var name = LabelDictionary.Normalise(word.Replace('0', 'O'));
            if ((name.Length >= 4 && Months.TryGetValue(name[..4], out var month)) || (name.Length >= 3 && Months.TryGetValue(name[..3], out month)))
            {
                return Make(match.Groups["year"].Value, month, match.Groups["day"].Value, latestTwoDigitYear);
            }
        }

        return null;
    }

    private static DateOnly? Figures(string text, bool monthFirst, int latestTwoDigitYear)
    {
        if (YearFirstPattern().Match(text) is { Success: true } ordered)
        {
            return Make(ordered.Groups["year"].Value, int.Parse(ordered.Groups["second"].ValueSpan, CultureInfo.InvariantCulture), ordered.Groups["third"].Value, latestTwoDigitYear);
        }

        var match = FiguresPattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var (first, second) = (match.Groups["first"].Value, match.Groups["second"].Value);
        var (day, month) = monthFirst ? (second, first) : (first, second);
        return Make(match.Groups["year"].Value, int.Parse(month, CultureInfo.InvariantCulture), day, latestTwoDigitYear)
            ?? Make(match.Groups["year"].Value, int.Parse(day, CultureInfo.InvariantCulture), month, latestTwoDigitYear);
    }

    private static DateOnly? Make(string yearText, int month, string dayText, int latestTwoDigitYear)
    {
        var year = int.Parse(yearText, CultureInfo.InvariantCulture);
        if (yearText.Length == 2)
        {
            year += 2000;
            year -= year > latestTwoDigitYear ? 100 : 0;
        }

        var day = int.Parse(dayText, CultureInfo.InvariantCulture);
        return year is >= EarliestYear and <= LatestYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    [GeneratedRegex(@"(?<![0-9])(?<day>[0-9]{1,2})[ .\-]*(?<month>[A-Z0\u00C0-\u024F]{3,10}(?:[ ./\-71]+[A-Z0\u00C0-\u024F]{2,10})?)[ .\-]*(?<year>[0-9]{4}|[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant, 100)]
    private static partial Regex WordedPattern();

    [GeneratedRegex(@"(?<![0-9])(?<year>[0-9]{4})[ ./\-]{1,2}(?<second>[0-9]{1,2})[ ./\-]{1,2}(?<third>[0-9]{1,2})(?![0-9])", RegexOptions.CultureInvariant, 100)]
    private static partial Regex YearFirstPattern();

    [GeneratedRegex(@"(?<![0-9])(?<first>[0-9]{1,2})[ ./\-,:·]{0,2}(?<second>[0-9]{2})[ ./\-,:·]{0,2}(?<year>[0-9]{4})(?![0-9])", RegexOptions.CultureInvariant, 100)]
    private static partial Regex FiguresPattern();
}
