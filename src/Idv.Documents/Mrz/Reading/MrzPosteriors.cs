namespace Idv.Documents.Mrz.Reading;

/// <summary>What a reader believes at each step along a line: log-probabilities of the 37 characters and of the blank between them.</summary>
internal sealed class MrzPosteriors
{
    /// <summary>No belief is lower, so that one misread step cannot outweigh a whole line.</summary>
    public const float Least = -12f;

    private readonly float[] _characters;
    private readonly float[] _blanks;

    /// <param name="steps">The number of steps.</param>
    /// <param name="stripLength">How much of the picture along the line they cover, in its pixels.</param>
    public MrzPosteriors(int steps, float stripLength = 0)
    {
        Steps = steps;
        StripLength = stripLength;
        _characters = new float[steps * MrzTrellis.Stride];
        _characters.AsSpan().Fill(MrzTrellis.Impossible);
        _blanks = new float[steps];
    }

    /// <summary>The number of steps from left to right.</summary>
    public int Steps { get; }

    /// <summary>How much of the picture along the line the steps cover, in its pixels.</summary>
    public float StripLength { get; }

    /// <summary>Natural logarithms of the characters' probabilities at one step.</summary>
    public Span<float> At(int step) => _characters.AsSpan(step * MrzTrellis.Stride, MrzAlphabet.Size);

    /// <summary>The same as a padded row of the decoder's.</summary>
    public ReadOnlySpan<float> RowAt(int step) => _characters.AsSpan(step * MrzTrellis.Stride, MrzTrellis.Stride);

    /// <summary>Natural logarithm of the blank's probability at each step.</summary>
    public Span<float> Blanks => _blanks;

    /// <summary>How many characters the best path without any constraint has.</summary>
    public int GreedyLength() => GreedyCount(_ => true);

    /// <summary>How many fillers the best path without any constraint has.</summary>
    public int GreedyFillers() => GreedyCount(character => character == MrzAlphabet.Filler);

    private int GreedyCount(Func<int, bool> counts)
    {
        var count = 0;
        var last = -1;
        for (var step = 0; step < Steps; step++)
        {
            var best = MrzAlphabet.Likeliest(At(step));
            var current = At(step)[best] > _blanks[step] ? best : -1;
            count += current >= 0 && current != last && counts(current) ? 1 : 0;
            last = current;
        }

        return count;
    }
}
