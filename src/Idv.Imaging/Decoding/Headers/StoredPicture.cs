namespace Idv.Imaging.Decoding;

/// <summary>What a file's header says before anything is decoded.</summary>
/// <param name="Width">The stored width; 1 or more.</param>
/// <param name="Height">The stored height; 1 or more.</param>
/// <param name="Orientation">How the stored rows are to be turned.</param>
/// <param name="UnsupportedFeature">A feature that is not read here, as a noun phrase.</param>
internal readonly record struct StoredPicture(
    long Width,
    long Height,
    Orientation Orientation = Orientation.TopLeft,
    string? UnsupportedFeature = null);
