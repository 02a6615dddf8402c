using System.Threading.Channels;
using Idv.Verifications.Security;

namespace Idv.Facades.Auditing;

/// <summary>
/// Appends to the audit log on behalf of many requests at once: entries that arrive together are written together, and each caller waits until its
/// own is kept. Run <see cref="RunAsync"/> once per process. Thread-safe.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="clock">The time.</param>
public sealed class AuditTrail(IAuditLog log, TimeProvider clock)
{
    private const int LargestBatch = 256;

    private readonly Channel<(AuditEntry Entry, TaskCompletionSource Kept)> _waiting =
        Channel.CreateBounded<(AuditEntry, TaskCompletionSource)>(new BoundedChannelOptions(4096) { SingleReader = true });

    /// <summary>Writes down that somebody saw or changed something.</summary>
    /// <param name="tenantId">Whose data.</param>
    /// <param name="actor">The API that was used.</param>
    /// <param name="action">What was done, such as <c>verification.read</c>.</param>
    /// <param name="subject">The object's id; never a person's name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Idv.Verifications.StoreUnavailableException">It could not be written; the caller must not go on as if it had been.</exception>
    public async Task RecordAsync(string tenantId, string actor, string action, string subject, CancellationToken cancellation)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((new AuditEntry(clock.GetUtcNow(), tenantId, actor, action, subject), kept), cancellation);
        await kept.Task.WaitAsync(cancellation);
    }

    /// <summary>Writes until cancelled, and then what still waits.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var registration = cancellation.Register(() => _waiting.Writer.TryComplete());
        var batch = new List<(AuditEntry Entry, TaskCompletionSource Kept)>(LargestBatch);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            try
            {
                await log.AppendAsync([.. batch.Select(item => item.Entry)], CancellationToken.None);
                batch.ForEach(item => item.Kept.SetResult());
            }
#pragma warning disable CA1031 // The callers are told; the trail goes on with the next batch.
            catch (Exception fault)
            {
                batch.ForEach(item => item.Kept.SetException(fault));
            }
#pragma warning restore CA1031
        }
    }
}
