using Idv.Facades.Http;
using Idv.Verifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Idv.Facades.IncodeId.Endpoints;

/// <summary>What every request must have, beside its credentials.</summary>
internal static class IncodeIdRequest
{
    private const string VersionHeader = "api-version";
    private const string Version = "1.0";
    private const int LongestUserAgent = 256;

    /// <summary>Requires that the caller takes JSON.</summary>
    /// <exception cref="FaultException">406: it does not.</exception>
    public static void RequireJsonAccepted(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return;
        }

        if (!accepted.Any(type => type.Quality is not 0 && (type.MatchesAllTypes || (type.Type == "application" && (type.MatchesAllSubTypes || type.SubType == "json")))))
        {
            throw new FaultException(StatusCodes.Status406NotAcceptable, "Only application/json is answered.");
        }
    }

    /// <summary>Requires the version header.</summary>
    /// <exception cref="FaultException">400: it is missing or wrong.</exception>
    public static void RequireVersion(HttpRequest request)
    {
        var version = request.Headers[VersionHeader].ToString();
        if (version != Version)
        {
            throw new FaultException(
                StatusCodes.Status400BadRequest,
                version.Length == 0 ? $"The header {VersionHeader} is missing." : $"The header {VersionHeader} must be {Version}.");
        }
    }

    /// <summary>With what and from where a request came.</summary>
    public static ClientContext Context(HttpContext http, string endpoint)
    {
        var userAgent = http.Request.Headers.UserAgent.ToString();
        return new ClientContext
        {
            Address = http.Connection.RemoteIpAddress,
            UserAgent = userAgent.Length == 0 ? null : userAgent[..Math.Min(userAgent.Length, LongestUserAgent)],
            Endpoint = endpoint,
        };
    }

    /// <summary>The members that every operation's description has.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> faults)
    {
        route.WithGroupName(ApiNames.IncodeId).WithTags("Incode ID").WithName(name).WithSummary(summary)
            .Produces<Contracts.ErrorContract>(StatusCodes.Status400BadRequest)
            .Produces<Contracts.ErrorContract>(StatusCodes.Status403Forbidden)
            .Produces<Contracts.ErrorContract>(StatusCodes.Status406NotAcceptable)
            .Produces<Contracts.ErrorContract>(StatusCodes.Status500InternalServerError);
        foreach (var fault in faults)
        {
            route.Produces<Contracts.ErrorContract>(fault);
        }

        return route;
    }
}
