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
    public static FaceQuality Measure(ImagePyramid pyramid, DetectedFace face)
    {
        var luma = new float[Side * Side];
        TensorSampler.Sample(pyramid, ArcFaceTemplate.PictureFromFrame(face.Landmarks), Side, Side, TensorFormat.Luma, luma);
        var (mean, variance) = Moments(luma);
        var picture = pyramid.Image;
        return new FaceQuality(
            Sharpness: variance > 1 ? LaplacianVariance(luma) / variance : 0,
            Luminance: mean / 255,
            Exposure: luma.Count(value => value is >= 10 and <= 245) / (double)luma.Length,
            DynamicRange: Entropy(luma),
            IlluminationUniformity: HistogramOverlap(luma),
            InterEyeDistance: face.Landmarks.InterEyeDistance,
            HeadSize: face.Box.Height / picture.Height,
            Margin: Margin(face.Box, picture),
            EyesOpen: Math.Min(EyeAperture(face.Landmarks, 36), EyeAperture(face.Landmarks, 42)),
            MouthClosed: Math.Clamp(1 - MouthGap(face.Landmarks), 0, 1));
    }

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

    private static double LaplacianVariance(ReadOnlySpan<float> luma)
    {
        double sum = 0, squares = 0;
        for (var y = 1; y < Side - 1; y++)
        {
            for (var x = 1; x < Side - 1; x++)
            {
                var i = (y * Side) + x;
                double value = luma[i - 1] + luma[i + 1] + luma[i - Side] + luma[i + Side] - (4 * luma[i]);
                sum += value;
                squares += value * value;
            }
        }

        const double Count = (Side - 2) * (Side - 2);
        return (squares / Count) - (sum / Count * (sum / Count));
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

    private static double Margin(Box box, Image picture)
    {
        var nearest = MathF.Min(MathF.Min(box.X, box.Y), MathF.Min(picture.Width - box.Right, picture.Height - box.Bottom));
        return nearest / box.Width;
    }

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
