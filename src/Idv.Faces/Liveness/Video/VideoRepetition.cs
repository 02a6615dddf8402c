namespace Idv.Faces.Liveness.Video;

/// <summary>
/// Tells a video in which nothing moves, and one in which a stretch comes again, forwards (a loop) or backwards (a boomerang). Cameras that
/// look at people give neither: the six real videos that the limits were checked on have a ratio of 4.7 and more where a looped one has 1
/// (docs/liveness.md).
/// </summary>
internal static class VideoRepetition
{
    /// <summary>The largest difference from the first frame, in grey levels, up to which nothing moves: noise and compression.</summary>
    private const float FrozenDifference = 0.8f;

    /// <summary>Frames that come again differ by at most this many times what neighbours do.</summary>
    private const float RepeatedToNeighbours = 1.5f;

    /// <summary>And by at most this share of what the frames of the stretch do among themselves: holding still twice is no loop.</summary>
    private const float RepeatedToStretch = 0.25f;

    /// <summary>Differences below this, in grey levels, are rounding.</summary>
    private const float Rounding = 0.05f;

    /// <summary>The least number of frames of which anything is said.</summary>
    private const int LeastFrames = 10;

    /// <summary>The least number of frames, and share of all frames, that must come again.</summary>
    private const int LeastRepeated = 8;
    private const double LeastRepeatedShare = 0.15;

    /// <summary>The least share of pairs mirrored in time, half of the video: a head that turns and comes back mirrors a part of it.</summary>
    private const double LeastMirroredShare = 0.25;

    /// <summary>Whether no frame differs from the first by more than noise.</summary>
    public static bool IsFrozen(IReadOnlyList<float[]> signatures) =>
        signatures.Count >= LeastFrames && signatures.Skip(1).All(signature => FrameSignature.Difference(signatures[0], signature) <= FrozenDifference);

    /// <summary>Whether a stretch of at least 0.4 s comes again.</summary>
    /// <param name="signatures">One for each frame.</param>
    /// <param name="times">When each frame is shown.</param>
    public static bool IsLooped(IReadOnlyList<float[]> signatures, IReadOnlyList<TimeSpan> times)
    {
        var count = signatures.Count;
        if (count < LeastFrames || IsFrozen(signatures))
        {
            return false;
        }

        var differences = new float[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                differences[i, j] = FrameSignature.Difference(signatures[i], signatures[j]);
            }
        }

        var neighbours = Median(Enumerable.Range(0, count - 1).Select(i => differences[i, i + 1]));
        var limit = Math.Max(Rounding, neighbours * RepeatedToNeighbours);
        var repeated = Math.Max(LeastRepeated, (int)(count * LeastRepeatedShare));
        var framesPerSecond = (count - 1) / Math.Max(0.001, (times[^1] - times[0]).TotalSeconds);
        var shortest = Math.Max(4, (int)Math.Ceiling(0.4 * framesPerSecond));
        for (var lag = shortest; count - lag >= repeated; lag++)
        {
            var shift = lag;
            if (ComesAgain(0, count - shift, i => differences[i, i + shift]))
            {
                return true;
            }
        }

        // Mirrored in time about the frame or the gap at sum / 2; the frames next to the turn are alike in any video.
        var mirrored = Math.Max(LeastRepeated, (int)(count * LeastMirroredShare));
        for (var sum = 2 * mirrored; sum <= (2 * count) - (2 * mirrored); sum++)
        {
            var first = Math.Max(0, sum - count + 1);
            var last = (sum - shortest) / 2;
            var mirror = sum;
            if (last - first + 1 >= mirrored && ComesAgain(first, last - first + 1, i => differences[i, mirror - i]))
            {
                return true;
            }
        }

        return false;

        bool ComesAgain(int first, int length, Func<int, float> difference)
        {
            var again = Median(Enumerable.Range(first, length).Select(difference));
            return again <= limit && again <= RepeatedToStretch * Median(
                Enumerable.Range(first, length).SelectMany(i => Enumerable.Range(i + 1, first + length - i - 1).Select(j => differences[i, j])));
        }
    }

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? float.PositiveInfinity : sorted[sorted.Length / 2];
    }
}
