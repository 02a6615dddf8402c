namespace Idv.Imaging;

/// <summary>What a file may cost; both limits are checked before any pixel is decoded.</summary>
/// <remarks>
/// Decoding takes at most about 10 bytes of memory for each pixel allowed: the result, and what a progressive JPEG, a TIFF or a
/// transparent picture needs on the way.
/// </remarks>
public sealed record DecodeLimits
{
    /// <summary>25 MiB and 100 megapixels.</summary>
    public static DecodeLimits Default { get; } = new();

    /// <summary>The largest file, in bytes.</summary>
    public long MaxBytes { get; init; } = 26_214_400;

    /// <summary>The largest picture as stored, in pixels.</summary>
    public long MaxPixels { get; init; } = 100_000_000;
}
