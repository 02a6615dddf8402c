using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Idv.Imaging;

namespace Idv.Inference.Preprocessing;

/// <summary>
/// A picture and its halvings, made when first asked for. Sampling from the level just above the wanted size is what keeps
/// a strongly reduced picture free of aliasing, at the cost of one pass over it; all models that look at a picture share it.
/// Not thread-safe. Disposing it frees the halvings, not the picture.
/// </summary>
public sealed class ImagePyramid : IDisposable
{
    private readonly List<Image> _levels = [];

    /// <summary>Begins a pyramid on a picture, which must outlive it.</summary>
    /// <exception cref="ArgumentException">The picture is not <see cref="PixelFormat.Bgr24"/>.</exception>
    public ImagePyramid(Image image)
    {
        if (image.Format != PixelFormat.Bgr24)
        {
            throw new ArgumentException("A pyramid stands on a Bgr24 picture.", nameof(image));
        }

        _levels.Add(image);
    }

    /// <summary>The picture itself.</summary>
    public Image Image => _levels[0];

    /// <summary>
    /// The smallest level that still has at least one pixel per sample.
    /// </summary>
    /// <param name="sourcePixelsPerSample">How many pixels of the picture lie between two samples.</param>
    /// <param name="level">The level's number; a pixel of it covers 2^level × 2^level pixels of the picture.</param>
    public Image LevelFor(float sourcePixelsPerSample, out int level)
    {
        level = 0;
        // A hair of tolerance lets an exact halving (640 to 320) take the halved level.
        while (sourcePixelsPerSample >= 2 - 1e-3f && _levels[level].Width >= 4 && _levels[level].Height >= 4)
        {
            if (++level == _levels.Count)
            {
                _levels.Add(Halve(_levels[level - 1]));
            }

            sourcePixelsPerSample /= 2;
        }

        return _levels[level];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = 1; i < _levels.Count; i++)
        {
            _levels[i].Dispose();
        }

        _levels.RemoveRange(1, _levels.Count - 1);
    }

    /// <summary>Averages 2 × 2 pixels into one, rounding half up; an odd last row or column is dropped.</summary>
    internal static Image Halve(Image source)
    {
        var target = Image.Rent(source.Width / 2, source.Height / 2, PixelFormat.Bgr24);
        for (var y = 0; y < target.Height; y++)
        {
            HalveRow(source.Row(2 * y), source.Row((2 * y) + 1), target.Row(y));
        }

        return target;
    }

    internal static void HalveRowScalar(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> target, int start = 0)
    {
        for (var x = start; x < target.Length; x += 3)
        {
            var s = 2 * x;
            for (var c = 0; c < 3; c++)
            {
                target[x + c] = (byte)((upper[s + c] + upper[s + c + 3] + lower[s + c] + lower[s + c + 3] + 2) >> 2);
            }
        }
    }

    private static void HalveRow(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> target)
    {
        var done = 0;
        if (Ssse3.IsSupported)
        {
            ref var up = ref MemoryMarshal.GetReference(upper);
            ref var low = ref MemoryMarshal.GetReference(lower);
            ref var to = ref MemoryMarshal.GetReference(target);

            // Four source pixels (12 bytes) become two target pixels. Neighbours of one channel are brought side by side,
            // so that one multiply-add with ones sums each pair; the fourth 32-bit group is not used.
            var pairs = Vector128.Create((byte)0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11, 0x80, 0x80, 0x80, 0x80);
            var ones = Vector128.Create((sbyte)1);
            var two = Vector128.Create((short)2);
            for (; (2 * done) + 16 <= upper.Length && done + 8 <= target.Length; done += 6)
            {
                var a = Ssse3.MultiplyAddAdjacent(Ssse3.Shuffle(Vector128.LoadUnsafe(ref up, (nuint)(2 * done)), pairs), ones);
                var b = Ssse3.MultiplyAddAdjacent(Ssse3.Shuffle(Vector128.LoadUnsafe(ref low, (nuint)(2 * done)), pairs), ones);
                var sum = (a + b + two) >> 2;
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, done), Sse2.PackUnsignedSaturate(sum, sum).AsUInt64().ToScalar());
            }
        }

        HalveRowScalar(upper, lower, target, done);
    }
}
