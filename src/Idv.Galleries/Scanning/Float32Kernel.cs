using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Idv.Galleries.Scanning;

/// <summary>Keeps templates as float32: four times the memory and time of int8, for galleries that want no codes at all.</summary>
/// <remarks>
/// The vector types of the runtime cover every instruction set here: where 512 bits are not in hardware, the same code runs as two
/// halves of 256 or four quarters of 128.
/// </remarks>
internal sealed class Float32Kernel(int dimension) : ScanKernel(dimension)
{
    private const int Tile = 4;

    /// <inheritdoc/>
    public override string Name => Vector512.IsHardwareAccelerated ? "float32 × 16" : Vector256.IsHardwareAccelerated ? "float32 × 8" : "float32 × 4";

    /// <inheritdoc/>
    public override int BytesPerBlock => PaddedDimension * BlockLayout.Rows * sizeof(float);

    /// <summary>n roundings of 2⁻²⁴ against a sum of magnitudes that is at most 1 for unit vectors (Higham, γₙ), with room for the last products.</summary>
    public override float RoundingError => (PaddedDimension + 4) * 6.0e-8f;

    /// <inheritdoc/>
    public override RowCode Encode(Span<byte> block, int row, ReadOnlySpan<float> template)
    {
        var lanes = MemoryMarshal.Cast<byte, float>(block);
        for (var i = 0; i < PaddedDimension; i++)
        {
            lanes[(i * BlockLayout.Rows) + row] = i < template.Length ? template[i] : 0f;
        }

        return new RowCode(1f, 0f);
    }

    /// <inheritdoc/>
    public override PackedProbes Pack(ReadOnlySpan<float[]> probes)
    {
        var tiles = probes.Length / Tile;
        var left = probes.Length % Tile;
        var data = new byte[probes.Length * PaddedDimension * sizeof(float)];
        var floats = MemoryMarshal.Cast<byte, float>(data.AsSpan());
        for (var p = 0; p < probes.Length; p++)
        {
            var inTile = p < tiles * Tile;
            var width = inTile ? Tile : 1;
            var start = (inTile ? p / Tile * Tile : p) * PaddedDimension;
            var lane = inTile ? p % Tile : 0;
            for (var i = 0; i < Dimension; i++)
            {
                floats[start + (i * width) + lane] = probes[p][i];
            }
        }

        var ones = new float[probes.Length];
        Array.Fill(ones, 1f);
        return new PackedProbes
        {
            Data = data,
            Count = probes.Length,
            TileCount = tiles,
            SingleCount = left,
            SlotCount = probes.Length,
            BiasCorrections = [],
            Scales = ones,
            Errors = new float[probes.Length],
        };
    }

    /// <inheritdoc/>
    public override void Score(ref byte block, ref float rowScales, PackedProbes probes, Span<float> scores)
    {
        ref var rows = ref Unsafe.As<byte, float>(ref block);
        ref var data = ref Unsafe.As<byte, float>(ref MemoryMarshal.GetArrayDataReference(probes.Data));
        var slot = 0;
        for (var t = 0; t < probes.TileCount; t++, slot += Tile)
        {
            DotTile(ref rows, ref Unsafe.Add(ref data, slot * PaddedDimension), ref scores[slot * BlockLayout.Rows]);
        }

        for (; slot < probes.SlotCount; slot++)
        {
            DotOne(ref rows, ref Unsafe.Add(ref data, slot * PaddedDimension), ref scores[slot * BlockLayout.Rows]);
        }
    }

    private void DotOne(ref float rows, ref float probe, ref float scores)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (nuint i = 0; i < (nuint)PaddedDimension; i += 4)
        {
            sum0 += Vector512.LoadUnsafe(ref rows, i * 16) * Unsafe.Add(ref probe, i);
            sum1 += Vector512.LoadUnsafe(ref rows, (i * 16) + 16) * Unsafe.Add(ref probe, i + 1);
            sum2 += Vector512.LoadUnsafe(ref rows, (i * 16) + 32) * Unsafe.Add(ref probe, i + 2);
            sum3 += Vector512.LoadUnsafe(ref rows, (i * 16) + 48) * Unsafe.Add(ref probe, i + 3);
        }

        (sum0 + sum1 + (sum2 + sum3)).StoreUnsafe(ref scores);
    }

    private void DotTile(ref float rows, ref float probes, ref float scores)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (nuint i = 0; i < (nuint)PaddedDimension; i++)
        {
            var line = Vector512.LoadUnsafe(ref rows, i * 16);
            sum0 += line * Unsafe.Add(ref probes, i * Tile);
            sum1 += line * Unsafe.Add(ref probes, (i * Tile) + 1);
            sum2 += line * Unsafe.Add(ref probes, (i * Tile) + 2);
            sum3 += line * Unsafe.Add(ref probes, (i * Tile) + 3);
        }

        sum0.StoreUnsafe(ref scores);
        sum1.StoreUnsafe(ref scores, 16);
        sum2.StoreUnsafe(ref scores, 32);
        sum3.StoreUnsafe(ref scores, 48);
    }
}
