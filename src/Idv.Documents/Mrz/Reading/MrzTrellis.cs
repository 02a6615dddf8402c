using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// The inner loops of <see cref="MrzLineDecoder"/>, on rows of one number per character that are padded to whole vectors with
/// <see cref="Impossible"/>.
/// </summary>
internal static class MrzTrellis
{
    /// <summary>Numbers per row: the 37 characters and padding.</summary>
    public const int Stride = 40;

    /// <summary>The score of what cannot be.</summary>
    public const float Impossible = -1e9f;

    /// <summary>The greatest and the second greatest number of a row, and where the greatest stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TopTwo(ReadOnlySpan<float> row, out int best, out float first, out float second)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(row[..Stride]);
        var greatest = vectors[0];
        var next = Vector256.Create(float.NegativeInfinity);
        for (var i = 1; i < vectors.Length; i++)
        {
            next = Vector256.MaxNative(next, Vector256.MinNative(greatest, vectors[i]));
            greatest = Vector256.MaxNative(greatest, vectors[i]);
        }

        (first, second) = (greatest[0], next[0]);
        for (var lane = 1; lane < Vector256<float>.Count; lane++)
        {
            second = MathF.Max(second, MathF.Max(next[lane], MathF.Min(first, greatest[lane])));
            first = MathF.Max(first, greatest[lane]);
        }

        best = 0;
        var sought = Vector256.Create(first);
        for (var i = 0; i < vectors.Length; i++)
        {
            var bits = Vector256.Equals(vectors[i], sought).ExtractMostSignificantBits();
            if (bits != 0)
            {
                best = (i * Vector256<float>.Count) + BitOperations.TrailingZeroCount(bits);
                break;
            }
        }
    }

    /// <summary>One step forward: a character is entered at its cost, from the blank or from another character, or stayed on.</summary>
    /// <param name="here">Receives max(max(entered, another) − cost, stayed) + emission, never below <see cref="Impossible"/>.</param>
    /// <param name="previous">The row of the character before at the step before.</param>
    /// <param name="fromBlank">The score of entering from the blank.</param>
    /// <param name="costs">The cost of each character here.</param>
    /// <param name="stayed">The same characters' row at the step before.</param>
    /// <param name="emission">What the reader gives to each character at this step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Enter(
        Span<float> here, ReadOnlySpan<float> previous, float fromBlank, ReadOnlySpan<float> costs, ReadOnlySpan<float> stayed, ReadOnlySpan<float> emission)
    {
        TopTwo(previous, out var best, out var first, out var second);
        var entered = Vector256.Create(MathF.Max(fromBlank, first));
        var least = Vector256.Create(Impossible);
        var target = Vectors(here);
        var cost = Vectors(costs);
        var stay = Vectors(stayed);
        var given = Vectors(emission);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Vector256.MaxNative(Vector256.MaxNative(entered - cost[i], stay[i]) + given[i], least);
        }

        // A character does not follow itself without a blank.
        here[best] = MathF.Max(MathF.Max(MathF.Max(fromBlank, second) - costs[best], stayed[best]) + emission[best], Impossible);
    }

    /// <summary>What comes after each character, one step backward: the end or the blank, another character, or more of the same.</summary>
    /// <param name="here">Receives max(best of the ways that are open to all, following, staying).</param>
    /// <param name="openToAll">The end and the blank.</param>
    /// <param name="following">For each character that may follow, the score of going on with it.</param>
    /// <param name="stayed">The same characters' row at the next step.</param>
    /// <param name="emission">What the reader gives to each character at the next step.</param>
    /// <returns>The best of what may follow.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Leave(Span<float> here, float openToAll, ReadOnlySpan<float> following, ReadOnlySpan<float> stayed, ReadOnlySpan<float> emission)
    {
        TopTwo(following, out var best, out var first, out var second);
        var open = Vector256.Create(MathF.Max(openToAll, first));
        var target = Vectors(here);
        var stay = Vectors(stayed);
        var given = Vectors(emission);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Vector256.MaxNative(open, stay[i] + given[i]);
        }

        here[best] = MathF.Max(MathF.Max(openToAll, second), stayed[best] + emission[best]);
        return first;
    }

    /// <summary>What may follow: emission − costs + rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Follow(Span<float> following, ReadOnlySpan<float> emission, ReadOnlySpan<float> costs, ReadOnlySpan<float> rest)
    {
        var target = Vectors(following);
        var given = Vectors(emission);
        var cost = Vectors(costs);
        var after = Vectors(rest);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = given[i] - cost[i] + after[i];
        }
    }

    /// <summary>Raises each number of a row to the sum of two others where that is greater.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RaiseToSum(Span<float> row, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var target = Vectors(row);
        var left = Vectors(a);
        var right = Vectors(b);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Vector256.MaxNative(target[i], left[i] + right[i]);
        }
    }

    /// <summary>The greatest number of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Greatest(ReadOnlySpan<float> row)
    {
        var vectors = Vectors(row);
        var greatest = vectors[0];
        for (var i = 1; i < vectors.Length; i++)
        {
            greatest = Vector256.MaxNative(greatest, vectors[i]);
        }

        var half = Vector128.MaxNative(greatest.GetLower(), greatest.GetUpper());
        return MathF.Max(MathF.Max(half[0], half[1]), MathF.Max(half[2], half[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<Vector256<float>> Vectors(Span<float> row) => MemoryMarshal.Cast<float, Vector256<float>>(row[..Stride]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<Vector256<float>> Vectors(ReadOnlySpan<float> row) => MemoryMarshal.Cast<float, Vector256<float>>(row[..Stride]);
}
