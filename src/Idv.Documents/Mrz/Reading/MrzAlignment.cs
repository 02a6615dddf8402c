namespace Idv.Documents.Mrz.Reading;

/// <summary>Lays a line's characters along what a reader saw, and tells how much of each it saw there.</summary>
internal static class MrzAlignment
{
    /// <summary>The probability, 0 to 1, that the reader gave to each character at the step where the likeliest alignment puts it.</summary>
    /// <param name="posteriors">What the reader saw.</param>
    /// <param name="characters">The characters' numbers, at most as many as there are steps.</param>
    public static float[] Seen(MrzPosteriors posteriors, int[] characters) =>
        [.. Steps(posteriors, characters).Select((step, i) => step < 0 ? 0 : MathF.Exp(posteriors.At(step)[characters[i]]))];

    /// <summary>The step at which the likeliest alignment puts each character; −1 for characters that no step is left for.</summary>
    /// <param name="posteriors">What the reader saw.</param>
    /// <param name="characters">The characters' numbers, at most as many as there are steps.</param>
    public static int[] Steps(MrzPosteriors posteriors, int[] characters)
    {
        var (steps, count) = (posteriors.Steps, characters.Length);

        // Each character takes one step; steps between two characters count as blank or as more of either, whichever is likelier.
        var best = new float[(steps + 1) * (count + 1)];
        best.AsSpan().Fill(MrzTrellis.Impossible);
        best[0] = 0;
        for (var step = 0; step < steps; step++)
        {
            var given = posteriors.At(step);
            var blank = posteriors.Blanks[step];
            for (var n = 0; n <= count; n++)
            {
                var stay = best[(step * (count + 1)) + n] + Between(given, blank, characters, n);
                var enter = n == 0 ? MrzTrellis.Impossible : best[(step * (count + 1)) + n - 1] + given[characters[n - 1]];
                best[((step + 1) * (count + 1)) + n] = MathF.Max(stay, enter);
            }
        }

        var places = new int[count];
        places.AsSpan().Fill(-1);
        for (int step = steps - 1, n = count; n > 0 && step >= 0; step--)
        {
            var entered = best[(step * (count + 1)) + n - 1] + posteriors.At(step)[characters[n - 1]];
            if (entered >= best[((step + 1) * (count + 1)) + n])
            {
                places[--n] = step;
            }
        }

        return places;
    }

    /// <summary>What a step between the n-th character and the next is worth.</summary>
    private static float Between(ReadOnlySpan<float> given, float blank, int[] characters, int n)
    {
        var before = n > 0 ? given[characters[n - 1]] : MrzTrellis.Impossible;
        var after = n < characters.Length ? given[characters[n]] : MrzTrellis.Impossible;
        return MathF.Max(blank, MathF.Max(before, after));
    }
}
