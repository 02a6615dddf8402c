using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Idv.Verifications.Security;

namespace Idv.Facades.Signing;

/// <summary>Why a token is not accepted.</summary>
public enum TokenFault
{
    /// <summary>It is accepted.</summary>
    None,

    /// <summary>It is no token at all.</summary>
    Malformed,

    /// <summary>Its key is unknown, belongs to another purpose, or verifies no more.</summary>
    UnknownKey,

    /// <summary>It names another algorithm than its key's ("none" included).</summary>
    WrongAlgorithm,

    /// <summary>Its signature does not fit.</summary>
    BadSignature,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>Somebody else issued it.</summary>
    WrongIssuer,

    /// <summary>It is for somebody else.</summary>
    WrongAudience,
}

/// <summary>What a token says.</summary>
/// <param name="Subject">About whom: a tenant's id, a verification's id.</param>
/// <param name="Id">The token's own name ("jti").</param>
/// <param name="IssuedAt">When it was issued, to the second.</param>
/// <param name="ExpiresAt">When its time is over, to the second.</param>
/// <param name="Claims">Further claims with text values.</param>
public sealed record TokenClaims(
    string Subject, string Id, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyDictionary<string, string> Claims);

/// <summary>Whether a token is accepted, and what it says.</summary>
/// <param name="Fault">Why not.</param>
/// <param name="Claims">What it says; null unless accepted.</param>
public readonly record struct TokenVerdict(TokenFault Fault, TokenClaims? Claims);

/// <summary>
/// Issues and verifies bearer tokens (JWT, RFC 7519, signed as RFC 7515). The algorithm is the key's: the one in the token's header is only compared with it.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="issuer">The issuer.</param>
/// <param name="audience">Whom the tokens are for: one facade's do not open another's doors.</param>
/// <param name="clock">The time.</param>
public sealed class TokenIssuer(RotatingKeys keys, string issuer, string audience, TimeProvider clock)
{
    private const int LongestToken = 8192;
    private const string Issuer = "idv";
    private static readonly TimeSpan SigningKeyLifetime = TimeSpan.FromDays(30);
    private static readonly string[] Registered = ["iss", "aud", "sub", "jti", "iat", "nbf", "exp"];

    /// <summary>The issuer of one API's tokens: signed by keys of its own, and accepted by that API alone.</summary>
    /// <param name="store">Where the keys are kept.</param>
    /// <param name="api">The API, one of <see cref="ApiNames"/>.</param>
    /// <param name="longestLifetime">The longest that one of its tokens is accepted.</param>
    /// <param name="clock">The time.</param>
    public static TokenIssuer Of(ISigningKeyStore store, string api, TimeSpan longestLifetime, TimeProvider clock) => new(
        new RotatingKeys(store, api + "-tokens", SigningAlgorithm.HmacSha256, SigningKeyLifetime, longestLifetime, clock), Issuer, audience: api, clock);

    /// <summary>Issues a token.</summary>
    /// <param name="subject">About whom.</param>
    /// <param name="lifetime">How long it is accepted; at most the keys' longest lifetime.</param>
    /// <param name="claims">Further claims; must not be registered ones.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<string> IssueAsync(
        string subject, TimeSpan lifetime, IReadOnlyDictionary<string, string>? claims, CancellationToken cancellation)
    {
        var key = await keys.SigningKeyAsync(cancellation);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["sub"] = subject,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + (long)lifetime.TotalSeconds,
        };
        foreach (var (name, value) in claims ?? new Dictionary<string, string>())
        {
            payload.Add(name, value);
        }

        var header = new Dictionary<string, string> { ["alg"] = Signature.NameOf(key.Algorithm), ["typ"] = "JWT", ["kid"] = key.Id };
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(payload))}";
        return $"{signed}.{Encode(Signature.Sign(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Verifies a token. Nothing that it says is looked at before its signature fits, except for the key's name.</summary>
    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancellation)
    {
        var parts = token.Length <= LongestToken ? token.Split('.') : [];
        if (parts.Length != 3 || Decode(parts[0]) is not { } headerBytes || Decode(parts[1]) is not { } payload || Decode(parts[2]) is not { } signature
            || ReadHeader(headerBytes) is not { } header)
        {
            return new TokenVerdict(TokenFault.Malformed, null);
        }

        var key = await keys.FindAsync(header.KeyId, cancellation);
        if (key is null)
        {
            return new TokenVerdict(TokenFault.UnknownKey, null);
        }

        if (header.Algorithm != Signature.NameOf(key.Algorithm))
        {
            return new TokenVerdict(TokenFault.WrongAlgorithm, null);
        }

        return Signature.Verify(key, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signature)
            ? ReadPayload(payload)
            : new TokenVerdict(TokenFault.BadSignature, null);
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private static byte[]? Decode(string text)
    {
        // No white space, no padding, one spelling only (RFC 7515, section 2).
        if (!Base64Url.IsValid(text) || text.AsSpan().ContainsAny(" \t\r\n="))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        return Encode(bytes) == text ? bytes : null;
    }

    private static (string Algorithm, string KeyId)? ReadHeader(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 4 });
            return json.RootElement.ValueKind == JsonValueKind.Object && Text(json.RootElement, "alg") is { } algorithm && Text(json.RootElement, "kid") is { } id
                ? (algorithm, id)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
            && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private TokenVerdict ReadPayload(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        if (Text(root, "iss") != issuer)
        {
            return new TokenVerdict(TokenFault.WrongIssuer, null);
        }

        if (Text(root, "aud") != audience)
        {
            return new TokenVerdict(TokenFault.WrongAudience, null);
        }

        var now = clock.GetUtcNow();
        if (Time(root, "exp") is not { } expires || Time(root, "nbf") is not { } notBefore || Time(root, "iat") is not { } issued
            || Text(root, "sub") is not { } subject || Text(root, "jti") is not { } id)
        {
            return new TokenVerdict(TokenFault.Malformed, null);
        }

        if (now >= expires)
        {
            return new TokenVerdict(TokenFault.Expired, null);
        }

        var claims = root.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.String && !Registered.Contains(member.Name))
            .ToDictionary(member => member.Name, member => member.Value.GetString()!);
        return now < notBefore
            ? new TokenVerdict(TokenFault.NotYetValid, null)
            : new TokenVerdict(TokenFault.None, new TokenClaims(subject, id, issued, expires, claims));
    }
}
