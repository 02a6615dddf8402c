using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>
/// What is already known to lie on the document. An outline must hold it at a believable size: that tells a card from the sheet of paper
/// beneath it.
/// </summary>
public sealed record OutlineAnchors
{
    /// <summary>The largest face, in pixels of the picture.</summary>
    public Box? Face { get; init; }

    /// <summary>Where the face's top is: a direction in the picture; zero when unknown.</summary>
    public Vector2 FaceUp { get; init; }

    /// <summary>The machine-readable zone, in reading order.</summary>
    public Quad? MachineReadableZone { get; init; }

    /// <summary>A barcode.</summary>
    public Quad? Barcode { get; init; }

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => Face is null && MachineReadableZone is null && Barcode is null;
}

/// <summary>A document's outline in a picture.</summary>
/// <param name="Quad">Its corners, beginning with the one that reads as the top left where <paramref name="IsUpright"/>.</param>
/// <param name="Score">How well the outline is supported, 0 to 1.</param>
/// <param name="IsUpright">Whether the anchors told where the top is.</param>
public sealed record DocumentOutline(Quad Quad, double Score, bool IsUpright)
{
    /// <summary>Whether edges show it; otherwise it follows from the place of the machine-readable zone, and the score is 0.</summary>
    public bool IsSeen { get; init; } = true;

    /// <summary>Width over height as seen in the picture: the means of opposite sides.</summary>
    public float AspectRatio =>
        (Vector2.Distance(Quad.TopLeft, Quad.TopRight) + Vector2.Distance(Quad.BottomLeft, Quad.BottomRight))
        / (Vector2.Distance(Quad.TopLeft, Quad.BottomLeft) + Vector2.Distance(Quad.TopRight, Quad.BottomRight));
}
