using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Tenants;

namespace Idv.Verifications.Stores;

/// <summary>Which identities to list.</summary>
public sealed record IdentityQuery
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The most to return, 1 to 1,000.</summary>
    public int Take { get; init; } = 50;

    /// <summary>How many to leave out first.</summary>
    public int Skip { get; init; }

    /// <summary>Enrolled at or after.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Enrolled before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Labels that one of the identity's verifications must all have; null does not restrict.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Clients of which one must have asked for one of the identity's verifications; null does not restrict.</summary>
    public IReadOnlyList<string>? ClientIds { get; init; }

    /// <summary>Words, each the beginning of a word of a name, an external id, or the identity's id.</summary>
    public string? SearchTerm { get; init; }
}

/// <summary>Keeps identities.</summary>
public interface IIdentityStore
{
    /// <summary>Inserts or replaces an identity.</summary>
    Task SaveAsync(Identity identity, CancellationToken cancellation);

    /// <summary>An identity of this tenant, or null.</summary>
    Task<Identity?> FindAsync(string tenantId, Guid id, CancellationToken cancellation);

    /// <summary>The identity with the tenant's own name for the person, or null.</summary>
    Task<Identity?> FindByExternalIdAsync(string tenantId, string externalId, CancellationToken cancellation);

    /// <summary>A part of a tenant's identities, newest first.</summary>
    Task<Page<Identity>> ListAsync(IdentityQuery query, CancellationToken cancellation);

    /// <summary>Every identity of every tenant or of one, oldest first, for loading galleries.</summary>
    IAsyncEnumerable<Identity> AllAsync(string? tenantId, CancellationToken cancellation);

    /// <summary>Forgets an identity with its templates.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> EraseAsync(string tenantId, Guid id, CancellationToken cancellation);
}

/// <summary>Keeps policies; a saved version never changes.</summary>
public interface IPolicyStore
{
    /// <summary>Saves a policy as the next version of its scope and returns it as saved.</summary>
    Task<Policy> SaveAsync(Policy policy, CancellationToken cancellation);

    /// <summary>The newest version of a scope, or null.</summary>
    Task<Policy?> LatestAsync(string tenantId, string scope, CancellationToken cancellation);

    /// <summary>One very version, or null.</summary>
    Task<Policy?> FindAsync(string tenantId, Guid id, CancellationToken cancellation);
}

/// <summary>Keeps tenants.</summary>
public interface ITenantStore
{
    /// <summary>Inserts or replaces a tenant; the first time, its keys are made.</summary>
    Task SaveAsync(Tenant tenant, CancellationToken cancellation);

    /// <summary>A tenant, or null.</summary>
    Task<Tenant?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>All tenants, by name.</summary>
    Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellation);

    /// <summary>Forgets a tenant: its keys first, so that nothing of it can be read any more, then everything else.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> EraseAsync(string id, CancellationToken cancellation);
}
