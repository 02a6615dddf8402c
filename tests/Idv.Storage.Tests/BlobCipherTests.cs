using System.Security.Cryptography;
using Idv.Storage.Blobs;

namespace Idv.Storage.Tests;

public sealed class BlobCipherTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlobCipher.ChunkLength - 1)]
    [InlineData(BlobCipher.ChunkLength)]
    [InlineData(BlobCipher.ChunkLength + 1)]
    [InlineData((3 * BlobCipher.ChunkLength) + 17)]
    public void What_was_encrypted_is_decrypted(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);

        Assert.Equal(plain, BlobCipher.Decrypt(Key, Id, Encrypt(plain)));
    }

    [Fact]
    public void Any_changed_bit_is_noticed()
    {
        var file = Encrypt(RandomNumberGenerator.GetBytes(300));

        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, (file.Length * 8) - 1).ToArbitrary(), bit =>
        {
            var changed = file.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            return IsRefused(changed, Key, Id);
        }));
    }

    [Fact]
    public void A_file_cut_off_at_a_chunk_is_noticed()
    {
        var file = Encrypt(new byte[3 * BlobCipher.ChunkLength]);

        for (var chunks = 0; chunks < 3; chunks++)
        {
            Assert.True(IsRefused(file[..(12 + (chunks * (BlobCipher.ChunkLength + 16)))], Key, Id));
        }
    }

    [Fact]
    public void Chunks_that_changed_places_are_noticed()
    {
        var file = Encrypt(RandomNumberGenerator.GetBytes(3 * BlobCipher.ChunkLength));
        const int Length = BlobCipher.ChunkLength + 16;
        byte[] swapped = [.. file[..12], .. file[(12 + Length)..(12 + (2 * Length))], .. file[12..(12 + Length)], .. file[(12 + (2 * Length))..]];

        Assert.True(IsRefused(swapped, Key, Id));
    }

    [Fact]
    public void Another_key_or_another_name_opens_nothing()
    {
        var file = Encrypt(new byte[10]);

        Assert.True(IsRefused(file, RandomNumberGenerator.GetBytes(32), Id));
        Assert.True(IsRefused(file, Key, Guid.NewGuid()));
    }

    [Fact]
    public void Random_bytes_are_refused() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => IsRefused(bytes, Key, Id)));

    private static byte[] Encrypt(byte[] plain)
    {
        using var stream = new MemoryStream();
        BlobCipher.Encrypt(Key, Id, plain, stream);
        return stream.ToArray();
    }

    private static bool IsRefused(byte[] file, byte[] key, Guid id)
    {
        try
        {
            BlobCipher.Decrypt(key, id, file);
            return false;
        }
        catch (AuthenticationTagMismatchException)
        {
            return true;
        }
    }
}
