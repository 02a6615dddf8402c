using System.Numerics;
using Idv.Faces.Alignment;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Quality;

/// <summary>Measures a face's quality on its aligned luma and its landmarks.</summary>
internal static class FaceQualityMeter
{
    private const int Side = ArcFaceTemplate.Side;

    /// <summary>Measures one face of a picture.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="face">The face.</param>
    /// <param name="others">Every face found in the picture, this one included or not.</param>
    /// <param name="embeddingNorm">The embedding's length before scaling; null when there is none.</param>
    public static FaceQuality Measure(ImagePyramid pyramid, DetectedFace face, IReadOnlyList<DetectedFace> others, float? embeddingNorm)
    {
        var (quality, evidence) = MeasureWithEvidence(pyramid, face, others, embeddingNorm);
        return evidence is null ? quality : quality with { Unified = UnifiedQuality.Score(evidence) };
    }

    /// <summary>As <see cref="Measure"/>, with what the unified score is made of instead of the score: its training needs that.</summary>
    internal static (FaceQuality Quality, double[]? Evidence) MeasureWithEvidence(
        ImagePyramid pyramid, DetectedFace face, IReadOnlyList<DetectedFace> others, float? embeddingNorm)
    {
        var colour = new float[3 * Side * Side];
        TensorSampler.Sample(pyramid, ArcFaceTemplate.PictureFromFrame(face.Landmarks), Side, Side, TensorFormat.Colour, colour);
        var luma = Luma(colour);
        var (mean, variance) = Moments(luma);
        var picture = pyramid.Image;
        var quality = new FaceQuality(
            Unified: null,
            Sharpness: Sharpness(luma, Side, variance),
            Luminance: mean / 255,
            Exposure: luma.Count(value => value is >= 10 and <= 245) / (double)luma.Length,
            DynamicRange: Entropy(luma),
            IlluminationUniformity: HistogramOverlap(luma),
            NaturalColour: SkinColour.DistanceFromNatural(colour, Side),
            InterEyeDistance: face.Landmarks.InterEyeDistance,
            HeadSize: face.Box.Height / picture.Height,
            Margins: Margins(face.Box, picture),
            SingleFace: 1 - LargestShare(face, others),
            EyesOpen: Math.Min(EyeAperture(face.Landmarks, 36), EyeAperture(face.Landmarks, 42)),
            MouthClosed: Math.Clamp(1 - MouthGap(face.Landmarks), 0, 1),
            ExpressionNeutrality: ExpressionNeutrality.Probability(face.Landmarks));
        return (quality, embeddingNorm is { } norm
            ? UnifiedQuality.Evidence(quality, HeadPose.FromLandmarks(face.Landmarks), face.Score, norm, CoarseSharpness(luma))
            : null);
    }

    /// <summary>The sharpness at half the resolution: noise, which makes a blurred face look sharp, is absent from it.</summary>
    private static double CoarseSharpness(ReadOnlySpan<float> luma)
    {
        const int Half = Side / 2;
        Span<float> coarse = new float[Half * Half];
        for (var y = 0; y < Half; y++)
        {
            for (var x = 0; x < Half; x++)
            {
                var i = (2 * y * Side) + (2 * x);
                coarse[(y * Half) + x] = (luma[i] + luma[i + 1] + luma[i + Side] + luma[i + Side + 1]) / 4;
            }
        }

        return Sharpness(coarse, Half, Moments(coarse).Variance);
    }

    private static float[] Luma(ReadOnlySpan<float> colour)
    {
        const int Plane = Side * Side;
        var luma = new float[Plane];
        for (var i = 0; i < Plane; i++)
        {
            luma[i] = (0.114f * colour[i]) + (0.587f * colour[Plane + i]) + (0.299f * colour[(2 * Plane) + i]);
        }

        return luma;
    }

    private static double LargestShare(DetectedFace face, IReadOnlyList<DetectedFace> others)
    {
        double share = 0;
        foreach (var other in others)
        {
            if (other.Box != face.Box)
            {
                share = Math.Max(share, other.Box.Area / face.Box.Area);
            }
        }

        return Math.Min(share, 1);
    }

    private static double Sharpness(ReadOnlySpan<float> luma, int side, double variance) =>
        variance > 1 ? LaplacianVariance(luma, side) / variance : 0;

    private static (double Mean, double Variance) Moments(ReadOnlySpan<float> luma)
    {
        double sum = 0, squares = 0;
        foreach (var value in luma)
        {
            sum += value;
            squares += value * (double)value;
        }

        var mean = sum / luma.Length;
        return (mean, (squares / luma.Length) - (mean * mean));
    }

    private static double LaplacianVariance(ReadOnlySpan<float> luma, int side)
    {
        double sum = 0, squares = 0;
        for (var y = 1; y < side - 1; y++)
        {
            for (var x = 1; x < side - 1; x++)
            {
                var i = (y * side) + x;
                double value = luma[i - 1] + luma[i + 1] + luma[i - side] + luma[i + side] - (4 * luma[i]);
                sum += value;
                squares += value * value;
            }
        }

        double count = (side - 2) * (side - 2);
        return (squares / count) - (sum / count * (sum / count));
    }

    private static double Entropy(ReadOnlySpan<float> luma)
    {
        Span<int> histogram = stackalloc int[256];
        foreach (var value in luma)
        {
            histogram[(int)Math.Clamp(value, 0, 255)]++;
        }

        double entropy = 0;
        foreach (var count in histogram)
        {
            if (count > 0)
            {
                var share = count / (double)luma.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    private static double HistogramOverlap(ReadOnlySpan<float> luma)
    {
        const int Bins = 32;
        Span<int> left = stackalloc int[Bins];
        Span<int> right = stackalloc int[Bins];
        for (var i = 0; i < luma.Length; i++)
        {
            var bin = (int)Math.Clamp(luma[i] / (256 / Bins), 0, Bins - 1);
            if (i % Side < Side / 2)
            {
                left[bin]++;
            }
            else
            {
                right[bin]++;
            }
        }

        var overlap = 0;
        for (var i = 0; i < Bins; i++)
        {
            overlap += Math.Min(left[i], right[i]);
        }

        return overlap / (luma.Length / 2.0);
    }

    private static FaceMargins Margins(Box box, Image picture) => new(
        box.X / box.Width, (picture.Width - box.Right) / box.Width, box.Y / box.Width, (picture.Height - box.Bottom) / box.Width);

    private static double EyeAperture(FaceLandmarks landmarks, int first)
    {
        var points = landmarks.Points;
        var width = Vector2.Distance(points[first], points[first + 3]);
        var height = (Vector2.Distance(points[first + 1], points[first + 5]) + Vector2.Distance(points[first + 2], points[first + 4])) / 2;
        return width > 0 ? height / width : 0;
    }

    private static double MouthGap(FaceLandmarks landmarks)
    {
        var points = landmarks.Points;
        var width = Vector2.Distance(points[48], points[54]);
        return width > 0 ? Vector2.Distance(points[62], points[66]) / width : 0;
    }
}
