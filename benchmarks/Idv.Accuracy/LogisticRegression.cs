using System.Numerics.Tensors;

namespace Idv.Accuracy;

/// <summary>
/// Logistic regression with a penalty on the squared weights, fitted on standardised features by limited-memory BFGS (Nocedal and Wright,
/// "Numerical Optimization", algorithm 7.5). Labels may be shares between 0 and 1.
/// </summary>
internal static class LogisticRegression
{
    private const int History = 10;

    /// <summary>Fits weights for the features as given, not as standardised.</summary>
    /// <param name="features">One array for each example.</param>
    /// <param name="labels">The share of positive outcomes of each example.</param>
    /// <param name="penalty">How much a standardised weight of 1 costs, in examples' mean loss.</param>
    /// <param name="iterations">At the most.</param>
    public static LinearModel Fit(IReadOnlyList<float[]> features, IReadOnlyList<double> labels, double penalty, int iterations = 300)
    {
        var size = features[0].Length;
        var (mean, deviation) = Moments(features, size);
        var rows = features.Select(row => Standardised(row, mean, deviation)).ToArray();

        // The last parameter is the bias; it is not penalised.
        var at = new double[size + 1];
        var gradient = new double[size + 1];
        var loss = Loss(rows, labels, penalty, at, gradient);
        var steps = new List<(double[] Step, double[] Change)>();
        for (var iteration = 0; iteration < iterations && Norm(gradient) > 1e-7; iteration++)
        {
            var direction = Direction(gradient, steps);
            var slope = TensorPrimitives.Dot<double>(direction, gradient);
            var (next, nextGradient, rate) = (new double[size + 1], new double[size + 1], 1.0);
            double nextLoss;
            do
            {
                TensorPrimitives.MultiplyAdd(direction, rate, at, next);
                nextLoss = Loss(rows, labels, penalty, next, nextGradient);
                rate /= 2;
            }
            while (nextLoss > loss + (1e-4 * 2 * rate * slope) && rate > 1e-12);

            var (step, change) = (new double[size + 1], new double[size + 1]);
            TensorPrimitives.Subtract<double>(next, at, step);
            TensorPrimitives.Subtract<double>(nextGradient, gradient, change);
            if (TensorPrimitives.Dot<double>(step, change) > 1e-12)
            {
                steps.Add((step, change));
                if (steps.Count > History)
                {
                    steps.RemoveAt(0);
                }
            }

            (at, gradient, loss) = (next, nextGradient, nextLoss);
        }

        var weights = new double[size];
        var bias = at[size];
        for (var i = 0; i < size; i++)
        {
            weights[i] = at[i] / deviation[i];
            bias -= weights[i] * mean[i];
        }

        return new LinearModel(weights, bias);
    }

    private static double[] Direction(double[] gradient, List<(double[] Step, double[] Change)> steps)
    {
        var direction = new double[gradient.Length];
        TensorPrimitives.Negate<double>(gradient, direction);
        var shares = new double[steps.Count];
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            shares[i] = TensorPrimitives.Dot<double>(steps[i].Step, direction) / TensorPrimitives.Dot<double>(steps[i].Step, steps[i].Change);
            TensorPrimitives.MultiplyAdd(steps[i].Change, -shares[i], direction, direction);
        }

        if (steps.Count > 0)
        {
            var (step, change) = steps[^1];
            TensorPrimitives.Multiply(direction, TensorPrimitives.Dot<double>(step, change) / TensorPrimitives.Dot<double>(change, change), direction);
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var back = TensorPrimitives.Dot<double>(steps[i].Change, direction) / TensorPrimitives.Dot<double>(steps[i].Step, steps[i].Change);
            TensorPrimitives.MultiplyAdd(steps[i].Step, shares[i] - back, direction, direction);
        }

        return direction;
    }

    private static double Loss(double[][] rows, IReadOnlyList<double> labels, double penalty, double[] at, double[] gradient)
    {
        var size = at.Length - 1;
        Array.Clear(gradient);
        double loss = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var score = TensorPrimitives.Dot(rows[i], at.AsSpan(0, size)) + at[size];
            var probability = 1 / (1 + Math.Exp(-score));
            loss += (Math.Max(score, 0) + Math.Log(1 + Math.Exp(-Math.Abs(score))) - (labels[i] * score)) / rows.Length;
            var error = (probability - labels[i]) / rows.Length;
            TensorPrimitives.MultiplyAdd(rows[i], error, gradient.AsSpan(0, size), gradient.AsSpan(0, size));
            gradient[size] += error;
        }

        for (var i = 0; i < size; i++)
        {
            loss += penalty * at[i] * at[i] / 2;
            gradient[i] += penalty * at[i];
        }

        return loss;
    }

    private static (double[] Mean, double[] Deviation) Moments(IReadOnlyList<float[]> features, int size)
    {
        var (mean, square) = (new double[size], new double[size]);
        foreach (var row in features)
        {
            for (var i = 0; i < size; i++)
            {
                mean[i] += row[i] / (double)features.Count;
                square[i] += row[i] * (double)row[i] / features.Count;
            }
        }

        // A feature that never varies has no deviation to be divided by, and no say.
        return (mean, [.. square.Select((value, i) => Math.Sqrt(Math.Max(value - (mean[i] * mean[i]), 1e-12)))]);
    }

    private static double[] Standardised(float[] row, double[] mean, double[] deviation) =>
        [.. row.Select((value, i) => (value - mean[i]) / deviation[i])];

    private static double Norm(double[] vector) => TensorPrimitives.Norm<double>(vector);
}

/// <summary>A weighted sum.</summary>
/// <param name="Weights">One weight for each feature.</param>
/// <param name="Bias">What is added.</param>
internal sealed record LinearModel(double[] Weights, double Bias)
{
    /// <summary>The sum; its logistic function is the probability.</summary>
    public double Score(ReadOnlySpan<float> features)
    {
        var sum = Bias;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * features[i];
        }

        return sum;
    }
}
