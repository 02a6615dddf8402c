using System.Runtime.CompilerServices;

namespace Idv.Galleries.Scanning;

/// <summary>The reference that the other int8 kernels are tested against, and what runs where there is no SIMD.</summary>
internal sealed class Int8ScalarKernel(int dimension) : Int8Kernel(dimension)
{
    /// <inheritdoc/>
    public override string Name => "scalar";

    /// <inheritdoc/>
    protected override int TileWidth => 2;

    /// <inheritdoc/>
    protected override int CodeBytes => 1;

    /// <inheritdoc/>
    protected override void DotOne(ref byte block, ref byte probe, int biasCorrection, ref int sums) =>
        Dot(ref block, ref probe, BlockLayout.GroupLength, biasCorrection, ref sums);

    /// <inheritdoc/>
    protected override void DotTile(ref byte block, ref byte probes, ref int biasCorrections, ref int sums)
    {
        for (var p = 0; p < TileWidth; p++)
        {
            Dot(
                ref block,
                ref Unsafe.Add(ref probes, p * BlockLayout.GroupLength),
                TileWidth * BlockLayout.GroupLength,
                Unsafe.Add(ref biasCorrections, p),
                ref Unsafe.Add(ref sums, p * BlockLayout.Rows));
        }
    }

    private void Dot(ref byte block, ref byte probe, int probeStride, int biasCorrection, ref int sums)
    {
        for (var row = 0; row < BlockLayout.Rows; row++)
        {
            var sum = biasCorrection;
            for (var line = 0; line < Lines; line++)
            {
                ref var codes = ref Unsafe.Add(ref block, (line * BlockLayout.LineBytes) + (row * BlockLayout.GroupLength));
                ref var factors = ref Unsafe.Add(ref probe, line * probeStride);
                for (var i = 0; i < BlockLayout.GroupLength; i++)
                {
                    sum += Unsafe.Add(ref codes, i) * (sbyte)Unsafe.Add(ref factors, i);
                }
            }

            Unsafe.Add(ref sums, row) = sum;
        }
    }
}
