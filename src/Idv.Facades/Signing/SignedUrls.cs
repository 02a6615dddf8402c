using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Idv.Facades.Signing;

/// <summary>Whether a signed URL opens.</summary>
public enum SignedUrlVerdict
{
    /// <summary>It does.</summary>
    Valid,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was not signed by us, or was changed.</summary>
    Invalid,
}

/// <summary>
/// Signs paths of images for a while, so that they can be fetched without credentials. The signature covers the path (which names tenant and
/// image) and the time, and nothing else opens with it.
/// </summary>
/// <param name="keys">HMAC keys.</param>
/// <param name="clock">The time.</param>
public sealed class SignedUrls(RotatingKeys keys, TimeProvider clock)
{
    /// <summary>The path with its expiry, key and signature as query.</summary>
    /// <param name="path">The path, escaped, without a query.</param>
    /// <param name="lifetime">How long it opens; at most the keys' longest lifetime.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<string> SignAsync(string path, TimeSpan lifetime, CancellationToken cancellation)
    {
        var key = await keys.SigningKeyAsync(cancellation);
        var expires = (clock.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        var signature = Base64Url.EncodeToString(Signature.Sign(key, Text(path, expires)));
        return string.Create(CultureInfo.InvariantCulture, $"{path}?expires={expires}&key={key.Id}&signature={signature}");
    }

    /// <summary>Whether a path opens with the three values of its query.</summary>
    public async ValueTask<SignedUrlVerdict> VerifyAsync(string path, string? expires, string? keyId, string? signature, CancellationToken cancellation)
    {
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || keyId is null or { Length: > 64 }
            || signature is null or { Length: > 128 } || !Base64Url.IsValid(signature))
        {
            return SignedUrlVerdict.Invalid;
        }

        var isExpired = clock.GetUtcNow().ToUnixTimeSeconds() >= seconds;
        var key = await keys.FindAsync(keyId, cancellation);
        if (key is null)
        {
            // The key may have gone because nothing that it signed can still open.
            return isExpired ? SignedUrlVerdict.Expired : SignedUrlVerdict.Invalid;
        }

        return !Signature.Verify(key, Text(path, seconds), Base64Url.DecodeFromChars(signature)) ? SignedUrlVerdict.Invalid
            : isExpired ? SignedUrlVerdict.Expired
            : SignedUrlVerdict.Valid;
    }

    private static byte[] Text(string path, long expires) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET\n{path}\n{expires}"));
}
