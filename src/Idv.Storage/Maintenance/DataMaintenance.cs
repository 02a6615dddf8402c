using System.Security.Cryptography;
using Idv.Storage.Blobs;
using Idv.Storage.Keys;
using Idv.Verifications.Stores;

namespace Idv.Storage.Maintenance;

/// <summary>What a check of the data found.</summary>
/// <param name="Records">How many sealed records were opened.</param>
/// <param name="Blobs">How many blobs were decrypted.</param>
/// <param name="Faults">What is wrong, each naming the object; empty when nothing is.</param>
/// <param name="Orphans">How many files no record names; harmless, and removed by a sweep.</param>
public sealed record IntegrityReport(long Records, long Blobs, IReadOnlyList<string> Faults, int Orphans);

/// <summary>What an operator does with the data as a whole. All of it works while the program serves.</summary>
public sealed class DataMaintenance
{
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);
    private static readonly SealedTable[] SealedTables =
    [
        new("verifications", "id", "content", "tenant_id", id => SqlVerificationStore.Context(Guid.Parse(id))),
        new("identities", "id", "content", "tenant_id", id => SqlIdentityStore.Context(Guid.Parse(id))),
        new("outbox", "id", "content", "tenant_id", id => SqlVerificationStore.OutboxContext(Guid.Parse(id))),
        new("blobs", "id", "sealed_key", "tenant_id", id => EncryptedBlobStore.Context(Guid.Parse(id))),
        new("seen_documents", "verification_id", "content", "tenant_id", SqlVerificationStore.SeenContext),
        new("tenants", "id", "content", "id", SqlTenantStore.Context),
        new("signing_keys", "id", "sealed", $"'{KeyRing.System}'", SqlSigningKeyStore.Context),
    ];

    private readonly StorageOptions _options;
    private readonly Database _database;
    private readonly KeyRing _keys;
    private readonly BlobFolder _folder;
    private readonly EncryptedBlobStore _blobs;
    private readonly TimeProvider _clock;

    internal DataMaintenance(StorageOptions options, Database database, KeyRing keys, BlobFolder folder, EncryptedBlobStore blobs, TimeProvider clock)
    {
        _options = options;
        _database = database;
        _keys = keys;
        _folder = folder;
        _blobs = blobs;
        _clock = clock;
    }

    /// <summary>Makes a new master key, wraps every tenant's keys by it, and drops the old one.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="beforeOldKeysGo">
    /// Seals anew what lies outside the database under <see cref="PurposeKeys"/>, such as galleries; when it throws, old and new keys both stay and rotating again finishes.
    /// </param>
    /// <returns>How many keys were wrapped anew.</returns>
    public Task<int> RotateMasterKeyAsync(CancellationToken cancellation, Action? beforeOldKeysGo = null) =>
        _keys.RotateMasterAsync(beforeOldKeysGo, cancellation);

    /// <summary>
    /// Gives a tenant a new key and wraps the keys of all its records and blobs by it. No content is encrypted again; a
    /// key that was replaced more than an hour ago is deleted.
    /// </summary>
    /// <returns>How many were wrapped anew.</returns>
    public async Task<long> RotateTenantKeyAsync(string tenantId, CancellationToken cancellation)
    {
        var finished = await RewrapAsync(tenantId, cancellation);
        await _keys.DropOldTenantKeysAsync(tenantId, cancellation);
        await _keys.AddTenantKeyAsync(tenantId, cancellation);
        return finished + await RewrapAsync(tenantId, cancellation);
    }

    /// <summary>Opens every record and decrypts every blob; asks the database about its own files.</summary>
    public async Task<IntegrityReport> CheckAsync(CancellationToken cancellation)
    {
        var faults = new List<string>(await _database.CheckAsync(cancellation));
        long records = 0;
        long blobs = 0;
        foreach (var table in SealedTables)
        {
            await foreach (var row in RowsAsync(table, tenantId: null, cancellation))
            {
                try
                {
                    var keys = await _keys.GetAsync(row.TenantId, cancellation);
                    if (table.Name == "blobs")
                    {
                        await _blobs.OpenAsync(row.TenantId, Guid.Parse(row.Id), row.Content, cancellation);
                        blobs++;
                    }
                    else
                    {
                        KeyRing.OpenRecord(keys, row.Content, table.Context(row.Id));
                        records++;
                    }
                }
                catch (BlobDamagedException fault)
                {
                    faults.Add(fault.Message);
                }
                catch (AuthenticationTagMismatchException)
                {
                    faults.Add($"The record {row.Id} of {table.Name} is damaged or was tampered with.");
                }
                catch (Idv.Verifications.NotFoundException)
                {
                    faults.Add($"The record {row.Id} of {table.Name} belongs to the tenant {row.TenantId}, which has no keys.");
                }
            }
        }

        return new IntegrityReport(records, blobs, faults, (await OrphansAsync(TimeSpan.Zero, cancellation)).Count);
    }

    /// <summary>Deletes files that no record names and that are older than an hour: uploads whose transaction never came.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepOrphansAsync(CancellationToken cancellation)
    {
        var orphans = await OrphansAsync(OrphanAge, cancellation);
        _folder.Delete(orphans);
        return orphans.Count;
    }

    /// <summary>
    /// Copies the database and the blobs into an empty folder while the program serves. The database is copied first, as it is at one moment; a
    /// blob is never changed after it was written, so every blob that the copy names is complete, unless it was erased meanwhile. The master key is
    /// not copied: it belongs elsewhere.
    /// </summary>
    /// <exception cref="InvalidOperationException">The folder is not empty, or the database is PostgreSQL, whose own tools back it up.</exception>
    public async Task BackUpAsync(string target, CancellationToken cancellation)
    {
        if (_database is not SqliteDatabase sqlite)
        {
            throw new InvalidOperationException("PostgreSQL is backed up by its own tools (pg_dump); copy the blob folder after the dump.");
        }

        Directory.CreateDirectory(target);
        if (Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new InvalidOperationException($"The folder {target} is not empty.");
        }

        var copy = _options with { Path = target };
        await sqlite.CopyAsync(copy.DatabasePath, cancellation);
        var targetFolder = new BlobFolder(copy.BlobPath);
        await foreach (var row in RowsAsync(SealedTables.First(table => table.Name == "blobs"), tenantId: null, cancellation))
        {
            var id = Guid.Parse(row.Id);
            if (await _folder.ReadAsync(id, cancellation) is { } bytes)
            {
                targetFolder.Write(id, stream => stream.Write(bytes));
            }
        }
    }

    /// <summary>Puts a backup into an empty data folder. Start the program afterwards with the master key of the backup's time.</summary>
    /// <exception cref="InvalidOperationException">The folder is not empty, or the source is no backup.</exception>
    public static void Restore(string source, string target)
    {
        var (from, to) = (new StorageOptions { Path = source }, new StorageOptions { Path = target });
        if (!File.Exists(from.DatabasePath))
        {
            throw new InvalidOperationException($"The folder {source} holds no backup: {Path.GetFileName(from.DatabasePath)} is missing.");
        }

        Directory.CreateDirectory(target);
        if (File.Exists(to.DatabasePath) || Directory.Exists(to.BlobPath))
        {
            throw new InvalidOperationException($"The folder {target} holds data already.");
        }

        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
    }

    private async Task<IReadOnlyList<Guid>> OrphansAsync(TimeSpan age, CancellationToken cancellation)
    {
        // The files first and the rows afterwards: a row that appears in between names its file.
        var before = _clock.GetUtcNow() - age;
        var files = _folder.All().Where(file => file.WrittenAt <= before).Select(file => file.Id).ToHashSet();
        if (files.Count > 0)
        {
            await foreach (var row in RowsAsync(SealedTables.First(table => table.Name == "blobs"), tenantId: null, cancellation))
            {
                files.Remove(Guid.Parse(row.Id));
            }
        }

        return [.. files];
    }

    private async Task<long> RewrapAsync(string tenantId, CancellationToken cancellation)
    {
        var keys = await _keys.GetAsync(tenantId, cancellation);
        long count = 0;
        foreach (var table in SealedTables)
        {
            await foreach (var row in RowsAsync(table, tenantId, cancellation))
            {
                if (KeyRing.Rewrap(keys, row.Content, table.Context(row.Id)) is { } rewrapped)
                {
                    // Only if it is still the same: whoever changed it meanwhile has used the new key.
                    count += await _database.WriteAsync(
                        session => session.ExecuteAsync(
                            $"UPDATE {table.Name} SET {table.Column} = @rewrapped WHERE {table.Key} = @Id AND {table.Column} = @Content",
                            new { rewrapped, row.Id, row.Content }),
                        cancellation);
                }
            }
        }

        return count;
    }

    private async IAsyncEnumerable<Row> RowsAsync(
        SealedTable table, string? tenantId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        const int PageLength = 200;
        var last = "";
        while (true)
        {
            var rows = await _database.ReadAsync(
                session => session.QueryAsync<Row>(
                    $"""
                    SELECT {table.Key} AS Id, {table.Tenant} AS TenantId, {table.Column} AS Content FROM {table.Name}
                    WHERE {table.Key} > @last AND (@tenantId IS NULL OR {table.Tenant} = @tenantId) ORDER BY {table.Key} LIMIT @PageLength
                    """,
                    new { last, tenantId, PageLength }),
                cancellation);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < PageLength)
            {
                yield break;
            }

            last = rows[^1].Id;
        }
    }

    private sealed record SealedTable(string Name, string Key, string Column, string Tenant, Func<string, string> Context);

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string TenantId { get; set; } = "";

        public byte[] Content { get; set; } = [];
    }
}
