using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Decodes a line whose number of characters and whose classes of characters are known: Viterbi over the alignments of connectionist
/// temporal classification with exactly that length. A run of fillers may be longer than the reader saw, at two nats for each
/// that is supplied, because readers merge repeated characters.
/// </summary>
internal static class MrzLineDecoder
{
    private const float Impossible = MrzTrellis.Impossible;
    private const int Stride = MrzTrellis.Stride;

    /// <summary>Log-probability of a step before the first or after the last character that belongs to other print.</summary>
    private const float Foreign = -0.5f;

    /// <summary>What it costs that there is other print before the line, and after it.</summary>
    private const float ForeignCost = 8f;
    private const int Size = MrzAlphabet.Size;

    /// <summary>
    /// The cost of a blank step within one filler: a run of fillers is as often read as one too many as it is as one too few.
    /// </summary>
    private const float MergeCost = 1f;

    /// <summary>Decodes a line; <see langword="null"/> when it is too short to hold so many characters.</summary>
    public static MrzDecodedLine? Decode(MrzPosteriors posteriors, MrzLineClasses classes)
    {
        var width = classes.Length * Stride;
        var forward = ArrayPool<float>.Shared.Rent((posteriors.Steps + 1) * width);
        var forwardBlank = ArrayPool<float>.Shared.Rent((posteriors.Steps + 1) * (classes.Length + 1));
        var marginals = ArrayPool<float>.Shared.Rent(width);
        try
        {
            Forward(posteriors, classes, forward, forwardBlank);
            Span<float> ends = stackalloc float[classes.Length];
            var score = Backward(posteriors, classes, forward.AsSpan(width), marginals.AsSpan(0, width), ends, out var extent);
            CreditPadding(ends, forwardBlank.AsSpan(posteriors.Steps * (classes.Length + 1), classes.Length + 1), classes, marginals);
            if (score <= Impossible / 2)
            {
                return null;
            }

            var scores = new float[classes.Length * Size];
            for (var n = 0; n < classes.Length; n++)
            {
                marginals.AsSpan(n * Stride, Size).CopyTo(scores.AsSpan(n * Size));
            }

            return new MrzDecodedLine(classes.Length, scores, score, (float)extent.First / posteriors.Steps, (extent.Last + 1f) / posteriors.Steps);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(forward);
            ArrayPool<float>.Shared.Return(forwardBlank);
            ArrayPool<float>.Shared.Return(marginals);
        }
    }

    /// <summary>
    /// At each step, the best score of having emitted n characters of which the last is s, and of standing on the blank after n characters. Row 0
    /// is before the first step.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward(MrzPosteriors posteriors, MrzLineClasses classes, Span<float> forward, Span<float> forwardBlank)
    {
        var length = classes.Length;
        var width = length * Stride;
        var foreign = -ForeignCost;
        forward[..width].Fill(Impossible);
        forwardBlank[..(length + 1)].Fill(Impossible);
        forwardBlank[0] = 0;
        ReadOnlySpan<float> nothing = forward[..Stride];
        for (var step = 0; step < posteriors.Steps; step++)
        {
            var before = forward.Slice(step * width, width);
            var now = forward.Slice((step + 1) * width, width);
            var beforeBlank = forwardBlank.Slice(step * (length + 1), length + 1);
            var nowBlank = forwardBlank.Slice((step + 1) * (length + 1), length + 1);
            var emission = posteriors.RowAt(step);
            var blank = posteriors.Blanks[step];
            nowBlank[0] = beforeBlank[0] + blank;
            for (var n = 0; n < length; n++)
            {
                var here = now.Slice(n * Stride, Stride);
                var last = before.Slice(n * Stride, Stride);
                var fromBlank = n == 0 ? MathF.Max(beforeBlank[0], foreign) : beforeBlank[n];
                MrzTrellis.Enter(here, n == 0 ? nothing : before.Slice((n - 1) * Stride, Stride), fromBlank, classes.RowAt(n), last, emission);
                ref var filler = ref here[MrzAlphabet.Filler];
                filler = MathF.Max(filler, last[MrzAlphabet.Filler] + blank - MergeCost);
                if (n > 0)
                {
                    filler = MathF.Max(filler, now[((n - 1) * Stride) + MrzAlphabet.Filler] - classes.SupplyCost(n) - classes.At(n)[MrzAlphabet.Filler]);
                }

                nowBlank[n + 1] = MathF.Max(MathF.Max(MrzTrellis.Greatest(last), beforeBlank[n + 1]) + blank, Impossible);
            }

            foreign += MathF.Max(blank, Foreign);
        }
    }

    /// <summary>
    /// Runs backwards, joins both directions and keeps for each position and character the best path through it.
    /// </summary>
    /// <returns>The score of the best path.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Backward(
        MrzPosteriors posteriors, MrzLineClasses classes, ReadOnlySpan<float> forward, Span<float> marginals, Span<float> ends, out (int First, int Last) extent)
    {
        extent = (0, posteriors.Steps - 1);
        var bestEntry = Impossible;
        var bestExit = Impossible;
        var (clean, foreign) = (0f, 0f);
        ends.Fill(Impossible);
        var length = classes.Length;
        var width = length * Stride;
        var rented = ArrayPool<float>.Shared.Rent(2 * (width + length + 1));
        var rest = rented.AsSpan(0, width);
        var nextRest = rented.AsSpan(width, width);
        var restBlank = rented.AsSpan(2 * width, length + 1);
        var nextRestBlank = rented.AsSpan((2 * width) + length + 1, length + 1);
        nextRest.Fill(Impossible);
        nextRestBlank.Fill(Impossible);
        marginals.Fill(Impossible);
        Span<float> following = stackalloc float[Stride];
        Span<float> nothing = stackalloc float[Stride];
        nothing.Fill(Impossible);
        for (var step = posteriors.Steps - 1; step >= 0; step--)
        {
            var isLast = step == posteriors.Steps - 1;
            var emission = isLast ? nothing : posteriors.RowAt(step + 1);
            var blank = isLast ? 0 : posteriors.Blanks[step + 1];
            for (var n = length - 1; n >= 0; n--)
            {
                var here = rest.Slice(n * Stride, Stride);
                var end = EndCost(classes, n) + (isLast ? 0 : foreign - ForeignCost);
                var toBlank = nextRestBlank[n + 1] + blank;
                following.Fill(Impossible);
                if (!isLast && n + 1 < length)
                {
                    MrzTrellis.Follow(following, emission, classes.RowAt(n + 1), nextRest.Slice((n + 1) * Stride, Stride));
                }

                var onward = MrzTrellis.Leave(here, MathF.Max(end, toBlank), following, nextRest.Slice(n * Stride, Stride), emission);
                ref var filler = ref here[MrzAlphabet.Filler];
                filler = MathF.Max(filler, nextRest[(n * Stride) + MrzAlphabet.Filler] + blank - MergeCost);
                if (n + 1 < length)
                {
                    // A supplied filler takes no step of its own.
                    filler = MathF.Max(filler, rest[((n + 1) * Stride) + MrzAlphabet.Filler] - classes.SupplyCost(n + 1) - classes.At(n + 1)[MrzAlphabet.Filler]);
                }

                restBlank[n + 1] = MathF.Max(isLast ? end : MathF.Max(toBlank, onward), Impossible);
                var through = forward.Slice((step * width) + (n * Stride), Stride);
                MrzTrellis.RaiseToSum(marginals.Slice(n * Stride, Stride), through, here);
                var reached = MrzTrellis.Greatest(through);
                ends[n] = MathF.Max(ends[n], reached + end);
                var exit = reached + MathF.Max(end, EndCost(classes, n) + clean);
                if (exit > bestExit)
                {
                    (bestExit, extent.Last) = (exit, step);
                }
            }

            var entry = Entry(posteriors, classes, step, rest[..Size]);
            if (entry > bestEntry)
            {
                (bestEntry, extent.First) = (entry, step);
            }

            clean += posteriors.Blanks[step];
            foreign += MathF.Max(posteriors.Blanks[step], Foreign);
            var swap = rest;
            rest = nextRest;
            nextRest = swap;
            var swapBlank = restBlank;
            restBlank = nextRestBlank;
            nextRestBlank = swapBlank;
        }

        ArrayPool<float>.Shared.Return(rented);
        return TensorPrimitives.Max<float>(marginals[..Size]);
    }

    /// <summary>The score of the best path whose first character begins at a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Entry(MrzPosteriors posteriors, MrzLineClasses classes, int step, ReadOnlySpan<float> rest)
    {
        var (clean, foreign) = (0f, -ForeignCost);
        for (var i = 0; i < step; i++)
        {
            clean += posteriors.Blanks[i];
            foreign += MathF.Max(posteriors.Blanks[i], Foreign);
        }

        var prefix = MathF.Max(clean, foreign);
        var best = Impossible;
        for (var s = 0; s < Size; s++)
        {
            best = MathF.Max(best, prefix + posteriors.At(step)[s] - classes.At(0)[s] + rest[s]);
        }

        return best;
    }

    /// <summary>A name line may end early; what is missing is padding.</summary>
    private static float EndCost(MrzLineClasses classes, int last)
    {
        var missing = classes.Length - 1 - last;
        return missing == 0 ? 0 : last + 1 >= classes.PaddingStart ? -missing * MrzLineClasses.PaddingCost : Impossible;
    }

    /// <summary>Credits the padding of paths that end early to the columns that it fills.</summary>
    private static void CreditPadding(ReadOnlySpan<float> ends, ReadOnlySpan<float> lastBlank, MrzLineClasses classes, Span<float> marginals)
    {
        var best = Impossible;
        for (var n = Math.Max(classes.PaddingStart - 1, 0); n < classes.Length - 1; n++)
        {
            best = MathF.Max(best, MathF.Max(ends[n], lastBlank[n + 1] + EndCost(classes, n)));
            ref var filler = ref marginals[((n + 1) * Stride) + MrzAlphabet.Filler];
            filler = MathF.Max(filler, best);
        }
    }
}
