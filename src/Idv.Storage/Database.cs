using System.Data.Common;
using Dapper;
using Idv.Verifications;

namespace Idv.Storage;

/// <summary>The words that the two databases spell differently.</summary>
/// <param name="Bytes">The type of binary columns.</param>
/// <param name="Identity">The definition of a column that counts by itself.</param>
/// <param name="SkipLocked">Ends a query whose rows another node may hold.</param>
/// <param name="HasArrays">Whether a list is one parameter, rather than as many as it has items.</param>
internal sealed record Dialect(string Bytes, string Identity, string SkipLocked, bool HasArrays)
{
    /// <summary>The condition that a column has one of the values of an array parameter.</summary>
    public string In(string column, string parameter) => HasArrays ? $"{column} = ANY(@{parameter})" : $"{column} IN @{parameter}";

    /// <summary>A text with the words filled in.</summary>
    public string Translate(string sql) => sql
        .Replace("{{bytes}}", Bytes, StringComparison.Ordinal)
        .Replace("{{identity}}", Identity, StringComparison.Ordinal);
}

/// <summary>A connection inside a transaction; the statements of stores go through it.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">The transaction, or null for a single read.</param>
/// <param name="cancellation">Stops waiting.</param>
internal sealed class Session(DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
{
    public DbConnection Connection { get; } = connection;

    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Connection.ExecuteAsync(Command(sql, parameters));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        [.. await Connection.QueryAsync<T>(Command(sql, parameters))];

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? parameters = null) => Connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellation);
}

/// <summary>
/// One of the two databases. Reads run at once; writes run in a transaction that is durable when its task ends. Faults of the provider that
/// mean "not now" become <see cref="StoreUnavailableException"/> with a message for the operator.
/// </summary>
internal abstract class Database : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            await using var connection = await OpenAsync(cancellation);
            return await work(new Session(connection, null, cancellation));
        });

    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation);

    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellation) => WriteAsync(
        async session =>
        {
            await work(session);
            return 0;
        },
        cancellation);

    /// <summary>Lets only one writer at a time pass in this transaction, for what must form one sequence.</summary>
    public abstract Task SerializeAsync(Session session, long lockNumber);

    /// <summary>Makes deleted bytes vanish from files and logs.</summary>
    public abstract Task ReclaimAsync(CancellationToken cancellation);

    /// <summary>What the database itself finds wrong with its files; empty when nothing is.</summary>
    public abstract Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation);

    public abstract bool IsUniqueViolation(Exception fault);

    public abstract ValueTask DisposeAsync();

    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>What an operator should read about a provider's fault that means "not now"; null for any other fault.</summary>
    protected abstract string? Explain(Exception fault);

    protected async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (Explain(fault) is { } explanation)
        {
            throw new StoreUnavailableException(explanation, fault);
        }
    }
}
