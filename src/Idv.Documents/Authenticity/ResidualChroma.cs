using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>
/// Tells copies in shades of grey. A lamp colours a grey copy too, but evenly: what is left of the chroma of CIELAB after taking off
/// what depends on lightness and place is the document's own colour.
/// </summary>
public static class ResidualChroma
{
    private const int Columns = 24;
    private const int Rows = 16;
    private const int Terms = 4;

    /// <summary>The 90th percentile, over 24 × 16 blocks, of the residual chroma in units of CIELAB (ΔE). Originals mostly exceed 3.5.</summary>
    /// <param name="document">A rectified document of three channels, at least 24 pixels wide and 16 high.</param>
    public static double Measure(Image document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Width < Columns || document.Height < Rows || document.Format != PixelFormat.Bgr24)
        {
            throw new ArgumentException($"Expected a {PixelFormat.Bgr24} image of at least {Columns}×{Rows} pixels.", nameof(document));
        }

        using var blocks = ImageTransform.Resize(document, Columns, Rows);
        var (terms, a, b) = (new double[Columns * Rows][], new double[Columns * Rows], new double[Columns * Rows]);
        for (var row = 0; row < Rows; row++)
        {
            var pixels = blocks.Row(row);
            for (var column = 0; column < Columns; column++)
            {
                var at = (row * Columns) + column;
                var (lightness, green, blue) = Lab(pixels[(column * 3) + 2], pixels[(column * 3) + 1], pixels[column * 3]);
                terms[at] = [1, lightness / 100, column / (double)Columns, row / (double)Rows];
                (a[at], b[at]) = (green, blue);
            }
        }

        var (fitA, fitB) = (Fit(terms, a), Fit(terms, b));
        var residuals = terms.Select((term, i) => Math.Sqrt(Square(a[i] - Apply(fitA, term)) + Square(b[i] - Apply(fitB, term)))).Order().ToArray();
        return residuals[(int)(residuals.Length * 0.9)];
    }

    private static double Square(double value) => value * value;

    private static double Apply(double[] weights, double[] term)
    {
        var sum = 0.0;
        for (var i = 0; i < Terms; i++)
        {
            sum += weights[i] * term[i];
        }

        return sum;
    }

    /// <summary>Least squares by the normal equations; a trace of ridge keeps even pictures solvable.</summary>
    private static double[] Fit(double[][] terms, double[] values)
    {
        var matrix = new double[Terms, Terms + 1];
        for (var i = 0; i < Terms; i++)
        {
            for (var j = 0; j < Terms; j++)
            {
                matrix[i, j] = terms.Sum(term => term[i] * term[j]) + (i == j ? 1e-6 : 0);
            }

            for (var k = 0; k < values.Length; k++)
            {
                matrix[i, Terms] += terms[k][i] * values[k];
            }
        }

        for (var pivot = 0; pivot < Terms; pivot++)
        {
            for (var row = 0; row < Terms; row++)
            {
                if (row == pivot)
                {
                    continue;
                }

                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column <= Terms; column++)
                {
                    matrix[row, column] -= factor * matrix[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, Terms).Select(i => matrix[i, Terms] / matrix[i, i])];
    }

    /// <summary>sRGB to CIELAB under D65 (IEC 61966-2-1, ISO/CIE 11664-4).</summary>
    private static (double Lightness, double A, double B) Lab(byte red, byte green, byte blue)
    {
        var (r, g, b) = (Linear(red), Linear(green), Linear(blue));
        var x = Root(((0.4124 * r) + (0.3576 * g) + (0.1805 * b)) / 0.95047);
        var y = Root((0.2126 * r) + (0.7152 * g) + (0.0722 * b));
        var z = Root(((0.0193 * r) + (0.1192 * g) + (0.9505 * b)) / 1.08883);
        return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double Linear(byte value)
    {
        var share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static double Root(double value) => value > 0.008856 ? Math.Cbrt(value) : (7.787 * value) + (16 / 116.0);
}
