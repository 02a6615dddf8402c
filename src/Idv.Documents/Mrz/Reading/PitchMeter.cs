using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>Tells print of even pitch, such as OCR-B's, from proportional print by the spectrum of the ink along the line.</summary>
internal static class PitchMeter
{
    private const int Most = 2048;
    private const float LeastPitch = 0.45f;
    private const float MostPitch = 1.25f;
    private const int Pitches = 48;

    /// <summary>
    /// The share of the ink's variation that the strongest even pitch explains, 0 to 1. Pitches from 0.45 to 1.25 of the line's height
    /// are tried.
    /// </summary>
    public static float Evenness(Image grey, TextLine line)
    {
        var count = Math.Min((int)line.Length, Most);
        if (count < 64)
        {
            return 0;
        }

        Span<float> ink = stackalloc float[Most];
        ink = ink[..count];
        Profile(grey, line, ink);
        Flatten(ink, (int)line.Height);
        var energy = 0f;
        foreach (var value in ink)
        {
            energy += value * value;
        }

        if (energy <= 0)
        {
            return 0;
        }

        var step = line.Length / count;
        var best = 0f;
        for (var i = 0; i < Pitches; i++)
        {
            var pitch = line.Height / step * (LeastPitch + ((MostPitch - LeastPitch) * i / (Pitches - 1)));
            best = MathF.Max(best, Power(ink, pitch));
        }

        return best / energy;
    }

    /// <summary>Mean darkness across the line at each step along it.</summary>
    private static void Profile(Image grey, TextLine line, Span<float> ink)
    {
        var rows = Math.Clamp((int)(line.Height * 0.7f), 3, 24);
        var pixels = grey.Pixels;
        for (var i = 0; i < ink.Length; i++)
        {
            var on = line.Start + (line.Along * (line.Length * (i + 0.5f) / ink.Length));
            var sum = 0;
            for (var row = 0; row < rows; row++)
            {
                var point = on + (line.Across * (line.Height * 0.7f * (((row + 0.5f) / rows) - 0.5f)));
                var x = Math.Clamp((int)point.X, 0, grey.Width - 1);
                var y = Math.Clamp((int)point.Y, 0, grey.Height - 1);
                sum += 255 - pixels[(y * grey.Stride) + x];
            }

            ink[i] = (float)sum / rows;
        }
    }

    /// <summary>Takes off the mean of the surroundings, so that shadows and uneven paper do not count as variation.</summary>
    private static void Flatten(Span<float> ink, int reach)
    {
        Span<float> sums = stackalloc float[Most + 1];
        sums[0] = 0;
        for (var i = 0; i < ink.Length; i++)
        {
            sums[i + 1] = sums[i] + ink[i];
        }

        for (var i = 0; i < ink.Length; i++)
        {
            var from = Math.Max(0, i - reach);
            var to = Math.Min(ink.Length, i + reach + 1);
            ink[i] -= (sums[to] - sums[from]) / (to - from);
        }
    }

    /// <summary>The energy of the sine of one period, by Goertzel's recurrence.</summary>
    private static float Power(ReadOnlySpan<float> ink, float period)
    {
        var coefficient = 2 * MathF.Cos(2 * MathF.PI / period);
        var (first, second) = (0f, 0f);
        foreach (var value in ink)
        {
            (first, second) = (value + (coefficient * first) - second, first);
        }

        return 2 * ((first * first) + (second * second) - (coefficient * first * second)) / ink.Length;
    }
}
