using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Idv.Storage;

/// <summary>
/// SQLite in write-ahead-log mode: readers never wait for the writer, and there is one writer at a time, on a connection of its own.
/// Deleted content is overwritten with zeros (<c>secure_delete</c>).
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NoDatabase = 26;

    private readonly string _connectionString;
    private readonly string _pragmas;
    private readonly SemaphoreSlim _turn = new(1);
    private SqliteConnection? _writer;

    static SqliteDatabase()
    {
        // The system's own SQLite, kept current by the distribution, instead of a binary shipped inside a package.
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, assembly, path) => name == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0") : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    public SqliteDatabase(string path, bool survivesPowerCut)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5, Pooling = true }.ToString();
        _pragmas = $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(survivesPowerCut ? "FULL" : "NORMAL")}; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;";
    }

    public string Path { get; }

    public override Dialect Dialect { get; } = new("BLOB", "INTEGER PRIMARY KEY AUTOINCREMENT", "", HasArrays: false);

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await GuardAsync(async () =>
            {
                var connection = await WriterAsync(cancellation);
                // Immediate: the writer's lock is taken here and not halfway, where waiting for it could not succeed any more.
                await using var transaction = connection.BeginTransaction(deferred: false);
                var result = await work(new Session(connection, transaction, cancellation));
                transaction.Commit();
                return result;
            });
        }
        finally
        {
            _turn.Release();
        }
    }

    public override Task SerializeAsync(Session session, long lockNumber) => Task.CompletedTask;

    public override async Task ReclaimAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await GuardAsync(async () =>
            {
                // A reader may hold the log for a moment; the bytes leave with the next round at the latest.
                var connection = await WriterAsync(cancellation);
                for (var tries = 0; tries < 5; tries++)
                {
                    if (await connection.QueryFirstAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)") == 0)
                    {
                        break;
                    }

                    await Task.Delay(20, cancellation);
                }

                return 0;
            });
        }
        finally
        {
            _turn.Release();
        }
    }

    public override Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation) => ReadAsync<IReadOnlyList<string>>(
        async session => [.. (await session.QueryAsync<string>("PRAGMA integrity_check(20)")).Where(line => line != "ok")], cancellation);

    /// <summary>Copies the database, as it is at one moment, into another file, without stopping writers.</summary>
    public Task CopyAsync(string target, CancellationToken cancellation) => ReadAsync(
        session =>
        {
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
            copy.Open();
            ((SqliteConnection)session.Connection).BackupDatabase(copy);
            return Task.FromResult(0);
        },
        cancellation);

    public override bool IsUniqueViolation(Exception fault) => fault is SqliteException { SqliteErrorCode: Constraint };

    public override ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override string? Explain(Exception fault) => fault is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        Busy or Locked => $"The database {Path} is locked by another program.",
        ReadOnly => $"The database {Path} is read-only: check the permissions of the file, of its folder, and of the mount.",
        Full => $"The disk of the database {Path} is full.",
        InputOutput => $"The disk of the database {Path} reports faults.",
        CannotOpen => $"The database {Path} cannot be opened: check that its folder exists and is writable.",
        Corrupt or NoDatabase => $"The file {Path} is damaged or is no database: restore a backup.",
        _ => null,
    };

    private async Task<SqliteConnection> WriterAsync(CancellationToken cancellation)
    {
        if (_writer is null)
        {
            var connection = new SqliteConnection(_connectionString + ";Pooling=False");
            try
            {
                await connection.OpenAsync(cancellation);
                await connection.ExecuteAsync(_pragmas);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }

            _writer = connection;
        }

        return _writer;
    }
}
