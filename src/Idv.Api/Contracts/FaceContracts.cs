using System.Text.Json.Serialization;

namespace Idv.Api.Contracts;

/// <summary>The faces of a picture.</summary>
/// <param name="Image">The picture's size.</param>
/// <param name="Faces">Every face, the most confident first; empty when there is none.</param>
public sealed record FacesContract(SizeContract Image, IReadOnlyList<FaceContract> Faces)
{
    /// <summary>The picture with what was found drawn on it, a JPEG in base64; present when <c>annotate=true</c> asks for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AnnotatedImage { get; init; }
}

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

/// <summary>Native quality measures under the component names of ISO/IEC 29794-5, and a score over them.</summary>
/// <param name="Unified">How likely the picture is to be matched by the same person's others, 0 to 100; null when no template could be made.</param>
/// <param name="Sharpness">Laplacian variance over luma variance of the aligned face.</param>
/// <param name="Luminance">Mean luma, 0 to 1.</param>
/// <param name="Exposure">Share of pixels neither crushed nor burnt out, 0 to 1.</param>
/// <param name="DynamicRange">Entropy of luma in bits, 0 to 8.</param>
/// <param name="IlluminationUniformity">Similarity of the light on both halves of the face, 0 to 1.</param>
/// <param name="NaturalColour">Distance of the face's colour from the range of skin in CIELAB; 0 is natural.</param>
/// <param name="InterEyeDistance">In pixels.</param>
/// <param name="HeadSize">Share of the picture's height, 0 to 1 and above.</param>
/// <param name="Margins">Distances to the picture's edges.</param>
/// <param name="SingleFace">1 less the area of the next largest face as a share of this one's.</param>
/// <param name="EyesOpen">Opening of the less open eye as a share of its width.</param>
/// <param name="MouthClosed">0 (open) to 1 (closed).</param>
/// <param name="ExpressionNeutrality">Probability of a neutral expression, 0 to 1.</param>
public sealed record FaceQualityContract(
    double? Unified,
    double Sharpness,
    double Luminance,
    double Exposure,
    double DynamicRange,
    double IlluminationUniformity,
    double NaturalColour,
    double InterEyeDistance,
    double HeadSize,
    MarginsContract Margins,
    double SingleFace,
    double EyesOpen,
    double MouthClosed,
    double ExpressionNeutrality);

/// <summary>Distances from a face to the picture's edges in widths of the face; negative where it is cut.</summary>
/// <param name="Left">To the left edge.</param>
/// <param name="Right">To the right edge.</param>
/// <param name="Above">To the upper edge.</param>
/// <param name="Below">To the lower edge.</param>
public sealed record MarginsContract(double Left, double Right, double Above, double Below);

/// <summary>Probabilities from 0 to 1; null where no installed model can tell.</summary>
/// <param name="Mask">The lower face is covered by a mask.</param>
/// <param name="Glasses">Glasses of any kind are worn.</param>
/// <param name="Sunglasses">Glasses hide the eyes.</param>
/// <param name="EyesClosed">Both eyes are closed.</param>
/// <param name="MouthOpen">Whether the lips are clearly apart; null under a mask.</param>
/// <param name="Gender">What the face looks like.</param>
public sealed record FaceAttributesContract(
    double? Mask, double? Glasses, double? Sunglasses, double? EyesClosed, bool? MouthOpen, GenderContract? Gender);

/// <summary>The gender that a face is taken for.</summary>
/// <param name="Value"><c>female</c> or <c>male</c>.</param>
/// <param name="Score">The model's score for it, 0.5 to 1.</param>
public sealed record GenderContract(string Value, double Score);

/// <summary>The outcome of a 1:1 comparison.</summary>
/// <param name="Similarity">Cosine of the two templates, -1 to 1.</param>
/// <param name="Match">Whether the similarity reaches the threshold.</param>
/// <param name="Threshold">The similarity from which on it is a match.</param>
/// <param name="Fmr">The false match rate that the threshold stands for.</param>
public sealed record FaceComparisonContract(double Similarity, bool Match, double Threshold, double Fmr)
{
    /// <summary>Both pictures beside each other with what was compared drawn on them, a JPEG in base64; present when <c>annotate=true</c> asks for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AnnotatedImage { get; init; }
}
