using Idv.Imaging;

namespace Idv.Faces.Detection;

/// <summary>Makes a dark picture legible for the detector.</summary>
internal static class Exposure
{
    private const double TargetMedian = 0.45;

    /// <summary>
    /// Stretches the luma between its 1st and 99th percentile to the full range and brings its median to the middle with a
    /// gamma curve, the same for all channels; null when the picture is not dark or flat enough for that to change anything.
    /// </summary>
    public static Image? Stretch(Image bgr)
    {
        Span<int> histogram = stackalloc int[256];
        var total = Histogram(bgr, histogram);
        var (low, high) = (Percentile(histogram, total, 0.01), Percentile(histogram, total, 0.99));
        if (high - low < 2 || (low < 16 && high > 200))
        {
            return null;
        }

        var median = Math.Clamp((Percentile(histogram, total, 0.5) - low) / (double)(high - low), 0.02, 0.98);
        var gamma = Math.Clamp(Math.Log(TargetMedian) / Math.Log(median), 0.4, 1.5);
        Span<byte> curve = stackalloc byte[256];
        for (var i = 0; i < 256; i++)
        {
            var level = Math.Clamp((i - low) / (double)(high - low), 0, 1);
            curve[i] = (byte)Math.Round(255 * Math.Pow(level, gamma));
        }

        var result = Image.Rent(bgr.Width, bgr.Height, PixelFormat.Bgr24);
        var source = bgr.Pixels;
        var target = result.Pixels;
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = curve[source[i]];
        }

        return result;
    }

    private static int Histogram(Image bgr, Span<int> histogram)
    {
        // A quarter of a million samples give every percentile to a tenth of a percent.
        var step = Math.Max(1, (int)Math.Sqrt(bgr.Width * (double)bgr.Height / 250_000));
        var total = 0;
        for (var y = 0; y < bgr.Height; y += step)
        {
            var row = bgr.Row(y);
            for (var x = 0; x + 2 < row.Length; x += 3 * step)
            {
                histogram[((29 * row[x]) + (150 * row[x + 1]) + (77 * row[x + 2])) >> 8]++;
                total++;
            }
        }

        return total;
    }

    private static int Percentile(ReadOnlySpan<int> histogram, int total, double share)
    {
        var remaining = share * total;
        for (var i = 0; i < 256; i++)
        {
            remaining -= histogram[i];
            if (remaining <= 0)
            {
                return i;
            }
        }

        return 255;
    }
}
