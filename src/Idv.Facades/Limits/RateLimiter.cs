namespace Idv.Facades.Limits;

/// <summary>How much a caller may ask for.</summary>
/// <param name="PerSecond">How many requests per second in the long run.</param>
/// <param name="Burst">How many at once after a pause.</param>
public readonly record struct RateLimit(double PerSecond, int Burst);

/// <summary>
/// Limits callers by token buckets, one per caller. Keeps a bounded number of callers: whoever has been quiet longest is forgotten, which gives
/// them a full bucket back that they would nearly have by now. Thread-safe.
/// </summary>
/// <param name="limit">The limit of each caller.</param>
/// <param name="capacity">The most callers to remember.</param>
/// <param name="clock">The time.</param>
public sealed class RateLimiter(RateLimit limit, int capacity, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly RecentKeys<Bucket> _buckets = new(capacity);

    /// <summary>Whether a caller may go on; if not, when it is worth trying again.</summary>
    public bool TryAcquire(string caller, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var bucket = _buckets.TryGet(caller, out var known)
                ? new Bucket(Math.Min(limit.Burst, known.Tokens + (clock.GetElapsedTime(known.At, now).TotalSeconds * limit.PerSecond)), now)
                : new Bucket(limit.Burst, now);
            var isAllowed = bucket.Tokens >= 1;
            _buckets.Set(caller, bucket with { Tokens = bucket.Tokens - (isAllowed ? 1 : 0) });
            retryAfter = isAllowed ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - bucket.Tokens) / limit.PerSecond);
            return isAllowed;
        }
    }

    private readonly record struct Bucket(double Tokens, long At);
}
