using System.Buffers;
using System.Numerics.Tensors;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Decodes a line whose number of characters and whose classes of characters are known: Viterbi over the alignments of connectionist
/// temporal classification with exactly that length. A run of fillers may be longer than the reader saw, at two nats for each
/// that is supplied, because readers merge repeated characters.
/// </summary>
internal static class MrzLineDecoder
{
    private const float Impossible = -1e9f;

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
        var width = classes.Length * Size;
        var forward = ArrayPool<float>.Shared.Rent(posteriors.Steps * width);
        var forwardBlank = ArrayPool<float>.Shared.Rent(posteriors.Steps * (classes.Length + 1));
        try
        {
            Forward(posteriors, classes, forward, forwardBlank);
            var marginals = new float[width];
            Span<float> ends = stackalloc float[classes.Length];
            var score = Backward(posteriors, classes, forward, marginals, ends, out var extent);
            CreditPadding(ends, forwardBlank.AsSpan((posteriors.Steps - 1) * (classes.Length + 1), classes.Length + 1), classes, marginals);
            if (score <= Impossible / 2)
            {
                return null;
            }

            return new MrzDecodedLine(classes.Length, marginals, score, (float)extent.First / posteriors.Steps, (extent.Last + 1f) / posteriors.Steps);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(forward);
            ArrayPool<float>.Shared.Return(forwardBlank);
        }
    }

    /// <summary>
    /// At each step, the best score of having emitted n characters of which the last is s, and of standing on the blank after n characters.
    /// </summary>
    private static void Forward(MrzPosteriors posteriors, MrzLineClasses classes, Span<float> forward, Span<float> forwardBlank)
    {
        var length = classes.Length;
        var width = length * Size;
        var foreign = -ForeignCost;
        for (var step = 0; step < posteriors.Steps; step++)
        {
            var now = forward.Slice(step * width, width);
            var nowBlank = forwardBlank.Slice(step * (length + 1), length + 1);
            var before = step == 0 ? [] : forward.Slice((step - 1) * width, width);
            var beforeBlank = step == 0 ? [] : forwardBlank.Slice((step - 1) * (length + 1), length + 1);
            var emission = posteriors.At(step);
            var blank = posteriors.Blanks[step];
            nowBlank[0] = (step == 0 ? 0 : beforeBlank[0]) + blank;
            for (var n = 0; n < length; n++)
            {
                var here = now.Slice(n * Size, Size);
                var last = before.IsEmpty ? [] : before.Slice(n * Size, Size);
                var previous = n == 0 || before.IsEmpty ? [] : before.Slice((n - 1) * Size, Size);
                var fromBlank = n == 0 ? MathF.Max(step == 0 ? 0 : beforeBlank[0], foreign) : step == 0 ? Impossible : beforeBlank[n];
                TopTwo(previous, out var best, out var first, out var second);
                var costs = classes.At(n);
                for (var s = 0; s < Size; s++)
                {
                    var enter = MathF.Max(fromBlank, s == best ? second : first) - costs[s];
                    var stay = last.IsEmpty ? Impossible : last[s];
                    here[s] = MathF.Max(MathF.Max(enter, stay) + emission[s], Impossible);
                }

                if (!last.IsEmpty)
                {
                    var merged = last[MrzAlphabet.Filler] + blank - MergeCost;
                    here[MrzAlphabet.Filler] = MathF.Max(here[MrzAlphabet.Filler], merged);
                }

                if (n > 0)
                {
                    var supplied = now[((n - 1) * Size) + MrzAlphabet.Filler] - classes.SupplyCost(n) - costs[MrzAlphabet.Filler];
                    here[MrzAlphabet.Filler] = MathF.Max(here[MrzAlphabet.Filler], supplied);
                }

                var resting = last.IsEmpty ? Impossible : MathF.Max(TensorPrimitives.Max(last), beforeBlank[n + 1]);
                nowBlank[n + 1] = MathF.Max(resting + blank, Impossible);
            }

            foreign += MathF.Max(blank, Foreign);
        }
    }

    /// <summary>
    /// Runs backwards, joins both directions and keeps for each position and character the best path through it.
    /// </summary>
    /// <returns>The score of the best path.</returns>
    private static float Backward(
        MrzPosteriors posteriors, MrzLineClasses classes, ReadOnlySpan<float> forward, Span<float> marginals, Span<float> ends, out (int First, int Last) extent)
    {
        extent = (0, posteriors.Steps - 1);
        var bestEntry = Impossible;
        var bestExit = Impossible;
        var (clean, foreign) = (0f, 0f);
        ends.Fill(Impossible);
        var length = classes.Length;
        var width = length * Size;
        var rented = ArrayPool<float>.Shared.Rent((2 * width) + (2 * (length + 1)));
        var rest = rented.AsSpan(0, width);
        var nextRest = rented.AsSpan(width, width);
        var restBlank = rented.AsSpan(2 * width, length + 1);
        var nextRestBlank = rented.AsSpan((2 * width) + length + 1, length + 1);
        marginals.Fill(Impossible);
        for (var step = posteriors.Steps - 1; step >= 0; step--)
        {
            var isLast = step == posteriors.Steps - 1;
            var emission = isLast ? [] : posteriors.At(step + 1);
            var blank = isLast ? 0 : posteriors.Blanks[step + 1];
            for (var n = length - 1; n >= 0; n--)
            {
                var here = rest.Slice(n * Size, Size);
                var end = EndCost(classes, n) + (isLast ? 0 : foreign - ForeignCost);
                var toBlank = isLast ? Impossible : nextRestBlank[n + 1] + blank;
                var best = -1;
                var first = Impossible;
                var second = Impossible;
                if (!isLast && n + 1 < length)
                {
                    TopTwoNext(emission, classes.At(n + 1), nextRest.Slice((n + 1) * Size, Size), out best, out first, out second);
                }

                for (var s = 0; s < Size; s++)
                {
                    var stay = isLast ? Impossible : nextRest[(n * Size) + s] + emission[s];
                    here[s] = MathF.Max(MathF.Max(end, stay), MathF.Max(toBlank, s == best ? second : first));
                }

                if (!isLast)
                {
                    var merged = nextRest[(n * Size) + MrzAlphabet.Filler] + blank - MergeCost;
                    here[MrzAlphabet.Filler] = MathF.Max(here[MrzAlphabet.Filler], merged);
                }

                if (n + 1 < length)
                {
                    // A supplied filler takes no step of its own.
                    var supplied = rest[((n + 1) * Size) + MrzAlphabet.Filler] - classes.SupplyCost(n + 1) - classes.At(n + 1)[MrzAlphabet.Filler];
                    here[MrzAlphabet.Filler] = MathF.Max(here[MrzAlphabet.Filler], supplied);
                }

                var restOfBlank = isLast ? end : MathF.Max(toBlank, first);
                restBlank[n + 1] = MathF.Max(restOfBlank, Impossible);
                var through = forward.Slice((step * width) + (n * Size), Size);
                var column = marginals.Slice(n * Size, Size);
                for (var s = 0; s < Size; s++)
                {
                    column[s] = MathF.Max(column[s], through[s] + here[s]);
                }

                var reached = TensorPrimitives.Max(through);
                ends[n] = MathF.Max(ends[n], reached + end);
                if (reached + MathF.Max(end, EndCost(classes, n) + clean) > bestExit)
                {
                    bestExit = reached + MathF.Max(end, EndCost(classes, n) + clean);
                    extent.Last = step;
                }
            }

            var entry = Entry(posteriors, classes, step, rest[..Size]);
            if (entry > bestEntry)
            {
                bestEntry = entry;
                extent.First = step;
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
            ref var filler = ref marginals[((n + 1) * Size) + MrzAlphabet.Filler];
            filler = MathF.Max(filler, best);
        }
    }

    private static void TopTwo(ReadOnlySpan<float> values, out int best, out float first, out float second)
    {
        best = -1;
        first = Impossible;
        second = Impossible;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > first)
            {
                second = first;
                first = values[i];
                best = i;
            }
            else if (values[i] > second)
            {
                second = values[i];
            }
        }
    }

    private static void TopTwoNext(
        ReadOnlySpan<float> emission, ReadOnlySpan<float> costs, ReadOnlySpan<float> rest, out int best, out float first, out float second)
    {
        best = -1;
        first = Impossible;
        second = Impossible;
        for (var i = 0; i < Size; i++)
        {
            var value = emission[i] - costs[i] + rest[i];
            if (value > first)
            {
                second = first;
                first = value;
                best = i;
            }
            else if (value > second)
            {
                second = value;
            }
        }
    }
}
