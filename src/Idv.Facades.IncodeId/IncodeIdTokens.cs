using Idv.Facades.Signing;

namespace Idv.Facades.IncodeId;

/// <summary>What a token opens.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="ObjectId">The verification or authentication that it was issued for; its person's data open with it too.</param>
internal sealed record IncodeIdToken(string TenantId, Guid ObjectId);

/// <summary>The tokens that clients send as <c>X-Incode-Hardware-Id</c>.</summary>
/// <param name="issuer">Signs and verifies.</param>
/// <param name="options">How long tokens live.</param>
public sealed class IncodeIdTokens(TokenIssuer issuer, IncodeIdOptions options)
{
    private const string ObjectClaim = "object";

    /// <summary>Issues a token.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="objectId">The verification or authentication.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal ValueTask<string> IssueAsync(string tenantId, Guid objectId, CancellationToken cancellation) =>
        issuer.IssueAsync(tenantId, options.TokenLifetime, new Dictionary<string, string> { [ObjectClaim] = objectId.ToString() }, cancellation);

    /// <summary>What a token opens, or why it is not accepted.</summary>
    internal async ValueTask<(IncodeIdToken? Token, TokenFault Fault)> ReadAsync(string token, CancellationToken cancellation)
    {
        var verdict = await issuer.VerifyAsync(token, cancellation);
        return verdict.Claims is { } claims && Guid.TryParse(claims.Claims.GetValueOrDefault(ObjectClaim), out var id)
            ? (new IncodeIdToken(claims.Subject, id), TokenFault.None)
            : (null, verdict.Fault);
    }
}
