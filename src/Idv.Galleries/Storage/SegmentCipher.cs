using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Idv.Galleries.Storage;

/// <summary>
/// AES-256-GCM for the pieces of one segment. The key belongs to the segment alone, and the nonce of a piece is its offset in the file:
/// a segment only ever grows, and is abandoned after a write that failed, so that no nonce is used twice.
/// </summary>
internal sealed class SegmentCipher
{
    /// <summary>Bytes that encryption adds to a piece.</summary>
    public const int TagBytes = 16;

    private const int NonceBytes = 12;
    private readonly byte[] _key;
    private readonly ConcurrentBag<AesGcm> _idle = [];

    /// <summary>Derives the key of a segment.</summary>
    /// <param name="dataKey">The gallery's data key.</param>
    /// <param name="salt">The segment's random salt.</param>
    public SegmentCipher(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> salt)
    {
        _key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, _key, salt, "idv gallery segment v1"u8);
    }

    /// <summary>Encrypts a piece.</summary>
    /// <param name="offset">Where the piece begins in the file.</param>
    /// <param name="plain">What to encrypt.</param>
    /// <param name="sealedPiece">Receives ciphertext and tag.</param>
    /// <param name="context">Bytes that are not encrypted but must be the same on decryption.</param>
    public void Encrypt(long offset, ReadOnlySpan<byte> plain, Span<byte> sealedPiece, ReadOnlySpan<byte> context)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, offset);
        var cipher = Take();
        cipher.Encrypt(nonce, plain, sealedPiece[..plain.Length], sealedPiece.Slice(plain.Length, TagBytes), context);
        _idle.Add(cipher);
    }

    /// <summary>Decrypts a piece; false if any bit of it, of its place or of its context is not as it was.</summary>
    public bool TryDecrypt(long offset, ReadOnlySpan<byte> sealedPiece, Span<byte> plain, ReadOnlySpan<byte> context)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, offset);
        var cipher = Take();
        try
        {
            cipher.Decrypt(nonce, sealedPiece[..plain.Length], sealedPiece.Slice(plain.Length, TagBytes), plain, context);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            _idle.Add(cipher);
        }
    }

    private AesGcm Take() => _idle.TryTake(out var cipher) ? cipher : new AesGcm(_key, TagBytes);
}
