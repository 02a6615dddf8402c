using Idv.Facades.Http;
using Idv.Facades.Signing;
using Idv.Facades.Uqudo.Contracts;
using Idv.Facades.Uqudo.Endpoints;
using Idv.Verifications.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Idv.Facades.Uqudo;

/// <summary>
/// Uqudo's Authorisation, Face and Scan APIs at the vendor's own paths. The host supplies <see cref="UqudoTokens"/>, <see cref="UqudoOptions"/> and the services
/// of faces and verifications.
/// </summary>
/// <param name="tokens">Who is calling.</param>
public sealed class UqudoApi(UqudoTokens tokens) : IFacadeSurface
{
    internal const string TokenPath = "/api/oauth/token";
    internal const string FacePath = "/api/v1/face";
    internal const string ScanPath = "/api/v1/scan";
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    public string Name => ApiNames.Uqudo;

    /// <inheritdoc/>
    public bool Owns(PathString path) =>
        path.StartsWithSegments(TokenPath) || path.StartsWithSegments(FacePath) || path.StartsWithSegments(ScanPath);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        TokenEndpoint.Map(routes);
        FaceEndpoints.Map(routes);
        OneToNEndpoints.Map(routes);
        ScanEndpoint.Map(routes);
    }

    /// <inheritdoc/>
    public async ValueTask<Tenant?> AdmitAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(TokenPath))
        {
            return null;
        }

        var tenant = await AuthenticateAsync(http);
        return UqudoPermissions.For(http.Request.Path) is { } permission && !UqudoPermissions.Of(tenant).Contains(permission)
            ? throw new FaultException(StatusCodes.Status403Forbidden, $"The client lacks the permission {permission}.")
            : tenant;
    }

    /// <inheritdoc/>
    public IResult Fault(HttpContext http, FaultException fault) => Answer(http, fault.Status, fault.Code, fault.Message);

    /// <inheritdoc/>
    public IResult Error(HttpContext http, int status, string detail) => Answer(http, status, code: null, detail);

    private static IResult Answer(HttpContext http, int status, string? code, string detail)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers[HeaderNames.WWWAuthenticate] = Scheme.TrimEnd();
        }

        return http.Request.Path.StartsWithSegments(TokenPath)
            ? Results.Json(new OAuthErrorContract(code ?? OAuthCode(status), detail), statusCode: status)
            : Results.Json(new ErrorContract(code ?? ErrorCode(status), detail), statusCode: status);
    }

    /// <summary>RFC 6749, section 5.2, and for what it does not know, section 4.1.2.1.</summary>
    private static string OAuthCode(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "invalid_client",
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => "temporarily_unavailable",
        >= StatusCodes.Status500InternalServerError => "server_error",
        _ => "invalid_request",
    };

    private static string ErrorCode(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ErrorCodes.InvalidInput,
        StatusCodes.Status401Unauthorized => "UNAUTHORIZED",
        StatusCodes.Status403Forbidden => "FORBIDDEN",
        StatusCodes.Status404NotFound => "NOT_FOUND",
        StatusCodes.Status405MethodNotAllowed => "METHOD_NOT_ALLOWED",
        StatusCodes.Status409Conflict => "CONFLICT",
        StatusCodes.Status413PayloadTooLarge => "PAYLOAD_TOO_LARGE",
        StatusCodes.Status415UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
        StatusCodes.Status429TooManyRequests => "TOO_MANY_REQUESTS",
        StatusCodes.Status503ServiceUnavailable => "SERVICE_UNAVAILABLE",
        _ => "UNEXPECTED_ERROR",
    };

    private async ValueTask<Tenant> AuthenticateAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new FaultException(StatusCodes.Status401Unauthorized, $"Send an access token of {TokenPath} as 'Authorization: Bearer'.");
        }

        var (tenant, fault) = await tokens.AuthenticateAsync(header[Scheme.Length..].Trim(), http.RequestAborted);
        if (tenant is not null)
        {
            return tenant;
        }

        // A token whose time is over is no guess: its holder had a good one.
        if (fault != TokenFault.Expired)
        {
            CallerLimits.ReportBadCredential(http);
        }

        throw new FaultException(
            StatusCodes.Status401Unauthorized, fault == TokenFault.Expired ? "The access token has expired." : "The access token is not valid.");
    }
}
