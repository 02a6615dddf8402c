namespace Idv.Storage;

/// <summary>Times as the databases keep them: microseconds since 1970 in UTC.</summary>
internal static class Time
{
    public static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? ToMicroseconds(DateTimeOffset? time) => time is { } known ? ToMicroseconds(known) : null;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
