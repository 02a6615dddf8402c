using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Idv.Galleries.Scanning;

/// <summary>AVX2: codes are widened to 16 bits and multiplied by VPMADDWD, four rows to a register.</summary>
internal sealed class Int8Avx2Kernel(int dimension) : Int8Kernel(dimension)
{
    private const int ProbeBytes = BlockLayout.GroupLength * sizeof(short);

    /// <inheritdoc/>
    public override string Name => "AVX2";

    /// <inheritdoc/>
    protected override int TileWidth => 2;

    /// <inheritdoc/>
    protected override int CodeBytes => sizeof(short);

    /// <inheritdoc/>
    protected override void DotOne(ref byte block, ref byte probe, int biasCorrection, ref int sums)
    {
        Vector256<int> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line++, code += BlockLayout.LineBytes, factor += ProbeBytes)
        {
            var factors = Broadcast(ref probe, factor);
            sum0 += Avx2.MultiplyAddAdjacent(Widen(ref block, code), factors);
            sum1 += Avx2.MultiplyAddAdjacent(Widen(ref block, code + 16), factors);
            sum2 += Avx2.MultiplyAddAdjacent(Widen(ref block, code + 32), factors);
            sum3 += Avx2.MultiplyAddAdjacent(Widen(ref block, code + 48), factors);
        }

        Store(sum0, sum1, biasCorrection, ref sums);
        Store(sum2, sum3, biasCorrection, ref Unsafe.Add(ref sums, 8));
    }

    /// <inheritdoc/>
    protected override void DotTile(ref byte block, ref byte probes, ref int biasCorrections, ref int sums)
    {
        Vector256<int> first0 = default, first1 = default, first2 = default, first3 = default;
        Vector256<int> second0 = default, second1 = default, second2 = default, second3 = default;
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line++, code += BlockLayout.LineBytes, factor += 2 * ProbeBytes)
        {
            var firstProbe = Broadcast(ref probes, factor);
            var secondProbe = Broadcast(ref probes, factor + ProbeBytes);
            var rows = Widen(ref block, code);
            first0 += Avx2.MultiplyAddAdjacent(rows, firstProbe);
            second0 += Avx2.MultiplyAddAdjacent(rows, secondProbe);
            rows = Widen(ref block, code + 16);
            first1 += Avx2.MultiplyAddAdjacent(rows, firstProbe);
            second1 += Avx2.MultiplyAddAdjacent(rows, secondProbe);
            rows = Widen(ref block, code + 32);
            first2 += Avx2.MultiplyAddAdjacent(rows, firstProbe);
            second2 += Avx2.MultiplyAddAdjacent(rows, secondProbe);
            rows = Widen(ref block, code + 48);
            first3 += Avx2.MultiplyAddAdjacent(rows, firstProbe);
            second3 += Avx2.MultiplyAddAdjacent(rows, secondProbe);
        }

        Store(first0, first1, biasCorrections, ref sums);
        Store(first2, first3, biasCorrections, ref Unsafe.Add(ref sums, 8));
        var secondCorrection = Unsafe.Add(ref biasCorrections, 1);
        Store(second0, second1, secondCorrection, ref Unsafe.Add(ref sums, 16));
        Store(second2, second3, secondCorrection, ref Unsafe.Add(ref sums, 24));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Widen(ref byte block, nuint offset) =>
        Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref block, offset));

    /// <summary>The four words of a probe's group in every 64-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Broadcast(ref byte probe, nuint offset) =>
        Vector256.Create(Unsafe.ReadUnaligned<long>(ref Unsafe.AddByteOffset(ref probe, offset))).AsInt16();

    /// <summary>
    /// Adds the two partial sums of each row. VPHADDD works within 128-bit halves and so leaves rows 0 1 4 5 2 3 6 7; the permutation
    /// of 64-bit parts restores their order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> low, Vector256<int> high, int biasCorrection, ref int sums)
    {
        var rows = Avx2.Permute4x64(Avx2.HorizontalAdd(low, high).AsInt64(), 0b11_01_10_00).AsInt32();
        (rows + Vector256.Create(biasCorrection)).StoreUnsafe(ref sums);
    }
}
