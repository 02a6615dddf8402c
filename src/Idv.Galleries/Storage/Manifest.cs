using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Idv.Galleries.Storage;

/// <summary>A segment as the manifest names it.</summary>
/// <param name="File">File name.</param>
/// <param name="Length">Bytes that count; null for the segment that is being written.</param>
internal sealed record ManifestSegment(string File, long? Length);

/// <summary>What a gallery consists of: the small file that is replaced as a whole whenever that changes.</summary>
internal sealed record Manifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    private const int CurrentFormat = 1;
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int MaximumFileLength = 16 << 20;

    /// <summary>Version of the file formats.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Identity of the gallery, in every segment's header.</summary>
    public required Guid Gallery { get; init; }

    /// <summary>The model whose templates the gallery holds.</summary>
    public required string Model { get; init; }

    /// <summary>Coordinates of a template.</summary>
    public required int Dimension { get; init; }

    /// <summary>How often the gallery was issued under new keys: 1 at first.</summary>
    public required int Issue { get; init; }

    /// <summary>Number of the last segment file.</summary>
    public required int LastFile { get; init; }

    /// <summary>Name of the key ring's key that seals this manifest.</summary>
    public required string KeyId { get; init; }

    /// <summary>The segments, oldest first.</summary>
    public required IReadOnlyList<ManifestSegment> Segments { get; init; }

    /// <summary>Writes the manifest and seals the gallery's keys with it: changing any field makes the keys unreadable.</summary>
    public void Save(string folder, GalleryKeys keys, IGalleryKeyRing keyRing)
    {
        Span<byte> sealingKey = stackalloc byte[KeyLength];
        GetKey(keyRing, KeyId, sealingKey);
        var sealedKeys = new byte[NonceLength + GalleryKeys.Length + TagLength];
        RandomNumberGenerator.Fill(sealedKeys.AsSpan(0, NonceLength));
        using (var cipher = new AesGcm(sealingKey, TagLength))
        {
            cipher.Encrypt(
                sealedKeys.AsSpan(0, NonceLength),
                [.. keys.Data, .. keys.Transform],
                sealedKeys.AsSpan(NonceLength, GalleryKeys.Length),
                sealedKeys.AsSpan(NonceLength + GalleryKeys.Length),
                Serialise(this));
        }

        var sealedManifest = new SealedManifest(this, KeyCheck(sealingKey, Gallery), sealedKeys);
        CryptographicOperations.ZeroMemory(sealingKey);
        DurableFiles.Replace(
            Path.Combine(folder, FileName),
            JsonSerializer.SerializeToUtf8Bytes(sealedManifest, ManifestJson.Default.SealedManifest));
    }

    /// <summary>Reads the manifest and the gallery's keys; null where the folder has none.</summary>
    /// <exception cref="GalleryException">The key is wrong, the file damaged, or of a later format.</exception>
    public static (Manifest Manifest, GalleryKeys Keys)? Load(string folder, IGalleryKeyRing keyRing)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var (manifest, keyCheck, sealedKeys) = Parse(path);
        if (manifest.Format != CurrentFormat)
        {
            throw new GalleryException(
                GalleryFault.UnsupportedFormat, $"The gallery has format {manifest.Format}; this program reads {CurrentFormat}.");
        }

        Span<byte> sealingKey = stackalloc byte[KeyLength];
        GetKey(keyRing, manifest.KeyId, sealingKey);
        if (!CryptographicOperations.FixedTimeEquals(keyCheck, KeyCheck(sealingKey, manifest.Gallery)))
        {
            throw new GalleryException(
                GalleryFault.WrongKey, $"The key '{manifest.KeyId}' of the key ring is not the one that sealed the gallery.");
        }

        var plain = new byte[GalleryKeys.Length];
        try
        {
            using var cipher = new AesGcm(sealingKey, TagLength);
            cipher.Decrypt(
                sealedKeys.AsSpan(0, NonceLength),
                sealedKeys.AsSpan(NonceLength, GalleryKeys.Length),
                sealedKeys.AsSpan(NonceLength + GalleryKeys.Length),
                plain,
                Serialise(manifest));
        }
        catch (AuthenticationTagMismatchException failure)
        {
            throw new GalleryException(GalleryFault.Corrupt, "The manifest was changed or is damaged.", failure);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(sealingKey);
        }

        return (manifest, new GalleryKeys(plain[..GalleryKeys.DataKeyLength], plain[GalleryKeys.DataKeyLength..]));
    }

    /// <summary>What the manifest says, without proof that nobody changed it; null where the folder has none.</summary>
    /// <exception cref="GalleryException">The file is no manifest.</exception>
    public static Manifest? Peek(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(path).Contents : null;
    }

    private static SealedManifest Parse(string path)
    {
        try
        {
            if (new FileInfo(path).Length <= MaximumFileLength
                && JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.SealedManifest) is
                { Contents: not null, KeyCheck: not null, SealedKeys.Length: NonceLength + GalleryKeys.Length + TagLength } parsed)
            {
                return parsed;
            }
        }
        catch (JsonException failure)
        {
            throw new GalleryException(GalleryFault.Corrupt, "The manifest is not a gallery's manifest.", failure);
        }

        throw new GalleryException(GalleryFault.Corrupt, "The manifest is not a gallery's manifest.");
    }

    private static void GetKey(IGalleryKeyRing keyRing, string keyId, Span<byte> key)
    {
        if (!keyRing.TryGetKey(keyId, key))
        {
            throw new GalleryException(GalleryFault.WrongKey, $"The key ring has no key '{keyId}'.");
        }
    }

    /// <summary>Tells a wrong key from a damaged manifest, and tells nothing of the key.</summary>
    private static byte[] KeyCheck(ReadOnlySpan<byte> key, Guid gallery) =>
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"idv gallery key check v1 {gallery:N}"))[..8];

    private static byte[] Serialise(Manifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);
}

/// <summary>A manifest with the gallery's keys, sealed.</summary>
/// <param name="Contents">The manifest.</param>
/// <param name="KeyCheck">Recognises the sealing key.</param>
/// <param name="SealedKeys">Nonce, encrypted keys and tag of AES-256-GCM, with the manifest's JSON as associated data.</param>
internal sealed record SealedManifest(Manifest Contents, byte[] KeyCheck, byte[] SealedKeys);

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(SealedManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
