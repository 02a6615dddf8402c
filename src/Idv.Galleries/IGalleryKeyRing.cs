namespace Idv.Galleries;

/// <summary>Where a gallery finds the keys that seal it. The host implements it over its own key store.</summary>
/// <remarks>
/// A gallery encrypts with random keys of its own and keeps them in its manifest, sealed under a key of this ring. Rotating the ring's
/// key therefore re-seals a few hundred bytes (<see cref="Gallery.Reseal"/>).
/// </remarks>
public interface IGalleryKeyRing
{
    /// <summary>Name of the key to seal with from now on: 1 to 64 printable ASCII characters.</summary>
    string CurrentKeyId { get; }

    /// <summary>Copies a key.</summary>
    /// <param name="keyId">The key's name, as it was when the gallery was sealed.</param>
    /// <param name="key">Receives 32 bytes.</param>
    /// <returns>False when the ring has no such key.</returns>
    bool TryGetKey(string keyId, Span<byte> key);
}
