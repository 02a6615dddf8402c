using Idv.Engine.Checks;
using Idv.Faces;
using Idv.Faces.Embedding;

namespace Idv.Engine.Faces;

/// <summary>What was found in a selfie, a video, or both.</summary>
/// <param name="Face">The face, or null.</param>
/// <param name="Template">Its template, or null.</param>
/// <param name="Checks">Whether it can be used and is bona fide.</param>
public sealed record PersonReading(FaceAnalysis? Face, FaceTemplate? Template, IReadOnlyList<Check> Checks);
