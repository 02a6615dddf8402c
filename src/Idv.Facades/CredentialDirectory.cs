using System.Security.Cryptography;
using System.Text;
using Idv.Facades.Limits;
using Idv.Verifications.Security;
using Idv.Verifications.Stores;
using Idv.Verifications.Tenants;

namespace Idv.Facades;

/// <summary>
/// Finds out which tenant a credential belongs to. Secrets are kept as slow hashes; one that has matched is remembered for a few minutes as a
/// keyed fast hash in memory, so that only the first request of a caller is slow; a credential that was withdrawn stops at once. Unknown names take as long as wrong secrets. Thread-safe.
/// </summary>
/// <param name="tenants">The tenants.</param>
/// <param name="clock">The time.</param>
public sealed class CredentialDirectory(ITenantStore tenants, TimeProvider clock)
{
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(5);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly RecentKeys<(string TenantId, Credential Credential, DateTimeOffset Until)> _matched = new(MostRemembered);
    private readonly Lock _lock = new();

    /// <summary>The tenant that a credential belongs to, or null.</summary>
    /// <param name="scheme">"engine" for our own API keys, else the facade's name.</param>
    /// <param name="name">The public half; empty for a bare API key.</param>
    /// <param name="secret">The secret half.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<Tenant?> AuthenticateAsync(string scheme, string name, string secret, CancellationToken cancellation)
    {
        var digest = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{scheme}\0{name}\0{secret}")));
        if (Remembered(digest) is { } known && await tenants.FindAsync(known.TenantId, cancellation) is { } remembered
            && remembered.Credentials.Contains(known.Credential))
        {
            return remembered;
        }

        (Tenant Tenant, Credential Credential)? match = null;
        var hasCandidate = false;
        foreach (var tenant in await tenants.ListAsync(cancellation))
        {
            foreach (var credential in tenant.Credentials.Where(credential => credential.Scheme == scheme && credential.Name == name))
            {
                hasCandidate = true;
                match = credential.Secret.Matches(secret) ? (tenant, credential) : match;
            }
        }

        if (!hasCandidate)
        {
            SecretHash.MatchesNobody(secret);
        }

        if (match is { } found)
        {
            lock (_lock)
            {
                _matched.Set(digest, (found.Tenant.Id, found.Credential, clock.GetUtcNow() + RememberFor));
            }
        }

        return match?.Tenant;
    }

    private (string TenantId, Credential Credential)? Remembered(string digest)
    {
        lock (_lock)
        {
            return _matched.TryGet(digest, out var entry) && entry.Until > clock.GetUtcNow() ? (entry.TenantId, entry.Credential) : null;
        }
    }
}
