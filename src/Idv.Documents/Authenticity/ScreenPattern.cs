using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>
/// The moiré that photographing a screen leaves: a regular pattern stands out of the spectrum as a sharp peak, while print and security patterns
/// spread. A signal for review, not a proof.
/// </summary>
public static class ScreenPattern
{
    private const int Side = 256;

    /// <summary>Frequencies below this are the document's own layout.</summary>
    private const int LeastRadius = 20;

    /// <summary>Half the width of the square whose mean a peak is measured by.</summary>
    private const int Neighbourhood = 8;

    /// <summary>
    /// How far the strongest peak stands above its neighbourhood in the spectrum, in natural logarithms, over several tiles of the picture: the median
    /// tile's. 0 where the picture is smaller than a tile.
    /// </summary>
    /// <param name="picture">The picture as it was taken, not reduced: reducing removes the pattern.</param>
    /// <param name="area">Where the document is.</param>
    public static double Measure(Image picture, Box area)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Width < Side || picture.Height < Side)
        {
            return 0;
        }

        var peaks = new List<double>();
        foreach (var (x, y) in ((float, float)[])[(0.25f, 0.3f), (0.75f, 0.3f), (0.5f, 0.5f), (0.25f, 0.7f), (0.75f, 0.7f)])
        {
            var left = (int)Math.Clamp(area.X + (area.Width * x) - (Side / 2f), 0, picture.Width - Side);
            var top = (int)Math.Clamp(area.Y + (area.Height * y) - (Side / 2f), 0, picture.Height - Side);
            using var tile = ImageTransform.Crop(picture, left, top, Side, Side);
            using var grey = ImageTransform.Convert(tile, PixelFormat.Grey8);
            peaks.Add(Peak(Spectrum(grey)));
        }

        peaks.Sort();
        return peaks[peaks.Count / 2];
    }

    private static float[] Spectrum(Image grey)
    {
        var values = new Complex[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            var row = grey.Row(y);
            for (var x = 0; x < Side; x++)
            {
                values[(y * Side) + x] = row[x] * Window(x) * Window(y);
            }
        }

        var column = new Complex[Side];
        for (var y = 0; y < Side; y++)
        {
            Fourier.Transform(values.AsSpan(y * Side, Side));
        }

        for (var x = 0; x < Side; x++)
        {
            for (var y = 0; y < Side; y++)
            {
                column[y] = values[(y * Side) + x];
            }

            Fourier.Transform(column);
            for (var y = 0; y < Side; y++)
            {
                values[(y * Side) + x] = column[y];
            }
        }

        return Array.ConvertAll(values, value => (float)Math.Log(1 + value.Magnitude));
    }

    private static double Window(int i) => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / (Side - 1)));

    /// <summary>The greatest excess over the mean of the neighbourhood, off the axes, where edges and JPEG's blocks have their own peaks.</summary>
    private static double Peak(float[] spectrum)
    {
        var best = 0.0;
        for (var y = 0; y < Side / 2; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (dx, dy) = (x < Side / 2 ? x : x - Side, y);
                if ((dx * dx) + (dy * dy) < LeastRadius * LeastRadius || Math.Abs(dx) < 3 || dy < 3 || Math.Abs(dx) > (Side / 2) - 4 || dy > (Side / 2) - 4)
                {
                    continue;
                }

                var value = spectrum[(y * Side) + x];
                if (value > best + 1)
                {
                    best = Math.Max(best, value - Around(spectrum, x, y));
                }
            }
        }

        return best;
    }

    private static double Around(float[] spectrum, int x, int y)
    {
        var (sum, count) = (0.0, 0);
        for (var row = y - Neighbourhood; row <= y + Neighbourhood; row++)
        {
            for (var column = x - Neighbourhood; column <= x + Neighbourhood; column++)
            {
                if (Math.Abs(row - y) > 2 || Math.Abs(column - x) > 2)
                {
                    sum += spectrum[((row + Side) % Side * Side) + ((column + Side) % Side)];
                    count++;
                }
            }
        }

        return sum / count;
    }
}
