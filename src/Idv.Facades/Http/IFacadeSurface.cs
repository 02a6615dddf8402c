using Idv.Verifications.Tenants;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Http;

/// <summary>A vendor's API: its credentials are judged before anything else, and every refusal leaves in the vendor's own shape.</summary>
public interface IFacadeSurface : IApiSurface
{
    /// <summary>
    /// Judges the credentials of a request whose path belongs to this API, whether or not a route of it matches. The credentials come first in the order of faults.
    /// </summary>
    /// <returns>The tenant, or null where the path takes no credentials (a token endpoint, a signed URL).</returns>
    /// <exception cref="FaultException">The credentials are missing, wrong or do not suffice.</exception>
    ValueTask<Tenant?> AdmitAsync(HttpContext http);

    /// <summary>The answer to a refused request.</summary>
    IResult Fault(HttpContext http, FaultException fault);
}
