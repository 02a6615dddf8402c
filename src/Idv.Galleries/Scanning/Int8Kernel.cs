using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Idv.Galleries.Scanning;

/// <summary>
/// The part of the int8 kernels that does not depend on the instruction set: codes, packing, tiles and the step from integer sums to
/// scores. A derived class multiplies one block with one probe or with a tile of probes.
/// </summary>
internal abstract class Int8Kernel(int dimension) : ScanKernel(dimension)
{
    /// <inheritdoc/>
    public sealed override int BytesPerBlock => PaddedDimension * BlockLayout.Rows;

    /// <summary>
    /// The sums are exact integers; turning one to float, and two multiplications by scales, round three times. A score is at most
    /// about 1.02 in magnitude, so that 4 · 2⁻²⁴ covers it; twice that is allowed for.
    /// </summary>
    public sealed override float RoundingError => 5e-7f;

    /// <summary>Probes that one call of <see cref="DotTile"/> takes.</summary>
    protected abstract int TileWidth { get; }

    /// <summary>Bytes of a probe's coordinate after packing: 1 where the instruction multiplies bytes, 2 where it multiplies words.</summary>
    protected abstract int CodeBytes { get; }

    /// <summary>Number of lines of a block.</summary>
    protected int Lines => PaddedDimension / BlockLayout.GroupLength;

    /// <inheritdoc/>
    public sealed override RowCode Encode(Span<byte> block, int row, ReadOnlySpan<float> template)
    {
        var codes = PaddedDimension <= 1024 ? stackalloc sbyte[PaddedDimension] : new sbyte[PaddedDimension];
        var code = Int8Quantiser.Quantise(template, codes);
        var offset = row * BlockLayout.GroupLength;
        foreach (var group in MemoryMarshal.Cast<sbyte, uint>(codes))
        {
            // Flipping the top bit of each byte adds the bias.
            MemoryMarshal.Write(block[offset..], group ^ 0x80808080u);
            offset += BlockLayout.LineBytes;
        }

        return code;
    }

    /// <inheritdoc/>
    public sealed override PackedProbes Pack(ReadOnlySpan<float[]> probes)
    {
        // A tile costs about as much as half its width in single probes: more than that left over, and padding a tile is cheaper.
        var tiles = probes.Length / TileWidth;
        var left = probes.Length % TileWidth;
        if (left > TileWidth / 2)
        {
            tiles++;
            left = 0;
        }

        var slots = (tiles * TileWidth) + left;
        var packed = new PackedProbes
        {
            Data = new byte[slots * PaddedDimension * CodeBytes],
            Count = probes.Length,
            TileCount = tiles,
            SingleCount = left,
            SlotCount = slots,
            BiasCorrections = new int[slots],
            Scales = new float[slots],
            Errors = new float[slots],
        };
        var codes = new sbyte[PaddedDimension];
        for (var p = 0; p < probes.Length; p++)
        {
            var code = Int8Quantiser.Quantise(probes[p], codes);
            packed.Scales[p] = code.Scale;
            packed.Errors[p] = code.Error;
            var sum = 0;
            foreach (var c in codes)
            {
                sum += c;
            }

            packed.BiasCorrections[p] = -BlockLayout.Bias * sum;
            var inTile = p < tiles * TileWidth;
            var width = inTile ? TileWidth : 1;
            var start = (inTile ? p / TileWidth * TileWidth : p) * PaddedDimension;
            var lane = inTile ? p % TileWidth : 0;
            for (var i = 0; i < codes.Length; i++)
            {
                var group = i / BlockLayout.GroupLength;
                var at = start + (((group * width) + lane) * BlockLayout.GroupLength) + (i % BlockLayout.GroupLength);
                if (CodeBytes == 1)
                {
                    packed.Data[at] = (byte)codes[i];
                }
                else
                {
                    MemoryMarshal.Write(packed.Data.AsSpan(at * 2), (short)codes[i]);
                }
            }
        }

        return packed;
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public sealed override void Score(ref byte block, ref float rowScales, PackedProbes probes, Span<float> scores)
    {
        // One check of the length here spares one for each probe below.
        _ = scores[(probes.SlotCount * BlockLayout.Rows) - 1];
        Span<int> sums = stackalloc int[TileWidth * BlockLayout.Rows];
        ref var score = ref MemoryMarshal.GetReference(scores);
        var scales = Vector512.LoadUnsafe(ref rowScales);
        ref var data = ref MemoryMarshal.GetArrayDataReference(probes.Data);
        nuint dataOffset = 0;
        var tileBytes = (nuint)(TileWidth * PaddedDimension * CodeBytes);
        var slot = 0;
        for (var t = 0; t < probes.TileCount; t++, slot += TileWidth, dataOffset += tileBytes)
        {
            PrefetchShareOfNext(ref block, t, probes.TileCount);
            DotTile(ref block, ref Unsafe.AddByteOffset(ref data, dataOffset), ref probes.BiasCorrections[slot], ref sums[0]);
            for (var p = 0; p < TileWidth; p++)
            {
                ToScores(ref sums[p * BlockLayout.Rows], scales, probes.Scales[slot + p], ref score);
                score = ref Unsafe.Add(ref score, BlockLayout.Rows);
            }
        }

        var singleBytes = (nuint)(PaddedDimension * CodeBytes);
        for (; slot < probes.SlotCount; slot++, dataOffset += singleBytes)
        {
            DotOne(ref block, ref Unsafe.AddByteOffset(ref data, dataOffset), probes.BiasCorrections[slot], ref sums[0]);
            ToScores(ref sums[0], scales, probes.Scales[slot], ref score);
            score = ref Unsafe.Add(ref score, BlockLayout.Rows);
        }
    }

    /// <summary>Sixteen exact dot products of signed codes: one probe with each row of a block.</summary>
    /// <param name="block">First byte of the block.</param>
    /// <param name="probe">First byte of a packed single probe.</param>
    /// <param name="biasCorrection">−128 · the sum of the probe's codes.</param>
    /// <param name="sums">Receives sixteen sums.</param>
    protected abstract void DotOne(ref byte block, ref byte probe, int biasCorrection, ref int sums);

    /// <summary>Exact dot products of a tile of probes with each row of a block.</summary>
    /// <param name="block">First byte of the block.</param>
    /// <param name="probes">First byte of a packed tile.</param>
    /// <param name="biasCorrections">First of the tile's corrections.</param>
    /// <param name="sums">Receives sixteen sums for each probe in turn.</param>
    protected abstract void DotTile(ref byte block, ref byte probes, ref int biasCorrections, ref int sums);

    /// <summary>
    /// A batch works on a block for so long that the hardware forgets to fetch the next one, so each tile asks for its share of it.
    /// A prefetch past the end of the memory does nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void PrefetchShareOfNext(ref byte block, int tile, int tiles)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        var next = (byte*)Unsafe.AsPointer(ref block) + BytesPerBlock;
        for (var line = Lines * tile / tiles; line < Lines * (tile + 1) / tiles; line++)
        {
            Sse.Prefetch0(next + (line * BlockLayout.LineBytes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToScores(ref int sums, Vector512<float> rowScales, float probeScale, ref float scores) =>
        (Vector512.ConvertToSingle(Vector512.LoadUnsafe(ref sums)) * rowScales * Vector512.Create(probeScale)).StoreUnsafe(ref scores);
}
