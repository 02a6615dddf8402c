using System.Numerics.Tensors;

namespace Idv.Documents.Mrz.Reading;

/// <summary>A decoded line with, for every position, the cost of each character that could stand there instead.</summary>
internal sealed class MrzDecodedLine
{
    /// <summary>The most that one reader's disbelief in a character counts in a joint reading, in nats.</summary>
    private const float MostCost = 7f;

    private readonly float[] _scores;

    public MrzDecodedLine(int length, float[] scores, float score, float firstStep, float lastStep)
    {
        Length = length;
        _scores = scores;
        Score = score;
        FirstStep = firstStep;
        LastStep = lastStep;
    }

    /// <summary>Where the first character stands, as a share of the steps.</summary>
    public float FirstStep { get; }

    /// <summary>Where the last character stands, as a share of the steps.</summary>
    public float LastStep { get; }

    /// <summary>The number of characters.</summary>
    public int Length { get; }

    /// <summary>Log-probability of the best path.</summary>
    public float Score { get; }

    /// <summary>For one position, the log-probability of the best path on which each character stands there.</summary>
    public ReadOnlySpan<float> At(int column) => _scores.AsSpan(column * MrzAlphabet.Size, MrzAlphabet.Size);

    /// <summary>The best character at a position.</summary>
    public int Best(int column) => MrzAlphabet.Likeliest(At(column));

    /// <summary>How many nats worse the best path with this character at this position is.</summary>
    public float CostOf(int column, int character) => Score - At(column)[character];

    /// <summary>The probability of a character at a position among the 37, from 0 to 1.</summary>
    public float Probability(int column, int character)
    {
        var sum = 0f;
        foreach (var score in At(column))
        {
            sum += MathF.Exp(score - Score);
        }

        return MathF.Exp(At(column)[character] - Score) / sum;
    }

    /// <summary>How far the best character is ahead of the next where this is closest, in nats.</summary>
    public float LeastMargin()
    {
        var least = float.MaxValue;
        for (var column = 0; column < Length; column++)
        {
            var best = Best(column);
            for (var character = 0; character < MrzAlphabet.Size; character++)
            {
                least = character == best ? least : MathF.Min(least, At(column)[best] - At(column)[character]);
            }
        }

        return least;
    }

    /// <summary>
    /// Joins two readings of the same characters: costs add up, so that what one reader can't tell the other decides. No reader's cost counts
    /// for more than <see cref="MostCost"/>, since readers are too sure of what they mistake.
    /// </summary>
    /// <param name="first">A reading.</param>
    /// <param name="second">Another one, of as many characters.</param>
    /// <param name="weight">What the second counts against the first.</param>
    public static MrzDecodedLine Fuse(MrzDecodedLine first, MrzDecodedLine second, float weight)
    {
        var scores = new float[first.Length * MrzAlphabet.Size];
        var lost = 0f;
        for (var column = 0; column < first.Length; column++)
        {
            var fused = scores.AsSpan(column * MrzAlphabet.Size, MrzAlphabet.Size);
            for (var character = 0; character < MrzAlphabet.Size; character++)
            {
                fused[character] = -(MathF.Min(first.CostOf(column, character), MostCost) + (weight * MathF.Min(second.CostOf(column, character), MostCost))) / (1 + weight);
            }

            // The best remains free, as in a reading of one reader; what it costs both of them lowers the line's score instead.
            var best = fused[MrzAlphabet.Likeliest(fused)];
            lost += best;
            foreach (ref var score in fused)
            {
                score = (score - best) * (1 + weight);
            }
        }

        var total = ((first.Score + (weight * second.Score)) / (1 + weight)) + lost;
        TensorPrimitives.Add(scores, total, scores);
        return new MrzDecodedLine(first.Length, scores, total, first.FirstStep, first.LastStep);
    }
}
