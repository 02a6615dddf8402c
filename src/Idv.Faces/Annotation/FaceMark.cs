using System.Numerics;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Imaging.Annotation;

namespace Idv.Faces.Annotation;

/// <summary>What is drawn about one face.</summary>
/// <param name="Box">Where it is, in pixels of the picture.</param>
/// <param name="Points">Landmarks, in pixels of the picture.</param>
/// <param name="Label">Lines of text at the box; letters beyond ASCII are drawn as question marks.</param>
/// <param name="Tone">The colour.</param>
public sealed record FaceMark(Box Box, IReadOnlyList<Vector2> Points, IReadOnlyList<string> Label, MarkTone Tone)
{
    /// <summary>The mark of a face with its five key points.</summary>
    public static FaceMark Of(DetectedFace face, MarkTone tone, params IReadOnlyList<string> label) => new(face.Box, face.KeyPoints, label, tone);
}
