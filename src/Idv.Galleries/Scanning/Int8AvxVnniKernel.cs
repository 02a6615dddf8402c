using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Idv.Galleries.Scanning;

/// <summary>
/// VPDPBUSD on 256-bit registers: four unsigned-by-signed byte products per lane, added to a 32-bit sum without saturation.
/// </summary>
/// <remarks>
/// Six probes by sixteen rows keep twelve sums, two lines of codes and one broadcast probe in fifteen of the sixteen registers that a
/// VEX instruction can name, which makes twelve multiplications for eight loads: the multipliers are the limit, not the loads.
/// </remarks>
internal sealed class Int8AvxVnniKernel(int dimension) : Int8Kernel(dimension)
{
    /// <inheritdoc/>
    public override string Name => "AVX-VNNI";

    /// <inheritdoc/>
    protected override int TileWidth => 6;

    /// <inheritdoc/>
    protected override int CodeBytes => 1;

    /// <inheritdoc/>
    protected override void DotOne(ref byte block, ref byte probe, int biasCorrection, ref int sums)
    {
        // Four steps in flight hide the latency of the instruction.
        var low0 = Vector256.Create(biasCorrection);
        var high0 = low0;
        Vector256<int> low1 = default, high1 = default, low2 = default, high2 = default, low3 = default, high3 = default;
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line += 4, code += 4 * BlockLayout.LineBytes, factor += 4 * BlockLayout.GroupLength)
        {
            Step(ref block, code, ref probe, factor, ref low0, ref high0);
            Step(ref block, code + BlockLayout.LineBytes, ref probe, factor + BlockLayout.GroupLength, ref low1, ref high1);
            Step(ref block, code + (2 * BlockLayout.LineBytes), ref probe, factor + (2 * BlockLayout.GroupLength), ref low2, ref high2);
            Step(ref block, code + (3 * BlockLayout.LineBytes), ref probe, factor + (3 * BlockLayout.GroupLength), ref low3, ref high3);
        }

        (low0 + low1 + low2 + low3).StoreUnsafe(ref sums);
        (high0 + high1 + high2 + high3).StoreUnsafe(ref sums, 8);
    }

    /// <inheritdoc/>
    protected override void DotTile(ref byte block, ref byte probes, ref int biasCorrections, ref int sums)
    {
        var low0 = Vector256.Create(biasCorrections);
        var low1 = Vector256.Create(Unsafe.Add(ref biasCorrections, 1));
        var low2 = Vector256.Create(Unsafe.Add(ref biasCorrections, 2));
        var low3 = Vector256.Create(Unsafe.Add(ref biasCorrections, 3));
        var low4 = Vector256.Create(Unsafe.Add(ref biasCorrections, 4));
        var low5 = Vector256.Create(Unsafe.Add(ref biasCorrections, 5));
        var (high0, high1, high2, high3, high4, high5) = (low0, low1, low2, low3, low4, low5);
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line++, code += BlockLayout.LineBytes, factor += 6 * BlockLayout.GroupLength)
        {
            var low = Vector256.LoadUnsafe(ref block, code);
            var high = Vector256.LoadUnsafe(ref block, code + 32);

            var probe = Broadcast(ref probes, factor);
            low0 = AvxVnni.MultiplyWideningAndAdd(low0, low, probe);
            high0 = AvxVnni.MultiplyWideningAndAdd(high0, high, probe);
            probe = Broadcast(ref probes, factor + 4);
            low1 = AvxVnni.MultiplyWideningAndAdd(low1, low, probe);
            high1 = AvxVnni.MultiplyWideningAndAdd(high1, high, probe);
            probe = Broadcast(ref probes, factor + 8);
            low2 = AvxVnni.MultiplyWideningAndAdd(low2, low, probe);
            high2 = AvxVnni.MultiplyWideningAndAdd(high2, high, probe);
            probe = Broadcast(ref probes, factor + 12);
            low3 = AvxVnni.MultiplyWideningAndAdd(low3, low, probe);
            high3 = AvxVnni.MultiplyWideningAndAdd(high3, high, probe);
            probe = Broadcast(ref probes, factor + 16);
            low4 = AvxVnni.MultiplyWideningAndAdd(low4, low, probe);
            high4 = AvxVnni.MultiplyWideningAndAdd(high4, high, probe);
            probe = Broadcast(ref probes, factor + 20);
            low5 = AvxVnni.MultiplyWideningAndAdd(low5, low, probe);
            high5 = AvxVnni.MultiplyWideningAndAdd(high5, high, probe);
        }

        low0.StoreUnsafe(ref sums, 0);
        high0.StoreUnsafe(ref sums, 8);
        low1.StoreUnsafe(ref sums, 16);
        high1.StoreUnsafe(ref sums, 24);
        low2.StoreUnsafe(ref sums, 32);
        high2.StoreUnsafe(ref sums, 40);
        low3.StoreUnsafe(ref sums, 48);
        high3.StoreUnsafe(ref sums, 56);
        low4.StoreUnsafe(ref sums, 64);
        high4.StoreUnsafe(ref sums, 72);
        low5.StoreUnsafe(ref sums, 80);
        high5.StoreUnsafe(ref sums, 88);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref byte block, nuint code, ref byte probe, nuint factor, ref Vector256<int> low, ref Vector256<int> high)
    {
        var factors = Broadcast(ref probe, factor);
        low = AvxVnni.MultiplyWideningAndAdd(low, Vector256.LoadUnsafe(ref block, code), factors);
        high = AvxVnni.MultiplyWideningAndAdd(high, Vector256.LoadUnsafe(ref block, code + 32), factors);
    }

    /// <summary>The four codes of a probe's group in every 32-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Broadcast(ref byte probe, nuint offset) =>
        Vector256.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.AddByteOffset(ref probe, offset))).AsSByte();
}
