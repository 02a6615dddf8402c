using System.Diagnostics;
using System.Diagnostics.Metrics;
using Idv.Verifications.Reports;

namespace Idv.Verifications.Processing;

/// <summary>
/// What processing tells about itself, under the name <see cref="Name"/> for traces and metrics alike. Nothing is recorded unless somebody listens.
/// Tags never name a person, a tenant or a verification.
/// </summary>
public static class ProcessingInstruments
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Idv.Verifications";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> WaitTime = Meter.CreateHistogram(
        "idv.queue.wait", "s", "How long work waited for its turn.", advice: Buckets(0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30));

    private static readonly Histogram<double> RunTime = Meter.CreateHistogram(
        "idv.queue.run", "s", "How long work ran.", advice: Buckets(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30));

    private static readonly Counter<long> Completed = Meter.CreateCounter<long>(
        "idv.verifications.completed", "{verification}", "Verifications that were completed, by kind and decision.");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "idv.queue.refused", "{request}", "Requests that found the queue full, by whose share was full.");

    internal static void RecordWait(TimeSpan time) => WaitTime.Record(time.TotalSeconds);

    internal static void RecordRun(TimeSpan time) => RunTime.Record(time.TotalSeconds);

    internal static void RecordRefusal(bool tenantOnly) => Refused.Add(1, KeyValuePair.Create<string, object?>("share", tenantOnly ? "tenant" : "all"));

    internal static void RecordCompletion(VerificationKind kind, Decision decision) => Completed.Add(
        1, KeyValuePair.Create<string, object?>("kind", kind.ToString()), KeyValuePair.Create<string, object?>("decision", decision.ToString()));

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
