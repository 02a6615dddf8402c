using Idv.Engine.Checks;

namespace Idv.Engine.Liveness;

/// <summary>
/// Signs that a capture did not come from a camera. A heuristic: each sign is something that honest clients do not do, and a careful attacker
/// shows none of them. They ask for a person's look; a wrong nonce alone is refused, because the host itself issued the right one.
/// </summary>
internal static class InjectionSigns
{
    /// <summary>Words in the labels of programs that pretend to be a camera.</summary>
    private static readonly string[] VirtualCameras =
        ["virtual", "obs", "manycam", "v4l2loopback", "dummy video", "fake_device", "fake device", "snap camera", "xsplit", "camtwist", "splitcam", "droidcam", "mmhmm"];

    /// <summary>Fewer intervals say nothing.</summary>
    private const int LeastIntervals = 10;

    /// <summary>The least relative deviation of the intervals: a camera's clock and a browser's scheduling never agree better.</summary>
    private const double LeastJitter = 0.001;

    /// <summary>The signs; empty when there are none.</summary>
    public static IEnumerable<CheckReason> Of(CaptureSignals signals, EvidenceRole role)
    {
        if (NonceDiffers(signals))
        {
            yield return Sign("The capture does not carry the nonce that was issued for it.", role);
        }

        if (signals.CameraLabel is { } label && VirtualCameras.Any(word => label.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Sign("The camera's label is that of a virtual camera.", role);
        }

        if (signals.FrameIntervals.Any(interval => !(interval > 0)))
        {
            yield return Sign("Frames arrived without time between them.", role);
        }
        else if (signals.FrameIntervals.Count >= LeastIntervals && Jitter(signals.FrameIntervals) < LeastJitter)
        {
            yield return Sign("Frames arrived more regularly than a camera's do.", role);
        }
    }

    /// <summary>Whether the host issued a nonce and the capture came without it.</summary>
    public static bool NonceDiffers(CaptureSignals signals) =>
        signals.ExpectedNonce is { } expected && !string.Equals(expected, signals.Nonce, StringComparison.Ordinal);

    private static CheckReason Sign(string message, EvidenceRole role) => new(ReasonCodes.Injection, message, role);

    private static double Jitter(IReadOnlyList<double> intervals)
    {
        var mean = intervals.Average();
        return Math.Sqrt(intervals.Average(interval => (interval - mean) * (interval - mean))) / mean;
    }
}
