using System.Diagnostics.Metrics;

namespace Idv.Inference;

/// <summary>What inference tells about itself, under the name <see cref="Name"/>. Nothing is measured unless somebody listens.</summary>
public static class InferenceInstruments
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Idv.Inference";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "idv.model.duration",
        "s",
        "How long one run of a model took.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5] });

    internal static bool IsObserved => Duration.Enabled;

    internal static void Record(KeyValuePair<string, object?> model, TimeSpan time) => Duration.Record(time.TotalSeconds, model);
}
