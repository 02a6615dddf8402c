namespace Idv.Api.Contracts;

/// <summary>The faces of a picture.</summary>
/// <param name="Image">The picture's size.</param>
/// <param name="Faces">Every face, the most confident first; empty when there is none.</param>
public sealed record FacesContract(SizeContract Image, IReadOnlyList<FaceContract> Faces);

/// <summary>One face.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="Score">The detector's confidence, 0 to 1.</param>
/// <param name="Landmarks">Left eye, right eye, nose tip, left and right corner of the mouth, as seen in the picture.</param>
/// <param name="Pose">Where it looks.</param>
/// <param name="Quality">How well it is depicted.</param>
/// <param name="Attributes">What it shows.</param>
public sealed record FaceContract(
    BoxContract Box,
    double Score,
    IReadOnlyList<PointContract> Landmarks,
    PoseContract Pose,
    FaceQualityContract Quality,
    FaceAttributesContract Attributes);

/// <summary>The direction of a head in degrees, along the picture's axes.</summary>
/// <param name="Yaw">Positive towards the picture's right.</param>
/// <param name="Pitch">Positive downwards.</param>
/// <param name="Roll">Positive clockwise.</param>
public sealed record PoseContract(double Yaw, double Pitch, double Roll);

/// <summary>Native quality measures under the component names of ISO/IEC 29794-5.</summary>
/// <param name="Sharpness">Laplacian variance over luma variance of the aligned face.</param>
/// <param name="Luminance">Mean luma, 0 to 1.</param>
/// <param name="Exposure">Share of pixels neither crushed nor burnt out, 0 to 1.</param>
/// <param name="DynamicRange">Entropy of luma in bits, 0 to 8.</param>
/// <param name="IlluminationUniformity">Similarity of the light on both halves of the face, 0 to 1.</param>
/// <param name="InterEyeDistance">In pixels.</param>
/// <param name="HeadSize">Share of the picture's height, 0 to 1 and above.</param>
/// <param name="Margin">Distance to the picture's edge in widths of the face; negative when it is cut.</param>
/// <param name="EyesOpen">Opening of the less open eye as a share of its width.</param>
/// <param name="MouthClosed">0 (open) to 1 (closed).</param>
public sealed record FaceQualityContract(
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

/// <summary>Probabilities from 0 to 1; null where no installed model can tell.</summary>
/// <param name="Mask">The lower face is covered by a mask.</param>
/// <param name="Glasses">Glasses are worn.</param>
/// <param name="EyesClosed">Both eyes are closed.</param>
public sealed record FaceAttributesContract(double? Mask, double? Glasses, double? EyesClosed);

/// <summary>The outcome of a 1:1 comparison.</summary>
/// <param name="Similarity">Cosine of the two templates, -1 to 1.</param>
/// <param name="Match">Whether the similarity reaches the threshold.</param>
/// <param name="Threshold">The similarity from which on it is a match.</param>
/// <param name="Fmr">The false match rate that the threshold stands for.</param>
public sealed record FaceComparisonContract(double Similarity, bool Match, double Threshold, double Fmr);
