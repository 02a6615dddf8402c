using Idv.Facades.Http;
using Idv.Facades.IncodeId.Contracts;
using Idv.Facades.IncodeId.Endpoints;
using Idv.Facades.Signing;
using Idv.Verifications.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Idv.Facades.IncodeId;

/// <summary>
/// Incode ID at the vendor's own paths. A missing or wrong <c>x-api-key</c> is 403, a missing or wrong <c>X-Incode-Hardware-Id</c> 401 wherever one is needed, a
/// missing or wrong <c>api-version</c> 400.
/// </summary>
/// <param name="tokens">What tokens open.</param>
/// <param name="credentials">Whose keys are whose.</param>
/// <param name="clock">The time of errors.</param>
public sealed class IncodeIdApi(IncodeIdTokens tokens, CredentialDirectory credentials, TimeProvider clock) : IFacadeSurface
{
    internal const string Prefix = "/omni/incode-id";
    internal const string ImagePath = Prefix + "/images";
    private const string AuthenticatePath = Prefix + "/authenticate";
    private const string ApiKeyHeader = "x-api-key";
    private const string TokenHeader = "X-Incode-Hardware-Id";
    private static readonly object TokenItem = new();

    /// <inheritdoc/>
    public string Name => ApiNames.IncodeId;

    /// <inheritdoc/>
    public bool Owns(PathString path) => path.StartsWithSegments(Prefix);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        AuthenticateEndpoint.Map(routes);
        ReadingEndpoints.Map(routes);
        ImageEndpoint.Map(routes);
    }

    /// <inheritdoc/>
    public async ValueTask<Tenant?> AdmitAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(ImagePath))
        {
            return null;
        }

        var tenant = await TenantOfKeyAsync(http);
        if (!http.Request.Path.StartsWithSegments(AuthenticatePath))
        {
            http.Items[TokenItem] = await ReadTokenAsync(http, tenant);
        }

        return tenant;
    }

    /// <inheritdoc/>
    public IResult Fault(HttpContext http, FaultException fault) => Error(http, fault.Status, fault.Message);

    /// <inheritdoc/>
    public IResult Error(HttpContext http, int status, string detail) => Results.Json(
        new ErrorContract(
            clock.GetUtcNow().ToUnixTimeMilliseconds(), status, ReasonPhrases.GetReasonPhrase(status), detail, http.Request.PathBase + http.Request.Path),
        statusCode: status);

    /// <summary>The token that a request carries; only where one is needed.</summary>
    internal static IncodeIdToken TokenOf(HttpContext http) =>
        http.Items[TokenItem] as IncodeIdToken ?? throw new InvalidOperationException("The request carries no token.");

    private async ValueTask<Tenant> TenantOfKeyAsync(HttpContext http)
    {
        var key = http.Request.Headers[ApiKeyHeader].ToString();
        if (key.Length == 0)
        {
            throw new FaultException(StatusCodes.Status403Forbidden, $"The header {ApiKeyHeader} is missing.");
        }

        if (await credentials.AuthenticateAsync(ApiNames.IncodeId, "", key, http.RequestAborted) is { } tenant)
        {
            return tenant;
        }

        CallerLimits.ReportBadCredential(http);
        throw new FaultException(StatusCodes.Status403Forbidden, "The API key is not known.");
    }

    private async ValueTask<IncodeIdToken> ReadTokenAsync(HttpContext http, Tenant tenant)
    {
        var text = http.Request.Headers[TokenHeader].ToString();
        if (text.Length == 0)
        {
            throw new FaultException(StatusCodes.Status401Unauthorized, $"The header {TokenHeader} is missing.");
        }

        var (token, fault) = await tokens.ReadAsync(text, http.RequestAborted);
        if (token is not null && token.TenantId == tenant.Id)
        {
            return token;
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
