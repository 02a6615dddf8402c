using System.Diagnostics.Metrics;
using Idv.Host.Galleries;
using Idv.Verifications.Notifications;
using Idv.Verifications.Processing;

namespace Idv.Host.Observability;

/// <summary>Sizes that are looked up when somebody asks: the queue, the outbox, the galleries.</summary>
internal sealed class ApplianceGauges : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Meter _meter = new("Idv.Appliance");

    public ApplianceGauges(WorkQueue queue, IOutbox outbox, GalleryShelf shelf)
    {
        _meter.CreateObservableGauge("idv.queue.waiting", () => queue.Load.Waiting, "{work}", "Pieces of work that wait for their turn.");
        _meter.CreateObservableGauge("idv.queue.running", () => queue.Load.Running, "{work}", "Pieces of work that run.");
        _meter.CreateObservableGauge("idv.queue.workers", () => queue.Load.Workers, "{worker}", "Pieces of work that can run at once.");
        _meter.CreateObservableGauge("idv.webhook.pending", () => Pending(outbox), "{notification}", "Webhooks that wait for delivery.");
        _meter.CreateObservableGauge("idv.gallery.templates", () => shelf.Templates, "{template}", "Templates in open galleries.");
        _meter.CreateObservableGauge("idv.gallery.memory", () => shelf.MemoryBytes, "By", "Memory of open galleries.");
        _meter.CreateObservableGauge("idv.process.memory", () => Environment.WorkingSet, "By", "Memory of the process.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>An outbox that does not answer must not keep the other metrics back.</summary>
    private static IEnumerable<Measurement<long>> Pending(IOutbox outbox)
    {
        using var limit = new CancellationTokenSource(Patience);
        var count = Task.Run(() => outbox.CountPendingAsync(limit.Token), limit.Token);
        try
        {
            return [new Measurement<long>(count.GetAwaiter().GetResult())];
        }
        catch (Exception fault) when (fault is OperationCanceledException or Idv.Verifications.StoreUnavailableException)
        {
            return [];
        }
    }
}
