using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Idv.Galleries.Scanning;

/// <summary>ARM64 with the dot-product extension: SDOT by element, four rows to a register, four probes to a tile.</summary>
/// <remarks>SDOT multiplies signed by signed, so the bias is flipped away on load and no correction is needed.</remarks>
internal sealed class Int8AdvSimdKernel(int dimension) : Int8Kernel(dimension)
{
    /// <inheritdoc/>
    public override string Name => "AdvSimd";

    /// <inheritdoc/>
    protected override int TileWidth => 4;

    /// <inheritdoc/>
    protected override int CodeBytes => 1;

    /// <inheritdoc/>
    protected override void DotOne(ref byte block, ref byte probe, int biasCorrection, ref int sums)
    {
        Vector128<int> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line++, code += BlockLayout.LineBytes, factor += BlockLayout.GroupLength)
        {
            var factors = Vector128.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.AddByteOffset(ref probe, factor))).AsSByte();
            sum0 = Dp.DotProduct(sum0, Signed(ref block, code), factors);
            sum1 = Dp.DotProduct(sum1, Signed(ref block, code + 16), factors);
            sum2 = Dp.DotProduct(sum2, Signed(ref block, code + 32), factors);
            sum3 = Dp.DotProduct(sum3, Signed(ref block, code + 48), factors);
        }

        Store(sum0, sum1, sum2, sum3, ref sums);
    }

    /// <inheritdoc/>
    protected override void DotTile(ref byte block, ref byte probes, ref int biasCorrections, ref int sums)
    {
        Vector128<int> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        Vector128<int> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        nuint code = 0;
        nuint factor = 0;
        for (var line = 0; line < Lines; line++, code += BlockLayout.LineBytes, factor += 4 * BlockLayout.GroupLength)
        {
            // One register holds the group of all four probes; SDOT picks one by its index.
            var factors = Vector128.LoadUnsafe(ref probes, factor).AsSByte();
            var rows = Signed(ref block, code);
            a0 = Dp.DotProductBySelectedQuadruplet(a0, rows, factors, 0);
            b0 = Dp.DotProductBySelectedQuadruplet(b0, rows, factors, 1);
            c0 = Dp.DotProductBySelectedQuadruplet(c0, rows, factors, 2);
            d0 = Dp.DotProductBySelectedQuadruplet(d0, rows, factors, 3);
            rows = Signed(ref block, code + 16);
            a1 = Dp.DotProductBySelectedQuadruplet(a1, rows, factors, 0);
            b1 = Dp.DotProductBySelectedQuadruplet(b1, rows, factors, 1);
            c1 = Dp.DotProductBySelectedQuadruplet(c1, rows, factors, 2);
            d1 = Dp.DotProductBySelectedQuadruplet(d1, rows, factors, 3);
            rows = Signed(ref block, code + 32);
            a2 = Dp.DotProductBySelectedQuadruplet(a2, rows, factors, 0);
            b2 = Dp.DotProductBySelectedQuadruplet(b2, rows, factors, 1);
            c2 = Dp.DotProductBySelectedQuadruplet(c2, rows, factors, 2);
            d2 = Dp.DotProductBySelectedQuadruplet(d2, rows, factors, 3);
            rows = Signed(ref block, code + 48);
            a3 = Dp.DotProductBySelectedQuadruplet(a3, rows, factors, 0);
            b3 = Dp.DotProductBySelectedQuadruplet(b3, rows, factors, 1);
            c3 = Dp.DotProductBySelectedQuadruplet(c3, rows, factors, 2);
            d3 = Dp.DotProductBySelectedQuadruplet(d3, rows, factors, 3);
        }

        Store(a0, a1, a2, a3, ref sums);
        Store(b0, b1, b2, b3, ref Unsafe.Add(ref sums, 16));
        Store(c0, c1, c2, c3, ref Unsafe.Add(ref sums, 32));
        Store(d0, d1, d2, d3, ref Unsafe.Add(ref sums, 48));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Signed(ref byte block, nuint offset) =>
        (Vector128.LoadUnsafe(ref block, offset) ^ Vector128.Create((byte)BlockLayout.Bias)).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<int> rows0, Vector128<int> rows4, Vector128<int> rows8, Vector128<int> rows12, ref int sums)
    {
        rows0.StoreUnsafe(ref sums);
        rows4.StoreUnsafe(ref sums, 4);
        rows8.StoreUnsafe(ref sums, 8);
        rows12.StoreUnsafe(ref sums, 12);
    }
}
