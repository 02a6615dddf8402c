using System.Runtime.CompilerServices;
using Dapper;
using Idv.Storage.Keys;
using Idv.Verifications.People;
using Idv.Verifications.Stores;

namespace Idv.Storage;

/// <summary>Identities in either database.</summary>
internal sealed class SqlIdentityStore(Database database, KeyRing keys) : IIdentityStore
{
    private const int PageLength = 500;

    public async Task SaveAsync(Identity identity, CancellationToken cancellation)
    {
        var tenantKeys = await keys.GetAsync(identity.TenantId, cancellation);
        await database.WriteAsync(session => WriteAsync(session, tenantKeys, identity), cancellation);
    }

    public Task<Identity?> FindAsync(string tenantId, Guid id, CancellationToken cancellation) =>
        FindOneAsync(tenantId, "id = @value", id.ToString(), cancellation);

    public async Task<Identity?> FindByExternalIdAsync(string tenantId, string externalId, CancellationToken cancellation) =>
        await FindOneAsync(tenantId, "external_token = @value", (await keys.GetAsync(tenantId, cancellation)).Token("external", externalId), cancellation);

    public async Task<Page<Identity>> ListAsync(IdentityQuery query, CancellationToken cancellation)
    {
        var tenantKeys = await keys.GetAsync(query.TenantId, cancellation);
        var conditions = new List<string> { "i.tenant_id = @TenantId" };
        var parameters = new DynamicParameters(new
        {
            query.TenantId,
            take = Math.Clamp(query.Take, 1, 1000),
            skip = Math.Max(0, query.Skip),
            from = Time.ToMicroseconds(query.CreatedFrom),
            before = Time.ToMicroseconds(query.CreatedBefore),
        });
        if (query.CreatedFrom is not null)
        {
            conditions.Add("i.created_at >= @from");
        }

        if (query.CreatedBefore is not null)
        {
            conditions.Add("i.created_at < @before");
        }

        if (query.Metadata is not null || query.ClientIds is not null)
        {
            conditions.Add(OfVerification(query, parameters));
        }

        if (query.SearchTerm is { } term && Guid.TryParse(term, out var id))
        {
            conditions.Add("i.id = @searchId");
            parameters.Add("searchId", id.ToString());
        }
        else if (query.SearchTerm is { Length: > 0 } words)
        {
            var count = 0;
            var alternatives = SearchTokens.ForTerm(tenantKeys, words);
            conditions.Add(alternatives.Count > 0 ? "1 = 1" : "1 = 0");
            foreach (var tokens in alternatives)
            {
                conditions.Add($"EXISTS (SELECT 1 FROM search_tokens s WHERE s.owner_id = i.id AND s.tenant_id = i.tenant_id AND {database.Dialect.In("s.token", $"tokens{count}")})");
                parameters.Add($"tokens{count++}", tokens);
            }
        }

        var condition = string.Join(" AND ", conditions);
        return await database.ReadAsync(
            async session =>
            {
                var total = await session.FirstOrDefaultAsync<long>($"SELECT COUNT(*) FROM identities i WHERE {condition}", parameters);
                var rows = await session.QueryAsync<Row>(
                    $"SELECT id AS Id, tenant_id AS TenantId, created_at AS CreatedAt, content AS Content FROM identities i WHERE {condition} ORDER BY created_at DESC, id DESC LIMIT @take OFFSET @skip",
                    parameters);
                return new Page<Identity>([.. rows.Select(row => Open(tenantKeys, row))], total);
            },
            cancellation);
    }

    public async IAsyncEnumerable<Identity> AllAsync(string? tenantId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Page by page from the last one seen: a gallery of millions is never in memory twice, and no read stays open for long.
        var (lastTime, lastId) = (long.MinValue, "");
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync<Row>(
                    """
                    SELECT id AS Id, tenant_id AS TenantId, created_at AS CreatedAt, content AS Content FROM identities
                    WHERE (@tenantId IS NULL OR tenant_id = @tenantId) AND (created_at > @lastTime OR (created_at = @lastTime AND id > @lastId))
                    ORDER BY created_at, id LIMIT @PageLength
                    """,
                    new { tenantId, lastTime, lastId, PageLength }),
                cancellation);
            foreach (var row in rows)
            {
                yield return Open(await keys.GetAsync(row.TenantId, cancellation), row);
            }

            if (rows.Count < PageLength)
            {
                yield break;
            }

            (lastTime, lastId) = (rows[^1].CreatedAt, rows[^1].Id);
        }
    }

    public async Task<bool> EraseAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        var wasThere = await database.WriteAsync(session => DeleteAsync(session, tenantId, id), cancellation);
        await database.ReclaimAsync(cancellation);
        return wasThere;
    }

    internal static string Context(Guid id) => $"identity/{id}";

    internal static async Task<bool> DeleteAsync(Session session, string tenantId, Guid id)
    {
        var parameters = new { id = id.ToString(), tenantId };
        var count = await session.ExecuteAsync("DELETE FROM identities WHERE id = @id AND tenant_id = @tenantId", parameters);
        await session.ExecuteAsync("DELETE FROM search_tokens WHERE owner_id = @id AND tenant_id = @tenantId", parameters);
        return count > 0;
    }

    internal static async Task WriteAsync(Session session, TenantKeys tenantKeys, Identity identity)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO identities (id, tenant_id, created_at, external_token, content) VALUES (@id, @TenantId, @at, @token, @content)
            ON CONFLICT (id) DO UPDATE SET external_token = excluded.external_token, content = excluded.content
            """,
            new
            {
                id = identity.Id.ToString(),
                identity.TenantId,
                at = Time.ToMicroseconds(identity.CreatedAt),
                token = identity.ExternalId is { } externalId ? tenantKeys.Token("external", externalId) : null,
                content = RecordCodec.Seal(tenantKeys, identity, Context(identity.Id)),
            });
        await SqlVerificationStore.WriteTokensAsync(
            session, identity.TenantId, identity.Id, SearchTokens.Of(tenantKeys, [identity.Person], identity.ExternalId));
    }

    private string OfVerification(IdentityQuery query, DynamicParameters parameters)
    {
        var conditions = new List<string> { "v.tenant_id = i.tenant_id", "v.identity_id = i.id" };
        if (query.ClientIds is { } clients)
        {
            conditions.Add(database.Dialect.In("v.client_id", "clients"));
            parameters.Add("clients", clients.ToArray());
        }

        var count = 0;
        foreach (var (name, value) in query.Metadata ?? new Dictionary<string, string>())
        {
            conditions.Add($"EXISTS (SELECT 1 FROM verification_labels l WHERE l.verification_id = v.id AND l.name = @name{count} AND l.value = @value{count})");
            parameters.Add($"name{count}", name);
            parameters.Add($"value{count++}", value);
        }

        return $"EXISTS (SELECT 1 FROM verifications v WHERE {string.Join(" AND ", conditions)})";
    }

    private static Identity Open(TenantKeys tenantKeys, Row row) => RecordCodec.Open<Identity>(tenantKeys, row.Content, Context(Guid.Parse(row.Id)));

    private async Task<Identity?> FindOneAsync(string tenantId, string condition, string value, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<Row>(
                $"SELECT id AS Id, tenant_id AS TenantId, created_at AS CreatedAt, content AS Content FROM identities WHERE {condition} AND tenant_id = @tenantId",
                new { value, tenantId }),
            cancellation);
        return row is null ? null : Open(await keys.GetAsync(tenantId, cancellation), row);
    }

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string TenantId { get; set; } = "";

        public long CreatedAt { get; set; }

        public byte[] Content { get; set; } = [];
    }
}
