using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Idv.Storage;

/// <summary>The schema is older or newer than this program; the message says which and what to do.</summary>
/// <param name="message">What and what to do.</param>
public sealed class SchemaMismatchException(string message) : Exception(message);

/// <summary>Brings the schema up to date by numbered files that are never changed once released.</summary>
internal static class Migrations
{
    private const long LockNumber = 0x1D5_0001;

    /// <summary>Applies what is missing, each file in a transaction of its own.</summary>
    /// <returns>The names of the applied files.</returns>
    public static async Task<IReadOnlyList<string>> ApplyAsync(Database database, TimeProvider clock, CancellationToken cancellation)
    {
        var applied = new List<string>();
        foreach (var migration in All())
        {
            var isNew = await database.WriteAsync(
                async session =>
                {
                    await database.SerializeAsync(session, LockNumber);
                    await CreateTableAsync(session);
                    if (await IsAppliedAsync(session, migration))
                    {
                        return false;
                    }

                    await session.ExecuteAsync(database.Dialect.Translate(migration.Sql));
                    await session.ExecuteAsync(
                        "INSERT INTO schema_migrations (number, name, hash, applied_at) VALUES (@Number, @Name, @Hash, @at)",
                        new { migration.Number, migration.Name, migration.Hash, at = Time.ToMicroseconds(clock.GetUtcNow()) });
                    return true;
                },
                cancellation);
            if (isNew)
            {
                applied.Add(migration.Name);
            }
        }

        return applied;
    }

    /// <summary>Refuses a schema that this program was not made for.</summary>
    /// <exception cref="SchemaMismatchException">A migration is missing, unknown, or differs from the one that was applied.</exception>
    public static async Task RequireCurrentAsync(Database database, CancellationToken cancellation)
    {
        var all = All();
        var newest = await database.WriteAsync(
            async session =>
            {
                await CreateTableAsync(session);
                foreach (var migration in all)
                {
                    if (!await IsAppliedAsync(session, migration))
                    {
                        throw new SchemaMismatchException($"The database lacks the migration {migration.Name}: run `idv migrate` or set Storage:MigrateOnStart.");
                    }
                }

                return await session.FirstOrDefaultAsync<long>("SELECT MAX(number) FROM schema_migrations");
            },
            cancellation);
        if (newest > all[^1].Number)
        {
            throw new SchemaMismatchException($"The database was migrated to {newest} by a newer version of this program, which knows only {all[^1].Number}.");
        }
    }

    private static IReadOnlyList<Migration> All()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var sql = reader.ReadToEnd();
                return new Migration(int.Parse(name.AsSpan(0, 3)), name, sql, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
            }),
        ];
    }

    private static Task CreateTableAsync(Session session) => session.ExecuteAsync(
        "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)");

    private static async Task<bool> IsAppliedAsync(Session session, Migration migration)
    {
        var hash = await session.FirstOrDefaultAsync<string>("SELECT hash FROM schema_migrations WHERE number = @Number", new { migration.Number });
        return hash is null || hash == migration.Hash
            ? hash is not null
            : throw new SchemaMismatchException($"The migration {migration.Name} that was applied to the database is not the one of this program.");
    }

    private sealed record Migration(int Number, string Name, string Sql, string Hash);
}
