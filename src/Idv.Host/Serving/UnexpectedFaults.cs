using Idv.Facades.Http;
using Idv.Verifications;

namespace Idv.Host.Serving;

/// <summary>
/// Answers what no handler foresaw in the shape of the API that was called: 503 when the store cannot serve, else 500. The log gets the fault's type and the
/// place in our code, never its text.
/// </summary>
internal sealed class UnexpectedFaults(RequestDelegate next, ApiSurfaces surfaces, ILogger<UnexpectedFaults> log)
{
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
#pragma warning disable CA1031 // The last line of defence: whatever it is, the caller gets an answer and the process goes on.
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, fault);
        }
#pragma warning restore CA1031
    }

    private async Task AnswerAsync(HttpContext http, Exception fault)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        var place = fault.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains(" Idv.", StringComparison.Ordinal))?.Trim() ?? "an unknown place";
        ApplianceLog.RequestFault(log, route, fault.GetType().Name, place);
        http.Response.Clear();
        var (status, detail) = fault switch
        {
            StoreUnavailableException => (StatusCodes.Status503ServiceUnavailable, "The database cannot serve now; nothing was changed."),
            BadHttpRequestException bad => (bad.StatusCode, "The request cannot be read."),
            _ => (StatusCodes.Status500InternalServerError, "The failure was logged; nothing of the request was kept."),
        };
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        var answer = surfaces.Of(http.Request)?.Error(http, status, detail) ?? Results.StatusCode(status);
        await answer.ExecuteAsync(http);
    }
}
