using Idv.Verifications.People;

namespace Idv.Verifications.Faces;

/// <summary>An identity that resembles a probe.</summary>
/// <param name="Identity">The identity.</param>
/// <param name="Likeness">How much the best of its templates resembles the probe.</param>
public sealed record IdentityCandidate(Identity Identity, FaceLikeness Likeness);

/// <summary>Finds a tenant's identities by face (ISO/IEC 2382-37: identification). Every identity that a verification enrolled is in it, on whichever node. Thread-safe.</summary>
public interface IIdentityGallery
{
    /// <summary>The most similar identities, best first. What was forgotten in the meantime is left out.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="probe">The face to look for.</param>
    /// <param name="top">The most candidates, 1 or more.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IReadOnlyList<IdentityCandidate>> SearchAsync(string tenantId, BiometricTemplate probe, int top, CancellationToken cancellation);
}
