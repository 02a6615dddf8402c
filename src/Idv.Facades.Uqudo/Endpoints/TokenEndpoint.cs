using System.Text;
using Idv.Facades.Http;
using Idv.Facades.Uqudo.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Idv.Facades.Uqudo.Endpoints;

/// <summary><c>POST /api/oauth/token</c>: the client credentials grant (RFC 6749, section 4.4).</summary>
internal static class TokenEndpoint
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string GrantType = "client_credentials";
    private const int LongestForm = 16 * 1024;
    private const string Basic = "Basic ";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(UqudoApi.TokenPath, Issue)
        .WithGroupName(ApiNames.Uqudo).WithTags("Authorisation")
        .WithName("UqudoToken").WithSummary("Issues an access token")
        .Accepts<TokenForm>(FormType)
        .Produces<TokenContract>()
        .Produces<OAuthErrorContract>(StatusCodes.Status400BadRequest)
        .Produces<OAuthErrorContract>(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> Issue(HttpContext http, UqudoTokens tokens, CredentialDirectory credentials)
    {
        RequestBody.RequireMediaType(http.Request, FormType);
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(await RequestBody.ReadAsync(http.Request, LongestForm)));
        var (clientId, secret) = FromHeader(http.Request) ?? (One(form, "client_id"), One(form, "client_secret"));
        if (clientId is null || secret is null)
        {
            throw new FaultException(StatusCodes.Status401Unauthorized, "client_id and client_secret are required.", "invalid_client");
        }

        if (await credentials.AuthenticateAsync(ApiNames.Uqudo, clientId, secret, http.RequestAborted) is not { } tenant)
        {
            CallerLimits.ReportBadCredential(http);
            throw new FaultException(StatusCodes.Status401Unauthorized, "The client is not known or its secret is wrong.", "invalid_client");
        }

        return One(form, "grant_type") switch
        {
            GrantType => await AnswerAsync(http, await tokens.IssueAsync(tenant, clientId, http.RequestAborted)),
            null => throw new FaultException(StatusCodes.Status400BadRequest, "grant_type is required.", "invalid_request"),
            _ => throw new FaultException(StatusCodes.Status400BadRequest, $"The only grant_type is {GrantType}.", "unsupported_grant_type"),
        };
    }

    private static Task<IResult> AnswerAsync(HttpContext http, TokenContract token)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        return Task.FromResult(Results.Json(token));
    }

    private static string? One(Dictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var values)
        ? values is [{ Length: > 0 } value] ? value
            : values.Count > 1 ? throw new FaultException(StatusCodes.Status400BadRequest, $"{name} was sent twice.", "invalid_request")
            : null
        : null;

    /// <summary>Clients may also say who they are by HTTP Basic (RFC 6749, section 2.3.1).</summary>
    private static (string? ClientId, string? Secret)? FromHeader(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var pair = Base64Text.Decode(header[Basic.Length..]) is { } bytes ? Encoding.UTF8.GetString(bytes).Split(':', 2) : [];
        return pair is [var name, var secret] ? (Uri.UnescapeDataString(name), Uri.UnescapeDataString(secret)) : (null, null);
    }
}
