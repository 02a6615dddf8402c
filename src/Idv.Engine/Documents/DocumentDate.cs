using System.Globalization;

namespace Idv.Engine.Documents;

/// <summary>A date of a document, whose month and day may be unknown.</summary>
/// <param name="Year">The year with its century.</param>
/// <param name="Month">1 to 12, or null.</param>
/// <param name="Day">1 to 31, or null.</param>
public readonly record struct DocumentDate(int Year, int? Month, int? Day)
{
    /// <summary>The date, or null when a part of it is unknown.</summary>
    public DateOnly? Value => Month is { } month && Day is { } day && DateTime.DaysInMonth(Year, month) >= day ? new DateOnly(Year, month, day) : null;

    /// <summary>Reads a field's value: yyyy-MM-dd with <c>XX</c> for unknown parts; null for anything else.</summary>
    public static DocumentDate? Parse(string? value)
    {
        if (value is not { Length: 10 } || value[4] != '-' || value[7] != '-'
            || !int.TryParse(value.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is 0)
        {
            return null;
        }

        return new DocumentDate(year, Part(value.AsSpan(5, 2), 12), Part(value.AsSpan(8, 2), 31));
    }

    /// <summary>Whether nothing that both dates give differs.</summary>
    public bool Agrees(DocumentDate other) =>
        Year == other.Year && (Month ?? other.Month) == (other.Month ?? Month) && (Day ?? other.Day) == (other.Day ?? Day);

    private static int? Part(ReadOnlySpan<char> text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part >= 1 && part <= most ? part : null;
}
