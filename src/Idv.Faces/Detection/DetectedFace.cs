using System.Numerics;
using Idv.Imaging;
using Idv.Faces.Alignment;

namespace Idv.Faces.Detection;

/// <summary>A face found in a picture.</summary>
/// <param name="Box">Where it is, in pixels of the picture.</param>
/// <param name="Score">The detector's confidence, 0 to 1.</param>
/// <param name="Landmarks">68 points in pixels of the picture.</param>
public sealed record DetectedFace(Box Box, float Score, FaceLandmarks Landmarks)
{
    /// <summary>Eye centres, nose tip and mouth corners, the picture's left first.</summary>
    public IReadOnlyList<Vector2> KeyPoints => Landmarks.KeyPoints;
}
