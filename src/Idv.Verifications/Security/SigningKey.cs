namespace Idv.Verifications.Security;

/// <summary>What tokens and URLs are signed with. An algorithm belongs to a key; a token cannot choose another.</summary>
public enum SigningAlgorithm
{
    /// <summary>HMAC with SHA-256 (RFC 7518, "HS256").</summary>
    HmacSha256,

    /// <summary>ECDSA on P-256 with SHA-256 (RFC 7518, "ES256"); others can verify with the public half.</summary>
    EcdsaP256Sha256,
}

/// <summary>A key that signs for a while and verifies a while longer.</summary>
/// <param name="Id">The key's name (the "kid" of a token).</param>
/// <param name="Purpose">What it is for; keys of one purpose are not accepted for another.</param>
/// <param name="Algorithm">Its algorithm.</param>
/// <param name="Secret">32 bytes for HMAC; PKCS #8 for ECDSA.</param>
/// <param name="SignsFrom">The newest key whose time has come signs.</param>
/// <param name="VerifiesUntil">Afterwards nothing that it signed is accepted.</param>
public sealed record SigningKey(
    string Id, string Purpose, SigningAlgorithm Algorithm, ReadOnlyMemory<byte> Secret, DateTimeOffset SignsFrom, DateTimeOffset VerifiesUntil)
{
    /// <summary>Names the key and says nothing about its secret.</summary>
    public override string ToString() => $"{Purpose} key {Id}";
}

/// <summary>Keeps signing keys, encrypted.</summary>
public interface ISigningKeyStore
{
    /// <summary>The keys of a purpose that still verify, newest first.</summary>
    Task<IReadOnlyList<SigningKey>> ListAsync(string purpose, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Adds a key and removes those that no longer verify.</summary>
    Task AddAsync(SigningKey key, DateTimeOffset now, CancellationToken cancellation);
}
