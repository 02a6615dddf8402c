using Idv.Inference;

namespace Idv.Faces.Comparison;

/// <summary>
/// What a similarity means: the false match rate at which it would be the threshold, measured on impostor pairs. Between the
/// measured points the logarithm of the rate is interpolated linearly, which is how impostor tails fall.
/// </summary>
public sealed class SimilarityCalibration
{
    private readonly CalibrationPoint[] _points;
    private readonly string _modelId;

    /// <summary>Reads the calibration of an embedder's card.</summary>
    /// <exception cref="ModelException">The card has fewer than two points.</exception>
    public SimilarityCalibration(ModelCard card)
    {
        if (card.Calibration.Count < 2)
        {
            throw new ModelException(ModelFault.InvalidCard, $"The card of model '{card.Id}' has no calibration of similarity to false match rate.");
        }

        _points = [.. card.Calibration];
        _modelId = card.Id;
    }

    /// <summary>The largest false match rate that was calibrated.</summary>
    public double LargestRate => _points[0].FalseMatchRate;

    /// <summary>The smallest false match rate that was calibrated; nothing is claimed beyond it.</summary>
    public double SmallestRate => _points[^1].FalseMatchRate;

    /// <summary>The similarity at which a comparison is a match at a false match rate.</summary>
    /// <param name="falseMatchRate">A rate between <see cref="SmallestRate"/> and <see cref="LargestRate"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate was not calibrated; the message gives the range.</exception>
    public double ThresholdFor(double falseMatchRate)
    {
        if (!(falseMatchRate <= LargestRate && falseMatchRate >= SmallestRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(falseMatchRate),
                falseMatchRate,
                $"Model '{_modelId}' is calibrated for false match rates from {SmallestRate:g} to {LargestRate:g}.");
        }

        var i = Array.FindIndex(_points, point => point.FalseMatchRate <= falseMatchRate);
        if (i == 0)
        {
            return _points[0].Similarity;
        }

        var (above, below) = (_points[i - 1], _points[i]);
        var share = Math.Log(above.FalseMatchRate / falseMatchRate) / Math.Log(above.FalseMatchRate / below.FalseMatchRate);
        return above.Similarity + (share * (below.Similarity - above.Similarity));
    }

    /// <summary>
    /// The false match rate that a threshold at this similarity would have, from <see cref="SmallestRate"/> (at or above the
    /// last point) to 1 (below the first).
    /// </summary>
    public double FalseMatchRateAt(double similarity)
    {
        if (!(similarity >= _points[0].Similarity))
        {
            return 1;
        }

        var i = Array.FindIndex(_points, point => point.Similarity >= similarity);
        if (i < 0)
        {
            return SmallestRate;
        }

        if (i == 0)
        {
            return LargestRate;
        }

        var (above, below) = (_points[i - 1], _points[i]);
        var share = (similarity - above.Similarity) / (below.Similarity - above.Similarity);
        return above.FalseMatchRate * Math.Pow(below.FalseMatchRate / above.FalseMatchRate, share);
    }
}
