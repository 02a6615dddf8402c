namespace Idv.Documents.Aamva;

/// <summary>The unit that a jurisdiction encoded a height or weight in.</summary>
public enum AamvaUnit
{
    /// <summary>Inches or pounds.</summary>
    Imperial,

    /// <summary>Centimetres or kilograms.</summary>
    Metric,
}

/// <summary>A height as encoded.</summary>
/// <param name="Value">Inches or centimetres.</param>
/// <param name="Unit">The unit of <paramref name="Value"/>.</param>
public readonly record struct AamvaHeight(int Value, AamvaUnit Unit)
{
    private const double CentimetresPerInch = 2.54;

    /// <summary>The height in whole centimetres.</summary>
    public int Centimetres => Unit == AamvaUnit.Metric ? Value : (int)Math.Round(Value * CentimetresPerInch);

    /// <summary>
    /// Reads DAU: with a unit (<c>069 IN</c>, <c>170 cm</c>), or without one as feet and inches (<c>510</c>), which version 1 prescribes
    /// and some jurisdictions kept.
    /// </summary>
    internal static AamvaHeight? Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var digits = Digits(text, out var value);
        if (digits == 0 || value == 0)
        {
            return null;
        }

        var unit = text[digits..].Trim();
        if (unit.StartsWith("CM", StringComparison.OrdinalIgnoreCase))
        {
            return new AamvaHeight(value, AamvaUnit.Metric);
        }

        if (unit.IsEmpty && digits == 3 && value / 100 is >= 1 and <= 8 && value % 100 < 12)
        {
            return new AamvaHeight((value / 100 * 12) + (value % 100), AamvaUnit.Imperial);
        }

        return new AamvaHeight(value, AamvaUnit.Imperial);
    }

    internal static int Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        var count = 0;
        while (count < text.Length && count < 6 && char.IsAsciiDigit(text[count]))
        {
            value = (value * 10) + text[count++] - '0';
        }

        return count;
    }
}

/// <summary>A weight, or the range that it lies in.</summary>
/// <param name="Least">The least weight, in pounds or kilograms.</param>
/// <param name="Most">The greatest weight; <see langword="null"/> for the open range above 320 pounds.</param>
/// <param name="Unit">The unit of both.</param>
public readonly record struct AamvaWeight(int Least, int? Most, AamvaUnit Unit)
{
    /// <summary>Upper bounds of the ranges 0 to 8 of DCE, in pounds.</summary>
    private static ReadOnlySpan<short> RangeTops => [70, 100, 130, 160, 190, 220, 250, 280, 320];

    internal static AamvaWeight? Read(ReadOnlySpan<char> text, AamvaUnit unit)
    {
        text = text.Trim();
        var digits = AamvaHeight.Digits(text, out var value);
        if (digits == 0 || value == 0)
        {
            return null;
        }

        var metric = unit == AamvaUnit.Metric || text[digits..].Trim().StartsWith("KG", StringComparison.OrdinalIgnoreCase);
        return new AamvaWeight(value, value, metric ? AamvaUnit.Metric : AamvaUnit.Imperial);
    }

    internal static AamvaWeight? ReadRange(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length != 1 || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        var range = text[0] - '0';
        var least = range == 0 ? 0 : RangeTops[range - 1] + 1;
        return new AamvaWeight(least, range < RangeTops.Length ? RangeTops[range] : null, AamvaUnit.Imperial);
    }
}
