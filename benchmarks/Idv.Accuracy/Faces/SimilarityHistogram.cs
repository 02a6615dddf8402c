namespace Idv.Accuracy.Faces;

/// <summary>
/// Similarities from -1 to 1 counted in steps of 1/10,000: millions of comparisons in little memory, with every error rate
/// readable from the counts. Counts are numbers with weights, so that a bootstrap can count a comparison several times.
/// </summary>
public sealed class SimilarityHistogram
{
    /// <summary>The number of steps.</summary>
    public const int Bins = 20_000;

    private readonly double[] _genuine = new double[Bins];
    private readonly double[] _impostor = new double[Bins];

    /// <summary>Comparisons of the same person.</summary>
    public double Genuine { get; private set; }

    /// <summary>Comparisons of different people.</summary>
    public double Impostors { get; private set; }

    /// <summary>The step that a similarity falls into.</summary>
    public static int BinOf(double similarity) => (int)Math.Clamp((similarity + 1) * (Bins / 2), 0, Bins - 1);

    /// <summary>Counts a comparison.</summary>
    public void Add(int bin, bool isGenuine, double weight = 1)
    {
        if (isGenuine)
        {
            _genuine[bin] += weight;
            Genuine += weight;
        }
        else
        {
            _impostor[bin] += weight;
            Impostors += weight;
        }
    }

    /// <summary>The lowest threshold whose false match rate is at most <paramref name="rate"/>.</summary>
    public double ThresholdAt(double rate)
    {
        var allowed = rate * Impostors;
        double above = 0;
        for (var bin = Bins - 1; bin >= 0; bin--)
        {
            above += _impostor[bin];
            if (above > allowed)
            {
                return Lower(bin + 1);
            }
        }

        return -1;
    }

    /// <summary>The share of genuine comparisons below a threshold (ISO/IEC 19795-1: false non-match rate).</summary>
    public double FalseNonMatchRate(double threshold) => Below(_genuine, threshold) / Math.Max(1, Genuine);

    /// <summary>The share of impostor comparisons at or above a threshold (ISO/IEC 19795-1: false match rate).</summary>
    public double FalseMatchRate(double threshold) => 1 - (Below(_impostor, threshold) / Math.Max(1, Impostors));

    /// <summary>The probability that a genuine comparison exceeds an impostor one; ties count half.</summary>
    public double AreaUnderCurve()
    {
        double below = 0, area = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            area += _genuine[bin] * (below + (_impostor[bin] / 2));
            below += _impostor[bin];
        }

        return area / Math.Max(1, Genuine * Impostors);
    }

    /// <summary>Every threshold at which either rate changes, from strict to lax, with both rates.</summary>
    public IEnumerable<OperatingPoint> Curve()
    {
        double matches = 0, nonMatches = Genuine;
        for (var bin = Bins - 1; bin >= 0; bin--)
        {
            if (_genuine[bin] == 0 && _impostor[bin] == 0)
            {
                continue;
            }

            matches += _impostor[bin];
            nonMatches -= _genuine[bin];
            yield return new OperatingPoint(Lower(bin), matches / Math.Max(1, Impostors), nonMatches / Math.Max(1, Genuine));
        }
    }

    private static double Lower(int bin) => (bin / (Bins / 2.0)) - 1;

    private static double Below(double[] counts, double threshold)
    {
        // Thresholds are lower edges of steps; rounding undoes the arithmetic that made them.
        var end = (int)Math.Clamp(Math.Round((threshold + 1) * (Bins / 2)), 0, Bins);
        double sum = 0;
        for (var bin = 0; bin < end; bin++)
        {
            sum += counts[bin];
        }

        return sum;
    }
}

/// <summary>Both error rates at one threshold.</summary>
/// <param name="Threshold">The similarity from which on a comparison is a match.</param>
/// <param name="FalseMatchRate">Impostor comparisons that match.</param>
/// <param name="FalseNonMatchRate">Genuine comparisons that do not.</param>
public sealed record OperatingPoint(double Threshold, double FalseMatchRate, double FalseNonMatchRate);
