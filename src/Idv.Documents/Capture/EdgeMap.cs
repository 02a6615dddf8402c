using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>
/// The edges of a colour picture: thinned to ridges of the gradient, each with its direction. The strongest of the three channels counts, because
/// cards and tables often differ in hue alone.
/// </summary>
internal sealed class EdgeMap
{
    /// <summary>How many steps half a turn has.</summary>
    public const int Directions = 128;

    /// <summary>Gradients below this, in grey levels over two pixels, are noise.</summary>
    private const int LeastMagnitude = 5;

    private readonly byte[] _nearMagnitude;
    private readonly byte[] _nearDirection;

    private EdgeMap(int width, int height, byte[] magnitude, byte[] direction)
    {
        (Width, Height, Magnitude, Direction) = (width, height, magnitude, direction);
        (_nearMagnitude, _nearDirection) = Spread();
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The strength of the edge at each pixel, 0 off edges.</summary>
    public byte[] Magnitude { get; }

    /// <summary>The direction of the edge's normal at each pixel, in steps of π / <see cref="Directions"/> from the horizontal, clockwise.</summary>
    public byte[] Direction { get; }

    /// <summary>Finds the edges of a picture of three channels.</summary>
    public static EdgeMap Of(Image image)
    {
        var (width, height) = (image.Width, image.Height);
        using var smooth = ImageFilter.GaussianBlur(image, 1);
        var gx = new short[width * height];
        var gy = new short[width * height];
        var strength = new short[width * height];
        Differentiate(smooth, gx, gy, strength);
        var magnitude = new byte[width * height];
        var direction = new byte[width * height];
        for (var y = 2; y < height - 2; y++)
        {
            for (var x = 2; x < width - 2; x++)
            {
                var at = (y * width) + x;
                if (strength[at] >= LeastMagnitude && IsRidge(strength, gx[at], gy[at], at, width))
                {
                    magnitude[at] = (byte)Math.Min(255, (int)strength[at]);
                    direction[at] = (byte)((int)MathF.Round((MathF.Atan2(gy[at], gx[at]) / MathF.PI * Directions) + Directions) % Directions);
                }
            }
        }

        return new EdgeMap(width, height, magnitude, direction);
    }

    /// <summary>
    /// The strength of an edge with this direction at a point or beside it, 0 to 255.
    /// </summary>
    public int At(float x, float y, int direction)
    {
        var (column, row) = ((int)x, (int)y);
        if ((uint)column >= (uint)Width || (uint)row >= (uint)Height)
        {
            return 0;
        }

        var at = (row * Width) + column;
        var turn = Math.Abs(_nearDirection[at] - direction);
        return Math.Min(turn, Directions - turn) <= Directions / 14 ? _nearMagnitude[at] : 0;
    }

    private static void Differentiate(Image image, short[] gx, short[] gy, short[] strength)
    {
        var (width, height, stride) = (image.Width, image.Height, image.Stride);
        var pixels = image.Pixels;
        for (var y = 1; y < height - 1; y++)
        {
            var row = pixels.Slice(y * stride, stride);
            var above = pixels.Slice((y - 1) * stride, stride);
            var below = pixels.Slice((y + 1) * stride, stride);
            for (var x = 1; x < width - 1; x++)
            {
                var best = -1;
                for (var c = x * 3; c < (x * 3) + 3; c++)
                {
                    var dx = row[c + 3] - row[c - 3];
                    var dy = below[c] - above[c];
                    var squared = (dx * dx) + (dy * dy);
                    if (squared > best)
                    {
                        best = squared;
                        gx[(y * width) + x] = (short)dx;
                        gy[(y * width) + x] = (short)dy;
                    }
                }

                strength[(y * width) + x] = (short)MathF.Sqrt(best);
            }
        }
    }

    private static bool IsRidge(short[] strength, int dx, int dy, int at, int width)
    {
        var (ax, ay) = (Math.Abs(dx), Math.Abs(dy));
        var step = ax > 2 * ay ? 1 : ay > 2 * ax ? width : (dx > 0) == (dy > 0) ? width + 1 : width - 1;
        return strength[at] > strength[at - step] && strength[at] >= strength[at + step];
    }

    /// <summary>Gives each pixel the strongest edge of its neighbourhood, so that a look-up forgives a pixel.</summary>
    private (byte[] Magnitude, byte[] Direction) Spread()
    {
        var magnitude = (byte[])Magnitude.Clone();
        var direction = (byte[])Direction.Clone();
        for (var y = 1; y < Height - 1; y++)
        {
            for (var x = 1; x < Width - 1; x++)
            {
                var at = (y * Width) + x;
                if (Magnitude[at] == 0)
                {
                    continue;
                }

                for (var row = at - Width; row <= at + Width; row += Width)
                {
                    for (var near = row - 1; near <= row + 1; near++)
                    {
                        if (Magnitude[near] == 0 && magnitude[near] < Magnitude[at])
                        {
                            magnitude[near] = Magnitude[at];
                            direction[near] = Direction[at];
                        }
                    }
                }
            }
        }

        return (magnitude, direction);
    }
}
