using Idv.Api.Contracts;
using Idv.Faces;
using Idv.Faces.Attributes;
using Idv.Faces.Comparison;
using Idv.Imaging;

namespace Idv.Host.Translation;

/// <summary>Faces in the words of our own API.</summary>
internal static class FaceTranslation
{
    public static FaceContract Face(FaceAnalysis analysis) => new(
        Box(analysis.Face.Box),
        Round(analysis.Face.Score),
        [.. analysis.Face.KeyPoints.Select(point => new PointContract(Round(point.X, 2), Round(point.Y, 2)))],
        new PoseContract(Round(analysis.Pose.Yaw, 1), Round(analysis.Pose.Pitch, 1), Round(analysis.Pose.Roll, 1)),
        new FaceQualityContract(
            analysis.Quality.Unified is { } unified ? Round(unified, 1) : null,
            Round(analysis.Quality.Sharpness),
            Round(analysis.Quality.Luminance),
            Round(analysis.Quality.Exposure),
            Round(analysis.Quality.DynamicRange),
            Round(analysis.Quality.IlluminationUniformity),
            Round(analysis.Quality.NaturalColour, 1),
            Round(analysis.Quality.InterEyeDistance, 2),
            Round(analysis.Quality.HeadSize),
            new MarginsContract(
                Round(analysis.Quality.Margins.Left),
                Round(analysis.Quality.Margins.Right),
                Round(analysis.Quality.Margins.Above),
                Round(analysis.Quality.Margins.Below)),
            Round(analysis.Quality.SingleFace),
            Round(analysis.Quality.EyesOpen),
            Round(analysis.Quality.MouthClosed),
            Round(analysis.Quality.ExpressionNeutrality)),
        Attributes(analysis.Attributes));

    private static FaceAttributesContract Attributes(FaceAttributes attributes) => new(
        Rounded(attributes.Mask),
        Rounded(attributes.Glasses),
        Rounded(attributes.Sunglasses),
        Rounded(attributes.EyesClosed),
        attributes.MouthOpen,
        attributes.Gender is { } gender ? new GenderContract(gender.Gender == Gender.Male ? "male" : "female", Round(gender.Score)) : null);

    private static double? Rounded(double? value) => value is { } known ? Round(known) : null;

    public static FaceComparisonContract Comparison(FaceComparison comparison) => new(
        Round(comparison.Similarity), comparison.IsMatch, Round(comparison.Threshold), comparison.FalseMatchRate);

    public static BoxContract Box(Box box) => new(Round(box.X, 1), Round(box.Y, 1), Round(box.Width, 1), Round(box.Height, 1));

    /// <summary>Digits beyond what is measured only make answers longer.</summary>
    public static double Round(double value, int digits = 4) => Math.Round(value, digits);
}
