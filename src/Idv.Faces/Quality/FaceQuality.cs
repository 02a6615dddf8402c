namespace Idv.Faces.Quality;

/// <summary>
/// Component measures of a face picture's quality. The names are those of ISO/IEC 29794-5; the values are native measures in
/// the units given here, not that standard's 0-100 mapping.
/// </summary>
/// <param name="Sharpness">Variance of the Laplacian over the aligned face divided by its luma variance; blur lowers it.</param>
/// <param name="Luminance">Mean luma of the aligned face, 0 to 1.</param>
/// <param name="Exposure">Share of the aligned face that is neither crushed (below 10) nor burnt out (above 245), 0 to 1.</param>
/// <param name="DynamicRange">Entropy of the luma histogram in bits, 0 to 8.</param>
/// <param name="IlluminationUniformity">Overlap of the luma histograms of the two halves of the face, 0 to 1.</param>
/// <param name="InterEyeDistance">Distance between the eye centres in pixels of the picture.</param>
/// <param name="HeadSize">Height of the face's box as a share of the picture's height.</param>
/// <param name="Margin">Distance from the face's box to the nearest edge of the picture as a share of the box's width; negative when it is cut.</param>
/// <param name="EyesOpen">Palpebral aperture of the less open eye as a share of its width (landmarks).</param>
/// <param name="MouthClosed">One minus the gap between the lips as a share of the mouth's width, 0 to 1 (landmarks).</param>
public sealed record FaceQuality(
    double Sharpness,
    double Luminance,
    double Exposure,
    double DynamicRange,
    double IlluminationUniformity,
    double InterEyeDistance,
    double HeadSize,
    double Margin,
    double EyesOpen,
    double MouthClosed);
