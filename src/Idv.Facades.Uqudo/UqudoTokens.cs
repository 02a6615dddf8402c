using Idv.Facades.Signing;
using Idv.Facades.Uqudo.Contracts;
using Idv.Verifications.Stores;
using Idv.Verifications.Tenants;

namespace Idv.Facades.Uqudo;

/// <summary>Access tokens of the OAuth 2 client credentials grant (RFC 6749, section 4.4).</summary>
/// <param name="issuer">Signs and verifies.</param>
/// <param name="tenants">The tenants: a token is worth nothing any more once its client is withdrawn.</param>
/// <param name="options">How long tokens live.</param>
public sealed class UqudoTokens(TokenIssuer issuer, ITenantStore tenants, UqudoOptions options)
{
    private const string ClientClaim = "client_id";

    /// <summary>Issues a token.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="clientId">Which of its clients.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal async ValueTask<TokenContract> IssueAsync(Tenant tenant, string clientId, CancellationToken cancellation)
    {
        var token = await issuer.IssueAsync(
            tenant.Id, options.TokenLifetime, new Dictionary<string, string> { [ClientClaim] = clientId }, cancellation);
        var issued = await issuer.VerifyAsync(token, cancellation);
        return new TokenContract(
            token, "bearer", (int)options.TokenLifetime.TotalSeconds, string.Join(' ', UqudoPermissions.Of(tenant)), issued.Claims!.Id);
    }

    /// <summary>The tenant of a token, or why it is not accepted.</summary>
    internal async ValueTask<(Tenant? Tenant, TokenFault Fault)> AuthenticateAsync(string token, CancellationToken cancellation)
    {
        var verdict = await issuer.VerifyAsync(token, cancellation);
        if (verdict.Claims is not { } claims)
        {
            return (null, verdict.Fault);
        }

        var tenant = await tenants.FindAsync(claims.Subject, cancellation);
        var client = claims.Claims.GetValueOrDefault(ClientClaim);
        return tenant?.Credentials.Any(credential => credential.Scheme == ApiNames.Uqudo && credential.Name == client) == true
            ? (tenant, TokenFault.None)
            : (null, TokenFault.UnknownKey);
    }
}
