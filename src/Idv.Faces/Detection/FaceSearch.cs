namespace Idv.Faces.Detection;

/// <summary>How hard to look for faces. The fields are independent; each costs time only when it has to.</summary>
public sealed record FaceSearch
{
    /// <summary>
    /// The height of the smallest face to look for as a share of the picture's longer side, but never below
    /// <see cref="SmallestFacePixels"/>. A face is seen reliably when it is about 22 pixels high in the detector's 320 × 240
    /// input, so smaller faces cost overlapping tiles: 16 for a share of 1/40, whatever the resolution. Zero looks at the whole
    /// picture only.
    /// </summary>
    public float SmallestFaceShare { get; init; }

    /// <summary>The height in pixels below which no face is looked for: too little is left of it.</summary>
    public int SmallestFacePixels { get; init; } = 24;

    /// <summary>Whether to turn the picture by 90, 180 and 270 degrees when nothing is found upright or what is found may lie on its side.</summary>
    public bool AllowRotation { get; init; } = true;

    /// <summary>Whether to brighten and stretch the picture and look again when nothing is found.</summary>
    public bool AllowGain { get; init; } = true;

    /// <summary>How many faces to return at the most, best first.</summary>
    public int MaximumFaces { get; init; } = 64;

    /// <summary>A selfie: one large face that may fill the frame.</summary>
    public static FaceSearch Selfie { get; } = new();

    /// <summary>A document in a scene: its portrait may be 32 pixels high.</summary>
    public static FaceSearch Portrait { get; } = new() { SmallestFaceShare = 1 / 40f };
}
