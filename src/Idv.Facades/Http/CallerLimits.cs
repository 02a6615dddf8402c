using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Idv.Facades.Limits;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Http;

/// <summary>
/// Stands before everything else: who is banned or asks for too much is answered 429 with Retry-After, in the shape of the API that was called.
/// Handlers of credentials report bad ones by <see cref="ReportBadCredential"/>.
/// </summary>
/// <param name="next">The rest.</param>
/// <param name="surfaces">The APIs.</param>
/// <param name="bans">Who is banned; null bans nobody.</param>
/// <param name="limiter">The limit of each credential; null limits nobody.</param>
public sealed class CallerLimits(RequestDelegate next, ApiSurfaces surfaces, BanList? bans, RateLimiter? limiter)
{
    private static readonly object BansItem = new();

    /// <summary>Counts a bad credential against the caller's address.</summary>
    public static void ReportBadCredential(HttpContext http)
    {
        if (http.Items[BansItem] is BanList bans && AddressOf(http) is { } address)
        {
            bans.ReportOffence(address);
        }
    }

    /// <summary>Judges a request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (surfaces.Of(http.Request) is not { } surface)
        {
            await next(http);
            return;
        }

        http.Items[BansItem] = bans;
        if (bans is not null && AddressOf(http) is { } address && bans.IsBanned(address, out var remaining))
        {
            await RefuseAsync(http, surface, remaining, "Too many bad credentials came from this address.");
        }
        else if (limiter is not null && !limiter.TryAcquire(CallerOf(http), out var retryAfter))
        {
            await RefuseAsync(http, surface, retryAfter, "Too many requests came with this credential.");
        }
        else
        {
            await next(http);
        }
    }

    private static async Task RefuseAsync(HttpContext http, IApiSurface surface, TimeSpan retryAfter, string detail)
    {
        var seconds = (int)Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await surface.Error(http, StatusCodes.Status429TooManyRequests, $"{detail} Try again in {seconds} seconds.").ExecuteAsync(http);
    }

    private static string? AddressOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? BanList.NameOf(address) : null;

    /// <summary>The credential as it was sent, hashed so that it is not kept; callers without one share their address's bucket.</summary>
    private static string CallerOf(HttpContext http)
    {
        var credential = $"{http.Request.Headers.Authorization}\0{http.Request.Headers["x-api-key"]}\0{http.Request.Headers["API_KEY"]}";
        return credential.Length > 2 ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(credential))) : AddressOf(http) ?? "";
    }
}
