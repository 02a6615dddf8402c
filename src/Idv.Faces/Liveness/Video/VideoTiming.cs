namespace Idv.Faces.Liveness.Video;

/// <summary>When the frames of a video are shown.</summary>
/// <param name="Frames">How many were read.</param>
/// <param name="Duration">From the first to the last.</param>
/// <param name="FramesPerSecond">Their mean rate; 0 for fewer than two.</param>
/// <param name="LongestGap">The longest time between two.</param>
/// <param name="OutOfOrder">How many are not shown later than the one before.</param>
public sealed record VideoTiming(int Frames, TimeSpan Duration, double FramesPerSecond, TimeSpan LongestGap, int OutOfOrder)
{
    private const double SlowestRate = 5;
    private const double FastestRate = 125;
    private static readonly TimeSpan LongestAllowedGap = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether no camera works like that: fewer than 5 or more than 125 frames in a second, a gap of more than a second, or frames that are not
    /// shown one after the other. Browsers' recorders pause and drop frames, so that it is a reason to look and not an attack.
    /// </summary>
    public bool IsUnusual => Frames >= 2
        && (FramesPerSecond is < SlowestRate or > FastestRate || LongestGap > LongestAllowedGap || OutOfOrder > 0);

    /// <summary>Measures times in the order in which frames were read.</summary>
    public static VideoTiming Of(IReadOnlyList<TimeSpan> times)
    {
        if (times.Count < 2)
        {
            return new VideoTiming(times.Count, TimeSpan.Zero, 0, TimeSpan.Zero, 0);
        }

        var (longest, outOfOrder) = (TimeSpan.Zero, 0);
        for (var i = 1; i < times.Count; i++)
        {
            var gap = times[i] - times[i - 1];
            longest = gap > longest ? gap : longest;
            outOfOrder += gap <= TimeSpan.Zero ? 1 : 0;
        }

        var duration = times[^1] - times[0];
        return new VideoTiming(
            times.Count, duration, duration > TimeSpan.Zero ? (times.Count - 1) / duration.TotalSeconds : 0, longest, outOfOrder);
    }
}
