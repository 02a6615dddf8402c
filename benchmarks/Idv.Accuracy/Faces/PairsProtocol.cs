using Idv.Faces.Comparison;

namespace Idv.Accuracy.Faces;

/// <summary>The verification protocol of LFW ("view 2"): folds, each judged by the threshold that is best on the others.</summary>
internal static class PairsProtocol
{
    public static PairsProtocolResult Run(IReadOnlyList<VerificationPair> pairs, IReadOnlyDictionary<string, EnrolledFace> faces)
    {
        var scored = pairs.Select(pair => (pair.Fold, pair.IsGenuine, Similarity: Similarity(pair, faces))).ToArray();
        var accuracies = new List<double>();
        foreach (var fold in scored.Select(pair => pair.Fold).Distinct().Order())
        {
            var others = scored.Where(pair => pair.Fold != fold).ToArray();
            var threshold = BestThreshold(others.Length > 0 ? others : scored);
            var judged = scored.Where(pair => pair.Fold == fold).ToArray();
            accuracies.Add(judged.Count(pair => pair.Similarity >= threshold == pair.IsGenuine) / (double)judged.Length);
        }

        var mean = accuracies.Average();
        var deviation = accuracies.Count > 1 ? Math.Sqrt(accuracies.Sum(value => (value - mean) * (value - mean)) / (accuracies.Count - 1)) : 0;
        return new PairsProtocolResult(scored.Length, accuracies, mean, deviation);
    }

    private static double Similarity(VerificationPair pair, IReadOnlyDictionary<string, EnrolledFace> faces) =>
        faces.GetValueOrDefault(pair.First)?.Template is { } first && faces.GetValueOrDefault(pair.Second)?.Template is { } second
            ? FaceComparer.Similarity(first, second)
            : -1;

    private static double BestThreshold(IEnumerable<(int Fold, bool IsGenuine, double Similarity)> pairs)
    {
        // Walking down, each genuine pair that comes in is one error less and each impostor pair one more.
        int balance = 0, best = 0;
        var threshold = 2.0;
        var sorted = pairs.OrderByDescending(pair => pair.Similarity).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            balance += sorted[i].IsGenuine ? 1 : -1;
            if (balance > best)
            {
                best = balance;
                threshold = (sorted[i].Similarity + (i + 1 < sorted.Length ? sorted[i + 1].Similarity : -1)) / 2;
            }
        }

        return threshold;
    }
}
