using Idv.Facades.Auditing;
using Idv.Facades.Http;
using Idv.Facades.IncodeId.Identities;
using Idv.Facades.Signing;
using Idv.Verifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Facades.IncodeId.Endpoints;

/// <summary>The images that <c>userinfo</c> gives URLs of; the signature is the only credential.</summary>
internal static class ImageEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(IncodeIdApi.ImagePath + "/{tenantId}/{verificationId:guid}/{side}", Read).ExcludeFromDescription();

    private static async Task<IResult> Read(
        HttpContext http, string tenantId, Guid verificationId, string side, SignedUrls urls, VerificationStores stores, AuditTrail audit)
    {
        var query = http.Request.Query;
        var verdict = await urls.VerifyAsync(
            DocumentImages.PathOf(tenantId, verificationId, side), query["expires"], query["key"], query["signature"], http.RequestAborted);
        if (verdict != SignedUrlVerdict.Valid)
        {
            throw new FaultException(
                StatusCodes.Status403Forbidden, verdict == SignedUrlVerdict.Expired ? "The URL has expired." : "The URL is not signed by this appliance.");
        }

        var verification = await stores.Verifications.FindAsync(tenantId, verificationId, http.RequestAborted);
        var evidence = DocumentImages.RoleOf(side) is { } role ? verification?.Latest(role) : null;
        if (evidence is null)
        {
            throw new FaultException(StatusCodes.Status404NotFound, "The image is gone.");
        }

        await audit.RecordAsync(tenantId, ApiNames.IncodeId, "image.read", verificationId.ToString(), http.RequestAborted);
        return Results.Bytes(await stores.Blobs.ReadAsync(tenantId, evidence.BlobId, http.RequestAborted), evidence.MediaType);
    }
}
