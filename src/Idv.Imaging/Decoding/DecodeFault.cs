namespace Idv.Imaging;

/// <summary>Why a file gave no image.</summary>
public enum DecodeFaultCode
{
    /// <summary>There are no bytes.</summary>
    Empty = 0,

    /// <summary>The file is larger than <see cref="DecodeLimits.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>The picture is larger than <see cref="DecodeLimits.MaxPixels"/> or has a side beyond <see cref="Image.MaxSide"/>.</summary>
    TooManyPixels,

    /// <summary>The first bytes are of no known image format.</summary>
    UnknownFormat,

    /// <summary>The file is damaged or ends early.</summary>
    Corrupt,

    /// <summary>The file may be valid but uses a feature that is not read here.</summary>
    Unsupported,

    /// <summary>The program that renders PDF pages is not installed.</summary>
    PdfToolMissing,

    /// <summary>Rendering took longer than is allowed.</summary>
    TimedOut,
}

/// <summary>Why a file gave no image.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people: names sizes and limits, never content.</param>
public sealed record DecodeFault(DecodeFaultCode Code, string Message);
