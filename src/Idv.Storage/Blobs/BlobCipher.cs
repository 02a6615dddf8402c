using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Idv.Storage.Blobs;

/// <summary>
/// The format of an encrypted blob: a header (magic, version, chunk size), then chunks of at most 64 KiB, each encrypted with AES-256-GCM under
/// the blob's own key and followed by its tag. The nonce is the chunk's number with a mark on the last one, so that chunks cannot be
/// reordered, dropped, repeated or cut off unnoticed (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
/// </summary>
internal static class BlobCipher
{
    public const int ChunkLength = 65_536;
    private const int HeaderLength = 12;
    private const int TagLength = 16;
    private static ReadOnlySpan<byte> Magic => "IDVBLOB1"u8;

    /// <summary>Writes the encrypted form of bytes to a stream.</summary>
    public static void Encrypt(ReadOnlySpan<byte> key, Guid blobId, ReadOnlySpan<byte> plain, Stream target)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], ChunkLength);
        target.Write(header);
        using var aes = new AesGcm(key, TagLength);
        var chunk = new byte[ChunkLength + TagLength];
        Span<byte> nonce = stackalloc byte[12];
        var context = blobId.ToByteArray();
        var number = 0;
        do
        {
            var length = Math.Min(ChunkLength, plain.Length);
            WriteNonce(nonce, number++, isLast: length == plain.Length);
            aes.Encrypt(nonce, plain[..length], chunk.AsSpan(0, length), chunk.AsSpan(length, TagLength), context);
            target.Write(chunk, 0, length + TagLength);
            plain = plain[length..];
        }
        while (plain.Length > 0);
    }

    /// <summary>The bytes of an encrypted blob.</summary>
    /// <exception cref="AuthenticationTagMismatchException">They are not what was written.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> key, Guid blobId, ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength + TagLength || !file.StartsWith(Magic) || BinaryPrimitives.ReadInt32BigEndian(file[8..]) != ChunkLength)
        {
            throw new AuthenticationTagMismatchException();
        }

        var rest = file[HeaderLength..];
        var chunks = (rest.Length + ChunkLength + TagLength - 1) / (ChunkLength + TagLength);
        var plain = new byte[Math.Max(0, rest.Length - (chunks * TagLength))];
        using var aes = new AesGcm(key, TagLength);
        Span<byte> nonce = stackalloc byte[12];
        var context = blobId.ToByteArray();
        var written = 0;
        for (var number = 0; number < chunks; number++)
        {
            var length = Math.Min(ChunkLength, rest.Length - TagLength);
            if (length < 0)
            {
                throw new AuthenticationTagMismatchException();
            }

            WriteNonce(nonce, number, isLast: number == chunks - 1);
            aes.Decrypt(nonce, rest[..length], rest.Slice(length, TagLength), plain.AsSpan(written, length), context);
            written += length;
            rest = rest[(length + TagLength)..];
        }

        return plain;
    }

    private static void WriteNonce(Span<byte> nonce, int number, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[7..], number);
        nonce[11] = isLast ? (byte)1 : (byte)0;
    }
}
