using Idv.Faces.Alignment;
using Idv.Imaging;
using Idv.Imaging.Video;

namespace Idv.Faces.Liveness.Video;

/// <summary>What one looked-at frame of a video says.</summary>
/// <param name="Time">When it is shown.</param>
/// <param name="Face">The largest face's box in pixels of the frame as it was read; null without a face.</param>
/// <param name="Pose">Where the face looks.</param>
/// <param name="Quality">Its unified quality, 0 to 100, where it can be told.</param>
/// <param name="Liveness">What the networks say; null where the frame cannot be judged.</param>
/// <param name="Similarity">The cosine with the best frame's face; null where either has no template.</param>
/// <param name="Faults">Why the frame cannot be judged; empty when it can.</param>
public sealed record FrameEvidence(
    TimeSpan Time, Box? Face, HeadPose? Pose, double? Quality, LivenessScore? Liveness, double? Similarity, IReadOnlyList<CaptureFault> Faults);

/// <summary>What speaks against a video as a whole.</summary>
public enum VideoAnomaly
{
    /// <summary>Nothing moves: a still picture.</summary>
    Frozen,

    /// <summary>A stretch comes again, forwards or backwards.</summary>
    Looped,

    /// <summary>Another face takes the first one's place.</summary>
    PersonChanged,

    /// <summary>The frames' times are not those of a camera.</summary>
    UnusualTiming,
}

/// <summary>
/// How much changes between looked-at frames, in grey levels: within the face's box and far outside it. A hand-held print or screen tends to
/// move with its surroundings at rest, a hand-held camera moves both. Advisory: no decision rests on it.
/// </summary>
/// <param name="Face">Within the face's box.</param>
/// <param name="Background">Outside 1.6 times the box; null when nothing is.</param>
public sealed record VideoMotion(double Face, double? Background);

/// <summary>What a video says of the liveness of the person in it.</summary>
/// <param name="Reading">How reading the file went.</param>
/// <param name="Timing">When its frames are shown.</param>
/// <param name="Frames">The looked-at frames, evenly over the video.</param>
/// <param name="Score">The median of the judged frames' scores; null when fewer than <see cref="LeastJudgedFrames"/> could be judged.</param>
/// <param name="Anomalies">What speaks against the video as a whole.</param>
/// <param name="Motion">How much moves; null when fewer than two frames show a face.</param>
/// <param name="Best">The face of the best frame, by quality; null when no frame shows one.</param>
/// <param name="BestFrame">The best frame's place among <paramref name="Frames"/>.</param>
/// <param name="BestPicture">The best frame as JPEG.</param>
/// <param name="Challenges">How each challenge was met, in their order; empty when none was set.</param>
public sealed record VideoEvidence(
    VideoReading Reading,
    VideoTiming Timing,
    IReadOnlyList<FrameEvidence> Frames,
    LivenessScore? Score,
    IReadOnlyList<VideoAnomaly> Anomalies,
    VideoMotion? Motion,
    FaceAnalysis? Best,
    int? BestFrame,
    byte[]? BestPicture,
    IReadOnlyList<Challenges.ChallengeOutcome> Challenges)
{
    /// <summary>The fewest judged frames that give a score.</summary>
    public const int LeastJudgedFrames = 5;

    /// <summary>Whether an anomaly stands that no honest capture shows. Unusual timing is not one: recorders drop frames.</summary>
    public bool IsManipulated => Anomalies.Any(anomaly => anomaly != VideoAnomaly.UnusualTiming);

    /// <summary>What most of the frames that could not be judged suffer from; null when there are none.</summary>
    public CaptureFault? CommonestFault => Frames
        .SelectMany(frame => frame.Faults)
        .GroupBy(fault => fault.Code)
        .MaxBy(group => group.Count())?
        .First();
}
