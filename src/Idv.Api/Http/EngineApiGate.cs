using Idv.Facades;
using Idv.Facades.Http;
using Idv.Verifications;
using Idv.Verifications.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Idv.Api.Http;

/// <summary>
/// Stands before routing on <c>/v1</c>: credentials are judged before method, media type and body, as the appliance's contract
/// orders faults, and every refusal leaves as problem details.
/// </summary>
internal sealed class EngineApiGate(RequestDelegate next, CredentialDirectory credentials)
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
            await AuthenticateAsync(http);
            await next(http);
            AnswerUnrouted(http);
        }
        catch (ProblemException exception)
        {
            await exception.Problem.ToResult().ExecuteAsync(http);
        }
        catch (BadHttpRequestException exception)
        {
            await MalformedOf(exception).ToResult().ExecuteAsync(http);
        }
        catch (RefusedException exception)
        {
            await ProblemOf(http, exception).ToResult().ExecuteAsync(http);
        }
    }

    /// <summary>The id of the tenant whose key the request carries.</summary>
    public static string TenantOf(HttpContext http) => ((Tenant)http.Items[TenantItem]!).Id;

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
                throw new ProblemException(Problem.NotFound("No route of this API has that path; see /docs."));
            case StatusCodes.Status405MethodNotAllowed:
                throw new ProblemException(new Problem(
                    StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The method is not allowed", $"Allowed here: {http.Response.Headers.Allow}."));
        }
    }

    /// <summary>What the framework refuses while it binds a body.</summary>
    private static Problem MalformedOf(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status415UnsupportedMediaType => Problem.UnsupportedMediaType(null),
        StatusCodes.Status413PayloadTooLarge => Problem.TooLarge(field: null, EvidenceForm.MaximumRequestBytes),
        _ => Problem.Malformed(exception.InnerException is System.Text.Json.JsonException json
            ? $"The body is not the JSON that this route takes (at {json.Path ?? "$"})."
            : "The body is missing or not the JSON that this route takes."),
    };

    /// <summary>What the domain refuses, in the words of HTTP.</summary>
    private static Problem ProblemOf(HttpContext http, RefusedException refusal)
    {
        switch (refusal)
        {
            case NotFoundException:
                return Problem.NotFound(refusal.Message);
            case IdempotencyConflictException:
                return new Problem(StatusCodes.Status409Conflict, "idempotency-conflict", "The key was used before", refusal.Message, "Idempotency-Key");
            case IllegalTransitionException:
                return new Problem(StatusCodes.Status409Conflict, "illegal-state", "The state does not allow that", refusal.Message);
            case EvidenceMissingException missing:
                return Problem.InvalidField(EvidenceFields.Of(missing.Roles[0]), "missing-field", refusal.Message);
            case QueueFullException full:
                http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(full.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return full.TenantOnly
                    ? new Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests wait", refusal.Message)
                    : new Problem(StatusCodes.Status503ServiceUnavailable, "busy", "The engine is busy", refusal.Message);
            default:
                return new Problem(StatusCodes.Status409Conflict, "conflict", "The request conflicts with another", refusal.Message);
        }
    }

    private async Task AuthenticateAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        if (key is not null && await credentials.AuthenticateAsync(ApiNames.Engine, "", key, http.RequestAborted) is { } tenant)
        {
            http.Items[TenantItem] = tenant;
            return;
        }

        if (key is not null)
        {
            CallerLimits.ReportBadCredential(http);
        }

        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        throw new ProblemException(Problem.Unauthorized(key is null
            ? "Send the header 'Authorization: Bearer <API key>'."
            : "The API key is not known."));
    }
}
