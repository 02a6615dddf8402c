namespace Idv.Accuracy.Attributes;

/// <summary>A fitted head.</summary>
/// <param name="Model">Its weights.</param>
/// <param name="Penalty">The penalty that did best.</param>
/// <param name="Right">The share of validation examples that it gets right.</param>
internal sealed record FittedHead(LinearModel Model, double Penalty, double Right);

/// <summary>
/// Fits a head to one set of people and decides everything else on another: the penalty is the one whose logits predict best there, and the
/// logits are brought to probabilities there (Platt, "Probabilistic outputs for support vector machines", 1999). With few people a weak
/// penalty learns who they are instead of what they wear, and only others can tell.
/// </summary>
internal static class HeadFitting
{
    private const int Iterations = 80;

    /// <summary>The share of bare pictures that may lie above a probability of 0.5.</summary>
    private const double FalseAlarms = 0.01;

    private static readonly double[] Penalties = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

    /// <summary>Fits a head.</summary>
    /// <param name="training">What the weights are fitted to.</param>
    /// <param name="validation">What penalty, scale and offset are chosen on.</param>
    /// <param name="features">What the head reads of an example.</param>
    /// <param name="label">What it is to tell.</param>
    /// <param name="bare">Pictures without the attribute, as people take them; null leaves a probability of 0.5 where the validation puts it.</param>
    public static FittedHead Fit(
        IReadOnlyList<AttributeExample> training,
        IReadOnlyList<AttributeExample> validation,
        Func<AttributeExample, float[]> features,
        Func<AttributeExample, bool> label,
        IReadOnlyList<AttributeExample>? bare)
    {
        var (best, bestLoss) = (default(FittedHead), double.PositiveInfinity);
        foreach (var penalty in Penalties)
        {
            var model = LogisticRegression.Fit([.. training.Select(features)], Labels(training, label), penalty, Iterations);
            var scores = validation.Select(example => model.Score(features(example))).ToArray();
            var scale = LogisticRegression.Fit([.. scores.Select(score => new[] { (float)score })], Labels(validation, label), penalty: 1e-6);
            var logits = scores.Select(score => scale.Score([(float)score])).ToArray();
            var loss = logits.Select((logit, i) => Math.Log(1 + Math.Exp(label(validation[i]) ? -logit : logit))).Average();
            if (loss < bestLoss)
            {
                var shift = bare is null ? 0 : Quantile([.. bare.Select(example => scale.Score([(float)model.Score(features(example))]))], 1 - FalseAlarms);
                var right = logits.Where((logit, i) => logit >= shift == label(validation[i])).Count() / (double)logits.Length;
                var scaled = new LinearModel([.. model.Weights.Select(weight => weight * scale.Weights[0])], (model.Bias * scale.Weights[0]) + scale.Bias - shift);
                (best, bestLoss) = (new FittedHead(scaled, penalty, right), loss);
            }
        }

        return best!;
    }

    private static double Quantile(double[] values, double share)
    {
        Array.Sort(values);
        return values[(int)Math.Min(values.Length - 1, share * values.Length)];
    }

    private static double[] Labels(IReadOnlyList<AttributeExample> examples, Func<AttributeExample, bool> label) =>
        [.. examples.Select(example => label(example) ? 1.0 : 0.0)];
}
