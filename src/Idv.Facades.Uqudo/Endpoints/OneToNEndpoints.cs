using Idv.Facades.Auditing;
using Idv.Facades.Http;
using Idv.Facades.Uqudo.Contracts;
using Idv.Facades.Uqudo.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Facades.Uqudo.Endpoints;

/// <summary><c>/api/v1/face/one-to-n</c>.</summary>
internal static class OneToNEndpoints
{
    private const string Field = "idPhoto";
    private const string Path = UqudoApi.FacePath + "/one-to-n";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path + "/search", Search)
            .Describe("UqudoFaceSearch", "Face Search API", "Looks for a face among the tenant's and inserts it where that is wanted.")
            .Accepts<FaceSearchRequest>("application/json")
            .Produces<FaceSearchContract>();
        routes.MapPost(Path + "/insert", Insert)
            .Describe("UqudoFaceInsert", "Face Search Insert API", "Inserts a face; one that is there already keeps its id.")
            .Accepts<FaceInsertRequest>("application/json")
            .Produces<FaceInsertContract>();
        routes.MapDelete(Path + "/search/{oneToNVerificationId}", Delete)
            .Describe("UqudoFaceDelete", "Face Search Delete API", "Deletes the image; the features stay and go on matching under the same id.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ErrorContract>(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Search(HttpContext http, SelfieIndex index, AuditTrail audit)
    {
        var body = await FaceEndpoints.ReadJsonAsync(http.Request, Field);
        var insert = body.Boolean("insert") ?? false;
        var found = await FindAsync(http, index, audit, FaceEndpoints.Image(body, Field), insert, "search");
        return Results.Json(new FaceSearchContract(found.Id, found.WasFound));
    }

    private static async Task<IResult> Insert(HttpContext http, SelfieIndex index, AuditTrail audit)
    {
        var body = await FaceEndpoints.ReadJsonAsync(http.Request, Field);
        var inserted = await FindAsync(http, index, audit, FaceEndpoints.Image(body, Field), insert: true, "insert");
        return Results.Json(new FaceInsertContract(inserted.Id!));
    }

    private static async Task<IResult> Delete(HttpContext http, string oneToNVerificationId, SelfieIndex index, AuditTrail audit)
    {
        var tenantId = FacadeGate.TenantOf(http).Id;
        await index.ForgetImageAsync(tenantId, oneToNVerificationId, http.RequestAborted);
        await audit.RecordAsync(tenantId, ApiNames.Uqudo, "one-to-n.image-deleted", oneToNVerificationId, http.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<IndexedFace> FindAsync(
        HttpContext http, SelfieIndex index, AuditTrail audit, FacePicture picture, bool insert, string operation)
    {
        var tenantId = FacadeGate.TenantOf(http).Id;
        var found = await index.FindAsync(tenantId, picture, insert, CallerContext.Of(http, $"POST {Path}/{operation}"), http.RequestAborted);
        if (found is { Id: { } id, WasFound: false })
        {
            await audit.RecordAsync(tenantId, ApiNames.Uqudo, "one-to-n.inserted", id, http.RequestAborted);
        }

        return found;
    }
}
