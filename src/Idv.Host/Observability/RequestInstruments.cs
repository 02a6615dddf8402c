using System.Diagnostics.Metrics;

namespace Idv.Host.Observability;

/// <summary>What the HTTP side tells about itself. Routes are patterns; nothing names a tenant, a person or an object.</summary>
internal static class RequestInstruments
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Idv.Host";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "idv.http.duration",
        "s",
        "How long requests took, by API, route and status.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });

    public static void Record(string api, string method, string route, int status, TimeSpan time) => Duration.Record(
        time.TotalSeconds,
        KeyValuePair.Create<string, object?>("api", api),
        KeyValuePair.Create<string, object?>("method", method),
        KeyValuePair.Create<string, object?>("route", route),
        KeyValuePair.Create<string, object?>("status", status));
}
