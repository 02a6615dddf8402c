namespace Idv.Faces.Quality;

/// <summary>
/// Component measures of a face picture's quality. The names are those of ISO/IEC 29794-5; the values are native measures in
/// the units given here, not that standard's 0-100 mapping. Head pose is <see cref="Alignment.HeadPose"/>.
/// </summary>
/// <param name="Unified">
/// The unified quality score, 0 to 100: how unlikely the picture is to fail a comparison with the same person (training/quality). Null when
/// the face could not be embedded or the embedder is not the one that the score was fitted to.
/// </param>
/// <param name="Sharpness">Variance of the Laplacian over the aligned face divided by its luma variance; blur lowers it.</param>
/// <param name="Luminance">Mean luma of the aligned face, 0 to 1.</param>
/// <param name="Exposure">Share of the aligned face that is neither crushed (below 10) nor burnt out (above 245), 0 to 1.</param>
/// <param name="DynamicRange">Entropy of the luma histogram in bits, 0 to 8.</param>
/// <param name="IlluminationUniformity">Overlap of the luma histograms of the two halves of the face, 0 to 1.</param>
/// <param name="NaturalColour">
/// Distance of the face's mean colour from the range of skin in CIELAB (a* and b* both 5 to 25, b* to 35), 0 being natural; grey pictures
/// and coloured light are far from it.
/// </param>
/// <param name="InterEyeDistance">Distance between the eye centres in pixels of the picture.</param>
/// <param name="HeadSize">Height of the face's box as a share of the picture's height.</param>
/// <param name="Margins">Distances from the face's box to the picture's edges.</param>
/// <param name="SingleFace">One minus the area of the next largest face as a share of this one's, 0 to 1; 1 when there is no other.</param>
/// <param name="EyesOpen">Palpebral aperture of the less open eye as a share of its width (landmarks).</param>
/// <param name="MouthClosed">One minus the gap between the lips as a share of the mouth's width, 0 to 1 (landmarks).</param>
/// <param name="ExpressionNeutrality">The probability that the expression is neutral, 0 to 1 (landmarks); a mask hides what it is told by.</param>
public sealed record FaceQuality(
    double? Unified,
    double Sharpness,
    double Luminance,
    double Exposure,
    double DynamicRange,
    double IlluminationUniformity,
    double NaturalColour,
    double InterEyeDistance,
    double HeadSize,
    FaceMargins Margins,
    double SingleFace,
    double EyesOpen,
    double MouthClosed,
    double ExpressionNeutrality)
{
    /// <summary>The smallest of the margins.</summary>
    public double Margin => Margins.Smallest;
}

/// <summary>
/// Distances from a face's box to the picture's edges as shares of the box's width (ISO/IEC 29794-5: crop of the face image); negative where
/// the edge cuts the box.
/// </summary>
/// <param name="Left">To the left edge.</param>
/// <param name="Right">To the right edge.</param>
/// <param name="Above">To the upper edge.</param>
/// <param name="Below">To the lower edge.</param>
public readonly record struct FaceMargins(double Left, double Right, double Above, double Below)
{
    /// <summary>The smallest of the four.</summary>
    public double Smallest => Math.Min(Math.Min(Left, Right), Math.Min(Above, Below));
}
