namespace Idv.Documents.Mrz;

/// <summary>
/// Supplies the century that a machine-readable zone leaves out. The clock is the caller's, so that a reading made today
/// can be repeated in ten years.
/// </summary>
public static class MrzCentury
{
    /// <summary>The first documents with a machine-readable zone expired after this year, in which Doc 9303 first appeared.</summary>
    private const int FirstExpiryYear = 1980;

    /// <summary>How far an expiry may lie in the past before its two digits mean the future.</summary>
    private const int ExpiryYearsBack = 46;

    /// <summary>
    /// Reads a date of birth: the latest date that lies neither after <paramref name="today"/> nor after <paramref name="expiry"/>.
    /// </summary>
    /// <param name="text">Six characters.</param>
    /// <param name="today">The reader's date.</param>
    /// <param name="expiry">The document's expiry; anything but a known date is disregarded.</param>
    public static MrzDate Birth(ReadOnlySpan<char> text, DateOnly today, MrzDate expiry = default)
    {
        var latest = expiry.Kind == MrzDateKind.Known && expiry.Value < today ? expiry.Value.Value : today;
        return Read(text, latest);
    }

    /// <summary>
    /// Reads a date of expiry: within the hundred years that begin 46 years before <paramref name="today"/>, but not before 1980.
    /// </summary>
    /// <param name="text">Six characters.</param>
    /// <param name="today">The reader's date.</param>
    public static MrzDate Expiry(ReadOnlySpan<char> text, DateOnly today)
    {
        var first = Math.Max(FirstExpiryYear, today.Year - ExpiryYearsBack);
        return Read(text, new DateOnly(Math.Min(first + 99, 9999), 12, 31));
    }

    /// <summary>Reads six characters as the latest date with these digits that does not lie after <paramref name="latest"/>.</summary>
    internal static MrzDate Read(ReadOnlySpan<char> text, DateOnly latest)
    {
        if (!TryPart(text, 0, out var yy) || !TryPart(text, 2, out var month) || !TryPart(text, 4, out var day)
            || month is 0 or > 12 || day is 0 or > 31 || (day > 0 && month < 0))
        {
            return new MrzDate(text.ToString(), MrzDateKind.Impossible, 0, 0, 0);
        }

        if (yy < 0)
        {
            return text.SequenceEqual(MrzDate.Unknown.Text)
                ? MrzDate.Unknown
                : new MrzDate(text.ToString(), MrzDateKind.Unknown, 0, Math.Max(month, 0), Math.Max(day, 0));
        }

        var year = (latest.Year / 100 * 100) + yy;
        if (IsAfter(year, month, day, latest))
        {
            year -= 100;
        }

        if (day > 0 && day > DateTime.DaysInMonth(year, month))
        {
            // A 29 February exists in one century and not in the next.
            year -= 100;
            if (day > DateTime.DaysInMonth(year, month))
            {
                return new MrzDate(text.ToString(), MrzDateKind.Impossible, 0, 0, 0);
            }
        }

        var kind = day > 0 ? MrzDateKind.Known : month > 0 ? MrzDateKind.YearAndMonth : MrzDateKind.YearOnly;
        return new MrzDate(text.ToString(), kind, year, Math.Max(month, 0), Math.Max(day, 0));
    }

    private static bool IsAfter(int year, int month, int day, DateOnly latest)
    {
        if (year != latest.Year || month <= 0)
        {
            return year > latest.Year;
        }

        return month != latest.Month || day <= 0 ? month > latest.Month : day > latest.Day;
    }

    /// <summary>Reads two digits, or gives −1 for two fillers.</summary>
    private static bool TryPart(ReadOnlySpan<char> text, int start, out int value)
    {
        var tens = text[start];
        var units = text[start + 1];
        if (char.IsAsciiDigit(tens) && char.IsAsciiDigit(units))
        {
            value = ((tens - '0') * 10) + units - '0';
            return true;
        }

        value = -1;
        return tens == '<' && units == '<';
    }
}
