using System.Globalization;
using Idv.Verifications;
using Idv.Verifications.Tenants;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Http;

/// <summary>
/// Stands before routing on the paths of every facade: credentials are judged before method, media type and body, and whatever is refused, by
/// routing and by the domain too, leaves in the shape of the vendor whose path it is.
/// </summary>
/// <param name="next">The rest.</param>
/// <param name="surfaces">The APIs.</param>
public sealed class FacadeGate(RequestDelegate next, ApiSurfaces surfaces)
{
    private static readonly object TenantItem = new();

    /// <summary>The tenant whose credentials the request carries.</summary>
    /// <exception cref="InvalidOperationException">The request did not come through the gate: nothing may be done for it.</exception>
    public static Tenant TenantOf(HttpContext http) =>
        http.Items[TenantItem] as Tenant ?? throw new InvalidOperationException("The request has not been admitted.");

    /// <summary>Admits or refuses a request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (surfaces.IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (surfaces.Of(http.Request) is not IFacadeSurface facade)
        {
            await next(http);
            return;
        }

        try
        {
            http.Items[TenantItem] = await facade.AdmitAsync(http);
            await next(http);
            await AnswerUnroutedAsync(http, facade);
        }
        catch (FaultException fault)
        {
            await facade.Fault(http, fault).ExecuteAsync(http);
        }
        catch (BadHttpRequestException malformed)
        {
            await facade.Error(http, malformed.StatusCode, "The request cannot be read.").ExecuteAsync(http);
        }
        catch (RefusedException refusal)
        {
            await facade.Error(http, StatusOf(http, refusal), refusal.Message).ExecuteAsync(http);
        }
        catch (TimeoutException)
        {
            await facade.Error(http, StatusCodes.Status503ServiceUnavailable, "The work took too long and was given up.").ExecuteAsync(http);
        }
    }

    /// <summary>Routing answers these without a body; a handler that answers so has begun its response.</summary>
    private static Task AnswerUnroutedAsync(HttpContext http, IFacadeSurface facade)
    {
        if (http.Response.HasStarted || http.Response.ContentLength is not null)
        {
            return Task.CompletedTask;
        }

        var detail = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound when http.GetEndpoint() is null => "There is no such path.",
            StatusCodes.Status405MethodNotAllowed => $"Allowed here: {http.Response.Headers.Allow}.",
            StatusCodes.Status415UnsupportedMediaType => "The media type of the body is not supported here.",
            _ => null,
        };
        return detail is null ? Task.CompletedTask : facade.Error(http, http.Response.StatusCode, detail).ExecuteAsync(http);
    }

    private static int StatusOf(HttpContext http, RefusedException refusal)
    {
        if (refusal is QueueFullException full)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(full.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return full.TenantOnly ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        }

        return refusal is NotFoundException ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict;
    }
}
