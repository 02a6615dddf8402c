using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Idv.Verifications;

namespace Idv.Storage.Keys;

/// <summary>
/// The keys of all tenants. Master key → tenant key → data key: each record and each blob has a data key of its own, wrapped by its tenant's newest key; a tenant's keys
/// are wrapped by the master key. Destroying a tenant's keys destroys its data. Thread-safe.
/// </summary>
internal sealed class KeyRing(Database database, MasterKeyFile master, TimeProvider clock)
{
    /// <summary>The tenant that owns what belongs to no tenant: signing keys.</summary>
    public const string System = "$system";

    private const string DataPurpose = "data";
    private const string IndexPurpose = "index";
    private const byte Format = 1;
    private const int HeaderLength = 1 + 16 + WrappedKey.Length;
    private const int TagLength = 16;
    private const long LockNumber = 0x1D5_0002;
    private static readonly TimeSpan CacheTime = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (TenantKeys Keys, long Read)> _tenants = new();

    /// <summary>Makes the keys of a tenant that has none.</summary>
    public async Task EnsureAsync(string tenantId, CancellationToken cancellation)
    {
        if (await FindAsync(tenantId, cancellation) is null)
        {
            await database.WriteAsync(session => InsertFirstAsync(session, tenantId), cancellation);
            _tenants.TryRemove(tenantId, out _);
        }
    }

    /// <summary>The keys of a tenant.</summary>
    /// <exception cref="NotFoundException">It has none: it does not exist or was erased.</exception>
    public async ValueTask<TenantKeys> GetAsync(string tenantId, CancellationToken cancellation) =>
        _tenants.TryGetValue(tenantId, out var known) && clock.GetElapsedTime(known.Read) < CacheTime ? known.Keys
            : await FindAsync(tenantId, cancellation) ?? throw new NotFoundException("tenant", tenantId);

    /// <summary>Forgets the unlocked keys of a tenant; the wrapped ones are deleted by the tenant's own transaction.</summary>
    public void Forget(string tenantId) => _tenants.TryRemove(tenantId, out _);

    /// <summary>Refuses to go on with a master key that does not open the data.</summary>
    /// <exception cref="MasterKeyException">A key is missing or is another; names the id.</exception>
    public async Task RequireMasterKeysAsync(CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<KeyRow>("SELECT tenant_id AS TenantId, id AS Id, purpose AS Purpose, master_key_id AS MasterKeyId, wrapped AS Wrapped FROM tenant_keys"),
            cancellation);
        foreach (var row in rows.DistinctBy(row => row.MasterKeyId))
        {
            Unlock(row);
        }
    }

    /// <summary>Whether there are no keys at all: a new installation.</summary>
    public Task<bool> IsEmptyAsync(CancellationToken cancellation) => database.ReadAsync(
        async session => await session.FirstOrDefaultAsync<long>("SELECT COUNT(*) FROM tenant_keys") == 0, cancellation);

    /// <summary>Adds a new master key, wraps every tenant's keys by it, and drops the old master keys.</summary>
    /// <param name="beforeOldKeysGo">Seals anew what lies outside the database under keys derived from the old master keys.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>How many keys were wrapped anew.</returns>
    public async Task<int> RotateMasterAsync(Action? beforeOldKeysGo, CancellationToken cancellation)
    {
        master.AddKey();
        var count = await database.WriteAsync(
            async session =>
            {
                await database.SerializeAsync(session, LockNumber);
                var rows = await session.QueryAsync<KeyRow>(
                    "SELECT tenant_id AS TenantId, id AS Id, purpose AS Purpose, master_key_id AS MasterKeyId, wrapped AS Wrapped FROM tenant_keys WHERE master_key_id <> @active",
                    new { active = master.ActiveId });
                foreach (var row in rows)
                {
                    await session.ExecuteAsync(
                        "UPDATE tenant_keys SET wrapped = @wrapped, master_key_id = @active WHERE id = @Id",
                        new { row.Id, active = master.ActiveId, wrapped = Lock(Unlock(row), row) });
                }

                return rows.Count;
            },
            cancellation);

        beforeOldKeysGo?.Invoke();

        // Only now does nothing need the old keys any more: a crash before leaves both, and rotating again finishes the work.
        master.DropOldKeys();
        return count;
    }

    /// <summary>Adds a newer key for a tenant; what is written from now on is wrapped by it.</summary>
    public async Task AddTenantKeyAsync(string tenantId, CancellationToken cancellation)
    {
        await GetAsync(tenantId, cancellation);
        await database.WriteAsync(
            async session =>
            {
                await database.SerializeAsync(session, LockNumber);
                await InsertAsync(session, tenantId, DataPurpose);
            },
            cancellation);
        Forget(tenantId);
    }

    /// <summary>
    /// Deletes a tenant's keys that were replaced more than an hour ago. By then every node has noticed the newer key, so once everything has been
    /// wrapped anew nothing can need the older ones.
    /// </summary>
    public async Task DropOldTenantKeysAsync(string tenantId, CancellationToken cancellation)
    {
        var keys = await GetAsync(tenantId, cancellation);
        await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                DELETE FROM tenant_keys WHERE tenant_id = @tenantId AND purpose = @DataPurpose AND id <> @active
                AND EXISTS (SELECT 1 FROM tenant_keys newer WHERE newer.id = @active AND newer.created_at < @before)
                """,
                new { tenantId, DataPurpose, active = keys.ActiveId.ToString(), before = Time.ToMicroseconds(clock.GetUtcNow().AddHours(-1)) }),
            cancellation);
        Forget(tenantId);
    }

    /// <summary>Makes a data key for one thing. The sealed form is kept with the thing.</summary>
    public static (byte[] Key, byte[] Sealed) NewDataKey(TenantKeys keys, string context)
    {
        var key = RandomNumberGenerator.GetBytes(WrappedKey.KeyLength);
        return (key, Seal(keys, key, context));
    }

    /// <summary>The data key of a thing.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The sealed key was changed or belongs elsewhere.</exception>
    public static byte[] OpenDataKey(TenantKeys keys, ReadOnlySpan<byte> header, string context)
    {
        var isKnown = header.Length >= HeaderLength && header[0] == Format && keys.Data.TryGetValue(new Guid(header.Slice(1, 16)), out _);
        return isKnown
            ? WrappedKey.Unwrap(keys.Data[new Guid(header.Slice(1, 16))], header.Slice(17, WrappedKey.Length), context)
            : throw new AuthenticationTagMismatchException();
    }

    /// <summary>Encrypts a record under a data key of its own: header with the sealed key, tag, ciphertext.</summary>
    public static byte[] SealRecord(TenantKeys keys, ReadOnlySpan<byte> plain, string context)
    {
        var (key, header) = NewDataKey(keys, context);
        var record = new byte[HeaderLength + TagLength + plain.Length];
        header.CopyTo(record, 0);
        using var aes = new AesGcm(key, TagLength);
        // A key that encrypts one message only may use a fixed nonce.
        aes.Encrypt(
            stackalloc byte[12], plain, record.AsSpan(HeaderLength + TagLength), record.AsSpan(HeaderLength, TagLength), Encoding.UTF8.GetBytes(context));
        CryptographicOperations.ZeroMemory(key);
        return record;
    }

    /// <summary>Decrypts a record.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It was changed or belongs elsewhere.</exception>
    public static byte[] OpenRecord(TenantKeys keys, ReadOnlySpan<byte> record, string context)
    {
        if (record.Length < HeaderLength + TagLength)
        {
            throw new AuthenticationTagMismatchException();
        }

        var key = OpenDataKey(keys, record, context);
        var plain = new byte[record.Length - HeaderLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            stackalloc byte[12], record[(HeaderLength + TagLength)..], record.Slice(HeaderLength, TagLength), plain, Encoding.UTF8.GetBytes(context));
        CryptographicOperations.ZeroMemory(key);
        return plain;
    }

    /// <summary>The same record or sealed key with its data key wrapped by the tenant's newest key; null when it is already.</summary>
    public static byte[]? Rewrap(TenantKeys keys, ReadOnlySpan<byte> record, string context)
    {
        if (record.Length >= HeaderLength && new Guid(record.Slice(1, 16)) == keys.ActiveId)
        {
            return null;
        }

        var header = Seal(keys, OpenDataKey(keys, record, context), context);
        var rewrapped = record.ToArray();
        header.CopyTo(rewrapped, 0);
        return rewrapped;
    }

    private static byte[] Seal(TenantKeys keys, ReadOnlySpan<byte> key, string context)
    {
        var header = new byte[HeaderLength];
        header[0] = Format;
        keys.ActiveId.TryWriteBytes(header.AsSpan(1, 16));
        WrappedKey.Wrap(keys.Data[keys.ActiveId], key, context).CopyTo(header, 17);
        return header;
    }

    private async Task<TenantKeys?> FindAsync(string tenantId, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<KeyRow>(
                "SELECT tenant_id AS TenantId, id AS Id, purpose AS Purpose, master_key_id AS MasterKeyId, wrapped AS Wrapped FROM tenant_keys WHERE tenant_id = @tenantId ORDER BY created_at, id",
                new { tenantId }),
            cancellation);
        if (rows.Count == 0)
        {
            return null;
        }

        var data = rows.Where(row => row.Purpose == DataPurpose).ToArray();
        var keys = new TenantKeys(
            Guid.Parse(data[^1].Id), data.ToDictionary(row => Guid.Parse(row.Id), Unlock), Unlock(rows.First(row => row.Purpose == IndexPurpose)));
        _tenants[tenantId] = (keys, clock.GetTimestamp());
        return keys;
    }

    private async Task InsertFirstAsync(Session session, string tenantId)
    {
        // Another node may have been first.
        await database.SerializeAsync(session, LockNumber);
        if (await session.FirstOrDefaultAsync<long>("SELECT COUNT(*) FROM tenant_keys WHERE tenant_id = @tenantId", new { tenantId }) == 0)
        {
            await InsertAsync(session, tenantId, DataPurpose);
            await InsertAsync(session, tenantId, IndexPurpose);
        }
    }

    private Task InsertAsync(Session session, string tenantId, string purpose)
    {
        // Another process may have rotated the master key; under the lock that it holds meanwhile, the file is the truth.
        master.Reload();
        var row = new KeyRow { TenantId = tenantId, Id = Guid.CreateVersion7().ToString(), Purpose = purpose };
        return session.ExecuteAsync(
            "INSERT INTO tenant_keys (tenant_id, id, purpose, master_key_id, wrapped, created_at) VALUES (@TenantId, @Id, @Purpose, @master, @wrapped, @at)",
            new
            {
                row.TenantId,
                row.Id,
                row.Purpose,
                master = master.ActiveId,
                wrapped = Lock(RandomNumberGenerator.GetBytes(WrappedKey.KeyLength), row),
                at = Time.ToMicroseconds(clock.GetUtcNow()),
            });
    }

    private byte[] Lock(ReadOnlySpan<byte> key, KeyRow row) =>
        WrappedKey.Wrap(master.Find(master.ActiveId)!, key, $"{row.TenantId}/{row.Purpose}/{row.Id}");

    private byte[] Unlock(KeyRow row)
    {
        var key = master.Find(row.MasterKeyId) ?? throw new MasterKeyException(
            row.MasterKeyId, $"The data need the master key {row.MasterKeyId}, which the master key file does not have (it has {master.ActiveId}).");
        try
        {
            return WrappedKey.Unwrap(key, row.Wrapped, $"{row.TenantId}/{row.Purpose}/{row.Id}");
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new MasterKeyException(
                row.MasterKeyId, $"The master key file has a key named {row.MasterKeyId}, but it is not the one that the data need.");
        }
    }

    private sealed class KeyRow
    {
        public string TenantId { get; set; } = "";

        public string Id { get; set; } = "";

        public string Purpose { get; set; } = "";

        public string MasterKeyId { get; set; } = "";

        public byte[] Wrapped { get; set; } = [];
    }
}

/// <summary>A tenant's unlocked keys.</summary>
/// <param name="ActiveId">The key that wraps what is written now.</param>
/// <param name="Data">All keys that wrap data keys.</param>
/// <param name="Index">The key of the tenant's search tokens.</param>
internal sealed record TenantKeys(Guid ActiveId, IReadOnlyDictionary<Guid, byte[]> Data, byte[] Index)
{
    /// <summary>A keyed hash by which something sealed can be found again: nobody without the key can guess what it stands for.</summary>
    public string Token(string kind, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Index, Encoding.UTF8.GetBytes($"{kind}\0{text}")).AsSpan(0, 16));
}
