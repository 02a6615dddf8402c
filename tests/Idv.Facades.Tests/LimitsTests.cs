using System.Net;
using Idv.Facades.Limits;

namespace Idv.Facades.Tests;

public sealed class LimitsTests
{
    private readonly MovedClock _clock = new();

    [Fact]
    public void A_caller_may_burst_and_then_goes_at_the_rate()
    {
        var limiter = new RateLimiter(new RateLimit(PerSecond: 2, Burst: 3), 100, _clock);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(limiter.TryAcquire("a", out TimeSpan _)));
        Assert.False(limiter.TryAcquire("a", out var retryAfter));
        Assert.Equal(TimeSpan.FromSeconds(0.5), retryAfter);
        Assert.True(limiter.TryAcquire("b", out _));

        _clock.Advance(retryAfter);
        Assert.True(limiter.TryAcquire("a", out _));
        Assert.False(limiter.TryAcquire("a", out _));
    }

    [Fact]
    public void Over_any_time_a_caller_gets_at_most_the_burst_and_the_rate() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 400).ArrayOf().ToArbitrary(), pauses =>
        {
            var clock = new MovedClock();
            var limiter = new RateLimiter(new RateLimit(5, 4), 10, clock);
            var allowed = 0;
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                allowed += limiter.TryAcquire("a", out _) ? 1 : 0;
            }

            return allowed <= 4 + (pauses.Sum() / 1000.0 * 5) + 1e-6;
        }));

    [Fact]
    public void A_million_callers_need_bounded_memory()
    {
        var keys = new RecentKeys<int>(1000);
        for (var i = 0; i < 1_000_000; i++)
        {
            keys.Set($"{i}", i);
        }

        Assert.Equal(1000, keys.Count);
        Assert.True(keys.TryGet("999999", out _));
        Assert.False(keys.TryGet("5", out _));
    }

    [Fact]
    public void Fifty_bad_credentials_within_a_minute_ban_for_a_minute()
    {
        var bans = new BanList(BanRules.Default, 100, _clock);
        for (var i = 0; i < 49; i++)
        {
            bans.ReportOffence("a");
        }

        Assert.False(bans.IsBanned("a", out _));
        bans.ReportOffence("a");

        Assert.True(bans.IsBanned("a", out var remaining));
        Assert.Equal(TimeSpan.FromMinutes(1), remaining);
        Assert.False(bans.IsBanned("b", out _));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(bans.IsBanned("a", out _));
    }

    [Fact]
    public void Bad_credentials_spread_over_minutes_do_not_ban()
    {
        var bans = new BanList(BanRules.Default, 100, _clock);
        for (var i = 0; i < 200; i++)
        {
            bans.ReportOffence("a");
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.False(bans.IsBanned("a", out _));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Addresses_of_one_host_have_one_name(string a, string b, bool isSame) =>
        Assert.Equal(isSame, BanList.NameOf(IPAddress.Parse(a)) == BanList.NameOf(IPAddress.Parse(b)));
}
