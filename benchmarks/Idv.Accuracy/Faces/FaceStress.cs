using System.Diagnostics;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Faces;

/// <summary>How detection fares on one stress set.</summary>
/// <param name="Set">What was done to the pictures.</param>
/// <param name="Pictures">How many there were.</param>
/// <param name="Found">The share whose face was found, at an intersection over union above 0.4.</param>
/// <param name="OtherBoxes">Boxes besides it: bystanders and false faces.</param>
/// <param name="MeanMilliseconds">Mean time of detection.</param>
public sealed record StressResult(string Set, int Pictures, double Found, int OtherBoxes, double MeanMilliseconds);

/// <summary>Measures detection on pictures made hard: tiny, frame-filling, turned and dark faces.</summary>
public static class FaceStress
{
    private const float LeastOverlap = 0.4f;
    private const float CertainScore = 0.9f;

    /// <summary>Measures all sets on every <paramref name="step"/>-th picture of a folder with one subfolder for each person.</summary>
    /// <param name="catalogue">The models.</param>
    /// <param name="folder">Pictures with a well visible central face, which is what the truth is taken from.</param>
    /// <param name="step">1 takes all pictures.</param>
    /// <param name="half">Which people.</param>
    /// <param name="progress">Receives how far it has come; may be null.</param>
    public static IReadOnlyList<StressResult> Run(
        ModelCatalogue catalogue, string folder, int step, PeopleHalf half, IProgress<AccuracyProgress>? progress = null)
    {
        var analyzer = new FaceAnalyzer(catalogue);
        var truths = new List<(FacePicture Picture, Box Face)>();
        foreach (var picture in FacePicture.List(folder, half).Where((_, index) => index % step == 0))
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(picture.File));
            if (decoded.Image is not { } image)
            {
                continue;
            }

            using var pyramid = new ImagePyramid(image);
            var face = FaceEnrolment.Central(analyzer.Detect(pyramid, FaceSearch.Selfie).Where(found => found.Score > CertainScore), image);
            if (face is not null)
            {
                truths.Add((picture, face.Box));
            }
        }

        var results = new List<StressResult>();
        foreach (var set in StressSets.All)
        {
            results.Add(Measure(analyzer, set, truths));
            progress?.Report(new AccuracyProgress(set.Name, results.Count, StressSets.All.Count));
        }

        return results;
    }

    private static StressResult Measure(FaceAnalyzer analyzer, StressSet set, List<(FacePicture Picture, Box Face)> truths)
    {
        int found = 0, others = 0;
        double milliseconds = 0;
        foreach (var (picture, face) in truths)
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(picture.File));
            var (image, truth) = set.Make(decoded.Image!, face);
            using (image)
            using (var pyramid = new ImagePyramid(image))
            {
                var start = Stopwatch.GetTimestamp();
                var faces = analyzer.Detect(pyramid, set.IsScene ? FaceSearch.Portrait : FaceSearch.Selfie);
                milliseconds += Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                var hit = faces.Any(candidate => Box.IntersectionOverUnion(candidate.Box, truth) > LeastOverlap);
                found += hit ? 1 : 0;
                others += faces.Count - (hit ? 1 : 0);
            }
        }

        return new StressResult(set.Name, truths.Count, found / (double)Math.Max(1, truths.Count), others, milliseconds / Math.Max(1, truths.Count));
    }
}
