using System.Globalization;

namespace Idv.Documents.Mrz;

/// <summary>What a date element says.</summary>
public enum MrzDateKind
{
    /// <summary>The format has no such element.</summary>
    Absent,

    /// <summary>Year, month and day are known.</summary>
    Known,

    /// <summary>Year and month are known.</summary>
    YearAndMonth,

    /// <summary>Only the year is known.</summary>
    YearOnly,

    /// <summary>The year is filled with <c>&lt;</c>: unknown.</summary>
    Unknown,

    /// <summary>The characters are no date: a letter, a month 13, a 30 February.</summary>
    Impossible,
}

/// <summary>
/// A date of a machine-readable zone, <c>YYMMDD</c>, where unknown parts are filled with <c>&lt;</c> (ICAO Doc 9303-3, section 4.7).
/// The century is not printed; <see cref="MrzCentury"/> supplies it.
/// </summary>
public readonly record struct MrzDate
{
    private readonly string? _text;
    private readonly short _year;
    private readonly byte _month;
    private readonly byte _day;

    internal MrzDate(string text, MrzDateKind kind, int year, int month, int day)
    {
        _text = text;
        Kind = kind;
        _year = (short)year;
        _month = (byte)month;
        _day = (byte)day;
    }

    /// <summary>A date whose three parts are unknown.</summary>
    public static MrzDate Unknown { get; } = new("<<<<<<", MrzDateKind.Unknown, 0, 0, 0);

    /// <summary>The characters as printed; empty where the format has no such element.</summary>
    public string Text => _text ?? "";

    /// <summary>What the date says.</summary>
    public MrzDateKind Kind { get; }

    /// <summary>Year with its century, or <see langword="null"/>.</summary>
    public int? Year => _year == 0 ? null : _year;

    /// <summary>Month from 1 to 12, or <see langword="null"/>.</summary>
    public int? Month => _month == 0 ? null : _month;

    /// <summary>Day of the month, or <see langword="null"/>.</summary>
    public int? Day => _day == 0 ? null : _day;

    /// <summary>The calendar date, where all three parts are known.</summary>
    public DateOnly? Value => Kind == MrzDateKind.Known ? new DateOnly(_year, _month, _day) : null;

    /// <summary>The date with all three parts known.</summary>
    public static MrzDate Of(DateOnly date) => Of(date.Year, date.Month, date.Day);

    /// <summary>A date of which the day, or the month and the day, may be unknown.</summary>
    /// <param name="year">Year with its century, 1 to 9999.</param>
    /// <param name="month">Month from 1 to 12, or <see langword="null"/>.</param>
    /// <param name="day">Day of the month, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The parts are no date, or a day is given without a month.</exception>
    public static MrzDate Of(int year, int? month = null, int? day = null)
    {
        if (day is not null && month is null)
        {
            throw new ArgumentOutOfRangeException(nameof(day), day, "A day needs a month.");
        }

        _ = new DateOnly(year, month ?? 1, day ?? 1);
        var text = string.Create(CultureInfo.InvariantCulture, $"{year % 100:00}{Part(month)}{Part(day)}");
        var kind = day is not null ? MrzDateKind.Known : month is not null ? MrzDateKind.YearAndMonth : MrzDateKind.YearOnly;
        return new MrzDate(text, kind, year, month ?? 0, day ?? 0);
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        MrzDateKind.Known => string.Create(CultureInfo.InvariantCulture, $"{_year:0000}-{_month:00}-{_day:00}"),
        MrzDateKind.YearAndMonth => string.Create(CultureInfo.InvariantCulture, $"{_year:0000}-{_month:00}"),
        MrzDateKind.YearOnly => string.Create(CultureInfo.InvariantCulture, $"{_year:0000}"),
        _ => Text,
    };

    private static string Part(int? value) => value?.ToString("00", CultureInfo.InvariantCulture) ?? "<<";
}
