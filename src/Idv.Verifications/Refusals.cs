namespace Idv.Verifications;

/// <summary>The caller asked for something that the state of things does not allow; the message may be shown to the caller.</summary>
public abstract class RefusedException(string message) : Exception(message);

/// <summary>A verification was asked to go where its state does not lead. Facades answer 409 with <see cref="Current"/>.</summary>
/// <param name="verificationId">The verification.</param>
/// <param name="current">The state that it is in and stays in.</param>
/// <param name="attempted">What was attempted, for people: "go to Completed", "add evidence".</param>
public sealed class IllegalTransitionException(Guid verificationId, VerificationState current, string attempted)
    : RefusedException($"The verification {verificationId} is {current}: it cannot {attempted}.")
{
    /// <summary>The verification.</summary>
    public Guid VerificationId { get; } = verificationId;

    /// <summary>The state that the verification is in.</summary>
    public VerificationState Current { get; } = current;
}

/// <summary>Something that was named does not exist for this tenant. Another tenant's objects do not exist for it either.</summary>
/// <param name="kind">What was looked for, for people: "verification", "identity".</param>
/// <param name="id">The name that was given.</param>
public sealed class NotFoundException(string kind, string id) : RefusedException($"There is no {kind} {id}.")
{
    /// <summary>What was looked for.</summary>
    public string Kind { get; } = kind;
}

/// <summary>An idempotency key was replayed with a different request.</summary>
/// <param name="key">The key.</param>
public sealed class IdempotencyConflictException(string key)
    : RefusedException($"The idempotency key {key} was already used with a different request.");

/// <summary>The work cannot be taken now: the queue is full. Facades answer 429 or 503 with Retry-After.</summary>
/// <param name="retryAfter">When it is worth trying again.</param>
/// <param name="tenantOnly">Whether only this tenant's share is full (429) or the machine's whole queue (503).</param>
public sealed class QueueFullException(TimeSpan retryAfter, bool tenantOnly)
    : RefusedException($"The queue is full; try again in {Math.Ceiling(retryAfter.TotalSeconds)} s.")
{
    /// <summary>When it is worth trying again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>True when this tenant has used up its share; false when the machine has no room for anybody.</summary>
    public bool TenantOnly { get; } = tenantOnly;
}

/// <summary>Somebody else changed the verification since it was read. The lifecycle reads again and retries; callers rarely see this.</summary>
/// <param name="verificationId">The verification.</param>
public sealed class ConcurrentChangeException(Guid verificationId)
    : RefusedException($"The verification {verificationId} was changed by somebody else at the same time.");

/// <summary>The store cannot serve now: locked, read-only, full or unreachable. Nothing of the change was kept.</summary>
/// <param name="message">What is wrong and what the operator can do.</param>
/// <param name="inner">The provider's error.</param>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
