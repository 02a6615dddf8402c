using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>Lines that may be a machine-readable zone, from the top, with a score by which to try the likelier zones first.</summary>
/// <param name="Lines">One to three lines.</param>
/// <param name="Score">Higher is likelier.</param>
internal sealed record MrzZoneCandidate(TextLine[] Lines, float Score);

/// <summary>Groups lines of print into candidates for a machine-readable zone: two or three parallel lines of equal length, closely set.</summary>
internal static class MrzZoneFinder
{
    private const float LeastAspect = 9f;

    private const int MostCandidates = 12;

    /// <summary>Length of a TD1's lines over the distance between them: 30 characters of 2.54 mm to 6.35 mm (ICAO Doc 9303-3).</summary>
    private const float LengthOfThree = 12f;

    /// <summary>The same for two lines: 17.6 for a TD3, 14.4 for a TD2.</summary>
    private const float LengthOfTwo = 16.5f;

    /// <summary>
    /// Longest sides at which lines are looked for; one of them brings the characters to a height the line finder knows. The first does so for
    /// most pictures, at a third of the second's price.
    /// </summary>
    private static readonly int[] WorkingSides = [900, 1600, 520];

    /// <summary>Small pictures are enlarged by at most this much.</summary>
    private const float MostEnlargement = 2f;

    /// <summary>The sizes at which lines of a picture are worth looking for, likeliest first: scales relative to the picture.</summary>
    public static IEnumerable<float> Scales(Image grey)
    {
        var longest = Math.Max(grey.Width, grey.Height);
        return WorkingSides.Select(side => Math.Min(side, longest * MostEnlargement) / longest).Distinct();
    }

    /// <summary>Finds candidates in an image, likeliest first, in its own coordinates.</summary>
    /// <param name="grey">The image.</param>
    /// <param name="scale">The size at which lines are looked for, relative to the image's.</param>
    /// <param name="darkestOnly">
    /// Looks at the darkest ink alone, which parts zones from the patterns that they are printed on; otherwise for what finds nearly every zone.
    /// </param>
    public static List<MrzZoneCandidate> Find(Image grey, float scale, bool darkestOnly)
    {
        var candidates = new List<MrzZoneCandidate>();
        using var working = ImageTransform.Resize(
            grey,
            Math.Max(1, (int)MathF.Round(grey.Width * scale)),
            Math.Max(1, (int)MathF.Round(grey.Height * scale)),
            scale > 1 ? Interpolation.Cubic : Interpolation.Area);
        Group(working, TextLineFinder.Find(working, darkestOnly), 1 / scale, candidates);
        PreferThreeLines(candidates);
        candidates.Sort((a, b) => b.Score.CompareTo(a.Score));
        return WithoutRepetitions(candidates);
    }

    /// <summary>Two lines of three are no zone of their own, unless the third is other print: they are for later.</summary>
    private static void PreferThreeLines(List<MrzZoneCandidate> candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            var three = candidates[i];
            if (three.Lines.Length != 3)
            {
                continue;
            }

            for (var j = 0; j < candidates.Count; j++)
            {
                var two = candidates[j];
                if (two.Lines.Length == 2 && Array.TrueForAll(two.Lines, line => Array.Exists(three.Lines, other => Coincide(line, other))))
                {
                    three = three with { Score = MathF.Max(three.Score, two.Score) };
                    candidates[j] = two with { Score = MathF.Min(two.Score, three.Score - 0.1f) };
                }
            }

            candidates[i] = three;
        }
    }

    /// <summary>The same lines are found at several sizes; once is enough, but longer and shorter variants are kept.</summary>
    private static List<MrzZoneCandidate> WithoutRepetitions(List<MrzZoneCandidate> candidates)
    {
        var kept = new List<MrzZoneCandidate>();
        foreach (var candidate in candidates)
        {
            if (!kept.Exists(other => Repeats(candidate, other)))
            {
                kept.Add(candidate);
            }

            if (kept.Count == MostCandidates)
            {
                break;
            }
        }

        return kept;
    }

    /// <summary>Whether two candidates are the same lines, about as long.</summary>
    public static bool Repeats(MrzZoneCandidate candidate, MrzZoneCandidate other)
    {
        if (candidate.Lines.Length != other.Lines.Length || MathF.Abs(MathF.Log(candidate.Lines[0].Length / other.Lines[0].Length)) > 0.1f)
        {
            return false;
        }

        for (var i = 0; i < candidate.Lines.Length; i++)
        {
            if (!Coincide(candidate.Lines[i], other.Lines[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Coincide(TextLine a, TextLine b)
    {
        var offset = b.Centre - a.Centre;
        return MathF.Abs(Vector2.Dot(offset, a.Across)) < 0.6f * MathF.Max(a.Height, b.Height)
            && MathF.Abs(Vector2.Dot(offset, a.Along)) < 0.4f * MathF.Max(a.Length, b.Length);
    }

    private static void Group(Image working, List<TextLine> lines, float scale, List<MrzZoneCandidate> candidates)
    {
        var wide = lines.FindAll(line => line.Length >= line.Height * LeastAspect && line.Length > 90);
        for (var i = 0; i < wide.Count; i++)
        {
            var seed = wide[i];
            var below = Next(seed, wide);
            if (below is not { } second)
            {
                continue;
            }

            var third = Next(second, wide);
            TextLine[] pair = [seed, second];
            var pairScore = Score(working, pair);
            if (third is { } last && Similar(seed, last))
            {
                TextLine[] three = [seed, second, last];
                var score = Score(working, three);
                candidates.Add(new MrzZoneCandidate(Align(three, scale), score));

                // The third may be print below a zone of two lines; that is for later.
                pairScore = MathF.Min(pairScore, score - 0.1f);
            }

            candidates.Add(new MrzZoneCandidate(Align(pair, scale), pairScore));
        }
    }

    /// <summary>The line below that is most like it in length and place.</summary>
    private static TextLine? Next(TextLine line, List<TextLine> lines)
    {
        TextLine? best = null;
        var bestCost = float.MaxValue;
        foreach (var other in lines)
        {
            var down = Vector2.Dot(other.Centre - line.Centre, line.Across);
            if (down < line.Height * 0.7f || down > line.Height * 4f || !Similar(line, other))
            {
                continue;
            }

            var cost = (down / line.Height) + (10 * MathF.Abs(MathF.Log(other.Length / line.Length)));
            if (cost < bestCost)
            {
                bestCost = cost;
                best = other;
            }
        }

        return best;
    }

    /// <summary>Whether two lines run side by side. One may be longer, since print beside the zone is sometimes joined to it.</summary>
    private static bool Similar(TextLine a, TextLine b)
    {
        var shift = MathF.Abs(Vector2.Dot(b.Centre - a.Centre, a.Along));
        var overlap = ((a.Length + b.Length) / 2) - shift;
        return overlap > 0.85f * MathF.Min(a.Length, b.Length)
            && MathF.Max(a.Length, b.Length) < 2 * MathF.Min(a.Length, b.Length)
            && MathF.Abs(a.Angle - b.Angle) < 0.08f
            && b.Height < a.Height * 2
            && b.Height > a.Height / 2;
    }

    /// <summary>
    /// Gives all lines of a zone the same beginning and end, since they have equally many characters: fillers are faint and a line that
    /// ends in them is often found short.
    /// </summary>
    private static TextLine[] Align(TextLine[] lines, float scale)
    {
        var along = lines.MaxBy(line => line.Length).Along;
        var from = lines.Min(line => Vector2.Dot(line.Start, along));
        var to = lines.Max(line => Vector2.Dot(line.End, along));
        return Array.ConvertAll(lines, line => Stretch(line, along, from, to).Scale(scale));
    }

    private static TextLine Stretch(TextLine line, Vector2 along, float from, float to)
    {
        var start = line.Start + (line.Along * (from - Vector2.Dot(line.Start, along)));
        var end = line.End + (line.Along * (to - Vector2.Dot(line.End, along)));
        return TextLine.Between(start, end, line.Height);
    }

    /// <summary>
    /// How likely lines are a zone: print of even pitch, of the length that the formats have relative to the distance between lines, with
    /// even ends, and rather large than small.
    /// </summary>
    private static float Score(Image working, TextLine[] lines)
    {
        var length = lines.Average(line => line.Length);
        var spread = lines.Max(line => line.Length) / lines.Min(line => line.Length);
        var edges = MathF.Abs(Vector2.Dot(lines[1].Start - lines[0].Start, lines[0].Along)) + MathF.Abs(Vector2.Dot(lines[1].End - lines[0].End, lines[0].Along));
        var evenness = lines.Average(line => PitchMeter.Evenness(working, line));
        var down = (lines[^1].Centre - lines[0].Centre).Length() / (lines.Length - 1);
        var misfit = MathF.Abs(MathF.Log(length / down / (lines.Length == 3 ? LengthOfThree : LengthOfTwo)));
        return (20 * evenness) - (3 * misfit) + (0.5f * MathF.Log(length)) - (2 * (spread - 1)) - (2 * edges / length);
    }
}
