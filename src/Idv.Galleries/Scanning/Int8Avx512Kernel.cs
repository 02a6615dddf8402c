using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Idv.Galleries.Scanning;

/// <summary>
/// AVX-512 without VNNI: codes are widened to 16 bits and multiplied by VPMADDWD. (VPMADDUBSW would saturate at full 8-bit codes.)
/// </summary>
/// <remarks>
/// A register holds four words of eight rows; VPMADDWD leaves two partial sums per row, which are added at the end. The bias stays in
/// the products, since −128 · Σ probe removes it at once.
/// </remarks>
internal sealed class Int8Avx512Kernel(int dimension) : Int8Kernel(dimension)
{
    private const int ProbeBytes = BlockLayout.GroupLength * sizeof(short);

    /// <inheritdoc/>
    public override string Name => "AVX-512BW";

    /// <inheritdoc/>
    protected override int TileWidth => 4;

    /// <inheritdoc/>
    protected override int CodeBytes => sizeof(short);

    /// <inheritdoc/>
    protected override void DotOne(ref byte block, ref byte probe, int biasCorrection, ref int sums)
    {
        Vector512<int> low0 = default, high0 = default, low1 = default, high1 = default;
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line += 2, code += 2 * BlockLayout.LineBytes, factor += 2 * ProbeBytes)
        {
            var factors = Broadcast(ref probe, factor);
            low0 += Avx512BW.MultiplyAddAdjacent(Widen(ref block, code), factors);
            high0 += Avx512BW.MultiplyAddAdjacent(Widen(ref block, code + 32), factors);
            factors = Broadcast(ref probe, factor + ProbeBytes);
            low1 += Avx512BW.MultiplyAddAdjacent(Widen(ref block, code + BlockLayout.LineBytes), factors);
            high1 += Avx512BW.MultiplyAddAdjacent(Widen(ref block, code + BlockLayout.LineBytes + 32), factors);
        }

        Store(low0 + low1, high0 + high1, biasCorrection, ref sums);
    }

    /// <inheritdoc/>
    protected override void DotTile(ref byte block, ref byte probes, ref int biasCorrections, ref int sums)
    {
        Vector512<int> low0 = default, high0 = default, low1 = default, high1 = default;
        Vector512<int> low2 = default, high2 = default, low3 = default, high3 = default;
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line++, code += BlockLayout.LineBytes, factor += 4 * ProbeBytes)
        {
            var low = Widen(ref block, code);
            var high = Widen(ref block, code + 32);

            var probe = Broadcast(ref probes, factor);
            low0 += Avx512BW.MultiplyAddAdjacent(low, probe);
            high0 += Avx512BW.MultiplyAddAdjacent(high, probe);
            probe = Broadcast(ref probes, factor + ProbeBytes);
            low1 += Avx512BW.MultiplyAddAdjacent(low, probe);
            high1 += Avx512BW.MultiplyAddAdjacent(high, probe);
            probe = Broadcast(ref probes, factor + (2 * ProbeBytes));
            low2 += Avx512BW.MultiplyAddAdjacent(low, probe);
            high2 += Avx512BW.MultiplyAddAdjacent(high, probe);
            probe = Broadcast(ref probes, factor + (3 * ProbeBytes));
            low3 += Avx512BW.MultiplyAddAdjacent(low, probe);
            high3 += Avx512BW.MultiplyAddAdjacent(high, probe);
        }

        Store(low0, high0, biasCorrections, ref sums);
        Store(low1, high1, Unsafe.Add(ref biasCorrections, 1), ref Unsafe.Add(ref sums, 16));
        Store(low2, high2, Unsafe.Add(ref biasCorrections, 2), ref Unsafe.Add(ref sums, 32));
        Store(low3, high3, Unsafe.Add(ref biasCorrections, 3), ref Unsafe.Add(ref sums, 48));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Widen(ref byte block, nuint offset) =>
        Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref block, offset));

    /// <summary>The four words of a probe's group in every 64-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Broadcast(ref byte probe, nuint offset) =>
        Vector512.Create(Unsafe.ReadUnaligned<long>(ref Unsafe.AddByteOffset(ref probe, offset))).AsInt16();

    /// <summary>Adds the two partial sums of each row: even lanes and odd lanes of both registers, gathered in row order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> low, Vector512<int> high, int biasCorrection, ref int sums)
    {
        var even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        var odd = even + Vector512<int>.One;
        (Avx512F.PermuteVar16x32x2(low, even, high) + Avx512F.PermuteVar16x32x2(low, odd, high) + Vector512.Create(biasCorrection))
            .StoreUnsafe(ref sums);
    }
}
