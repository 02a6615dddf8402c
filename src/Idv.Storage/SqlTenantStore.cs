using Idv.Storage.Blobs;
using Idv.Storage.Keys;
using Idv.Verifications.Stores;
using Idv.Verifications.Tenants;

namespace Idv.Storage;

/// <summary>Tenants in either database, sealed: they hold webhook secrets.</summary>
internal sealed class SqlTenantStore(Database database, KeyRing keys, BlobFolder folder) : ITenantStore
{
    private static readonly string[] Tables =
        ["blobs", "outbox", "search_tokens", "seen_documents", "identities", "idempotency_keys", "policies", "verifications"];

    public async Task SaveAsync(Tenant tenant, CancellationToken cancellation)
    {
        var isSound = tenant.Id.Length is > 0 and <= 64 && tenant.Id.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
        if (!isSound)
        {
            throw new ArgumentException("A tenant's id must be 1 to 64 lower-case letters, digits and hyphens.", nameof(tenant));
        }

        if (tenant.Retention.Validate() is [var fault, ..])
        {
            throw new ArgumentException(fault, nameof(tenant));
        }

        await keys.EnsureAsync(tenant.Id, cancellation);
        var content = RecordCodec.Seal(await keys.GetAsync(tenant.Id, cancellation), tenant, Context(tenant.Id));
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO tenants (id, content) VALUES (@Id, @content) ON CONFLICT (id) DO UPDATE SET content = excluded.content",
                new { tenant.Id, content }),
            cancellation);
    }

    public async Task<Tenant?> FindAsync(string id, CancellationToken cancellation)
    {
        var content = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<byte[]>("SELECT content FROM tenants WHERE id = @id", new { id }), cancellation);
        return content is null ? null : RecordCodec.Open<Tenant>(await keys.GetAsync(id, cancellation), content, Context(id));
    }

    public async Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellation)
    {
        var ids = await database.ReadAsync(session => session.QueryAsync<string>("SELECT id FROM tenants ORDER BY id"), cancellation);
        var tenants = new List<Tenant>(ids.Count);
        foreach (var id in ids)
        {
            if (await FindAsync(id, cancellation) is { } tenant)
            {
                tenants.Add(tenant);
            }
        }

        return tenants;
    }

    public async Task<bool> EraseAsync(string id, CancellationToken cancellation)
    {
        // The keys go in a transaction of their own, first: whatever happens afterwards, nothing can be read any more.
        await database.WriteAsync(session => session.ExecuteAsync("DELETE FROM tenant_keys WHERE tenant_id = @id", new { id }), cancellation);
        keys.Forget(id);
        var (wasThere, blobs) = await database.WriteAsync(
            async session =>
            {
                var files = await session.QueryAsync<string>("SELECT id FROM blobs WHERE tenant_id = @id", new { id });
                foreach (var (table, column) in new[]
                {
                    ("verification_events", "verification_id"), ("verification_labels", "verification_id"),
                })
                {
                    await session.ExecuteAsync($"DELETE FROM {table} WHERE {column} IN (SELECT id FROM verifications WHERE tenant_id = @id)", new { id });
                }

                await session.ExecuteAsync("DELETE FROM delivery_attempts WHERE notification_id IN (SELECT id FROM outbox WHERE tenant_id = @id)", new { id });
                foreach (var table in Tables)
                {
                    await session.ExecuteAsync($"DELETE FROM {table} WHERE tenant_id = @id", new { id });
                }

                return (await session.ExecuteAsync("DELETE FROM tenants WHERE id = @id", new { id }) > 0, files);
            },
            cancellation);
        folder.Delete(blobs.Select(Guid.Parse));
        await database.ReclaimAsync(cancellation);
        return wasThere;
    }

    internal static string Context(string id) => $"tenant/{id}";
}
