using Idv.Imaging;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Joins dates whose year stands so far off that it is found as a line of its own (<c>14 JAN /JAN   23</c>), and parts dates that are found as one line.
/// </summary>
internal static class SplitDates
{
    /// <summary>The widest gap before the year, in heights of the line.</summary>
    private const float WidestGap = 3;

    /// <summary>The lines, with every line that holds two dates as two lines.</summary>
    public static List<PrintedLine> Part(IReadOnlyList<PrintedLine> lines) => [.. lines.SelectMany(Parts)];

    /// <summary>The lines, with such pairs as one line.</summary>
    public static List<PrintedLine> Join(IReadOnlyList<PrintedLine> lines)
    {
        var joined = new List<PrintedLine>(lines);
        foreach (var start in lines.Where(line => line.Text.Length is >= 4 and <= 14 && char.IsAsciiDigit(line.Text[0]) && char.IsLetter(line.Text[^1]) && PrintedDate.Find(line.Text) is null))
        {
            var year = lines.Where(line => line.Text.Length is 2 or 4 && line.Text.All(char.IsAsciiDigit) && Follows(start.Box, line.Box)).MinBy(line => line.Box.X);
            if (year is not null && Together(start, year) is var date && PrintedDate.Find(date.Text) is not null)
            {
                joined[joined.IndexOf(start)] = date;
                joined.Remove(year);
            }
        }

        return joined;
    }

    private static IEnumerable<PrintedLine> Parts(PrintedLine line)
    {
        if (line.Text.Length is >= 13 and <= 48 && line.Text.Count(char.IsAsciiDigit) >= 8)
        {
            for (var i = line.Text.IndexOf(' ', StringComparison.Ordinal); i > 0; i = line.Text.IndexOf(' ', i + 1))
            {
                if (PrintedDate.Find(line.Text[..i]) is not null && PrintedDate.Find(line.Text[(i + 1)..]) is not null)
                {
                    return [line.Part(0, i), line.Part(i + 1, line.Text.Length)];
                }
            }
        }

        return [line];
    }

    private static bool Follows(Box start, Box year) =>
        MathF.Abs(year.CentreY - start.CentreY) < start.Height * 0.5f && year.X - start.Right is var gap && gap > -start.Height && gap < start.Height * WidestGap;

    private static PrintedLine Together(PrintedLine start, PrintedLine year)
    {
        var (left, top) = (start.Box.X, MathF.Min(start.Box.Y, year.Box.Y));
        var box = new Box(left, top, year.Box.Right - left, MathF.Max(start.Box.Bottom, year.Box.Bottom) - top);
        var confidence = ((start.Confidence * start.Text.Length) + (year.Confidence * year.Text.Length)) / (start.Text.Length + year.Text.Length);
        return new PrintedLine(
            $"{start.Text} {year.Text}",
            box,
            confidence,
            [.. Places(start), (start.Box.Right - left) / box.Width, .. Places(year)]);

        IEnumerable<float> Places(PrintedLine line) => line.Positions.Select(position => (line.Box.X - left + (position * line.Box.Width)) / box.Width);
    }
}
