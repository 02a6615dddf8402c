using Idv.Facades.Auditing;
using Idv.Facades.Http;
using Idv.Facades.Uqudo.Contracts;
using Idv.Facades.Uqudo.Faces;
using Idv.Verifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Facades.Uqudo.Endpoints;

/// <summary><c>POST /api/v1/face</c> and <c>POST /api/v1/face/match</c>.</summary>
internal static class FaceEndpoints
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(UqudoApi.FacePath, CreateSession)
            .Describe("UqudoFaceSession", "Face session API", "Keeps an id photo for ten minutes, for the face session flow. The photo is a multipart file, or base64 in JSON.")
            .Accepts<FaceSessionForm>(Form, Json)
            .Produces<FaceSessionContract>(StatusCodes.Status201Created);
        routes.MapPost(UqudoApi.FacePath + "/match", Match)
            .Describe("UqudoFaceMatch", "Face match API", "Compares the faces of two images.")
            .Accepts<FaceMatchRequest>(Json)
            .Produces<FaceMatchContract>();
    }

    /// <summary>The members that every operation's description has.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, string description) => route
        .WithGroupName(ApiNames.Uqudo).WithTags("Face")
        .WithName(name).WithSummary(summary).WithDescription(description)
        .Produces<ErrorContract>(StatusCodes.Status400BadRequest)
        .Produces<ErrorContract>(StatusCodes.Status401Unauthorized)
        .Produces<ErrorContract>(StatusCodes.Status403Forbidden)
        .Produces<ErrorContract>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ErrorContract>(StatusCodes.Status415UnsupportedMediaType)
        .Produces<ErrorContract>(StatusCodes.Status500InternalServerError);

    /// <summary>Reads a JSON body with some images and requires that none of them is too large.</summary>
    public static async Task<JsonBody> ReadJsonAsync(HttpRequest request, params string[] images)
    {
        // A fifth more than the images need in base64: line breaks and escapes.
        var limit = images.Length * (SoleFaces.MostBytes / 5L * 8);
        RequestBody.RequireMediaType(request, Json);
        var body = JsonBody.Parse(request, await RequestBody.ReadAsync(request, limit));
        body.RequireSizes(SoleFaces.MostBytes, images);
        return body;
    }

    /// <summary>An image of a JSON body.</summary>
    public static FacePicture Image(JsonBody body, string name) =>
        SoleFaces.Require(name, body.File(name, SoleFaces.MostBytes) ?? throw new FaultException(StatusCodes.Status400BadRequest, $"{name} is required."));

    private static async Task<IResult> CreateSession(
        HttpContext http, SoleFaces faces, VerificationLifecycle lifecycle, UqudoOptions options, AuditTrail audit)
    {
        const string Field = "idPhoto";
        var picture = RequestBody.RequireMediaType(http.Request, Form, Json) == Json
            ? Image(await ReadJsonAsync(http.Request, Field), Field)
            : FromForm(await MultipartBody.ReadAsync(http.Request, [Field], [], SoleFaces.MostBytes), Field);
        var tenantId = FacadeGate.TenantOf(http).Id;
        await faces.EmbedAsync(tenantId, picture, http.RequestAborted);
        var context = CallerContext.Of(http, $"POST {UqudoApi.FacePath}");
        var session = await lifecycle.CreateAsync(
            new NewVerification
            {
                TenantId = tenantId,
                Facade = ApiNames.Uqudo,
                Kind = VerificationKind.FaceSession,
                Lifetime = options.FaceSessionLifetime,
                Context = context,
            },
            key: null,
            http.RequestAborted);
        await lifecycle.AddEvidenceAsync(
            tenantId,
            session.Id,
            new NewEvidence(EvidenceRole.FaceReference, ImageSignature.Recognise(picture.Bytes.Span)!, picture.Bytes) { Context = context },
            http.RequestAborted);
        await audit.RecordAsync(tenantId, ApiNames.Uqudo, "face-session.created", session.Id.ToString(), http.RequestAborted);
        return Results.Json(new FaceSessionContract(session.Id.ToString()), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Match(HttpContext http, SoleFaces faces)
    {
        var body = await ReadJsonAsync(http.Request, "sourceImage", "targetImage");
        var minimum = body.Integer("minimumMatchLevel", MatchLevels.Loosest, MatchLevels.Strictest) ?? MatchLevels.Default;
        var (source, target) = (Image(body, "sourceImage"), Image(body, "targetImage"));
        var level = MatchLevels.Of(await faces.CompareAsync(FacadeGate.TenantOf(http).Id, source, target, http.RequestAborted));
        return Results.Json(new FaceMatchContract(level >= minimum, level));
    }

    private static FacePicture FromForm(MultipartBody form, string field)
    {
        var file = form.File(field) ?? throw new FaultException(StatusCodes.Status400BadRequest, $"{field} is required.");
        return SoleFaces.Require(field, file.Bytes, file.MediaType);
    }
}
