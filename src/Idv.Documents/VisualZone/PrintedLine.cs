using Idv.Imaging;

namespace Idv.Documents.VisualZone;

/// <summary>A line of print.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Box">Where it is on the rectified document, in its pixels.</param>
/// <param name="Confidence">The mean probability of its characters, 0 to 1.</param>
/// <param name="Positions">Where each character's centre is between the box's left (0) and right edge (1).</param>
public sealed record PrintedLine(string Text, Box Box, double Confidence, IReadOnlyList<float> Positions)
{
    /// <summary>The part of the line from one character to another, with its own box.</summary>
    /// <param name="start">The first character.</param>
    /// <param name="end">The character after the last.</param>
    public PrintedLine Part(int start, int end)
    {
        var left = start == 0 ? 0 : (Positions[start - 1] + Positions[start]) / 2;
        var right = end == Text.Length ? 1 : (Positions[end - 1] + Positions[end]) / 2;
        return new PrintedLine(
            Text[start..end],
            Box with { X = Box.X + (left * Box.Width), Width = Math.Max(1, (right - left) * Box.Width) },
            Confidence,
            [.. Positions.Skip(start).Take(end - start).Select(position => right > left ? (position - left) / (right - left) : 0)]);
    }
}
