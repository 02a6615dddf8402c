using Idv.Engine.Liveness;

namespace Idv.Engine;

/// <summary>Everything that a person hands in, as the files arrived.</summary>
public sealed record VerificationEvidence
{
    /// <summary>A picture of the document's front, or of a passport's data page.</summary>
    public required ReadOnlyMemory<byte> DocumentFront { get; init; }

    /// <summary>A picture of the document's back; null for documents without one.</summary>
    public ReadOnlyMemory<byte>? DocumentBack { get; init; }

    /// <summary>A picture of the person; null when there is a video instead.</summary>
    public ReadOnlyMemory<byte>? Selfie { get; init; }

    /// <summary>
    /// A short video of the person (MP4, QuickTime or WebM, up to 10 s); null when there is none. Liveness is then judged on it, and its best
    /// frame stands in for a missing selfie.
    /// </summary>
    public ReadOnlyMemory<byte>? Video { get; init; }

    /// <summary>What is asked of the video, and what the host knows of the capture.</summary>
    public LivenessRequest Liveness { get; init; } = LivenessRequest.Passive;

    /// <summary>What the person is expected to be called, in any order of names; null asks for no comparison.</summary>
    public string? ExpectedName { get; init; }

    /// <summary>When the person is expected to have been born; null asks for no comparison.</summary>
    public DateOnly? ExpectedBirthDate { get; init; }
}
