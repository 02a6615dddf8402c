using System.Net;
using System.Net.Sockets;

namespace Idv.Facades.Limits;

/// <summary>When an address is banned, and for how long.</summary>
/// <param name="Offences">How many bad credentials within the window.</param>
/// <param name="Window">The window.</param>
/// <param name="Duration">How long the ban lasts.</param>
public sealed record BanRules(int Offences, TimeSpan Window, TimeSpan Duration)
{
    /// <summary>50 bad credentials within a minute ban for a minute.</summary>
    public static BanRules Default { get; } = new(50, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
}

/// <summary>
/// Bans who guesses credentials, for a while: by address (IPv6 by its /64, which is one household or server) and by any other name such as a client id.
/// Keeps a bounded number of offenders. Thread-safe.
/// </summary>
/// <param name="rules">When and for how long.</param>
/// <param name="capacity">The most offenders to remember.</param>
/// <param name="clock">The time.</param>
public sealed class BanList(BanRules rules, int capacity, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly RecentKeys<Record> _records = new(capacity);

    /// <summary>How an address is named in the list.</summary>
    public static string NameOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }

    /// <summary>Whether somebody is banned, and how much longer.</summary>
    public bool IsBanned(string name, out TimeSpan remaining)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            remaining = _records.TryGet(name, out var record) && record.BannedUntil > now ? record.BannedUntil - now : TimeSpan.Zero;
            return remaining > TimeSpan.Zero;
        }
    }

    /// <summary>Counts a bad credential; the one that fills the measure begins the ban.</summary>
    public void ReportOffence(string name)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var record = _records.TryGet(name, out var known) && now - known.WindowStart < rules.Window ? known : new Record(now, 0, default);
            var offences = record.Offences + 1;
            _records.Set(name, offences >= rules.Offences
                ? new Record(now, 0, now + rules.Duration)
                : record with { Offences = offences });
        }
    }

    /// <summary>Forgets the offences of somebody who has proved to be right.</summary>
    public void Forgive(string name)
    {
        lock (_lock)
        {
            _records.Remove(name);
        }
    }

    private readonly record struct Record(DateTimeOffset WindowStart, int Offences, DateTimeOffset BannedUntil);
}
