using Idv.Engine.Checks;
using Idv.Faces;
using Idv.Faces.Liveness.Challenges;
using Idv.Faces.Liveness.Video;

namespace Idv.Engine.Liveness;

/// <summary>How liveness was judged.</summary>
public enum LivenessMethod
{
    /// <summary>On one still picture.</summary>
    PassiveImage,

    /// <summary>On a short video.</summary>
    PassiveVideo,

    /// <summary>On a short video in which challenges were to be met.</summary>
    PassiveActive,
}

/// <summary>What is asked of a video.</summary>
public sealed record LivenessRequest
{
    /// <summary>Passive liveness without signals.</summary>
    public static LivenessRequest Passive { get; } = new();

    /// <summary>What the host knows of the capture.</summary>
    public CaptureSignals Signals { get; init; } = new();

    /// <summary>What the person was asked to do, in order. Looked for in videos alone.</summary>
    public IReadOnlyList<ActiveChallenge> Challenges { get; init; } = [];

    /// <summary>Whether to draw the outcome onto the picture or the video's best frame.</summary>
    public bool Annotate { get; init; }
}

/// <summary>The outcome of a liveness request.</summary>
/// <param name="Method">How it was judged.</param>
/// <param name="Check">The outcome: passed is live, failed an attack, unknown could not be judged; its reasons say why and what to do.</param>
/// <param name="Face">The face that was judged: the picture's, or the best frame's; null without one.</param>
/// <param name="Video">The video's evidence; null for a picture.</param>
/// <param name="Models">The ids of the networks that were asked.</param>
/// <param name="Annotated">The picture or best frame as JPEG with the outcome drawn on it, where it was asked for and there is one.</param>
public sealed record LivenessReading(
    LivenessMethod Method, Check Check, FaceAnalysis? Face, VideoEvidence? Video, IReadOnlyList<string> Models, byte[]? Annotated);
