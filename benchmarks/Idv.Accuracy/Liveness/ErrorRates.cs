namespace Idv.Accuracy.Liveness;

/// <summary>A share with its 95% bootstrap interval.</summary>
/// <param name="Value">The share.</param>
/// <param name="Low">The 2.5th percentile.</param>
/// <param name="High">The 97.5th percentile.</param>
/// <param name="Count">Of how many presentations.</param>
public sealed record Rate(double Value, double Low, double High, int Count)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value,6:0.0%} [{Low:0.0%}, {High:0.0%}] of {Count}");
}

/// <summary>
/// Error rates of presentation attack detection under the names of ISO/IEC 30107-3, without a claim of conformance: that needs instruments,
/// subjects and a laboratory that are not here. Presentations that could not be judged are not accepted: they count as no attack accepted
/// (APCER) and are told apart from live people taken for attacks (BPCER) as non-responses.
/// </summary>
/// <param name="AttackClassificationErrors">APCER for each species.</param>
/// <param name="AttackNonResponses">The share of attacks that were not judged, for each species.</param>
/// <param name="BonaFideClassificationError">BPCER, of the live presentations that were judged.</param>
/// <param name="BonaFideNonResponse">The share of live presentations that were not judged.</param>
/// <param name="AverageError">ACER: the mean of the worst APCER and BPCER.</param>
/// <param name="PooledAverageError">The mean of the APCER over all attacks and BPCER, as older publications give it.</param>
/// <param name="AreaUnderCurve">The chance that a live presentation scores above an attack, of those with a score.</param>
public sealed record ErrorRates(
    IReadOnlyDictionary<string, Rate> AttackClassificationErrors,
    IReadOnlyDictionary<string, Rate> AttackNonResponses,
    Rate BonaFideClassificationError,
    Rate BonaFideNonResponse,
    Rate AverageError,
    Rate PooledAverageError,
    Rate AreaUnderCurve)
{
    private const int Resamples = 1000;

    /// <summary>Measures presentations. Resampling is by presentation, with a fixed seed.</summary>
    public static ErrorRates Of(IReadOnlyList<Presentation> presentations)
    {
        var species = presentations.Where(one => !one.IsBonaFide).Select(one => one.Species).Distinct().Order(StringComparer.Ordinal).ToArray();
        return new ErrorRates(
            species.ToDictionary(name => name, name => Measure(presentations, one => one.Species == name, Attacks, exact: true)),
            species.ToDictionary(name => name, name => Measure(presentations, one => one.Species == name, Unanswered, exact: true)),
            Measure(presentations, one => one.IsBonaFide && one.Accepted is not null, BonaFide, exact: true),
            Measure(presentations, one => one.IsBonaFide, Unanswered, exact: true),
            Measure(presentations, _ => true, sample => (species.Select(name => Attacks([.. sample.Where(one => one.Species == name)])).DefaultIfEmpty().Max() + BonaFide(sample)) / 2),
            Measure(presentations, _ => true, sample => (Attacks(sample) + BonaFide(sample)) / 2),
            Measure(presentations, one => one.Logit is not null, Area));
    }

    private static double Attacks(IReadOnlyList<Presentation> sample) => Share(sample.Where(one => !one.IsBonaFide), one => one.Accepted == true);

    private static double BonaFide(IReadOnlyList<Presentation> sample) => Share(sample.Where(one => one is { IsBonaFide: true, Accepted: not null }), one => one.Accepted == false);

    private static double Unanswered(IReadOnlyList<Presentation> sample) => Share(sample, one => one.Accepted is null);

    private static double Share(IEnumerable<Presentation> sample, Func<Presentation, bool> counts)
    {
        var (hits, all) = (0, 0);
        foreach (var one in sample)
        {
            all++;
            hits += counts(one) ? 1 : 0;
        }

        return all == 0 ? 0 : hits / (double)all;
    }

    private static double Area(IReadOnlyList<Presentation> sample) => Ranking.AreaUnderCurve(
        sample.Where(one => one.IsBonaFide).Select(one => one.Logit!.Value), sample.Where(one => !one.IsBonaFide).Select(one => one.Logit!.Value));

    private static Rate Measure(IReadOnlyList<Presentation> presentations, Func<Presentation, bool> belongs, Func<IReadOnlyList<Presentation>, double> measure, bool exact = false)
    {
        Presentation[] sample = [.. presentations.Where(belongs)];
        var random = new Random(30107);
        var resampled = new double[Resamples];
        var again = new Presentation[sample.Length];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < again.Length; j++)
            {
                again[j] = sample[random.Next(sample.Length)];
            }

            resampled[i] = measure(again);
        }

        // Where nothing (or everything) went wrong, every resample says the same: the exact binomial bound (Clopper and Pearson) takes its place.
        var value = measure(sample);
        if (exact && value is 0 or 1 && sample.Length > 0)
        {
            var bound = Math.Pow(0.025, 1.0 / sample.Length);
            return new Rate(value, value > 0 ? bound : 0, value > 0 ? 1 : 1 - bound, sample.Length);
        }

        // A resample without any live person or attack has no area.
        var sorted = resampled.Where(one => !double.IsNaN(one)).Order().ToArray();
        return sorted.Length == 0
            ? new Rate(value, double.NaN, double.NaN, sample.Length)
            : new Rate(value, sorted[(int)(sorted.Length * 0.025)], sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * 0.975))], sample.Length);
    }
}
