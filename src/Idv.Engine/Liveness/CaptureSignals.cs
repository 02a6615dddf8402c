namespace Idv.Engine.Liveness;

/// <summary>What the host knows of how a picture or video was captured. All of it comes from the client and can be forged.</summary>
public sealed record CaptureSignals
{
    /// <summary>The number that the host issued for this capture; null when it issued none.</summary>
    public string? ExpectedNonce { get; init; }

    /// <summary>The number that came back with the capture.</summary>
    public string? Nonce { get; init; }

    /// <summary>The camera's label, as the browser tells it.</summary>
    public string? CameraLabel { get; init; }

    /// <summary>The times between the frames that the page saw, in milliseconds.</summary>
    public IReadOnlyList<double> FrameIntervals { get; init; } = [];
}
