using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Idv.Verifications.Notifications;
using Idv.Verifications.Stores;

namespace Idv.Facades.Webhooks;

/// <summary>How webhooks are sent.</summary>
public sealed record WebhookSenderOptions
{
    /// <summary>The name of this node.</summary>
    public string Node { get; init; } = Environment.MachineName;

    /// <summary>How long one try may take, from the connection to the end of the answer.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many are under way at once.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>How many are under way at once to one host, so that one that hangs leaves room for the others.</summary>
    public int ConcurrencyPerTarget { get; init; } = 8;

    /// <summary>How often the outbox is asked when nothing wakes the sender.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>How a try ended, for logs and metrics.</summary>
/// <param name="Facade">The facade.</param>
/// <param name="Attempt">The try.</param>
/// <param name="Outcome">What follows.</param>
public sealed record WebhookTry(string Facade, DeliveryAttempt Attempt, DeliveryOutcome Outcome);

/// <summary>
/// Delivers what the outbox holds: at least once, in order per verification and target, and never more than a few at a time to one host. A node that dies
/// leaves its notifications to the next one.
/// </summary>
/// <param name="outbox">What is delivered.</param>
/// <param name="tenants">Who is told.</param>
/// <param name="protocols">How each facade does it.</param>
/// <param name="client">A client from <see cref="WebhookTransport"/>.</param>
/// <param name="options">How.</param>
/// <param name="clock">The time.</param>
public sealed class WebhookSender(
    IOutbox outbox, ITenantStore tenants, IEnumerable<IWebhookProtocol> protocols, HttpClient client, WebhookSenderOptions options, TimeProvider clock)
{
    private const int LongestAnswer = 65_536;
    private readonly Dictionary<string, IWebhookProtocol> _protocols = protocols.ToDictionary(protocol => protocol.Facade);
    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private readonly ConcurrentDictionary<string, int> _busy = new();
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Called after every try.</summary>
    public Action<WebhookTry>? Tried { get; init; }

    /// <summary>Called with faults that are no delivery's: an outbox that cannot be read.</summary>
    public Action<Exception>? Faulted { get; init; }

    /// <summary>Tells the sender that there may be something to send, so that it need not wait for its next look.</summary>
    public void Wake()
    {
        // One look serves everybody who has asked for one; two callers at once may cause two, which is harmless.
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    /// <summary>Sends until cancelled; then waits for what is under way. Run it once per process.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var hasReleased = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (!hasReleased)
                {
                    await outbox.ReleaseAsync(options.Node, cancellation);
                    hasReleased = true;
                }

                if (await BeginAsync(cancellation) == 0)
                {
                    await _wake.WaitAsync(options.PollInterval, cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A store that is down now may be up at the next look; the loop must not die.
            catch (Exception fault)
            {
                Faulted?.Invoke(fault);
                await Task.Delay(options.PollInterval, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }

        await Task.WhenAll(_underWay.Values);
    }

    /// <summary>Begins the deliveries that are due and for which there is room.</summary>
    private async Task<int> BeginAsync(CancellationToken cancellation)
    {
        var room = options.Concurrency - _underWay.Count;
        if (room <= 0)
        {
            return 0;
        }

        // A target gets its next ones when all of its last ones have ended: simple, and the limit holds.
        string[] busy = [.. _busy.Keys];
        var claim = new OutboxClaim(options.Node, (2 * options.TimeLimit) + TimeSpan.FromSeconds(10), room, options.ConcurrencyPerTarget, busy);
        var entries = await outbox.ClaimAsync(claim, clock.GetUtcNow(), cancellation);
        foreach (var entry in entries)
        {
            _busy.AddOrUpdate(entry.Target, 1, (_, count) => count + 1);
        }

        foreach (var entry in entries)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[entry.Notification.Id] = done.Task;
            _ = Task.Run(() => DeliverAsync(entry, done), CancellationToken.None);
        }

        return entries.Count;
    }

    private async Task DeliverAsync(OutboxEntry entry, TaskCompletionSource done)
    {
        try
        {
            var attempt = await TryAsync(entry);
            var outcome = Decide(entry, attempt);
            await outbox.RecordAsync(entry.Notification.Id, attempt, outcome, CancellationToken.None);
            WebhookInstruments.Record(entry.Notification.Facade, attempt, outcome);
            Tried?.Invoke(new WebhookTry(entry.Notification.Facade, attempt, outcome));
        }
#pragma warning disable CA1031 // What could not be written down is sent again when the lease runs out: at least once.
        catch (Exception fault)
        {
            Faulted?.Invoke(fault);
        }
#pragma warning restore CA1031
        finally
        {
            Leave(entry.Target);
            _underWay.TryRemove(entry.Notification.Id, out _);
            done.SetResult();
            Wake();
        }
    }

    private void Leave(string target)
    {
        while (_busy.TryGetValue(target, out var count))
        {
            var hasLeft = count == 1
                ? _busy.TryRemove(KeyValuePair.Create(target, 1))
                : _busy.TryUpdate(target, count - 1, count);
            if (hasLeft)
            {
                return;
            }
        }
    }

    private DeliveryOutcome Decide(OutboxEntry entry, DeliveryAttempt attempt)
    {
        if (attempt.Fault is null)
        {
            return new DeliveryOutcome(DeliveryState.Delivered, null);
        }

        var delays = _protocols.TryGetValue(entry.Notification.Facade, out var protocol) ? protocol.RetryDelays : [];
        return entry.Attempts < delays.Count
            ? new DeliveryOutcome(DeliveryState.Pending, clock.GetUtcNow() + delays[entry.Attempts])
            : new DeliveryOutcome(DeliveryState.Dead, null);
    }

    private async Task<DeliveryAttempt> TryAsync(OutboxEntry entry)
    {
        var at = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        int? status = null;
        string? fault;
        using var limit = new CancellationTokenSource(options.TimeLimit, clock);
        try
        {
            (status, fault) = await SendAsync(entry.Notification, at, limit.Token);
        }
        catch (OperationCanceledException)
        {
            fault = "timeout";
        }
        catch (HttpRequestException refused) when (refused.GetBaseException() is TargetRefusedException)
        {
            fault = "target_refused";
        }
        catch (HttpRequestException failed)
        {
            fault = failed.GetBaseException() is SocketException ? "connection_failed" : "protocol_error";
        }
#pragma warning disable CA1031 // A protocol that fails to sign must not block the lane for ever: it is a failed try like any other.
        catch (Exception failed)
        {
            Faulted?.Invoke(failed);
            fault = "not_sent";
        }
#pragma warning restore CA1031

        return new DeliveryAttempt
        {
            Number = entry.Attempts + 1,
            At = at,
            Duration = clock.GetElapsedTime(started),
            StatusCode = status,
            Fault = fault,
        };
    }

    private async Task<(int? Status, string? Fault)> SendAsync(Notification notification, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!_protocols.TryGetValue(notification.Facade, out var protocol))
        {
            return (null, "facade_unknown");
        }

        var tenant = await tenants.FindAsync(notification.TenantId, cancellation);
        if (tenant is null)
        {
            return (null, "tenant_unknown");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, notification.Url) { Content = new ReadOnlyMemoryContent(notification.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(notification.ContentType);
        await protocol.PrepareAsync(request, notification, tenant, now, client, cancellation);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var status = (int)response.StatusCode;
        var body = await ReadAsync(response, cancellation);
        return status is >= 300 and < 400 ? (status, "redirect_refused")
            : protocol.IsSuccess(response.StatusCode, body) ? (status, null)
            : (status, "not_acknowledged");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return buffer.AsMemory(0, length);
    }
}
