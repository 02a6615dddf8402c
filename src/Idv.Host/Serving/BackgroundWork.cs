using Idv.Facades.Auditing;
using Idv.Facades.Webhooks;
using Idv.Host.Settings;
using Idv.Storage;
using Idv.Verifications.Processing;
using Idv.Verifications.Retention;

namespace Idv.Host.Serving;

/// <summary>
/// What runs beside the requests: examination, webhooks, retention and the audit trail. It begins once the models are loaded and ends after the last
/// request, because requests wait for its results.
/// </summary>
internal sealed class BackgroundWork(
    VerificationProcessor processor,
    WebhookSender sender,
    RetentionSweep retention,
    AuditTrail audit,
    DataStore data,
    ApplianceSettings settings,
    ILogger<BackgroundWork> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _working = Task.CompletedTask;

    /// <summary>Begins the work.</summary>
    public void Begin() => _working = Task.WhenAll(
        processor.RunAsync(_stopping.Token), sender.RunAsync(_stopping.Token), SweepAsync(_stopping.Token), audit.RunAsync(_stopping.Token));

    /// <inheritdoc/>
    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private async Task SweepAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var result = await retention.RunOnceAsync(cancellation);
                var orphans = await data.Maintenance.SweepOrphansAsync(cancellation);
                if (result.Anonymized + result.Erased + orphans > 0)
                {
                    ApplianceLog.Swept(log, result.Anonymized, result.Erased, orphans);
                }
            }
#pragma warning disable CA1031 // The next sweep tries again; a store that is down must not end the sweeping.
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                ApplianceLog.BackgroundFault(log, "retention", fault.GetType().Name);
            }
#pragma warning restore CA1031
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(settings.Retention.SweepInterval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
