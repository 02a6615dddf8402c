using Idv.Faces;
using Idv.Faces.Embedding;
using Idv.Inference;

namespace Idv.Accuracy.Faces;

/// <summary>Measures the error rates of detection, alignment and embedding together, from files to decisions.</summary>
public static class FaceAccuracy
{
    /// <summary>Measures a folder with one subfolder for each person.</summary>
    /// <param name="catalogue">The models.</param>
    /// <param name="folder">The pictures; the labelled person is the central one.</param>
    /// <param name="pairsFile">A pairs file, or null for all-pairs figures alone.</param>
    /// <param name="options">What to measure.</param>
    /// <param name="progress">Receives how far it has come; may be null.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="FormatException">The pairs file is not valid.</exception>
    /// <exception cref="InvalidDataException">Fewer than two pictures could be enrolled.</exception>
    public static FaceAccuracyReport Run(
        ModelCatalogue catalogue, string folder, string? pairsFile, FaceAccuracyOptions options, IProgress<AccuracyProgress>? progress = null)
    {
        var pairs = pairsFile is null ? null : VerificationPairs.Read(pairsFile);
        var pictures = FacePicture.List(folder, options.Half);
        var enrolment = new FaceEnrolment(new FaceAnalyzer(catalogue));
        var faces = new List<EnrolledFace>(pictures.Count);
        foreach (var picture in pictures)
        {
            faces.Add(enrolment.Enrol(picture));
            progress?.Report(new AccuracyProgress("enrol", faces.Count, pictures.Count));
        }

        var enrolled = faces.Where(face => face.Template is not null).ToList();
        if (enrolled.Count < 2)
        {
            throw new InvalidDataException($"Only {enrolled.Count} of the {pictures.Count} pictures in {folder} could be enrolled.");
        }

        var comparisons = new PairwiseComparison(enrolled);
        var counted = comparisons.Count();
        var curve = counted.Curve().ToList();
        var rates = Rates(comparisons, counted, options, progress);
        return new FaceAccuracyReport(
            enrolled[0].Template!.ModelId,
            enrolled[0].Template!.ModelVersion,
            pictures.Count,
            pictures.Select(picture => picture.Person).Distinct(StringComparer.Ordinal).Count(),
            [.. faces.Where(face => face.Template is null).Select(face => face.Picture.Name)],
            pairs is null ? null : PairsProtocol.Run(InFolder(pairs, pictures, options), faces.ToDictionary(face => face.Picture.Name, StringComparer.Ordinal)),
            (long)counted.Genuine,
            (long)counted.Impostors,
            counted.AreaUnderCurve(),
            curve.MinBy(point => Math.Abs(point.FalseMatchRate - point.FalseNonMatchRate)) is { } equal
                ? (equal.FalseMatchRate + equal.FalseNonMatchRate) / 2
                : 0,
            rates,
            enrolment.Times,
            Formats(enrolled, options),
            AttributeBreakdown.Count(enrolled, [.. rates.Select(rate => rate.Threshold)]),
            Thin(curve));
    }

    /// <summary>The rates with every template stored and read again in each format, the thresholds set anew.</summary>
    private static List<TemplateFormatResult> Formats(IReadOnlyList<EnrolledFace> enrolled, FaceAccuracyOptions options) =>
    [
        .. Enum.GetValues<FaceTemplateFormat>().Select(format =>
        {
            var stored = new PairwiseComparison([.. enrolled.Select(face => face with { Template = Stored(face.Template!, format) })]).Count();
            return new TemplateFormatResult(
                format.ToString(),
                FaceTemplateEncoding.LengthOf(enrolled[0].Template!.Vector.Length, format),
                [.. options.FalseMatchRates.Select(rate => stored.FalseNonMatchRate(stored.ThresholdAt(rate)))]);
        }),
    ];

    private static FaceTemplate Stored(FaceTemplate template, FaceTemplateFormat format) =>
        FaceTemplateEncoding.Decode(template.ModelId, template.ModelVersion, FaceTemplateEncoding.Encode(template, format));

    private static IReadOnlyList<VerificationPair> InFolder(
        IReadOnlyList<VerificationPair> pairs, IReadOnlyList<FacePicture> pictures, FaceAccuracyOptions options)
    {
        if (options.Half == PeopleHalf.All)
        {
            return pairs;
        }

        var names = pictures.Select(picture => picture.Name).ToHashSet(StringComparer.Ordinal);
        return [.. pairs.Where(pair => names.Contains(pair.First) && names.Contains(pair.Second))];
    }

    private static List<RateAtFalseMatchRate> Rates(
        PairwiseComparison comparisons, SimilarityHistogram counted, FaceAccuracyOptions options, IProgress<AccuracyProgress>? progress)
    {
        var random = new Random(options.Seed);
        var draws = options.FalseMatchRates.Select(_ => new List<double>()).ToArray();
        for (var draw = 0; draw < options.BootstrapDraws; draw++)
        {
            var resampled = comparisons.Resample(random);
            for (var i = 0; i < draws.Length; i++)
            {
                draws[i].Add(resampled.FalseNonMatchRate(resampled.ThresholdAt(options.FalseMatchRates[i])));
            }

            progress?.Report(new AccuracyProgress("bootstrap", draw + 1, options.BootstrapDraws));
        }

        return
        [
            .. options.FalseMatchRates.Select((rate, i) =>
            {
                var threshold = counted.ThresholdAt(rate);
                draws[i].Sort();
                var (low, high) = draws[i].Count == 0 ? (0, 1) : (draws[i][(int)(0.025 * draws[i].Count)], draws[i][(int)(0.975 * (draws[i].Count - 1))]);
                return new RateAtFalseMatchRate(rate, threshold, counted.FalseNonMatchRate(threshold), low, high);
            }),
        ];
    }

    /// <summary>Keeps the points that a plot can tell apart: a hundred for each power of ten of the false match rate.</summary>
    private static List<OperatingPoint> Thin(IEnumerable<OperatingPoint> curve)
    {
        var kept = new List<OperatingPoint>();
        foreach (var point in curve)
        {
            if (point.FalseMatchRate > 0 && (kept.Count == 0 || point.FalseMatchRate >= kept[^1].FalseMatchRate * 1.0233))
            {
                kept.Add(point);
            }
        }

        return kept;
    }
}
