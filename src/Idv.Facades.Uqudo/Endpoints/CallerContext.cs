using Idv.Verifications;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Uqudo.Endpoints;

/// <summary>With what and from where a request came.</summary>
internal static class CallerContext
{
    private const int LongestUserAgent = 256;

    /// <summary>The context of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="endpoint">The operation.</param>
    public static ClientContext Of(HttpContext http, string endpoint)
    {
        var userAgent = http.Request.Headers.UserAgent.ToString();
        return new ClientContext
        {
            Address = http.Connection.RemoteIpAddress,
            UserAgent = userAgent.Length == 0 ? null : userAgent[..Math.Min(userAgent.Length, LongestUserAgent)],
            Endpoint = endpoint,
        };
    }
}
