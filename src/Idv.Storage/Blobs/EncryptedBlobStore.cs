using System.Security.Cryptography;
using Idv.Storage.Keys;
using Idv.Verifications;
using Idv.Verifications.Stores;

namespace Idv.Storage.Blobs;

/// <summary>Blobs as encrypted files, with their wrapped keys in the database.</summary>
internal sealed class EncryptedBlobStore(Database database, KeyRing keys, BlobFolder folder) : IBlobStore
{
    public async Task<StoredBlob> WriteAsync(string tenantId, string mediaType, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        var (key, sealedKey) = KeyRing.NewDataKey(await keys.GetAsync(tenantId, cancellation), Context(id));
        try
        {
            folder.Write(id, stream => BlobCipher.Encrypt(key, id, bytes.Span, stream));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The blob folder cannot be written: check its permissions and the space on its disk.", fault);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return new StoredBlob(id, tenantId, bytes.Length, mediaType, sealedKey);
    }

    public async Task<byte[]> ReadAsync(string tenantId, Guid blobId, CancellationToken cancellation)
    {
        var sealedKey = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<byte[]>(
                "SELECT sealed_key FROM blobs WHERE id = @id AND tenant_id = @tenantId", new { id = blobId.ToString(), tenantId }),
            cancellation);
        return sealedKey is null
            ? throw new NotFoundException("image", blobId.ToString())
            : await OpenAsync(tenantId, blobId, sealedKey, cancellation);
    }

    /// <exception cref="BlobDamagedException">The file is missing, or is not what was written.</exception>
    public async Task<byte[]> OpenAsync(string tenantId, Guid blobId, byte[] sealedKey, CancellationToken cancellation)
    {
        var tenantKeys = await keys.GetAsync(tenantId, cancellation);
        var file = await folder.ReadAsync(blobId, cancellation) ?? throw new BlobDamagedException(blobId, "its file is missing");
        try
        {
            var key = KeyRing.OpenDataKey(tenantKeys, sealedKey, Context(blobId));
            return BlobCipher.Decrypt(key, blobId, file);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new BlobDamagedException(blobId, "its authentication tag does not fit");
        }
    }

    public static string Context(Guid blobId) => $"blob/{blobId}";
}
