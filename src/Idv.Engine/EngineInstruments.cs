using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Idv.Engine;

/// <summary>
/// What the engine tells about itself, under the name <see cref="Name"/> for traces and metrics alike. Nothing is recorded unless somebody
/// listens, and nothing names a person.
/// </summary>
public static class EngineInstruments
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Idv.Engine";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> StageTime = Meter.CreateHistogram(
        "idv.engine.stage.duration",
        "s",
        "How long the stages of a verification took.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    internal static void RecordStage(string stage, TimeSpan time) =>
        StageTime.Record(time.TotalSeconds, KeyValuePair.Create<string, object?>("stage", stage));
}
