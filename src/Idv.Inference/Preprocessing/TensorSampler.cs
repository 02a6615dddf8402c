using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Idv.Imaging;

namespace Idv.Inference.Preprocessing;

/// <summary>
/// Fills a model's input tensor from a picture in one pass: geometry, bilinear interpolation, channel order and normalisation
/// together, without an intermediate picture. Pixels outside the picture are black, also as neighbours in the interpolation
/// at its edge.
/// </summary>
public static class TensorSampler
{
    /// <summary>Samples from the pyramid level that fits the reduction, so that strong reductions do not alias.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="pictureFromTensor">Maps pixel centres of the tensor to pixel centres of the picture.</param>
    /// <param name="width">The tensor's width in samples.</param>
    /// <param name="height">The tensor's height in samples.</param>
    /// <param name="format">Channels and normalisation.</param>
    /// <param name="tensor">Receives <c>width × height × channels</c> numbers.</param>
    /// <exception cref="ArgumentException"><paramref name="tensor"/> has another length.</exception>
    public static void Sample(
        ImagePyramid pyramid, AffineTransform pictureFromTensor, int width, int height, TensorFormat format, Span<float> tensor)
    {
        var level = pyramid.LevelFor(pictureFromTensor.Scale, out var number);
        if (number > 0)
        {
            // Pixel i of level k covers pixels i·2^k … (i+1)·2^k − 1, so centres map by x_k = (x + ½) / 2^k − ½.
            var shrink = 1f / (1 << number);
            var shift = (0.5f * shrink) - 0.5f;
            pictureFromTensor = pictureFromTensor.Then(new AffineTransform(shrink, 0, shift, 0, shrink, shift));
        }

        Sample(level, pictureFromTensor, width, height, format, tensor);
    }

    /// <summary>Samples from one picture as it is. Use the overload with a pyramid for reductions by more than 2.</summary>
    /// <inheritdoc cref="Sample(ImagePyramid, AffineTransform, int, int, TensorFormat, Span{float})"/>
    public static void Sample(
        Image image, AffineTransform pictureFromTensor, int width, int height, TensorFormat format, Span<float> tensor)
    {
        Check(image, width, height, format, tensor);
        if (format.Interleaved)
        {
            SampleScalar(image, pictureFromTensor, width, height, format, tensor);
            return;
        }

        for (var y = 0; y < height; y++)
        {
            var done = Avx2.IsSupported && Fma.IsSupported ? SampleRowAvx2(image, pictureFromTensor, y, width, height, format, tensor) : 0;
            SampleRowScalar(image, pictureFromTensor, y, done, width, width, height, format, tensor);
        }
    }

    /// <summary>The definition that the vector kernels are tested against.</summary>
    internal static void SampleScalar(
        Image image, AffineTransform pictureFromTensor, int width, int height, TensorFormat format, Span<float> tensor)
    {
        Check(image, width, height, format, tensor);
        for (var y = 0; y < height; y++)
        {
            SampleRowScalar(image, pictureFromTensor, y, 0, width, width, height, format, tensor);
        }
    }

    private static void Check(Image image, int width, int height, TensorFormat format, Span<float> tensor)
    {
        if (image.Format != PixelFormat.Bgr24)
        {
            throw new ArgumentException("Tensors are sampled from Bgr24 pictures.", nameof(image));
        }

        if (tensor.Length != width * height * format.ChannelCount)
        {
            throw new ArgumentException($"The tensor holds {tensor.Length} numbers, not {width}×{height}×{format.ChannelCount}.", nameof(tensor));
        }
    }

    private static void SampleRowScalar(
        Image image, in AffineTransform transform, int y, int start, int end, int width, int height, TensorFormat format, Span<float> tensor)
    {
        Span<float> colour = stackalloc float[3];
        for (var x = start; x < end; x++)
        {
            Interpolate(image, (transform.M11 * x) + ((transform.M12 * y) + transform.M13), (transform.M21 * x) + ((transform.M22 * y) + transform.M23), colour);
            Write(colour, format, tensor, x, y, width, height);
        }
    }

    private static void Interpolate(Image image, float sourceX, float sourceY, Span<float> colour)
    {
        colour.Clear();
        var (left, top) = (MathF.Floor(sourceX), MathF.Floor(sourceY));
        if (!(left >= -1 && top >= -1 && left < image.Width && top < image.Height))
        {
            return;
        }

        var (fractionX, fractionY) = (sourceX - left, sourceY - top);
        var (x0, y0) = ((int)left, (int)top);
        var pixels = image.Pixels;
        for (var dy = 0; dy < 2; dy++)
        {
            for (var dx = 0; dx < 2; dx++)
            {
                var (px, py) = (x0 + dx, y0 + dy);
                if ((uint)px >= (uint)image.Width || (uint)py >= (uint)image.Height)
                {
                    continue;
                }

                var weight = (dx == 0 ? 1 - fractionX : fractionX) * (dy == 0 ? 1 - fractionY : fractionY);
                var at = (py * image.Stride) + (px * 3);
                colour[0] += weight * pixels[at];
                colour[1] += weight * pixels[at + 1];
                colour[2] += weight * pixels[at + 2];
            }
        }
    }

    private static void Write(ReadOnlySpan<float> colour, TensorFormat format, Span<float> tensor, int x, int y, int width, int height)
    {
        var multipliers = format.Multipliers;
        var offsets = format.Offsets;
        var index = (y * width) + x;
        if (format.Channels == TensorChannels.Grey)
        {
            tensor[index] = (Luma(colour) * multipliers[0]) + offsets[0];
            return;
        }

        for (var c = 0; c < 3; c++)
        {
            var value = colour[format.Channels == TensorChannels.Bgr ? c : 2 - c];
            tensor[format.Interleaved ? (index * 3) + c : (c * width * height) + index] = (value * multipliers[c]) + offsets[c];
        }
    }

    private static float Luma(ReadOnlySpan<float> bgr) => (0.114f * bgr[0]) + (0.587f * bgr[1]) + (0.299f * bgr[2]);

    /// <summary>
    /// Eight samples at a time. A gather reads the four bytes that begin at a pixel, which brings blue, green and red at once;
    /// therefore a block may use this path only where even the right-hand neighbour is not the last pixel of its row.
    /// Blocks that touch the edge are left to the scalar code, blocks wholly outside are filled.
    /// </summary>
    /// <returns>How many samples of the row were written; the rest is the scalar code's.</returns>
    private static unsafe int SampleRowAvx2(
        Image image, in AffineTransform transform, int y, int width, int height, TensorFormat format, Span<float> tensor)
    {
        Debug.Assert(image.Format == PixelFormat.Bgr24, "Checked by the caller.");
        var lanes = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        var (stepX, stepY) = (Vector256.Create(transform.M11), Vector256.Create(transform.M21));
        var (baseX, baseY) = (Vector256.Create((transform.M12 * y) + transform.M13), Vector256.Create((transform.M22 * y) + transform.M23));
        var (lastLeft, lastTop) = (Vector256.Create(image.Width - 3), Vector256.Create(image.Height - 2));
        var (lowest, highestX, highestY) = (Vector256.Create(-1f), Vector256.Create((float)image.Width), Vector256.Create((float)image.Height));
        var strides = Vector256.Create(image.Stride);
        var plane = width * height;
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetReference(tensor), y * width);
        var multipliers = format.Multipliers;
        var offsets = format.Offsets;
        var x = 0;
        fixed (byte* pixels = image.Pixels)
        {
            for (; x + 8 <= width; x += 8)
            {
                var position = Vector256.Create((float)x) + lanes;
                var sourceX = (stepX * position) + baseX;
                var sourceY = (stepY * position) + baseY;
                var floorX = Vector256.Floor(sourceX);
                var floorY = Vector256.Floor(sourceY);
                var outside = Vector256.LessThan(floorX, lowest) | Vector256.LessThan(floorY, lowest)
                    | Vector256.GreaterThanOrEqual(floorX, highestX) | Vector256.GreaterThanOrEqual(floorY, highestY);
                if (outside.ExtractMostSignificantBits() == 0xFF)
                {
                    for (var c = 0; c < format.ChannelCount; c++)
                    {
                        Vector256.Create(offsets[c]).StoreUnsafe(ref target, (nuint)((c * plane) + x));
                    }

                    continue;
                }

                var left = Avx.ConvertToVector256Int32WithTruncation(floorX);
                var top = Avx.ConvertToVector256Int32WithTruncation(floorY);
                var edge = Vector256.GreaterThan(left, lastLeft) | Vector256.GreaterThan(top, lastTop)
                    | Vector256.LessThan(left, Vector256<int>.Zero) | Vector256.LessThan(top, Vector256<int>.Zero);
                if (edge.ExtractMostSignificantBits() != 0)
                {
                    SampleRowScalar(image, transform, y, x, x + 8, width, height, format, tensor);
                    continue;
                }

                var at = (top * strides) + (left * Vector256.Create(3));
                var p00 = Avx2.GatherVector256((int*)pixels, at, 1);
                var p01 = Avx2.GatherVector256((int*)(pixels + 3), at, 1);
                var p10 = Avx2.GatherVector256((int*)(pixels + image.Stride), at, 1);
                var p11 = Avx2.GatherVector256((int*)(pixels + image.Stride + 3), at, 1);
                var fractionX = sourceX - floorX;
                var fractionY = sourceY - floorY;
                var blue = Blend(p00, p01, p10, p11, 0, fractionX, fractionY);
                var green = Blend(p00, p01, p10, p11, 8, fractionX, fractionY);
                var red = Blend(p00, p01, p10, p11, 16, fractionX, fractionY);
                if (format.Channels == TensorChannels.Grey)
                {
                    var luma = (Vector256.Create(0.114f) * blue) + (Vector256.Create(0.587f) * green) + (Vector256.Create(0.299f) * red);
                    Fma.MultiplyAdd(luma, Vector256.Create(multipliers[0]), Vector256.Create(offsets[0])).StoreUnsafe(ref target, (nuint)x);
                    continue;
                }

                var (first, third) = format.Channels == TensorChannels.Bgr ? (blue, red) : (red, blue);
                Fma.MultiplyAdd(first, Vector256.Create(multipliers[0]), Vector256.Create(offsets[0])).StoreUnsafe(ref target, (nuint)x);
                Fma.MultiplyAdd(green, Vector256.Create(multipliers[1]), Vector256.Create(offsets[1])).StoreUnsafe(ref target, (nuint)(plane + x));
                Fma.MultiplyAdd(third, Vector256.Create(multipliers[2]), Vector256.Create(offsets[2])).StoreUnsafe(ref target, (nuint)((2 * plane) + x));
            }
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Blend(
        Vector256<int> p00, Vector256<int> p01, Vector256<int> p10, Vector256<int> p11, byte shift, Vector256<float> fractionX, Vector256<float> fractionY)
    {
        var (v00, v01) = (Channel(p00, shift), Channel(p01, shift));
        var (v10, v11) = (Channel(p10, shift), Channel(p11, shift));
        var upper = Fma.MultiplyAdd(v01 - v00, fractionX, v00);
        var lower = Fma.MultiplyAdd(v11 - v10, fractionX, v10);
        return Fma.MultiplyAdd(lower - upper, fractionY, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Channel(Vector256<int> pixels, byte shift) =>
        Avx.ConvertToVector256Single(Vector256.ShiftRightLogical(pixels, shift) & Vector256.Create(0xFF));
}
