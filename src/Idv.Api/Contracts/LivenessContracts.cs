namespace Idv.Api.Contracts;

/// <summary>What a caller asks of a liveness judgement besides the file.</summary>
/// <param name="Signals">What the caller knows of the capture, or null.</param>
/// <param name="Challenges">What the person was asked to do in the video, in order: <c>turn-left</c>, <c>turn-right</c>, <c>blink</c>.</param>
/// <param name="Annotate">Whether to answer the picture with the outcome drawn on it.</param>
public sealed record LivenessOptions(CaptureSignalsContract? Signals, IReadOnlyList<string> Challenges, bool Annotate);

/// <summary>What the caller knows of a capture; all of it comes from a client and can be forged.</summary>
/// <param name="ExpectedNonce">The number that was issued for the capture.</param>
/// <param name="Nonce">The number that came with it.</param>
/// <param name="CameraLabel">The camera's label.</param>
/// <param name="FrameIntervals">Times between frames in milliseconds, at most 1,000.</param>
public sealed record CaptureSignalsContract(string? ExpectedNonce, string? Nonce, string? CameraLabel, IReadOnlyList<double>? FrameIntervals);

/// <summary>Whether a picture or video shows a live person.</summary>
/// <param name="Live">True is live, false an attack; null could not be judged, and the reasons say what to do.</param>
/// <param name="Score">0 (attack) to 1 (live); null when nothing could be scored.</param>
/// <param name="Threshold">The score from which on it is live; it depends on the networks.</param>
/// <param name="Method"><c>FACE_PASSIVE_IMAGE</c>, <c>FACE_PASSIVE_VIDEO</c> or <c>FACE_PASSIVE_ACTIVE</c>.</param>
/// <param name="Reasons">Why; empty when it is live without remark.</param>
/// <param name="Face">The face that was judged, or null.</param>
/// <param name="Video">The video's evidence; null for a picture.</param>
/// <param name="Models">The networks that were asked.</param>
/// <param name="Annotated">The picture or best frame as base64 JPEG with the outcome drawn on it; null unless asked for.</param>
public sealed record LivenessContract(
    bool? Live,
    double? Score,
    double? Threshold,
    string Method,
    IReadOnlyList<ReasonContract> Reasons,
    FaceContract? Face,
    VideoLivenessContract? Video,
    IReadOnlyList<string> Models,
    byte[]? Annotated);

/// <summary>What a video says.</summary>
/// <param name="FrameCount">How many frames were read.</param>
/// <param name="Seconds">From the first to the last.</param>
/// <param name="FramesPerSecond">Their mean rate.</param>
/// <param name="Shortened">Whether it goes on beyond 10 seconds or 300 frames, where reading stopped.</param>
/// <param name="Damaged">Whether the file is damaged or ends early.</param>
/// <param name="FaceMotion">Change within the face between looked-at frames in grey levels; advisory.</param>
/// <param name="BackgroundMotion">Change far outside it; advisory.</param>
/// <param name="BestFrame">The best frame's place among <paramref name="Frames"/>, or null.</param>
/// <param name="Frames">The looked-at frames.</param>
/// <param name="Challenges">How the challenges were met, in their order.</param>
public sealed record VideoLivenessContract(
    int FrameCount,
    double Seconds,
    double FramesPerSecond,
    bool Shortened,
    bool Damaged,
    double? FaceMotion,
    double? BackgroundMotion,
    int? BestFrame,
    IReadOnlyList<VideoFrameContract> Frames,
    IReadOnlyList<ChallengeContract> Challenges);

/// <summary>A looked-at frame.</summary>
/// <param name="Seconds">When it is shown.</param>
/// <param name="Score">Its liveness score; null when it could not be judged.</param>
/// <param name="Quality">The face's unified quality, or null.</param>
/// <param name="Similarity">The cosine with the best frame's face, or null.</param>
/// <param name="Box">Where the face is, or null.</param>
/// <param name="Obstacles">Why it could not be judged.</param>
public sealed record VideoFrameContract(
    double Seconds, double? Score, double? Quality, double? Similarity, BoxContract? Box, IReadOnlyList<string> Obstacles);

/// <summary>A challenge.</summary>
/// <param name="Challenge">What the person was asked to do.</param>
/// <param name="Met">Whether it was met, after the one before.</param>
/// <param name="Seconds">When, or null.</param>
public sealed record ChallengeContract(string Challenge, bool Met, double? Seconds);
