using System.Numerics.Tensors;
using Idv.Faces.Embedding;

namespace Idv.Faces.Comparison;

/// <summary>Compares templates of one model at a false match rate.</summary>
public sealed class FaceComparer(SimilarityCalibration calibration)
{
    /// <summary>What similarities of this model mean.</summary>
    public SimilarityCalibration Calibration { get; } = calibration;

    /// <summary>The cosine of two templates, -1 to 1.</summary>
    /// <exception cref="ArgumentException">The templates come from different models or versions.</exception>
    public static double Similarity(FaceTemplate probe, FaceTemplate reference)
    {
        if (probe.ModelId != reference.ModelId || probe.ModelVersion != reference.ModelVersion)
        {
            throw new ArgumentException(
                $"A template of {probe.ModelId} {probe.ModelVersion} cannot be compared with one of {reference.ModelId} {reference.ModelVersion}; re-index the older one from its image.",
                nameof(reference));
        }

        return Math.Clamp(TensorPrimitives.Dot(probe.Vector, reference.Vector), -1f, 1f);
    }

    /// <summary>Compares two templates.</summary>
    /// <param name="probe">The face to be judged.</param>
    /// <param name="reference">The face that it is claimed to be.</param>
    /// <param name="falseMatchRate">The rate at which to decide.</param>
    /// <exception cref="ArgumentException">The templates come from different models or versions, or the rate is not calibrated.</exception>
    public FaceComparison Compare(FaceTemplate probe, FaceTemplate reference, double falseMatchRate)
    {
        var threshold = Calibration.ThresholdFor(falseMatchRate);
        var similarity = Similarity(probe, reference);
        return new FaceComparison(
            similarity, similarity >= threshold, threshold, falseMatchRate, Calibration.FalseMatchRateAt(similarity));
    }
}
