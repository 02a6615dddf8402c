using Idv.Facades.Auditing;
using Idv.Facades.Webhooks;
using Idv.Host.Settings;
using Idv.Storage;
using Idv.Verifications.Processing;
using Idv.Verifications.Retention;

namespace Idv.Host.Serving;

/// <summary>
/// What runs beside the requests: examination, webhooks, retention and the audit trail. The trail begins with the server; the rest begins once the models
/// are loaded, and everything ends after the last request, because requests wait for its results.
/// </summary>
internal sealed class BackgroundWork(IServiceProvider services, AuditTrail audit, ILogger<BackgroundWork> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _auditing = Task.CompletedTask;
    private Task _working = Task.CompletedTask;

    /// <summary>Begins everything that needs the models.</summary>
    public void Begin() => _working = Task.WhenAll(
        services.GetRequiredService<VerificationProcessor>().RunAsync(_stopping.Token),
        services.GetRequiredService<WebhookSender>().RunAsync(_stopping.Token),
        SweepAsync(services.GetRequiredService<RetentionSweep>(), services.GetRequiredService<DataStore>(), services.GetRequiredService<ApplianceSettings>(), _stopping.Token));

    /// <inheritdoc/>
    Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        _auditing = audit.RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_working, _auditing).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private async Task SweepAsync(RetentionSweep retention, DataStore data, ApplianceSettings settings, CancellationToken cancellation)
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
