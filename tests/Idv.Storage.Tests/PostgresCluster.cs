using System.Diagnostics;
using Idv.Storage.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Idv.Storage.Tests;

/// <summary>A real PostgreSQL server of Debian's package, started once for all tests on a temporary folder; tests that need it skip where it is not installed.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private Process? _script;
    private string? _folder;
    private int _databases;

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/postgresql"), "The package postgresql-15 is not installed.");
        await _starting.WaitAsync();
        try
        {
            if (_folder is null)
            {
                await StartAsync();
            }

            var name = $"test_{++_databases}";
            await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await command.ExecuteNonQueryAsync();
            return ConnectionString(name);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_script is { HasExited: false })
        {
            NpgsqlConnection.ClearAllPools();
            using var stop = Process.Start("kill", ["-TERM", _script.Id.ToString()]);
            await _script.WaitForExitAsync();
        }

        _script?.Dispose();
        _starting.Dispose();
    }

    private async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("idv-postgres-").FullName;
        _script = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "postgres.sh"), [_folder, Environment.ProcessId.ToString()]));
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (tries < 300 && _script is { HasExited: false })
            {
                await Task.Delay(100);
            }
        }
    }

    private string ConnectionString(string database) => $"Host={_folder};Username=idv;Database={database};Maximum Pool Size=20;Include Error Detail=false";
}
