namespace Idv.Imaging.Video;

/// <summary>Why a video was not read, or not to its end.</summary>
public enum VideoFaultCode
{
    /// <summary>There are no bytes.</summary>
    Empty = 0,

    /// <summary>The file is larger than <see cref="VideoLimits.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>The first bytes are of no known video format.</summary>
    UnknownFormat,

    /// <summary>No frame could be decoded: the file is damaged, its frames are too large, or its coding is not supported.</summary>
    Corrupt,

    /// <summary>The program that decodes videos is not installed.</summary>
    ToolMissing,

    /// <summary>Reading took longer than <see cref="VideoLimits.MaxWallTime"/>.</summary>
    TimedOut,
}

/// <summary>Why a video was not read.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people: names sizes and limits, never content.</param>
public sealed record VideoFault(VideoFaultCode Code, string Message);

/// <summary>How the reading of a video went.</summary>
/// <param name="FrameCount">How many frames were read, counted, not taken from the file's header.</param>
/// <param name="LastTimestamp">When the last frame that was read is shown, from the start of the video.</param>
/// <param name="Shortened">The video goes on beyond a limit of duration or frames.</param>
/// <param name="Damaged">Frames were read, but the file is damaged or ends early.</param>
/// <param name="Fault">Why reading failed; frames may have been visited before.</param>
public sealed record VideoReading(int FrameCount, TimeSpan LastTimestamp, bool Shortened, bool Damaged, VideoFault? Fault);
