using Idv.Verifications.Notifications;
using Idv.Verifications.People;
using Idv.Verifications.Reports;
using Idv.Verifications.Retention;

namespace Idv.Verifications.Stores;

/// <summary>A caller's own name for a request, so that repeating it does nothing twice.</summary>
/// <param name="Key">The name.</param>
/// <param name="RequestHash">A hash of the request; the same key with another hash is refused.</param>
public sealed record IdempotencyKey(string Key, string RequestHash);

/// <summary>One change of one verification: all of it is kept, or nothing.</summary>
public sealed record VerificationChange
{
    /// <summary>The verification afterwards; its revision is one more than <see cref="ExpectedRevision"/>.</summary>
    public required Verification After { get; init; }

    /// <summary>The revision that was read; 0 for a new verification.</summary>
    public required int ExpectedRevision { get; init; }

    /// <summary>What happened.</summary>
    public IReadOnlyList<VerificationEvent> Events { get; init; } = [];

    /// <summary>Whom to tell.</summary>
    public IReadOnlyList<Notification> Notifications { get; init; } = [];

    /// <summary>Blobs that become part of the verification.</summary>
    public IReadOnlyList<StoredBlob> AddedBlobs { get; init; } = [];

    /// <summary>Whether every blob of the verification goes, with the bodies of its notifications.</summary>
    public bool RemovesPersonalData { get; init; }

    /// <summary>An identity to insert or replace, or null.</summary>
    public Identity? SavedIdentity { get; init; }

    /// <summary>By what the verification's document is to be recognised when it comes again, or null.</summary>
    public SeenDocument? Seen { get; init; }

    /// <summary>The caller's name for the request, or null.</summary>
    public IdempotencyKey? IdempotencyKey { get; init; }
}

/// <summary>Which verifications to list; every member that is null does not restrict.</summary>
public sealed record VerificationQuery
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The most to return, 1 to 1,000.</summary>
    public int Take { get; init; } = 50;

    /// <summary>How many to leave out first.</summary>
    public int Skip { get; init; }

    /// <summary>Kinds.</summary>
    public IReadOnlyList<VerificationKind>? Kinds { get; init; }

    /// <summary>Facades.</summary>
    public IReadOnlyList<string>? Facades { get; init; }

    /// <summary>States.</summary>
    public IReadOnlyList<VerificationState>? States { get; init; }

    /// <summary>Clients.</summary>
    public IReadOnlyList<string>? ClientIds { get; init; }

    /// <summary>The tenant's names of applicants.</summary>
    public IReadOnlyList<string>? ExternalUserIds { get; init; }

    /// <summary>Identities, as subject or as result.</summary>
    public IReadOnlyList<Guid>? IdentityIds { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Whether the standing decision is approval.</summary>
    public bool? Approved { get; init; }

    /// <summary>Labels that must all be there.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Words, each the beginning (at least 2 characters) of a word of a name, an external id, or the verification's id.</summary>
    public string? SearchTerm { get; init; }
}

/// <summary>A part of a longer list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The part, newest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total);

/// <summary>A verification that waits for examination.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="VerificationId">Which.</param>
public readonly record struct WaitingVerification(string TenantId, Guid VerificationId);

/// <summary>Keeps verifications. Every write is durable when its task ends.</summary>
public interface IVerificationStore
{
    /// <summary>Keeps a change, with its events and notifications, in one transaction.</summary>
    /// <exception cref="ConcurrentChangeException">The verification has another revision by now.</exception>
    /// <exception cref="IdempotencyConflictException">The key was used for another request.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot serve; nothing was kept.</exception>
    Task CommitAsync(VerificationChange change, CancellationToken cancellation);

    /// <summary>The verification of this tenant, or null.</summary>
    Task<Verification?> FindAsync(string tenantId, Guid id, CancellationToken cancellation);

    /// <summary>The verification that a key was used for, or null.</summary>
    /// <exception cref="IdempotencyConflictException">The key was used for another request.</exception>
    Task<Verification?> FindByKeyAsync(string tenantId, IdempotencyKey key, CancellationToken cancellation);

    /// <summary>
    /// The perceptual hashes of the portraits with which a document's number was seen in other verifications of the tenant, newest first, 64 at most.
    /// </summary>
    Task<IReadOnlyList<ulong>> FindSeenPortraitsAsync(string tenantId, string number, Guid except, CancellationToken cancellation);

    /// <summary>A part of a tenant's verifications, newest first.</summary>
    Task<Page<Verification>> ListAsync(VerificationQuery query, CancellationToken cancellation);

    /// <summary>What happened to a verification, oldest first.</summary>
    Task<IReadOnlyList<VerificationEvent>> EventsAsync(string tenantId, Guid id, CancellationToken cancellation);

    /// <summary>Verifications that wait for examination and that no node holds, oldest first but taking turns between tenants.</summary>
    Task<IReadOnlyList<WaitingVerification>> FindWaitingAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>Takes a waiting verification for this node.</summary>
    /// <returns>How often it has been taken, from 1; 0 when another node holds it or it no longer waits.</returns>
    Task<int> LeaseAsync(WaitingVerification waiting, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Gives back what a node held, after its restart.</summary>
    Task ReleaseLeasesAsync(string owner, CancellationToken cancellation);

    /// <summary>Verifications whose time has run out before they were submitted, and face sessions of any state whose time is over.</summary>
    Task<IReadOnlyList<WaitingVerification>> FindOverdueAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>Verifications of a tenant that a retention rule applies to.</summary>
    Task<IReadOnlyList<Guid>> FindAgedAsync(string tenantId, RetentionRule rule, DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>
    /// Forgets a verification: its record, events, notifications, blobs, keys for repeating, and the identity that it alone enrolled.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> EraseAsync(string tenantId, Guid id, CancellationToken cancellation);

    /// <summary>Makes the database give up the space of what was deleted, so that its bytes are gone from files and logs.</summary>
    Task ReclaimAsync(CancellationToken cancellation);
}
