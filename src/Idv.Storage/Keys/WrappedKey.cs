using System.Security.Cryptography;
using System.Text;

namespace Idv.Storage.Keys;

/// <summary>
/// A 256-bit key wrapped by another with AES-256-GCM: nonce (12 bytes), wrapped key (32), tag (16). The context is authenticated, so that a
/// wrapped key cannot be moved to another place.
/// </summary>
internal static class WrappedKey
{
    public const int KeyLength = 32;
    public const int Length = NonceLength + KeyLength + TagLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Wrap(ReadOnlySpan<byte> wrapping, ReadOnlySpan<byte> key, string context)
    {
        var wrapped = new byte[Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(wrapping, TagLength);
        aes.Encrypt(
            wrapped.AsSpan(0, NonceLength), key, wrapped.AsSpan(NonceLength, KeyLength), wrapped.AsSpan(NonceLength + KeyLength), Encoding.UTF8.GetBytes(context));
        return wrapped;
    }

    /// <exception cref="AuthenticationTagMismatchException">Another key, another context, or changed bytes.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> wrapping, ReadOnlySpan<byte> wrapped, string context)
    {
        if (wrapped.Length != Length)
        {
            throw new AuthenticationTagMismatchException();
        }

        var key = new byte[KeyLength];
        using var aes = new AesGcm(wrapping, TagLength);
        aes.Decrypt(
            wrapped[..NonceLength], wrapped.Slice(NonceLength, KeyLength), wrapped[(NonceLength + KeyLength)..], key, Encoding.UTF8.GetBytes(context));
        return key;
    }
}
