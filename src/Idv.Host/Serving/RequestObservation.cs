using System.Diagnostics;
using Idv.Facades.Http;
using Idv.Host.Observability;

namespace Idv.Host.Serving;

/// <summary>
/// Gives each request a correlation id (the caller's <c>X-Correlation-Id</c> when it is one, else the trace's), measures it, and logs one line for it. Paths are
/// logged as their route's pattern, never with the values in them.
/// </summary>
internal sealed class RequestObservation(RequestDelegate next, ApiSurfaces surfaces, ILogger<RequestObservation> log)
{
    private const string Header = "X-Correlation-Id";
    private const int LongestId = 64;

    public async Task InvokeAsync(HttpContext http)
    {
        var id = CorrelationId(http);
        http.Response.Headers[Header] = id;
        using var scope = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["CorrelationId"] = id });
        var surface = surfaces.Of(http.Request);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
            RequestInstruments.Record(surface?.Name ?? "operations", http.Request.Method, route, http.Response.StatusCode, elapsed);
            if (surface is not null)
            {
                ApplianceLog.Answered(log, http.Request.Method, route, http.Response.StatusCode, Math.Round(elapsed.TotalMilliseconds, 1));
            }
        }
    }

    private static string CorrelationId(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        return given.Length is > 0 and <= LongestId && given.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? given
            : Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();
    }
}
