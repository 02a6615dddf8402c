using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>The coefficients of a decoded JPEG file as multiples of its steps, found again from the pixels.</summary>
internal sealed class JpegCoefficients
{
    /// <summary>Blocks with pixels beyond these were clipped, so that their coefficients are no multiples any more.</summary>
    private const byte Darkest = 3, Brightest = 252;

    private readonly byte[] _multiples;
    private readonly int _frequencies;
    private readonly int _left;
    private readonly int _top;

    private JpegCoefficients(int left, int top, int columns, int rows, int frequencies)
    {
        (_left, _top, Columns, Rows, _frequencies) = (left, top, columns, rows, frequencies);
        _multiples = new byte[columns * rows * frequencies];
    }

    /// <summary>Blocks from left to right.</summary>
    public int Columns { get; }

    /// <summary>Blocks from top to bottom.</summary>
    public int Rows { get; }

    /// <summary>The number of blocks.</summary>
    public int Count => Columns * Rows;

    /// <summary>Which blocks were looked at: all, every second, and so on.</summary>
    public int Stride { get; private set; }

    /// <summary>How many coefficients of the blocks that were looked at are other than zero.</summary>
    public int Informative { get; private set; }

    /// <summary>A block's multiples without their signs, 255 at most; zeros where the block was clipped.</summary>
    public ReadOnlySpan<byte> At(int block) => _multiples.AsSpan(block * _frequencies, _frequencies);

    /// <summary>Where some blocks lie in the picture.</summary>
    public Box BoxOf(int left, int top, int right, int bottom) => new(
        _left + (left * BlockTransform.Side), _top + (top * BlockTransform.Side), (right - left) * BlockTransform.Side, (bottom - top) * BlockTransform.Side);

    /// <summary>Finds the multiples in the part of a picture.</summary>
    /// <param name="picture">The picture, in <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="steps">The file's 64 steps.</param>
    /// <param name="area">The part, in pixels.</param>
    /// <param name="frequencies">The coefficients that are kept.</param>
    /// <param name="mostSampled">Of at least twice as many blocks only every second, third … is looked at, the others count as clipped.</param>
    public static JpegCoefficients Of(Image picture, int[] steps, Box area, int[] frequencies, int mostSampled = int.MaxValue)
    {
        const int Side = BlockTransform.Side;
        var left = Math.Max(0, (int)area.X / Side * Side);
        var top = Math.Max(0, (int)area.Y / Side * Side);
        var columns = Math.Max(0, (Math.Min(picture.Width, (int)area.Right) - left) / Side);
        var rows = Math.Max(0, (Math.Min(picture.Height, (int)area.Bottom) - top) / Side);
        var found = new JpegCoefficients(left, top, columns, rows, frequencies.Length);
        found.Stride = Math.Max(1, found.Count / mostSampled);
        Span<float> block = stackalloc float[Side * Side];
        for (var at = 0; at < found.Count; at += found.Stride)
        {
            var (row, column) = Math.DivRem(at, columns);
            if (Luma(picture, left + (column * Side), top + (row * Side), block))
            {
                BlockTransform.Forward(block);
                found.Keep(block, steps, frequencies, at);
            }
        }

        return found;
    }

    /// <summary>Brightness by ITU-R BT.601, as JFIF has it.</summary>
    /// <returns>Whether no pixel was clipped.</returns>
    private static bool Luma(Image picture, int x, int y, Span<float> block)
    {
        var isWhole = true;
        for (var v = 0; v < BlockTransform.Side; v++)
        {
            var row = picture.Row(y + v).Slice(x * 3, BlockTransform.Side * 3);
            for (var u = 0; u < BlockTransform.Side; u++)
            {
                var (blue, green, red) = (row[u * 3], row[(u * 3) + 1], row[(u * 3) + 2]);
                block[(v * BlockTransform.Side) + u] = (0.114f * blue) + (0.587f * green) + (0.299f * red);
                isWhole &= Math.Max(blue, Math.Max(green, red)) <= Brightest && Math.Min(blue, Math.Min(green, red)) >= Darkest;
            }
        }

        return isWhole;
    }

    private void Keep(ReadOnlySpan<float> block, int[] steps, int[] frequencies, int at)
    {
        for (var i = 0; i < frequencies.Length; i++)
        {
            var multiple = Math.Min(255, (int)MathF.Round(MathF.Abs(block[frequencies[i]]) / steps[frequencies[i]]));
            _multiples[(at * _frequencies) + i] = (byte)multiple;
            Informative += multiple > 0 ? 1 : 0;
        }
    }
}
