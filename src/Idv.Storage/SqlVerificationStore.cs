using Dapper;
using Idv.Storage.Blobs;
using Idv.Storage.Keys;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.People;
using Idv.Verifications.Reports;
using Idv.Verifications.Retention;
using Idv.Verifications.Stores;

namespace Idv.Storage;

/// <summary>Verifications in either database.</summary>
internal sealed class SqlVerificationStore(Database database, KeyRing keys, BlobFolder folder) : IVerificationStore
{
    private const string SeenNumber = "document-number";

    public async Task CommitAsync(VerificationChange change, CancellationToken cancellation)
    {
        var tenantKeys = await keys.GetAsync(change.After.TenantId, cancellation);
        try
        {
            var removed = await database.WriteAsync(session => WriteAsync(session, tenantKeys, change), cancellation);
            folder.Delete(removed);
        }
        catch (Exception fault) when (database.IsUniqueViolation(fault))
        {
            throw new ConcurrentChangeException(change.After.Id);
        }
    }

    public async Task<Verification?> FindAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        var content = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<byte[]>(
                "SELECT content FROM verifications WHERE id = @id AND tenant_id = @tenantId", new { id = id.ToString(), tenantId }),
            cancellation);
        return content is null ? null : RecordCodec.Open<Verification>(await keys.GetAsync(tenantId, cancellation), content, Context(id));
    }

    public async Task<Verification?> FindByKeyAsync(string tenantId, IdempotencyKey key, CancellationToken cancellation)
    {
        var tenantKeys = await keys.GetAsync(tenantId, cancellation);
        var row = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<KeyRow>(
                "SELECT request_hash AS RequestHash, verification_id AS VerificationId FROM idempotency_keys WHERE tenant_id = @tenantId AND token = @token",
                new { tenantId, token = tenantKeys.Token("idempotency", key.Key) }),
            cancellation);
        return row is null ? null
            : row.RequestHash == tenantKeys.Token("request", key.RequestHash) ? await FindAsync(tenantId, Guid.Parse(row.VerificationId), cancellation)
            : throw new IdempotencyConflictException(key.Key);
    }

    public async Task<IReadOnlyList<ulong>> FindSeenPortraitsAsync(string tenantId, string number, Guid except, CancellationToken cancellation)
    {
        var tenantKeys = await keys.GetAsync(tenantId, cancellation);
        var rows = await database.ReadAsync(
            session => session.QueryAsync<ContentRow>(
                """
                SELECT verification_id AS Id, content AS Content FROM seen_documents
                WHERE tenant_id = @tenantId AND number_token = @token AND verification_id <> @except ORDER BY verification_id DESC LIMIT 64
                """,
                new { tenantId, token = tenantKeys.Token(SeenNumber, number), except = except.ToString() }),
            cancellation);
        return [.. rows.Select(row => RecordCodec.Open<SeenPortrait>(tenantKeys, row.Content, SeenContext(row.Id)).Hash)];
    }

    public async Task<Page<Verification>> ListAsync(VerificationQuery query, CancellationToken cancellation)
    {
        var tenantKeys = await keys.GetAsync(query.TenantId, cancellation);
        var (condition, parameters) = Restrict(query, tenantKeys);
        parameters.Add("take", Math.Clamp(query.Take, 1, 1000));
        parameters.Add("skip", Math.Max(0, query.Skip));
        return await database.ReadAsync(
            async session =>
            {
                var total = await session.FirstOrDefaultAsync<long>($"SELECT COUNT(*) FROM verifications v WHERE {condition}", parameters);
                var rows = await session.QueryAsync<ContentRow>(
                    $"SELECT id AS Id, content AS Content FROM verifications v WHERE {condition} ORDER BY created_at DESC, id DESC LIMIT @take OFFSET @skip", parameters);
                return new Page<Verification>(
                    [.. rows.Select(row => RecordCodec.Open<Verification>(tenantKeys, row.Content, Context(Guid.Parse(row.Id))))], total);
            },
            cancellation);
    }

    public Task<IReadOnlyList<VerificationEvent>> EventsAsync(string tenantId, Guid id, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<VerificationEvent>>(
            async session =>
            {
                var rows = await session.QueryAsync<EventRow>(
                    """
                    SELECT e.number AS Number, e.at AS At, e.type AS Type, e.from_state AS FromState, e.to_state AS ToState, e.endpoint AS Endpoint
                    FROM verification_events e JOIN verifications v ON v.id = e.verification_id
                    WHERE e.verification_id = @id AND v.tenant_id = @tenantId ORDER BY e.number
                    """,
                    new { id = id.ToString(), tenantId });
                return
                [
                    .. rows.Select(row => new VerificationEvent
                    {
                        Number = (int)row.Number,
                        At = Time.FromMicroseconds(row.At),
                        Type = row.Type,
                        From = (VerificationState?)row.FromState,
                        To = (VerificationState)row.ToState,
                        Endpoint = row.Endpoint,
                    }),
                ];
            },
            cancellation);

    public Task<IReadOnlyList<WaitingVerification>> FindWaitingAsync(DateTimeOffset now, int limit, CancellationToken cancellation) =>
        FindManyAsync(
            """
            SELECT tenant_id AS TenantId, id AS Id FROM (
                SELECT tenant_id, id, state_changed_at, ROW_NUMBER() OVER (PARTITION BY tenant_id ORDER BY state_changed_at) AS turn
                FROM verifications WHERE state = 2 AND (lease_until IS NULL OR lease_until < @now)) waiting
            ORDER BY turn, state_changed_at LIMIT @limit
            """,
            now,
            limit,
            cancellation);

    public Task<int> LeaseAsync(
        WaitingVerification waiting, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation) =>
        database.WriteAsync(
            async session => (int)await session.FirstOrDefaultAsync<long>(
                """
                UPDATE verifications SET lease_owner = @owner, lease_until = @until, tries = tries + 1
                WHERE id = @id AND tenant_id = @TenantId AND state = 2 AND (lease_until IS NULL OR lease_until < @now) RETURNING tries
                """,
                new
                {
                    id = waiting.VerificationId.ToString(),
                    waiting.TenantId,
                    owner,
                    now = Time.ToMicroseconds(now),
                    until = Time.ToMicroseconds(until),
                }),
            cancellation);

    public Task ReleaseLeasesAsync(string owner, CancellationToken cancellation) => database.WriteAsync(
        session => session.ExecuteAsync("UPDATE verifications SET lease_owner = NULL, lease_until = NULL WHERE state = 2 AND lease_owner = @owner", new { owner }),
        cancellation);

    public Task<IReadOnlyList<WaitingVerification>> FindOverdueAsync(DateTimeOffset now, int limit, CancellationToken cancellation) =>
        FindManyAsync(
            "SELECT tenant_id AS TenantId, id AS Id FROM verifications WHERE (state < 2 OR kind = 3) AND expires_at <= @now ORDER BY expires_at LIMIT @limit",
            now,
            limit,
            cancellation);

    public async Task<IReadOnlyList<Guid>> FindAgedAsync(
        string tenantId, RetentionRule rule, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var ids = await database.ReadAsync(
            session => session.QueryAsync<string>(
                "SELECT id FROM verifications WHERE tenant_id = @tenantId AND state = @state AND state_changed_at <= @before ORDER BY state_changed_at LIMIT @limit",
                new { tenantId, state = (long)rule.State, before = Time.ToMicroseconds(now - rule.Age), limit }),
            cancellation);
        return [.. ids.Select(Guid.Parse)];
    }

    public async Task<bool> EraseAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        var verification = await FindAsync(tenantId, id, cancellation);
        if (verification is null)
        {
            return false;
        }

        var tenantKeys = await keys.GetAsync(tenantId, cancellation);
        var removed = await database.WriteAsync(
            async session =>
            {
                var blobs = await RemovePersonalDataAsync(session, id);
                var parameters = new { id = id.ToString(), tenantId };
                foreach (var table in new[] { "verification_events", "verification_labels", "idempotency_keys" })
                {
                    await session.ExecuteAsync($"DELETE FROM {table} WHERE verification_id = @id", parameters);
                }

                await session.ExecuteAsync("DELETE FROM verifications WHERE id = @id AND tenant_id = @tenantId", parameters);
                await DetachIdentityAsync(session, tenantKeys, verification);
                return blobs;
            },
            cancellation);
        folder.Delete(removed);
        return true;
    }

    public Task ReclaimAsync(CancellationToken cancellation) => database.ReclaimAsync(cancellation);

    internal static string Context(Guid id) => $"verification/{id}";

    internal static string SeenContext(string verificationId) => $"seen/{verificationId}";

    /// <summary>The sealed part of a row of seen documents.</summary>
    internal sealed record SeenPortrait(ulong Hash);

    /// <summary>The sealed part of an outbox row.</summary>
    internal sealed record Envelope(string Url, string ContentType, ReadOnlyMemory<byte> Body);

    internal static string OutboxContext(Guid id) => $"notification/{id}";

    private (string Condition, DynamicParameters Parameters) Restrict(VerificationQuery query, TenantKeys tenantKeys)
    {
        var conditions = new List<string> { "v.tenant_id = @tenantId" };
        var parameters = new DynamicParameters();
        parameters.Add("tenantId", query.TenantId);
        var dialect = database.Dialect;
        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            parameters.Add(name, value);
        }

        if (query.Kinds is { } kinds)
        {
            Add(dialect.In("v.kind", "kinds"), "kinds", kinds.Select(kind => (long)kind).ToArray());
        }

        if (query.Facades is { } facades)
        {
            Add(dialect.In("v.facade", "facades"), "facades", facades.ToArray());
        }

        if (query.States is { } states)
        {
            Add(dialect.In("v.state", "states"), "states", states.Select(state => (long)state).ToArray());
        }

        if (query.ClientIds is { } clients)
        {
            Add(dialect.In("v.client_id", "clients"), "clients", clients.ToArray());
        }

        if (query.ExternalUserIds is { } users)
        {
            Add(dialect.In("v.external_user_token", "users"), "users", users.Select(user => tenantKeys.Token("external", user)).ToArray());
        }

        if (query.IdentityIds is { } identities)
        {
            Add($"({dialect.In("v.identity_id", "identities")} OR {dialect.In("v.subject_identity_id", "identities")})", "identities", identities.Select(id => id.ToString()).ToArray());
        }

        if (query.CreatedFrom is { } from)
        {
            Add("v.created_at >= @from", "from", Time.ToMicroseconds(from));
        }

        if (query.CreatedBefore is { } before)
        {
            Add("v.created_at < @before", "before", Time.ToMicroseconds(before));
        }

        if (query.Approved is { } approved)
        {
            Add("v.approved = @approved", "approved", approved ? 1L : 0L);
        }

        var count = 0;
        foreach (var (name, value) in query.Metadata ?? new Dictionary<string, string>())
        {
            conditions.Add($"EXISTS (SELECT 1 FROM verification_labels l WHERE l.verification_id = v.id AND l.name = @name{count} AND l.value = @value{count})");
            parameters.Add($"name{count}", name);
            parameters.Add($"value{count++}", value);
        }

        if (query.SearchTerm is { } term && Guid.TryParse(term, out var id))
        {
            Add("v.id = @searchId", "searchId", id.ToString());
        }
        else if (query.SearchTerm is { Length: > 0 } words)
        {
            var alternatives = SearchTokens.ForTerm(tenantKeys, words);
            conditions.Add(alternatives.Count > 0 ? "1 = 1" : "1 = 0");
            foreach (var tokens in alternatives)
            {
                conditions.Add($"EXISTS (SELECT 1 FROM search_tokens s WHERE s.owner_id = v.id AND s.tenant_id = v.tenant_id AND {dialect.In("s.token", $"tokens{count}")})");
                parameters.Add($"tokens{count++}", tokens);
            }
        }

        return (string.Join(" AND ", conditions), parameters);
    }

    private static async Task<IReadOnlyList<Guid>> RemovePersonalDataAsync(Session session, Guid verificationId)
    {
        var parameters = new { id = verificationId.ToString() };
        var blobs = await session.QueryAsync<string>("DELETE FROM blobs WHERE verification_id = @id RETURNING id", parameters);
        await session.ExecuteAsync(
            "DELETE FROM delivery_attempts WHERE notification_id IN (SELECT id FROM outbox WHERE verification_id = @id)", parameters);
        await session.ExecuteAsync("DELETE FROM outbox WHERE verification_id = @id", parameters);
        await session.ExecuteAsync("DELETE FROM search_tokens WHERE owner_id = @id", parameters);
        await session.ExecuteAsync("DELETE FROM seen_documents WHERE verification_id = @id", parameters);
        return [.. blobs.Select(Guid.Parse)];
    }

    private static async Task WriteNotificationAsync(Session session, TenantKeys tenantKeys, Notification notification)
    {
        var envelope = new Envelope(notification.Url, notification.ContentType, notification.Body);
        await session.ExecuteAsync(
            """
            INSERT INTO outbox (id, tenant_id, facade, verification_id, lane, target, event, content, created_at, next_attempt_at)
            VALUES (@id, @TenantId, @Facade, @verificationId, @lane, @target, @Event, @content, @at, @at)
            """,
            new
            {
                id = notification.Id.ToString(),
                notification.TenantId,
                notification.Facade,
                verificationId = notification.VerificationId.ToString(),
                // What shares a lane is delivered in order; two targets of one verification do not wait for each other.
                lane = tenantKeys.Token($"lane/{notification.VerificationId}", notification.Url),
                target = tenantKeys.Token("target", Uri.TryCreate(notification.Url, UriKind.Absolute, out var uri) ? uri.Authority : notification.Url),
                notification.Event,
                content = RecordCodec.Seal(tenantKeys, envelope, OutboxContext(notification.Id)),
                at = Time.ToMicroseconds(notification.CreatedAt),
            });
    }

    private static async Task DetachIdentityAsync(Session session, TenantKeys tenantKeys, Verification verification)
    {
        if (verification.IdentityId is not { } identityId || verification.Kind != VerificationKind.DocumentAndFace)
        {
            return;
        }

        var content = await session.FirstOrDefaultAsync<byte[]>("SELECT content FROM identities WHERE id = @id", new { id = identityId.ToString() });
        if (content is null)
        {
            return;
        }

        var identity = RecordCodec.Open<Identity>(tenantKeys, content, SqlIdentityStore.Context(identityId));
        var others = identity.VerificationIds.Where(id => id != verification.Id).ToArray();
        if (others.Length == 0)
        {
            await SqlIdentityStore.DeleteAsync(session, identity.TenantId, identityId);
        }
        else
        {
            var blobs = verification.Evidence.Select(evidence => evidence.BlobId).ToHashSet();
            await SqlIdentityStore.WriteAsync(session, tenantKeys, identity with
            {
                VerificationIds = others,
                Templates = [.. identity.Templates.Where(template => template.EvidenceBlobId is not { } blob || !blobs.Contains(blob))],
            });
        }
    }

    private static object Columns(Verification verification, TenantKeys tenantKeys, int expectedRevision) => new
    {
        id = verification.Id.ToString(),
        verification.TenantId,
        kind = (long)verification.Kind,
        verification.Facade,
        state = (long)verification.State,
        revision = (long)verification.Revision,
        expected = (long)expectedRevision,
        createdAt = Time.ToMicroseconds(verification.CreatedAt),
        changedAt = Time.ToMicroseconds(verification.StateChangedAt),
        expiresAt = Time.ToMicroseconds(verification.ExpiresAt),
        approved = verification.Decision is { } decision ? decision == Decision.Approved ? 1L : 0L : (long?)null,
        verification.ClientId,
        userToken = verification.ExternalUserId is { } user ? tenantKeys.Token("external", user) : null,
        subjectId = verification.SubjectIdentityId?.ToString(),
        identityId = verification.IdentityId?.ToString(),
        content = RecordCodec.Seal(tenantKeys, verification, Context(verification.Id)),
    };

    private async Task<IReadOnlyList<Guid>> WriteAsync(Session session, TenantKeys tenantKeys, VerificationChange change)
    {
        var verification = change.After;
        var columns = Columns(verification, tenantKeys, change.ExpectedRevision);
        var sql = change.ExpectedRevision == 0
            ? """
              INSERT INTO verifications (id, tenant_id, kind, facade, state, revision, created_at, state_changed_at, expires_at, approved, client_id,
                  external_user_token, subject_identity_id, identity_id, content)
              VALUES (@id, @TenantId, @kind, @Facade, @state, @revision, @createdAt, @changedAt, @expiresAt, @approved, @ClientId,
                  @userToken, @subjectId, @identityId, @content)
              """
            : """
              UPDATE verifications SET state = @state, revision = @revision, state_changed_at = @changedAt, expires_at = @expiresAt, approved = @approved,
                  client_id = @ClientId, external_user_token = @userToken, subject_identity_id = @subjectId, identity_id = @identityId, content = @content,
                  lease_owner = CASE WHEN @state = 2 THEN lease_owner END, lease_until = CASE WHEN @state = 2 THEN lease_until END
              WHERE id = @id AND tenant_id = @TenantId AND revision = @expected
              """;
        if (await session.ExecuteAsync(sql, columns) != 1)
        {
            throw new ConcurrentChangeException(verification.Id);
        }

        IReadOnlyList<Guid> removed = change.RemovesPersonalData ? await RemovePersonalDataAsync(session, verification.Id) : [];
        await WriteEventsAsync(session, change);
        await WriteLabelsAsync(session, verification, isNew: change.ExpectedRevision == 0);
        if (!change.RemovesPersonalData && IsSearchChanged(change))
        {
            await WriteTokensAsync(session, tenantKeys, verification);
        }

        foreach (var blob in change.AddedBlobs)
        {
            await session.ExecuteAsync(
                "INSERT INTO blobs (id, tenant_id, verification_id, length, media_type, sealed_key) VALUES (@id, @TenantId, @verificationId, @Length, @MediaType, @key)",
                new { id = blob.Id.ToString(), blob.TenantId, verificationId = verification.Id.ToString(), blob.Length, blob.MediaType, key = blob.SealedKey.ToArray() });
        }

        if (change.SavedIdentity is { } identity)
        {
            await SqlIdentityStore.WriteAsync(session, tenantKeys, identity);
        }

        if (change.Seen is { } seen)
        {
            await WriteSeenAsync(session, tenantKeys, verification, seen);
        }

        if (change.IdempotencyKey is { } key)
        {
            await session.ExecuteAsync(
                "INSERT INTO idempotency_keys (tenant_id, token, request_hash, verification_id) VALUES (@TenantId, @token, @RequestHash, @id)",
                new { verification.TenantId, token = tenantKeys.Token("idempotency", key.Key), RequestHash = tenantKeys.Token("request", key.RequestHash), id = verification.Id.ToString() });
        }

        foreach (var notification in change.Notifications)
        {
            await WriteNotificationAsync(session, tenantKeys, notification);
        }

        return removed;
    }

    private static Task WriteSeenAsync(Session session, TenantKeys tenantKeys, Verification verification, SeenDocument seen)
    {
        var id = verification.Id.ToString();
        return session.ExecuteAsync(
            """
            INSERT INTO seen_documents (verification_id, tenant_id, number_token, content) VALUES (@id, @TenantId, @token, @content)
            ON CONFLICT (verification_id) DO UPDATE SET number_token = excluded.number_token, content = excluded.content
            """,
            new
            {
                id,
                verification.TenantId,
                token = tenantKeys.Token(SeenNumber, seen.Number),
                content = RecordCodec.Seal(tenantKeys, new SeenPortrait(seen.PortraitHash), SeenContext(id)),
            });
    }

    /// <summary>Names come with the creation, with a form, and with the report; other changes leave the tokens as they are.</summary>
    private static bool IsSearchChanged(VerificationChange change) => change.ExpectedRevision == 0
        || change.Events.Any(happened => happened.Type is VerificationEvents.DetailsChanged or VerificationEvents.Completed);

    private static async Task WriteEventsAsync(Session session, VerificationChange change)
    {
        if (change.Events.Count == 0)
        {
            return;
        }

        var id = change.After.Id.ToString();
        var last = change.ExpectedRevision == 0 ? 0 : await session.FirstOrDefaultAsync<long>(
            "SELECT COALESCE(MAX(number), 0) FROM verification_events WHERE verification_id = @id", new { id });
        foreach (var happened in change.Events)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO verification_events (verification_id, number, at, type, from_state, to_state, endpoint)
                VALUES (@id, @number, @at, @Type, @from, @to, @Endpoint)
                """,
                new
                {
                    id,
                    number = ++last,
                    at = Time.ToMicroseconds(happened.At),
                    happened.Type,
                    from = (long?)happened.From,
                    to = (long)happened.To,
                    happened.Endpoint,
                });
        }
    }

    private static async Task WriteLabelsAsync(Session session, Verification verification, bool isNew)
    {
        var id = verification.Id.ToString();
        foreach (var (name, value) in verification.Metadata)
        {
            await session.ExecuteAsync(
                isNew
                    ? "INSERT INTO verification_labels (verification_id, name, value) VALUES (@id, @name, @value)"
                    : "INSERT INTO verification_labels (verification_id, name, value) VALUES (@id, @name, @value) ON CONFLICT (verification_id, name) DO UPDATE SET value = excluded.value",
                new { id, name, value });
        }
    }

    private static async Task WriteTokensAsync(Session session, TenantKeys tenantKeys, Verification verification)
    {
        var people = new[] { verification.ReferenceData, verification.Form, verification.Report?.Documents.FirstOrDefault()?.Holder() };
        await WriteTokensAsync(session, verification.TenantId, verification.Id, SearchTokens.Of(tenantKeys, people, verification.ExternalUserId));
    }

    internal static async Task WriteTokensAsync(Session session, string tenantId, Guid ownerId, IReadOnlyCollection<string> tokens)
    {
        var id = ownerId.ToString();
        if (tokens.Count > 0)
        {
            await session.ExecuteAsync("DELETE FROM search_tokens WHERE owner_id = @id", new { id });
            var values = string.Join(", ", tokens.Select((_, i) => $"(@tenantId, @t{i}, @id)"));
            var parameters = new DynamicParameters(new { tenantId, id });
            var i = 0;
            foreach (var token in tokens)
            {
                parameters.Add($"t{i++}", token);
            }

            await session.ExecuteAsync($"INSERT INTO search_tokens (tenant_id, token, owner_id) VALUES {values}", parameters);
        }
    }

    private async Task<IReadOnlyList<WaitingVerification>> FindManyAsync(string sql, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<NameRow>(sql, new { now = Time.ToMicroseconds(now), limit }), cancellation);
        return [.. rows.Select(row => new WaitingVerification(row.TenantId, Guid.Parse(row.Id)))];
    }

    private sealed class NameRow
    {
        public string TenantId { get; set; } = "";

        public string Id { get; set; } = "";
    }

    private sealed class ContentRow
    {
        public string Id { get; set; } = "";

        public byte[] Content { get; set; } = [];
    }

    private sealed class KeyRow
    {
        public string RequestHash { get; set; } = "";

        public string VerificationId { get; set; } = "";
    }

    private sealed class EventRow
    {
        public long Number { get; set; }

        public long At { get; set; }

        public string Type { get; set; } = "";

        public long? FromState { get; set; }

        public long ToState { get; set; }

        public string? Endpoint { get; set; }
    }
}
