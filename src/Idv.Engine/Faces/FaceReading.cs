using Idv.Engine.Checks;
using Idv.Faces;
using Idv.Faces.Comparison;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Imaging;

namespace Idv.Engine.Faces;

/// <summary>The faces of a picture, or why it cannot be looked at.</summary>
/// <param name="Width">The picture's width in pixels, 0 when it cannot be decoded.</param>
/// <param name="Height">The picture's height in pixels, 0 when it cannot be decoded.</param>
/// <param name="Faces">Every face, the most confident first.</param>
/// <param name="Fault">Why the picture cannot be decoded, or null.</param>
public sealed record FaceReading(int Width, int Height, IReadOnlyList<FaceAnalysis> Faces, DecodeFault? Fault);

/// <summary>A comparison of the best faces of two pictures, or why there is none.</summary>
/// <param name="Comparison">The outcome, or null.</param>
/// <param name="Obstacle">Why there is no outcome, or null; its role tells the picture.</param>
public sealed record FaceComparisonReading(FaceComparison? Comparison, CheckReason? Obstacle)
{
    /// <summary>The face of the probe that was compared, or null.</summary>
    public DetectedFace? ProbeFace { get; init; }

    /// <summary>The face of the reference that was compared, or null.</summary>
    public DetectedFace? ReferenceFace { get; init; }
}

/// <summary>The template of a picture's most prominent face, or why there is none.</summary>
/// <param name="Template">The template, or null.</param>
/// <param name="Obstacle">Why there is none, or null.</param>
public sealed record FaceTemplateReading(FaceTemplate? Template, CheckReason? Obstacle);
