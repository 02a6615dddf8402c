namespace Idv.Imaging.Video;

/// <summary>What a video may cost.</summary>
public sealed record VideoLimits
{
    /// <summary>50 MiB, 10 s, 300 frames of at most 10 megapixels, scaled to 1280 pixels, within 30 s.</summary>
    public static VideoLimits Default { get; } = new();

    /// <summary>The largest file, in bytes; a larger one is refused.</summary>
    public long MaxBytes { get; init; } = 52_428_800;

    /// <summary>Frames after this time are not read.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Frames after this many are not read.</summary>
    public int MaxFrames { get; init; } = 300;

    /// <summary>The largest coded frame, in pixels; a larger one is refused by the decoder.</summary>
    public long MaxFramePixels { get; init; } = 10_000_000;

    /// <summary>Larger frames are scaled so that their longest side has this many pixels.</summary>
    public int LongestSide { get; init; } = 1280;

    /// <summary>The longest that reading may take, the visitor's time included.</summary>
    public TimeSpan MaxWallTime { get; init; } = TimeSpan.FromSeconds(30);
}
