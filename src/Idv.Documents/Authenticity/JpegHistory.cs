using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>What the coefficients of a JPEG file tell about files that the picture was saved in before.</summary>
/// <param name="EarlierQuality">The quality at which most of it was saved before, or <see langword="null"/> where nothing shows that it was.</param>
/// <param name="Evidence">The mean evidence for that per coefficient, in nats; 0 without.</param>
public sealed record JpegHistoryMeasure(int? EarlierQuality, double Evidence)
{
    /// <summary>The largest connected area that lacks the earlier file's traces, in pixels of the picture, or <see langword="null"/>.</summary>
    public Box? Region { get; init; }

    /// <summary>How much less likely the earlier file is there than it would have to be, in nats: 0 without a region.</summary>
    public double RegionEvidence { get; init; }
}

/// <summary>
/// Double compression (Lin, He, Tang and Tang, 2009): a coefficient that was rounded to one step and then to another takes some values too often and
/// others never. Where most of a picture bears such traces of an earlier file and one area does not, that area was put in afterwards. A photograph that was
/// saved once, resized, turned or cut shows nothing.
/// </summary>
public static class JpegHistory
{
    /// <summary>Blocks along the side of the cells in which traces are added up.</summary>
    private const int CellBlocks = 3;

    /// <summary>Below this many informative coefficients a picture tells nothing.</summary>
    private const int LeastCoefficients = 600;

    /// <summary>The mean evidence per coefficient from which on an earlier file counts as proven, in nats.</summary>
    private const double LeastEvidence = 0.06;

    /// <summary>The evidence against the earlier file that a cell needs to belong to a region, in nats.</summary>
    private const double LeastCellEvidence = 3;

    /// <summary>A file's own rounding of pixels, as it shows in coefficients.</summary>
    private const double RoundingDeviation = 0.6;

    /// <summary>The share of coefficients that come out elsewhere than the model says.</summary>
    private const double Stray = 0.05;

    /// <summary>Coefficients of larger multiples are rare, and near their steps' limits.</summary>
    private const int MostMultiple = 120;

    /// <summary>
    /// No coefficient but the first reaches this (ITU-T T.81, A.3.3: samples of 8 bits). What lies beyond is not computed, or the steps of a hostile file, of up to 16 bits,
    /// would cost minutes.
    /// </summary>
    private const int LargestCoefficient = 1024;

    /// <summary>At most so many blocks choose the earlier quality.</summary>
    private const int MostSampled = 6000;

    private const int LeastQuality = 50;
    private const int MostQuality = 97;

    /// <summary>The low frequencies in rows, which hold most of a picture: (u + v) from 1 to 4.</summary>
    private static readonly int[] Frequencies = [1, 8, 2, 9, 16, 3, 10, 17, 24, 4, 11, 18, 25, 32];

    /// <summary>Measures a picture.</summary>
    /// <param name="picture">The picture as it was decoded, neither resized nor turned, in <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="steps">The file's 64 steps (<see cref="JpegQuantization"/>).</param>
    /// <param name="area">The part to look at, in pixels of the picture; what lies outside is left out.</param>
    /// <exception cref="ArgumentException">The picture has another format, or the steps are not 64.</exception>
    public static JpegHistoryMeasure Measure(Image picture, int[] steps, Box area)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(steps);
        if (picture.Format != PixelFormat.Bgr24 || steps.Length != 64)
        {
            throw new ArgumentException($"Expected a {PixelFormat.Bgr24} picture and 64 steps.", nameof(picture));
        }

        // Most files were saved once, as a sample of the blocks tells: only for the others every block is looked at.
        var sample = JpegCoefficients.Of(picture, steps, area, Frequencies, MostSampled);
        if (sample.Informative * sample.Stride < LeastCoefficients)
        {
            return new JpegHistoryMeasure(null, 0);
        }

        var (quality, evidence) = (0, 0.0);
        for (var candidate = LeastQuality; candidate <= MostQuality; candidate++)
        {
            var earlier = JpegQuantization.Of(candidate);
            if (Array.TrueForAll(Frequencies, frequency => Math.Abs(earlier[frequency] - steps[frequency]) <= steps[frequency] / 12))
            {
                continue;
            }

            var found = Mean(sample, Evidence(earlier, steps));
            (quality, evidence) = found > evidence ? (candidate, found) : (quality, evidence);
        }

        if (evidence < LeastEvidence)
        {
            return new JpegHistoryMeasure(null, evidence);
        }

        var measure = new JpegHistoryMeasure(quality, evidence);
        var blocks = sample.Stride == 1 ? sample : JpegCoefficients.Of(picture, steps, area, Frequencies);
        return Outlier(blocks, Evidence(JpegQuantization.Of(quality), steps)) is { } outlier
            ? measure with { Region = outlier.Region, RegionEvidence = outlier.Evidence }
            : measure;
    }

    /// <summary>
    /// For each frequency and multiple of the last step, the logarithm of how much likelier it is after an earlier rounding than without.
    /// </summary>
    private static float[][] Evidence(int[] earlier, int[] steps) => Array.ConvertAll(Frequencies, frequency =>
    {
        var (first, last) = ((double)earlier[frequency], (double)steps[frequency]);
        var table = new float[MostMultiple + 1];
        if (first <= 1 || Math.Abs(first - last) < 0.5)
        {
            return table;
        }

        for (var multiple = 1; multiple <= MostMultiple && (multiple - 0.5) * last <= LargestCoefficient; multiple++)
        {
            var (low, high) = ((multiple - 0.5) * last, (multiple + 0.5) * last);
            var share = 0.0;
            for (var m = Math.Floor((low - 2) / first); m <= Math.Ceiling((high + 2) / first); m++)
            {
                share += Normal((high - (m * first)) / RoundingDeviation) - Normal((low - (m * first)) / RoundingDeviation);
            }

            table[multiple] = (float)Math.Log(((1 - Stray) * share * first / last) + Stray);
        }

        return table;
    });

    private static double Mean(JpegCoefficients blocks, float[][] evidence)
    {
        var (sum, count) = (0.0, 0);
        for (var block = 0; block < blocks.Count; block += blocks.Stride)
        {
            var (found, coefficients) = Of(blocks.At(block), evidence);
            (sum, count) = (sum + found, count + coefficients);
        }

        return count == 0 ? 0 : sum / count;
    }

    private static (float Evidence, int Coefficients) Of(ReadOnlySpan<byte> multiples, float[][] evidence)
    {
        var (sum, count) = (0f, 0);
        for (var i = 0; i < multiples.Length; i++)
        {
            if (multiples[i] is > 0 and <= MostMultiple and var multiple)
            {
                sum += evidence[i][multiple];
                count++;
            }
        }

        return (sum, count);
    }

    /// <summary>The connected cells that most plainly lack what the rest of the picture has.</summary>
    private static (Box Region, double Evidence)? Outlier(JpegCoefficients blocks, float[][] evidence)
    {
        var (columns, rows) = (blocks.Columns / CellBlocks, blocks.Rows / CellBlocks);
        var cells = new float[columns * rows];
        for (var row = 0; row < rows * CellBlocks; row++)
        {
            for (var column = 0; column < columns * CellBlocks; column++)
            {
                cells[(row / CellBlocks * columns) + (column / CellBlocks)] += Of(blocks.At((row * blocks.Columns) + column), evidence).Evidence;
            }
        }

        (Box, double)? best = null;
        var seen = new bool[cells.Length];
        var open = new Stack<int>();
        for (var start = 0; start < cells.Length; start++)
        {
            if (seen[start] || cells[start] > -LeastCellEvidence)
            {
                continue;
            }

            var (sum, left, top, right, bottom) = (0.0, columns, rows, 0, 0);
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out var cell))
            {
                var (x, y) = (cell % columns, cell / columns);
                sum -= cells[cell];
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
                for (var near = 0; near < 4; near++)
                {
                    var (nextX, nextY) = (x + ((near - 1) % 2), y + ((near - 2) % 2));
                    var next = (nextY * columns) + nextX;
                    if (nextX >= 0 && nextY >= 0 && nextX < columns && nextY < rows && !seen[next] && cells[next] <= -LeastCellEvidence)
                    {
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }

            if (best is null || sum > best.Value.Item2)
            {
                best = (blocks.BoxOf(left * CellBlocks, top * CellBlocks, (right + 1) * CellBlocks, (bottom + 1) * CellBlocks), sum);
            }
        }

        return best;
    }

    /// <summary>The normal distribution function (Abramowitz and Stegun, 26.2.17; error below 1e-7).</summary>
    private static double Normal(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * t
            * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }
}
