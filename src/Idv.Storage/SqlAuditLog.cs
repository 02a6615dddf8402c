using Idv.Verifications.Security;

namespace Idv.Storage;

/// <summary>The audit log in either database.</summary>
internal sealed class SqlAuditLog(Database database) : IAuditLog
{
    private const long LockNumber = 0x1D5_0003;
    private const int PageLength = 1000;

    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            await database.SerializeAsync(session, LockNumber);
            var last = await session.FirstOrDefaultAsync<Row>(
                "SELECT sequence AS Sequence, link AS Link FROM audit_log ORDER BY sequence DESC LIMIT 1");
            var link = last?.Link ?? new byte[32];
            var sequence = last?.Sequence ?? 0;
            foreach (var entry in entries)
            {
                link = entry.Link(link, ++sequence);
                await session.ExecuteAsync(
                    """
                    INSERT INTO audit_log (sequence, at, tenant_id, actor, action, subject, detail, link)
                    VALUES (@sequence, @at, @TenantId, @Actor, @Action, @Subject, @Detail, @link)
                    """,
                    new { sequence, at = Time.ToMicroseconds(entry.At), entry.TenantId, entry.Actor, entry.Action, entry.Subject, entry.Detail, link });
            }
        },
        cancellation);

    public async Task<AuditVerdict> VerifyAsync(string? expectedHead, CancellationToken cancellation)
    {
        var link = new byte[32];
        long count = 0;
        var hasHead = expectedHead is null;
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync<Row>($"SELECT {Columns} FROM audit_log WHERE sequence > @count ORDER BY sequence LIMIT @PageLength", new { count, PageLength }),
                cancellation);
            foreach (var row in rows)
            {
                link = row.ToEntry().Link(link, count + 1);
                if (row.Sequence != count + 1 || !link.AsSpan().SequenceEqual(row.Link))
                {
                    return new AuditVerdict(count, count + 1, Convert.ToHexStringLower(link));
                }

                count++;
                hasHead |= Convert.ToHexStringLower(link) == expectedHead;
            }

            if (rows.Count < PageLength)
            {
                return new AuditVerdict(count, hasHead ? null : count + 1, Convert.ToHexStringLower(link));
            }
        }
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string tenantId, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async session => [.. (await session.QueryAsync<Row>(
                $"SELECT {Columns} FROM audit_log WHERE tenant_id = @tenantId ORDER BY sequence DESC LIMIT @limit", new { tenantId, limit })).Select(row => row.ToEntry())],
            cancellation);

    private const string Columns =
        "sequence AS Sequence, at AS At, tenant_id AS TenantId, actor AS Actor, action AS Action, subject AS Subject, detail AS Detail, link AS Link";

    private sealed class Row
    {
        public long Sequence { get; set; }

        public long At { get; set; }

        public string TenantId { get; set; } = "";

        public string Actor { get; set; } = "";

        public string Action { get; set; } = "";

        public string Subject { get; set; } = "";

        public string? Detail { get; set; }

        public byte[] Link { get; set; } = [];

        public AuditEntry ToEntry() => new(Time.FromMicroseconds(At), TenantId, Actor, Action, Subject, Detail);
    }
}
