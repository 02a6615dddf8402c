namespace Idv.Accuracy.Faces;

/// <summary>Error rates of the face engine on one data set.</summary>
/// <param name="ModelId">The embedder.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="Pictures">How many pictures there were.</param>
/// <param name="People">Of how many people.</param>
/// <param name="FailuresToEnrol">Pictures without a template, by name.</param>
/// <param name="Protocol">The outcome on the pairs file; null without one.</param>
/// <param name="GenuineComparisons">Comparisons of one person, all pairs.</param>
/// <param name="ImpostorComparisons">Comparisons of two people, all pairs.</param>
/// <param name="AreaUnderCurve">Probability that a genuine comparison exceeds an impostor one.</param>
/// <param name="EqualErrorRate">The rate at which both errors are equal.</param>
/// <param name="Rates">FNMR at fixed false match rates.</param>
/// <param name="Milliseconds">Median times.</param>
/// <param name="Formats">What each way of storing templates costs.</param>
/// <param name="Groups">The rates of pairs that share an attribute; empty where nothing is labelled.</param>
/// <param name="Curve">The detection error trade-off.</param>
public sealed record FaceAccuracyReport(
    string ModelId,
    string ModelVersion,
    int Pictures,
    int People,
    IReadOnlyList<string> FailuresToEnrol,
    PairsProtocolResult? Protocol,
    long GenuineComparisons,
    long ImpostorComparisons,
    double AreaUnderCurve,
    double EqualErrorRate,
    IReadOnlyList<RateAtFalseMatchRate> Rates,
    StageTimes Milliseconds,
    IReadOnlyList<TemplateFormatResult> Formats,
    IReadOnlyList<GroupResult> Groups,
    IReadOnlyList<OperatingPoint> Curve);

/// <summary>What a way of storing templates costs.</summary>
/// <param name="Format">Its name.</param>
/// <param name="Bytes">Bytes of a template.</param>
/// <param name="FalseNonMatchRates">FNMR at the report's false match rates, in their order.</param>
public sealed record TemplateFormatResult(string Format, int Bytes, IReadOnlyList<double> FalseNonMatchRates);

/// <summary>A false non-match rate with its interval.</summary>
/// <param name="FalseMatchRate">The false match rate that the threshold was set for.</param>
/// <param name="Threshold">That threshold.</param>
/// <param name="FalseNonMatchRate">The false non-match rate there.</param>
/// <param name="Low">The 2.5th percentile of the bootstrap over people, the threshold set anew each time.</param>
/// <param name="High">The 97.5th percentile.</param>
public sealed record RateAtFalseMatchRate(double FalseMatchRate, double Threshold, double FalseNonMatchRate, double Low, double High);

/// <summary>
/// Outcome on a pairs file: each fold is judged by the threshold that is best on the other folds. A pair with a picture that
/// could not be enrolled counts as a non-match.
/// </summary>
/// <param name="Pairs">How many pairs.</param>
/// <param name="Folds">Accuracy fold by fold.</param>
/// <param name="MeanAccuracy">Their mean.</param>
/// <param name="StandardDeviation">Their sample standard deviation.</param>
public sealed record PairsProtocolResult(int Pairs, IReadOnlyList<double> Folds, double MeanAccuracy, double StandardDeviation);

/// <summary>What to measure.</summary>
public sealed record FaceAccuracyOptions
{
    /// <summary>Which people.</summary>
    public PeopleHalf Half { get; init; } = PeopleHalf.All;

    /// <summary>The false match rates to report at, falling.</summary>
    public IReadOnlyList<double> FalseMatchRates { get; init; } = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5];

    /// <summary>How often people are drawn for the intervals; 0 leaves the intervals as wide as they can be.</summary>
    public int BootstrapDraws { get; init; } = 200;

    /// <summary>The seed of the draws.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>How far a measurement has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">How many items are done.</param>
/// <param name="Total">Of how many.</param>
public sealed record AccuracyProgress(string Stage, int Done, int Total);
