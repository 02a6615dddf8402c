using System.Diagnostics.Metrics;
using Idv.Verifications.Notifications;

namespace Idv.Facades.Webhooks;

/// <summary>What the sending of webhooks tells about itself. Tags never name a tenant or a target.</summary>
public static class WebhookInstruments
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Idv.Webhooks";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "idv.webhook.duration", "s", "How long tries took, by facade and how they ended.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10] });

    private static readonly Counter<long> Dead = Meter.CreateCounter<long>(
        "idv.webhook.dead", "{notification}", "Notifications whose last try failed, by facade.");

    internal static void Record(string facade, DeliveryAttempt attempt, DeliveryOutcome outcome)
    {
        var facadeTag = KeyValuePair.Create<string, object?>("facade", facade);
        Duration.Record(attempt.Duration.TotalSeconds, facadeTag, KeyValuePair.Create<string, object?>("outcome", attempt.Fault ?? "delivered"));
        if (outcome.State == DeliveryState.Dead)
        {
            Dead.Add(1, facadeTag);
        }
    }
}
