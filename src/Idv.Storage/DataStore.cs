using Idv.Storage.Blobs;
using Idv.Storage.Keys;
using Idv.Storage.Maintenance;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.Security;

namespace Idv.Storage;

/// <summary>Everything that is kept, opened and ready: the one door of this assembly.</summary>
public sealed class DataStore : IAsyncDisposable
{
    private readonly Database _database;

    private DataStore(StorageOptions options, Database database, MasterKeyFile master, TimeProvider clock)
    {
        _database = database;
        var folder = new BlobFolder(options.BlobPath, options.SurvivesPowerCut);
        var keys = new KeyRing(database, master, clock);
        var blobs = new EncryptedBlobStore(database, keys, folder);
        Stores = new VerificationStores(
            new SqlVerificationStore(database, keys, folder),
            new SqlIdentityStore(database, keys),
            new SqlPolicyStore(database, clock),
            new SqlTenantStore(database, keys, folder),
            blobs);
        Outbox = new SqlOutbox(database, keys);
        Audit = new SqlAuditLog(database);
        SigningKeys = new SqlSigningKeyStore(database, keys);
        Maintenance = new DataMaintenance(options, database, keys, folder, blobs, clock);
        Keys = keys;
    }

    /// <summary>What a lifecycle works on.</summary>
    public VerificationStores Stores { get; }

    /// <summary>Webhooks that wait.</summary>
    public IOutbox Outbox { get; }

    /// <summary>Who saw or changed what.</summary>
    public IAuditLog Audit { get; }

    /// <summary>Keys of tokens and signed URLs.</summary>
    public ISigningKeyStore SigningKeys { get; }

    /// <summary>Key rotation, integrity check, backup.</summary>
    public DataMaintenance Maintenance { get; }

    internal KeyRing Keys { get; }

    internal Database Database => _database;

    /// <summary>Opens the data, creating what is missing as far as the options allow.</summary>
    /// <exception cref="MasterKeyException">The master key that the data need is not there; the message names its id.</exception>
    /// <exception cref="SchemaMismatchException">The schema is not this program's, and migration is off.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or written.</exception>
    public static async Task<DataStore> OpenAsync(StorageOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        CreateFolder(options.Path);
        var database = Connect(options);
        try
        {
            if (options.MigrateOnStart)
            {
                await Migrations.ApplyAsync(database, clock, cancellation);
            }

            await Migrations.RequireCurrentAsync(database, cancellation);
            var store = new DataStore(options, database, await OpenMasterAsync(options, database, cancellation), clock);
            await store.Keys.RequireMasterKeysAsync(cancellation);
            return store;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <returns>The names of the applied migrations.</returns>
    public static async Task<IReadOnlyList<string>> MigrateAsync(StorageOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        CreateFolder(options.Path);
        await using var database = Connect(options);
        return await Migrations.ApplyAsync(database, clock, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static Database Connect(StorageOptions options) => options.Provider switch
    {
        StorageProvider.Sqlite => new SqliteDatabase(options.DatabasePath, options.SurvivesPowerCut),
        StorageProvider.Postgres when options.ConnectionString is { Length: > 0 } connection => new PostgresDatabase(connection),
        _ => throw new ArgumentException("Storage:ConnectionString is required for PostgreSQL.", nameof(options)),
    };

    private static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The data folder {path} cannot be created.", fault);
        }
    }

    private static async Task<MasterKeyFile> OpenMasterAsync(StorageOptions options, Database database, CancellationToken cancellation)
    {
        if (File.Exists(options.MasterKeyPath))
        {
            return MasterKeyFile.Open(options.MasterKeyPath);
        }

        var needed = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("SELECT master_key_id FROM tenant_keys LIMIT 1"), cancellation);
        if (needed is not null)
        {
            throw new MasterKeyException(needed, $"The data need the master key {needed}, but there is no file {options.MasterKeyPath}.");
        }

        return options.CreateMasterKey
            ? MasterKeyFile.Create(options.MasterKeyPath)
            : throw new MasterKeyException("", $"There is no master key file {options.MasterKeyPath}, and Storage:CreateMasterKey is off.");
    }
}
