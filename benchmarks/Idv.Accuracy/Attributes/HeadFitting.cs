namespace Idv.Accuracy.Attributes;

/// <summary>
/// Fits a head so that it holds for people that it has not seen: the penalty is the one that does best on pictures left out in turn, and
/// the logits are brought to probabilities by what they were on those (Platt, "Probabilistic outputs for support vector machines", 1999).
/// With few people a weak penalty learns who they are instead of what they wear.
/// </summary>
internal static class HeadFitting
{
    private const int Folds = 6;
    private const int Iterations = 80;

    // Even leaving pictures out, eighteen women of six pictures favour a weak penalty that fails on everybody else: it starts strong.
    private static readonly double[] Penalties = [0.5, 2, 8];

    /// <summary>Fits a head.</summary>
    /// <returns>The head, its penalty and the share of left-out examples that it gets right.</returns>
    public static (LinearModel Model, double Penalty, double Right) Fit(
        IReadOnlyList<AttributeExample> examples, Func<AttributeExample, float[]> features, Func<AttributeExample, bool> label)
    {
        var (best, bestLoss) = (default(Candidate), double.PositiveInfinity);
        foreach (var penalty in Penalties)
        {
            var scores = LeftOutScores(examples, features, label, penalty);
            var scale = LogisticRegression.Fit([.. scores.Select(score => new[] { (float)score })], Labels(examples, label), penalty: 1e-6);
            var scaled = scores.Select(score => scale.Score([(float)score])).ToArray();
            var loss = scaled.Select((score, i) => Math.Log(1 + Math.Exp(label(examples[i]) ? -score : score))).Average();
            if (loss < bestLoss)
            {
                var right = scaled.Where((score, i) => score >= 0 == label(examples[i])).Count() / (double)scaled.Length;
                (best, bestLoss) = (new Candidate(penalty, scale, right), loss);
            }
        }

        var chosen = best!;
        var model = FitOnce(examples, features, label, chosen.Penalty);
        var slope = chosen.Scale.Weights[0];
        return (new LinearModel([.. model.Weights.Select(weight => weight * slope)], (model.Bias * slope) + chosen.Scale.Bias), chosen.Penalty, chosen.Right);
    }

    private static double[] LeftOutScores(
        IReadOnlyList<AttributeExample> examples, Func<AttributeExample, float[]> features, Func<AttributeExample, bool> label, double penalty)
    {
        var scores = new double[examples.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = FitOnce([.. examples.Where(example => example.Picture % Folds != fold)], features, label, penalty);
            for (var i = 0; i < scores.Length; i++)
            {
                if (examples[i].Picture % Folds == fold)
                {
                    scores[i] = model.Score(features(examples[i]));
                }
            }
        }

        return scores;
    }

    private static LinearModel FitOnce(
        IReadOnlyList<AttributeExample> examples, Func<AttributeExample, float[]> features, Func<AttributeExample, bool> label, double penalty) =>
        LogisticRegression.Fit([.. examples.Select(features)], Labels(examples, label), penalty, Iterations);

    private static double[] Labels(IReadOnlyList<AttributeExample> examples, Func<AttributeExample, bool> label) =>
        [.. examples.Select(example => label(example) ? 1.0 : 0.0)];

    private sealed record Candidate(double Penalty, LinearModel Scale, double Right);
}
