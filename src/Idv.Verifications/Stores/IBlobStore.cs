namespace Idv.Verifications.Stores;

/// <summary>A blob that lies encrypted in the blob folder. It counts only once a change names it; until then it is an orphan that a sweep removes.</summary>
/// <param name="Id">Its name.</param>
/// <param name="TenantId">Whose key encrypts it.</param>
/// <param name="Length">Bytes before encryption.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="SealedKey">Its own key, wrapped by the tenant's.</param>
public sealed record StoredBlob(Guid Id, string TenantId, long Length, string MediaType, ReadOnlyMemory<byte> SealedKey);

/// <summary>A blob's bytes are not what was written.</summary>
/// <param name="blobId">Which blob.</param>
/// <param name="what">What is wrong with it.</param>
public sealed class BlobDamagedException(Guid blobId, string what) : Exception($"The blob {blobId} is damaged or was tampered with: {what}.")
{
    /// <summary>Which blob.</summary>
    public Guid BlobId { get; } = blobId;
}

/// <summary>Keeps pictures and videos encrypted.</summary>
public interface IBlobStore
{
    /// <summary>Encrypts and writes bytes, durably.</summary>
    Task<StoredBlob> WriteAsync(string tenantId, string mediaType, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>The bytes of a blob of this tenant.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="BlobDamagedException">The bytes are not what was written.</exception>
    Task<byte[]> ReadAsync(string tenantId, Guid blobId, CancellationToken cancellation);
}
