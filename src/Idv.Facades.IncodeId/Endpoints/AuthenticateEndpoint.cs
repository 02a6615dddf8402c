using System.Globalization;
using Idv.Facades.Auditing;
using Idv.Facades.Http;
using Idv.Facades.IncodeId.Authentication;
using Idv.Facades.IncodeId.Contracts;
using Idv.Facades.IncodeId.Identities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Idv.Facades.IncodeId.Endpoints;

/// <summary><c>POST /omni/incode-id/authenticate</c>.</summary>
internal static class AuthenticateEndpoint
{
    private const string Path = IncodeIdApi.Prefix + "/authenticate";
    private const string Json = "application/json";
    private const int MostImageBytes = 10 * 1024 * 1024;
    private const long MostBodyBytes = 16L * 1024 * 1024;
    private const int LongestSource = 256;
    private const int LongestUrl = 4096;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, Authenticate)
        .Describe("IncodeIdAuthenticate", "Authenticates a face", StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
        .Accepts<AuthenticationRequest>(Json)
        .Produces<AuthenticationResultContract>();

    private static async Task<IResult> Authenticate(
        HttpContext http, FaceAuthenticator authenticator, FaceDownload download, IdentityReader reader, IncodeIdTokens tokens, AuditTrail audit, TimeProvider clock)
    {
        IncodeIdRequest.RequireJsonAccepted(http.Request);
        RequestBody.RequireMediaType(http.Request, Json);
        var bytes = await RequestBody.ReadAsync(http.Request, MostBodyBytes);
        IncodeIdRequest.RequireVersion(http.Request);
        var body = JsonBody.Parse(http.Request, bytes);
        var source = body.Text("source", LongestSource);
        var face = body.Object("face") ?? throw new FaultException(StatusCodes.Status400BadRequest, "face is required.");
        var given = await FaceAsync(face, download, http.RequestAborted);

        var tenantId = FacadeGate.TenantOf(http).Id;
        var authentication = await authenticator.AuthenticateAsync(
            tenantId, given, source, IncodeIdRequest.Context(http, $"POST {Path}"), http.RequestAborted);
        await audit.RecordAsync(tenantId, ApiNames.IncodeId, "authentication.created", authentication.Id.ToString(), http.RequestAborted);
        var outcome = AuthenticationOutcome.Of(authentication);
        return Results.Json(new AuthenticationResultContract
        {
            Token = outcome.IsPassed ? await tokens.IssueAsync(tenantId, authentication.Id, http.RequestAborted) : null,
            CorrelationId = Guid.NewGuid().ToString(),
            AuthenticationId = authentication.Id.ToString(),
            Error = outcome.FailureReason == AuthenticationOutcome.OtherError
                ? Unusable(AuthenticationOutcome.Describe(authentication), clock)
                : null,
            Status = outcome.IsPassed ? "PASS" : "FAIL",
            Source = source,
            FailureReason = outcome.FailureReason,
            VerificationId = outcome.IsPassed ? await reader.EnrollingVerificationAsync(authentication, http.RequestAborted) : null,
        });
    }

    private static async Task<GivenFace> FaceAsync(JsonBody face, FaceDownload download, CancellationToken cancellation)
    {
        face.RequireSizes(MostImageBytes, "base64Image", "template");
        if (face.Text("base64Image") is { Length: > 0 })
        {
            return new GivenFace("face.base64Image", face.File("base64Image", MostImageBytes)!);
        }

        if (face.Text("imageUrl", LongestUrl) is { Length: > 0 } url)
        {
            return new GivenFace("face.imageUrl", await download.FetchAsync(url, "face.imageUrl", MostImageBytes, cancellation));
        }

        return face.Text("template") is { Length: > 0 }
            ? new GivenFace("face.template", face.File("template", MostImageBytes)!, IsTemplate: true)
            : throw new FaultException(StatusCodes.Status400BadRequest, "face.base64Image, face.imageUrl or face.template is required.");
    }

    private static AuthenticationErrorContract Unusable(string message, TimeProvider clock) => new(
        clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        StatusCodes.Status422UnprocessableEntity,
        ReasonPhrases.GetReasonPhrase(StatusCodes.Status422UnprocessableEntity),
        message,
        Path);
}
