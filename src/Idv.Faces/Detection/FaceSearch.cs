namespace Idv.Faces.Detection;

/// <summary>How hard to look for faces. The fields are independent; each costs time only when it has to.</summary>
public sealed record FaceSearch
{
    /// <summary>
    /// The height in pixels of the smallest face to look for. A face is seen when it is about 14 pixels high in the
    /// detector's 320 × 240 input, so smaller faces cost overlapping tiles: four for a face of 32 pixels in 1280 × 960.
    /// Zero looks at the whole picture only.
    /// </summary>
    public int SmallestFace { get; init; }

    /// <summary>Whether to turn the picture by 90, 180 and 270 degrees when nothing is found upright.</summary>
    public bool AllowRotation { get; init; } = true;

    /// <summary>Whether to brighten and stretch the picture and look again when nothing is found.</summary>
    public bool AllowGain { get; init; } = true;

    /// <summary>How many faces to return at the most, best first.</summary>
    public int MaximumFaces { get; init; } = 64;

    /// <summary>A selfie: one large face that may fill the frame.</summary>
    public static FaceSearch Selfie { get; } = new();

    /// <summary>A document in a scene: its portrait may be 32 pixels high.</summary>
    public static FaceSearch Portrait { get; } = new() { SmallestFace = 32 };
}
