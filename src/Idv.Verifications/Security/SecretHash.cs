using System.Security.Cryptography;
using System.Text;

namespace Idv.Verifications.Security;

/// <summary>
/// A secret of which only a salted PBKDF2-HMAC-SHA256 hash (NIST SP 800-132) is kept. It can be compared but not read back.
/// </summary>
/// <param name="Iterations">The iterations that made the hash.</param>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record SecretHash(int Iterations, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The iterations of a secret that a person might have chosen (OWASP's figure for PBKDF2-HMAC-SHA256).</summary>
    public const int DefaultIterations = 600_000;

    /// <summary>The iterations of a key that we generated with 256 bits of entropy, where stretching adds nothing but latency.</summary>
    public const int GeneratedKeyIterations = 1_000;

    private static readonly SecretHash Nobody = Of(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The hash of a secret.</summary>
    public static SecretHash Of(string secret, int iterations = DefaultIterations)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var salt = RandomNumberGenerator.GetBytes(16);
        return new SecretHash(iterations, salt, Derive(secret, salt, iterations));
    }

    /// <summary>Whether a secret is the one that was hashed; the time does not depend on where they differ.</summary>
    public bool Matches(string secret) =>
        CryptographicOperations.FixedTimeEquals(Derive(secret, Salt.Span, Iterations), Hash.Span);

    /// <summary>
    /// Spends as long as a comparison and answers false: for a name that nobody has, so that a caller cannot tell names that exist by the time.
    /// </summary>
    public static bool MatchesNobody(string secret) => Nobody.Matches(secret) && false;

    /// <summary>Whether two hashes are the same bytes.</summary>
    public bool Equals(SecretHash? other) =>
        other is not null && Iterations == other.Iterations && Salt.Span.SequenceEqual(other.Salt.Span) && Hash.Span.SequenceEqual(other.Hash.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Iterations, Hash.Length == 0 ? 0 : Hash.Span[0]);

    /// <summary>Says nothing about the secret.</summary>
    public override string ToString() => "(a hashed secret)";

    private static byte[] Derive(string secret, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA256, 32);
}
