using System.Security.Cryptography;
using Idv.Verifications.Security;

namespace Idv.Facades.Signing;

/// <summary>Signs and verifies bytes with the algorithm that belongs to the key.</summary>
internal static class Signature
{
    public static byte[] Sign(SigningKey key, ReadOnlySpan<byte> data)
    {
        if (key.Algorithm == SigningAlgorithm.HmacSha256)
        {
            return HMACSHA256.HashData(key.Secret.Span, data);
        }

        using var ecdsa = Import(key);
        return ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public static bool Verify(SigningKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (key.Algorithm == SigningAlgorithm.HmacSha256)
        {
            Span<byte> expected = stackalloc byte[32];
            HMACSHA256.HashData(key.Secret.Span, data, expected);
            return CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        using var ecdsa = Import(key);
        return ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public static string NameOf(SigningAlgorithm algorithm) => algorithm == SigningAlgorithm.HmacSha256 ? "HS256" : "ES256";

    private static ECDsa Import(SigningKey key)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key.Secret.Span, out _);
        return ecdsa;
    }
}
