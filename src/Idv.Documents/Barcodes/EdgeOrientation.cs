using Idv.Imaging;

namespace Idv.Documents.Barcodes;

/// <summary>The direction that most edges of a picture have, by the structure tensor.</summary>
internal static class EdgeOrientation
{
    /// <summary>How far the strongest edges are turned clockwise from the nearest axis, in radians from −π/4 to π/4.</summary>
    public static float Of(Image grey)
    {
        // Four times the angle makes edges of both directions of a symbol, and of its bars' two sides, agree.
        var (real, imaginary) = (0d, 0d);
        var pixels = grey.Pixels;
        for (var y = 1; y < grey.Height - 1; y++)
        {
            var row = pixels.Slice(y * grey.Stride, grey.Stride);
            var above = pixels.Slice((y - 1) * grey.Stride, grey.Stride);
            var below = pixels.Slice((y + 1) * grey.Stride, grey.Stride);
            for (var x = 1; x < row.Length - 1; x++)
            {
                double dx = row[x + 1] - row[x - 1];
                double dy = below[x] - above[x];
                var strength = (dx * dx) + (dy * dy);
                if (strength < LeastStrength)
                {
                    continue;
                }

                var (c2, s2) = ((dx * dx) - (dy * dy), 2 * dx * dy);
                real += ((c2 * c2) - (s2 * s2)) / strength;
                imaginary += 2 * c2 * s2 / strength;
            }
        }

        return (float)(Math.Atan2(imaginary, real) / 4);
    }

    /// <summary>Squared gradient below which a pixel is no edge.</summary>
    private const double LeastStrength = 900;
}
