using Idv.Verifications.Tenants;

namespace Idv.Verifications.Notifications;

/// <summary>A webhook as it was composed when the event happened. It is written in the event's own transaction.</summary>
public sealed record Notification
{
    /// <summary>The name of this notification; the same on every delivery, so that a receiver can tell duplicates.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that is told.</summary>
    public required string TenantId { get; init; }

    /// <summary>The facade whose protocol (signature, retries, meaning of success) applies.</summary>
    public required string Facade { get; init; }

    /// <summary>The verification that it is about; notifications of one verification and target are delivered in order.</summary>
    public required Guid VerificationId { get; init; }

    /// <summary>The facade's name of the event.</summary>
    public required string Event { get; init; }

    /// <summary>Where it goes.</summary>
    public required string Url { get; init; }

    /// <summary>The body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a facade wants to say about an event.</summary>
/// <param name="Event">The facade's name of the event.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">The body's media type.</param>
public sealed record NotificationDraft(string Event, string Url, ReadOnlyMemory<byte> Body, string ContentType = "application/json");

/// <summary>Composes a facade's webhooks. Every registered format sees every event of every verification and answers with nothing for most.</summary>
public interface INotificationFormat
{
    /// <summary>The facade's name.</summary>
    string Facade { get; }

    /// <summary>What to say about an event. Must be quick and must not touch the network: it runs before the transaction.</summary>
    IEnumerable<NotificationDraft> Compose(Verification verification, VerificationEvent happened, Tenant tenant);
}

/// <summary>How one attempt at a delivery ended.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>Counts from 1 within the notification.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The answer's status, or null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>A stable code of what went wrong; null on success.</summary>
    public string? Fault { get; init; }
}

/// <summary>How far a notification has come.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its first or next attempt.</summary>
    Pending,

    /// <summary>The target accepted it.</summary>
    Delivered,

    /// <summary>Every attempt failed. It stays until somebody asks to resend it.</summary>
    Dead,
}

/// <summary>A notification with the story of its delivery.</summary>
/// <param name="Notification">What is delivered.</param>
/// <param name="Sequence">Its place in the outbox.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="NextAttemptAt">When the next attempt is due; null unless pending.</param>
/// <param name="Target">A name for the host that it goes to; equal for equal hosts of one tenant.</param>
public sealed record OutboxEntry(
    Notification Notification, long Sequence, DeliveryState State, int Attempts, DateTimeOffset? NextAttemptAt, string Target);

/// <summary>How a node takes notifications out of the outbox.</summary>
/// <param name="Owner">The node.</param>
/// <param name="Lease">How long they are this node's; afterwards another may take them.</param>
/// <param name="Limit">The most to take.</param>
/// <param name="LimitPerTarget">The most to take for one target, so that a slow one leaves room for the others.</param>
/// <param name="BusyTargets">Targets to leave out.</param>
public sealed record OutboxClaim(string Owner, TimeSpan Lease, int Limit, int LimitPerTarget, IReadOnlyCollection<string> BusyTargets);

/// <summary>What follows from an attempt.</summary>
/// <param name="State">The state afterwards.</param>
/// <param name="NextAttemptAt">When to try again; only when pending.</param>
public readonly record struct DeliveryOutcome(DeliveryState State, DateTimeOffset? NextAttemptAt);

/// <summary>Notifications that wait for delivery, in the same database as the verifications.</summary>
public interface IOutbox
{
    /// <summary>
    /// Takes due notifications that no other node holds: for each verification and target at most the oldest undelivered one, so that order is kept.
    /// </summary>
    /// <param name="claim">How many, for whom, and which to leave out.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IReadOnlyList<OutboxEntry>> ClaimAsync(OutboxClaim claim, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Writes down an attempt and what follows from it.</summary>
    Task RecordAsync(Guid notificationId, DeliveryAttempt attempt, DeliveryOutcome outcome, CancellationToken cancellation);

    /// <summary>Gives back what this node still holds, so that nothing waits for a lease to run out after a restart.</summary>
    Task ReleaseAsync(string owner, CancellationToken cancellation);

    /// <summary>Makes notifications of a verification due again, whatever their state; only dead ones when <paramref name="deadOnly"/>.</summary>
    /// <returns>How many.</returns>
    Task<int> ResendAsync(string tenantId, Guid verificationId, bool deadOnly, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The notifications of a verification, oldest first.</summary>
    Task<IReadOnlyList<OutboxEntry>> ListAsync(string tenantId, Guid verificationId, CancellationToken cancellation);

    /// <summary>The dead letters of a tenant, oldest first.</summary>
    Task<IReadOnlyList<OutboxEntry>> DeadLettersAsync(string tenantId, int limit, CancellationToken cancellation);

    /// <summary>The attempts at a notification, oldest first.</summary>
    Task<IReadOnlyList<DeliveryAttempt>> AttemptsAsync(Guid notificationId, CancellationToken cancellation);

    /// <summary>How many notifications wait, for metrics.</summary>
    Task<long> CountPendingAsync(CancellationToken cancellation);
}
