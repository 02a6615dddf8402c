using System.Numerics;
using Idv.Faces.Detection;
using Idv.Imaging;

namespace Idv.Faces.Annotation;

/// <summary>What the colour of a mark says.</summary>
public enum MarkTone
{
    /// <summary>Found, nothing judged: blue.</summary>
    Neutral,

    /// <summary>Judged well: green.</summary>
    Good,

    /// <summary>Judged badly: red.</summary>
    Bad,

    /// <summary>Undecided: amber.</summary>
    Doubtful,
}

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
