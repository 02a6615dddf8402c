using System.Data.Common;
using Dapper;
using Npgsql;

namespace Idv.Storage;

/// <summary>PostgreSQL: read committed, row locks where order matters, an advisory lock where there must be one sequence.</summary>
internal sealed class PostgresDatabase(string connectionString) : Database
{
    private static readonly TimeSpan LeastReclaimInterval = TimeSpan.FromMinutes(1);
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);
    private long _reclaimedAt;

    public override Dialect Dialect { get; } = new("BYTEA", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "FOR UPDATE SKIP LOCKED", HasArrays: true);

    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation) => GuardAsync(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var result = await work(new Session(connection, transaction, cancellation));
        await transaction.CommitAsync(cancellation);
        return result;
    });

    public override Task SerializeAsync(Session session, long lockNumber) =>
        session.ExecuteAsync("SELECT pg_advisory_xact_lock(@lockNumber)", new { lockNumber });

    public override Task ReclaimAsync(CancellationToken cancellation) => GuardAsync(async () =>
    {
        // Dead rows keep their sealed bytes until they are vacuumed. Many requests to erase in a row share one vacuum a minute; the one that
        // the last of them needs comes with the next sweep of retention.
        var last = Interlocked.Read(ref _reclaimedAt);
        var now = Environment.TickCount64;
        if ((last != 0 && now - last < LeastReclaimInterval.TotalMilliseconds) || Interlocked.CompareExchange(ref _reclaimedAt, now, last) != last)
        {
            return 0;
        }

        await using var connection = await _source.OpenConnectionAsync(cancellation);
        foreach (var table in new[] { "verifications", "blobs", "identities", "outbox", "search_tokens", "seen_documents", "tenant_keys" })
        {
            await connection.ExecuteAsync(new CommandDefinition($"VACUUM {table}", cancellationToken: cancellation));
        }

        return 0;
    });

    public override Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation) => ReadAsync<IReadOnlyList<string>>(
        async session => [.. await session.QueryAsync<string>(
            "SELECT 'invalid index ' || indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")],
        cancellation);

    public override bool IsUniqueViolation(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    protected override string? Explain(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The disk of the PostgreSQL server is full.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "The PostgreSQL server takes no writes: is it a standby?",
        PostgresException { IsTransient: true } postgres => $"The PostgreSQL server cannot serve now ({postgres.SqlState}).",
        PostgresException => null,
        NpgsqlException => "The PostgreSQL server cannot be reached.",
        _ => null,
    };
}
