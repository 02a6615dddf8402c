using Idv.Storage.Keys;
using Idv.Verifications.Notifications;

namespace Idv.Storage;

/// <summary>The outbox in either database.</summary>
internal sealed class SqlOutbox(Database database, KeyRing keys) : IOutbox
{
    private const string Columns =
        """
        o.sequence AS Sequence, o.id AS Id, o.tenant_id AS TenantId, o.facade AS Facade, o.verification_id AS VerificationId, o.event AS Event,
        o.content AS Content, o.created_at AS CreatedAt, o.state AS State, o.attempts AS Attempts, o.next_attempt_at AS NextAttemptAt, o.target AS Target
        """;

    public async Task<IReadOnlyList<OutboxEntry>> ClaimAsync(
        OutboxClaim claim, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await database.WriteAsync(
            async session =>
            {
                // Only the head of each lane may go: as long as it is pending, also while another node has it, the rest of the lane waits.
                var due = await session.QueryAsync<Row>(
                    $"""
                    SELECT {Columns} FROM outbox o WHERE o.sequence IN (
                        SELECT sequence FROM (
                            SELECT o.sequence, o.next_attempt_at, ROW_NUMBER() OVER (PARTITION BY o.target ORDER BY o.next_attempt_at, o.sequence) AS place
                            FROM outbox o
                            WHERE o.state = 0 AND o.next_attempt_at <= @now AND (o.lease_until IS NULL OR o.lease_until < @now)
                            AND NOT ({database.Dialect.In("o.target", "busy")})
                            AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = o.lane AND e.state = 0 AND e.sequence < o.sequence)) ready
                        WHERE place <= @LimitPerTarget ORDER BY next_attempt_at, sequence LIMIT @Limit)
                    AND o.state = 0 AND (o.lease_until IS NULL OR o.lease_until < @now)
                    ORDER BY o.sequence {database.Dialect.SkipLocked}
                    """,
                    new { now = Time.ToMicroseconds(now), claim.Limit, claim.LimitPerTarget, busy = claim.BusyTargets.ToArray() });
                if (due.Count > 0)
                {
                    await session.ExecuteAsync(
                        $"UPDATE outbox SET lease_owner = @Owner, lease_until = @until WHERE {database.Dialect.In("sequence", "sequences")}",
                        new { claim.Owner, until = Time.ToMicroseconds(now + claim.Lease), sequences = due.Select(row => row.Sequence).ToArray() });
                }

                return due;
            },
            cancellation);
        return await OpenAsync(rows, cancellation);
    }

    public Task RecordAsync(Guid notificationId, DeliveryAttempt attempt, DeliveryOutcome outcome, CancellationToken cancellation) =>
        database.WriteAsync(
            async session =>
            {
                var id = notificationId.ToString();
                var count = await session.ExecuteAsync(
                    """
                    UPDATE outbox SET state = @state, attempts = attempts + 1, next_attempt_at = @next, lease_owner = NULL, lease_until = NULL WHERE id = @id
                    """,
                    new { id, state = (long)outcome.State, next = Time.ToMicroseconds(outcome.NextAttemptAt) });
                // It may have been erased while it was under way.
                if (count == 1)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO delivery_attempts (notification_id, number, at, duration, status, fault)
                        SELECT @id, COALESCE(MAX(number), 0) + 1, @at, @duration, @StatusCode, @Fault FROM delivery_attempts WHERE notification_id = @id
                        """,
                        new
                        {
                            id,
                            at = Time.ToMicroseconds(attempt.At),
                            duration = attempt.Duration.Ticks / TimeSpan.TicksPerMicrosecond,
                            StatusCode = (long?)attempt.StatusCode,
                            attempt.Fault,
                        });
                }
            },
            cancellation);

    public Task ReleaseAsync(string owner, CancellationToken cancellation) => database.WriteAsync(
        session => session.ExecuteAsync("UPDATE outbox SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = @owner", new { owner }), cancellation);

    public Task<int> ResendAsync(string tenantId, Guid verificationId, bool deadOnly, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                UPDATE outbox SET state = 0, attempts = 0, next_attempt_at = @now, lease_owner = NULL, lease_until = NULL
                WHERE tenant_id = @tenantId AND verification_id = @id AND (state = 2 OR (state = 1 AND @all = 1))
                """,
                new { tenantId, id = verificationId.ToString(), now = Time.ToMicroseconds(now), all = deadOnly ? 0L : 1L }),
            cancellation);

    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(string tenantId, Guid verificationId, CancellationToken cancellation) => await OpenAsync(
        await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"SELECT {Columns} FROM outbox o WHERE o.tenant_id = @tenantId AND o.verification_id = @id ORDER BY o.sequence",
                new { tenantId, id = verificationId.ToString() }),
            cancellation),
        cancellation);

    public async Task<IReadOnlyList<OutboxEntry>> DeadLettersAsync(string tenantId, int limit, CancellationToken cancellation) => await OpenAsync(
        await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"SELECT {Columns} FROM outbox o WHERE o.tenant_id = @tenantId AND o.state = 2 ORDER BY o.sequence LIMIT @limit", new { tenantId, limit }),
            cancellation),
        cancellation);

    public Task<IReadOnlyList<DeliveryAttempt>> AttemptsAsync(Guid notificationId, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<DeliveryAttempt>>(
            async session =>
            {
                var rows = await session.QueryAsync<AttemptRow>(
                    "SELECT number AS Number, at AS At, duration AS Duration, status AS Status, fault AS Fault FROM delivery_attempts WHERE notification_id = @id ORDER BY number",
                    new { id = notificationId.ToString() });
                return
                [
                    .. rows.Select(row => new DeliveryAttempt
                    {
                        Number = (int)row.Number,
                        At = Time.FromMicroseconds(row.At),
                        Duration = TimeSpan.FromMicroseconds(row.Duration),
                        StatusCode = (int?)row.Status,
                        Fault = row.Fault,
                    }),
                ];
            },
            cancellation);

    public Task<long> CountPendingAsync(CancellationToken cancellation) => database.ReadAsync(
        session => session.FirstOrDefaultAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = 0"), cancellation);

    private async Task<IReadOnlyList<OutboxEntry>> OpenAsync(IReadOnlyList<Row> rows, CancellationToken cancellation)
    {
        var entries = new List<OutboxEntry>(rows.Count);
        foreach (var row in rows)
        {
            var id = Guid.Parse(row.Id);
            var envelope = RecordCodec.Open<SqlVerificationStore.Envelope>(
                await keys.GetAsync(row.TenantId, cancellation), row.Content, SqlVerificationStore.OutboxContext(id));
            var notification = new Notification
            {
                Id = id,
                TenantId = row.TenantId,
                Facade = row.Facade,
                VerificationId = Guid.Parse(row.VerificationId),
                Event = row.Event,
                Url = envelope.Url,
                Body = envelope.Body,
                ContentType = envelope.ContentType,
                CreatedAt = Time.FromMicroseconds(row.CreatedAt),
            };
            entries.Add(new OutboxEntry(
                notification,
                row.Sequence,
                (DeliveryState)row.State,
                (int)row.Attempts,
                row.NextAttemptAt is { } next && row.State == 0 ? Time.FromMicroseconds(next) : null,
                row.Target));
        }

        return entries;
    }

    private sealed class Row
    {
        public long Sequence { get; set; }

        public string Id { get; set; } = "";

        public string TenantId { get; set; } = "";

        public string Facade { get; set; } = "";

        public string VerificationId { get; set; } = "";

        public string Event { get; set; } = "";

        public byte[] Content { get; set; } = [];

        public long CreatedAt { get; set; }

        public long State { get; set; }

        public long Attempts { get; set; }

        public long? NextAttemptAt { get; set; }

        public string Target { get; set; } = "";
    }

    private sealed class AttemptRow
    {
        public long Number { get; set; }

        public long At { get; set; }

        public long Duration { get; set; }

        public long? Status { get; set; }

        public string? Fault { get; set; }
    }
}
