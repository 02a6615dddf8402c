using Idv.Verifications.Policies;
using Idv.Verifications.Stores;

namespace Idv.Storage;

/// <summary>Policies in either database, in clear: they name nobody.</summary>
internal sealed class SqlPolicyStore(Database database, TimeProvider clock) : IPolicyStore
{
    public async Task<Policy> SaveAsync(Policy policy, CancellationToken cancellation)
    {
        if (policy.Validate() is [var fault, ..])
        {
            throw new ArgumentException(fault, nameof(policy));
        }

        // Two savings at once both want the next version; the loser takes the one after.
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await database.WriteAsync(session => InsertAsync(session, policy), cancellation);
            }
            catch (Exception conflict) when (tries < 8 && database.IsUniqueViolation(conflict))
            {
                continue;
            }
        }
    }

    public Task<Policy?> LatestAsync(string tenantId, string scope, CancellationToken cancellation) =>
        FindAsync("SELECT content FROM policies WHERE tenant_id = @tenantId AND scope = @key ORDER BY version DESC LIMIT 1", tenantId, scope, cancellation);

    public Task<Policy?> FindAsync(string tenantId, Guid id, CancellationToken cancellation) =>
        FindAsync("SELECT content FROM policies WHERE tenant_id = @tenantId AND id = @key", tenantId, id.ToString(), cancellation);

    private async Task<Policy> InsertAsync(Session session, Policy policy)
    {
        var last = await session.FirstOrDefaultAsync<long>(
            "SELECT COALESCE(MAX(version), 0) FROM policies WHERE tenant_id = @TenantId AND scope = @Scope", new { policy.TenantId, policy.Scope });
        var saved = policy with
        {
            Version = (int)last + 1,
            Id = policy.Id == Guid.Empty ? Guid.CreateVersion7() : policy.Id,
            CreatedAt = clock.GetUtcNow(),
        };
        await session.ExecuteAsync(
            "INSERT INTO policies (id, tenant_id, scope, version, content) VALUES (@id, @TenantId, @Scope, @version, @content)",
            new { id = saved.Id.ToString(), saved.TenantId, saved.Scope, version = (long)saved.Version, content = RecordCodec.ToText(saved) });
        return saved;
    }

    private async Task<Policy?> FindAsync(string sql, string tenantId, string key, CancellationToken cancellation)
    {
        var content = await database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql, new { tenantId, key }), cancellation);
        return content is null ? null : RecordCodec.FromText<Policy>(content);
    }
}
