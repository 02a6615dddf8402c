using Idv.Verifications;
using Idv.Verifications.People;
using Idv.Verifications.Reports;

namespace Idv.Facades.IncodeId.Identities;

/// <summary>Finds what a token opens. What belongs to another person, or to another tenant, does not exist.</summary>
/// <param name="stores">Where everything is kept.</param>
internal sealed class IdentityReader(VerificationStores stores)
{
    /// <summary>The person of a token.</summary>
    /// <exception cref="NotFoundException">The person has been forgotten, or the token is of a failed authentication.</exception>
    public async Task<Identity> PersonAsync(IncodeIdToken token, CancellationToken cancellation) =>
        await OwnerAsync(token, cancellation) is { } id && await stores.Identities.FindAsync(token.TenantId, id, cancellation) is { } person
            ? person
            : throw new NotFoundException("identity", "of this token");

    /// <summary>A verification that enrolled the person of a token.</summary>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    public Task<Verification> VerificationAsync(IncodeIdToken token, string id, CancellationToken cancellation) => FindAsync(
        token, id, "verification", found => found is { Kind: VerificationKind.DocumentAndFace, IdentityId: not null, Decision: Decision.Approved }, cancellation);

    /// <summary>An authentication: the token's own, or another one of the same person.</summary>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    public Task<Verification> AuthenticationAsync(IncodeIdToken token, string id, CancellationToken cancellation) => FindAsync(
        token, id, "authentication", found => found is { Kind: VerificationKind.FaceAuthentication, Facade: ApiNames.IncodeId, Report: not null }, cancellation);

    /// <summary>The verification whose document a person's data come from: the latest that is still there, or null.</summary>
    public async Task<Verification?> DocumentAsync(Identity person, CancellationToken cancellation)
    {
        foreach (var id in person.VerificationIds.Reverse())
        {
            if (await stores.Verifications.FindAsync(person.TenantId, id, cancellation) is { Report: not null } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The verification that enrolled a person first, as far as it is known.</summary>
    public async Task<string?> EnrollingVerificationAsync(Verification authentication, CancellationToken cancellation) =>
        authentication.IdentityId is { } id && await stores.Identities.FindAsync(authentication.TenantId, id, cancellation) is { VerificationIds: [var first, ..] }
            ? first.ToString()
            : null;

    private async Task<Guid?> OwnerAsync(IncodeIdToken token, CancellationToken cancellation) =>
        (await stores.Verifications.FindAsync(token.TenantId, token.ObjectId, cancellation))?.IdentityId;

    private async Task<Verification> FindAsync(
        IncodeIdToken token, string id, string kind, Func<Verification, bool> isOfKind, CancellationToken cancellation)
    {
        if (Guid.TryParse(id, out var guid) && await stores.Verifications.FindAsync(token.TenantId, guid, cancellation) is { } found && isOfKind(found)
            && (found.Id == token.ObjectId || (found.IdentityId is { } owner && owner == await OwnerAsync(token, cancellation))))
        {
            return found;
        }

        throw new NotFoundException(kind, "of that id");
    }
}
