using Idv.Faces.Alignment;
using Idv.Faces.Attributes;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Faces.Quality;

namespace Idv.Faces;

/// <summary>Everything that is told of a face.</summary>
/// <param name="Face">Where it is.</param>
/// <param name="Pose">Where it looks.</param>
/// <param name="Quality">How well it is depicted.</param>
/// <param name="Attributes">What it shows.</param>
/// <param name="Template">By what it is compared; null when the model could not make a finite one.</param>
public sealed record FaceAnalysis(DetectedFace Face, HeadPose Pose, FaceQuality Quality, FaceAttributes Attributes, FaceTemplate? Template);
