using System.Buffers;
using Idv.Documents.Mrz.Reading;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Authenticity;

/// <summary>How much a zone's characters look like OCR-B, which ICAO Doc 9303-3, section 4.3 prescribes.</summary>
/// <param name="OcrB">The mean correlation with OCR-B, −1 to 1.</param>
/// <param name="Other">The greatest mean correlation with another font.</param>
/// <param name="Characters">How many different characters were compared.</param>
/// <param name="Region">Where they are in the picture.</param>
public sealed record MrzFontMeasure(double OcrB, double Other, int Characters, Box Region)
{
    /// <summary>How far OCR-B is ahead of the other fonts; negative where another fits better.</summary>
    public double Margin => OcrB - Other;
}

/// <summary>
/// Compares every character of a zone that was read with what it looks like in OCR-B and in common other fonts. Comparing fonts with each other
/// rather than with a limit cancels what blur and noise take from all of them alike.
/// </summary>
public static class MrzFont
{
    /// <summary>With fewer different characters a font cannot be told.</summary>
    public const int LeastCharacters = 8;

    private const int Width = MrzFontReferences.Width;
    private const int Height = MrzFontReferences.Height;

    /// <summary>Rows of the sampled strip: 2.5 pitches, so that it ends where the neighbouring lines begin.</summary>
    private const int Rows = 40;

    /// <summary>How far a character may lie from where the reader saw it, in samples of a sixteenth of a pitch.</summary>
    private const int ReachX = 4, ReachY = 5;

    /// <summary>Characters that the reader was less sure of are left out.</summary>
    private const float LeastProbability = 0.6f;

    /// <summary>Fillers are all alike: a few stand for all of them.</summary>
    private const int MostOfOneKind = 3;

    /// <summary>A picture with fewer pixels to the pitch does not show what font it is.</summary>
    private const float LeastPitch = 6;

    /// <summary>Heights over widths that are tried: tilted documents are seen foreshortened, and other fonts have other shapes.</summary>
    private static readonly float[] Stretches = [0.82f, 0.9f, 1, 1.1f, 1.21f];

    /// <summary>Measures a zone; <see langword="null"/> where it is too small or too little of it was read plainly.</summary>
    /// <param name="picture">The picture that was read.</param>
    /// <param name="reading">The reading.</param>
    public static MrzFontMeasure? Measure(ImagePyramid picture, MrzReading reading)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(reading);
        var references = MrzFontReferences.BuiltIn;
        var sums = new double[references.Fonts, MrzAlphabet.Size];
        var counts = new int[MrzAlphabet.Size];
        for (var line = 0; line < reading.Placements.Count; line++)
        {
            Add(picture, reading.Placements[line], reading.Record.Lines[line], reading.CharacterProbabilities[line], sums, counts);
        }

        // Every kind of character counts once, so that a run of fillers or zeros does not decide.
        var kinds = counts.Count(count => count > 0);
        if (kinds < LeastCharacters)
        {
            return null;
        }

        var means = new double[references.Fonts];
        for (var font = 0; font < means.Length; font++)
        {
            for (var character = 0; character < counts.Length; character++)
            {
                means[font] += counts[character] == 0 ? 0 : sums[font, character] / counts[character] / kinds;
            }
        }

        return new MrzFontMeasure(means[0], means.Skip(1).Max(), kinds, reading.Zone.Bounds);
    }

    private static void Add(ImagePyramid picture, MrzLinePlacement placement, string text, IReadOnlyList<float> probabilities, double[,] sums, int[] counts)
    {
        var chosen = Choose(placement, text, probabilities, counts);
        var pitch = PitchOf(placement, text) * placement.StripLength;
        if (chosen.Count == 0 || pitch < LeastPitch)
        {
            return;
        }

        var fonts = sums.GetLength(0);
        var width = (int)(placement.StripLength / pitch * Width);
        var best = new float[fonts][];
        var strip = ArrayPool<float>.Shared.Rent(width * Rows);
        foreach (var stretch in Stretches)
        {
            var ink = strip.AsSpan(0, width * Rows);
            new LineStrip(placement.Line, placement.StripLength, pitch * Rows / Width * stretch).Sample(picture, width, Rows, ink);
            var scores = new float[fonts][];
            for (var font = 0; font < fonts; font++)
            {
                scores[font] = new float[chosen.Count];
            }

            for (var i = 0; i < chosen.Count; i++)
            {
                Compare(ink, width, placement.Centres[chosen[i]] * width, MrzAlphabet.IndexOf(text[chosen[i]]), scores, i);
            }

            for (var font = 0; font < fonts; font++)
            {
                best[font] = best[font] is null || scores[font].Sum() > best[font].Sum() ? scores[font] : best[font];
            }
        }

        ArrayPool<float>.Shared.Return(strip);
        for (var i = 0; i < chosen.Count; i++)
        {
            var character = MrzAlphabet.IndexOf(text[chosen[i]]);
            counts[character]++;
            for (var font = 0; font < fonts; font++)
            {
                sums[font, character] += best[font][i];
            }
        }
    }

    private static List<int> Choose(MrzLinePlacement placement, string text, IReadOnlyList<float> probabilities, int[] counts)
    {
        var chosen = new List<int>();
        var taken = (int[])counts.Clone();
        for (var i = 0; i < text.Length && i < placement.Centres.Count; i++)
        {
            var character = MrzAlphabet.IndexOf(text[i]);
            if (placement.Centres[i] > 0 && probabilities[i] >= LeastProbability && taken[character]++ < MostOfOneKind)
            {
                chosen.Add(i);
            }
        }

        return chosen;
    }

    /// <summary>The distance of two characters as a share of the strip: the median over pairs, of which lost fillers spoil few.</summary>
    private static float PitchOf(MrzLinePlacement placement, string text)
    {
        var distances = new List<float>();
        for (var i = 0; i < text.Length; i++)
        {
            for (var j = i + 4; j < Math.Min(text.Length, i + 12); j++)
            {
                if (text[i] != '<' && text[j] != '<' && placement.Centres[i] > 0 && placement.Centres[j] > 0)
                {
                    distances.Add((placement.Centres[j] - placement.Centres[i]) / (j - i));
                }
            }
        }

        distances.Sort();
        return distances.Count == 0 ? 0 : distances[distances.Count / 2];
    }

    /// <summary>For each font the greatest correlation within reach of where the character should stand.</summary>
    private static void Compare(ReadOnlySpan<float> ink, int width, float centre, int character, float[][] scores, int at)
    {
        var references = MrzFontReferences.BuiltIn;
        Span<float> cell = stackalloc float[Width * Height];
        foreach (var score in scores)
        {
            score[at] = -1;
        }

        for (var shiftY = -ReachY; shiftY <= ReachY; shiftY++)
        {
            var top = ((Rows - Height) / 2) + shiftY;
            for (var shiftX = -ReachX; shiftX <= ReachX; shiftX++)
            {
                var left = (int)MathF.Round(centre - (Width / 2f)) + shiftX;
                if (left < 0 || left + Width > width)
                {
                    continue;
                }

                for (var y = 0; y < Height; y++)
                {
                    ink.Slice(((top + y) * width) + left, Width).CopyTo(cell[(y * Width)..]);
                }

                Correlation.Normalise(cell);
                for (var font = 0; font < scores.Length; font++)
                {
                    scores[font][at] = MathF.Max(scores[font][at], Correlation.Of(cell, references.Of(font, character)));
                }
            }
        }
    }
}
