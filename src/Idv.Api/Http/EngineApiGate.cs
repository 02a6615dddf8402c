using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Idv.Api.Http;

/// <summary>
/// Stands before routing on <c>/v1</c>: credentials are judged before method, media type and body, as the appliance's contract
/// orders faults, and every refusal leaves as problem details.
/// </summary>
internal sealed class EngineApiGate(RequestDelegate next, IApiKeys keys)
{
    private const string Scheme = "Bearer ";

    private static readonly object TenantItem = new();

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(EngineApi.Prefix))
        {
            await next(http);
            return;
        }

        try
        {
            Authenticate(http);
            await next(http);
            AnswerUnrouted(http);
        }
        catch (ProblemException exception)
        {
            await exception.Problem.ToResult().ExecuteAsync(http);
        }
    }

    /// <summary>The tenant whose key the request carries.</summary>
    public static string TenantOf(HttpContext http) => (string)http.Items[TenantItem]!;

    private static void AnswerUnrouted(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            return;
        }

        // Routing answers these two without a body; a handler that set them would have started the response.
        switch (http.Response.StatusCode)
        {
            case StatusCodes.Status404NotFound:
                throw new ProblemException(new Problem(
                    StatusCodes.Status404NotFound, "not-found", "There is nothing here", "No route of this API has that path; see /docs."));
            case StatusCodes.Status405MethodNotAllowed:
                throw new ProblemException(new Problem(
                    StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The method is not allowed", $"Allowed here: {http.Response.Headers.Allow}."));
        }
    }

    private void Authenticate(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        if (key is not null && keys.TenantOf(key) is { } tenant)
        {
            http.Items[TenantItem] = tenant;
            return;
        }

        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        throw new ProblemException(Problem.Unauthorized(key is null
            ? "Send the header 'Authorization: Bearer <API key>'."
            : "The API key is not known."));
    }
}
