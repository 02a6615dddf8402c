namespace Idv.Imaging;

/// <summary>An image or the fault that prevented it: exactly one of <see cref="Image"/> and <see cref="Fault"/> is set.</summary>
public sealed class DecodeResult : IDisposable
{
    /// <summary>The decoded picture, upright; disposed with this result.</summary>
    public Image? Image { get; init; }

    /// <summary>Why there is no picture.</summary>
    public DecodeFault? Fault { get; init; }

    /// <summary>The format of the file, as far as it was recognised.</summary>
    public ImageFileFormat FileFormat { get; init; }

    /// <summary>Part of a JPEG's data was missing or damaged; the rest was decoded.</summary>
    public bool Truncated { get; init; }

    /// <summary>The picture's width after orientation and before any scaled decoding; 0 when the header was not understood.</summary>
    public int FullWidth { get; init; }

    /// <summary>The picture's height, likewise.</summary>
    public int FullHeight { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Image?.Dispose();
}
