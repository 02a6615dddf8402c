using Idv.Facades.Auditing;
using Idv.Facades.IncodeId.Authentication;
using Idv.Facades.IncodeId.Contracts;
using Idv.Facades.IncodeId.Identities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Facades.IncodeId.Endpoints;

/// <summary><c>GET /omni/incode-id/userinfo</c>, <c>verification/{id}</c> and <c>authentication/{id}</c>.</summary>
internal static class ReadingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(IncodeIdApi.Prefix + "/userinfo", UserInfo)
            .Describe("IncodeIdUserInfo", "The person of a token", StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound)
            .Produces<UserInfoContract>();
        routes.MapGet(IncodeIdApi.Prefix + "/verification/{id}", Verification)
            .Describe("IncodeIdVerification", "A verification that enrolled a person", StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound)
            .Produces<VerificationContract>();
        routes.MapGet(IncodeIdApi.Prefix + "/authentication/{id}", Authentication)
            .Describe("IncodeIdAuthentication", "An authentication of the past", StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound)
            .Produces<AuthenticationContract>();
    }

    private static async Task<IResult> UserInfo(HttpContext http, IdentityReader reader, DocumentImages images, AuditTrail audit)
    {
        var token = Admit(http);
        var person = await reader.PersonAsync(token, http.RequestAborted);
        var verification = await reader.DocumentAsync(person, http.RequestAborted);
        await audit.RecordAsync(token.TenantId, ApiNames.IncodeId, "identity.read", person.Id.ToString(), http.RequestAborted);
        return Results.Json(Identities.UserInfo.Of(person, verification, await images.OfAsync(http.Request, verification, http.RequestAborted)));
    }

    private static async Task<IResult> Verification(HttpContext http, string id, IdentityReader reader, AuditTrail audit)
    {
        var token = Admit(http);
        var verification = await reader.VerificationAsync(token, id, http.RequestAborted);
        await audit.RecordAsync(token.TenantId, ApiNames.IncodeId, "verification.read", verification.Id.ToString(), http.RequestAborted);
        return Results.Json(Identities.UserInfo.Of(verification));
    }

    private static async Task<IResult> Authentication(HttpContext http, string id, IdentityReader reader, AuditTrail audit)
    {
        var token = Admit(http);
        var authentication = await reader.AuthenticationAsync(token, id, http.RequestAborted);
        await audit.RecordAsync(token.TenantId, ApiNames.IncodeId, "authentication.read", authentication.Id.ToString(), http.RequestAborted);
        var isPassed = AuthenticationOutcome.Of(authentication).IsPassed;
        return Results.Json(new AuthenticationContract
        {
            Id = authentication.Id.ToString(),
            CreatedAt = authentication.CreatedAt.ToUnixTimeSeconds(),
            Status = isPassed ? "pass" : "fail",
            SourceId = authentication.FacadeSettings.GetValueOrDefault(FaceAuthenticator.SourceSetting),
            VerificationId = isPassed ? await reader.EnrollingVerificationAsync(authentication, http.RequestAborted) : null,
        });
    }

    private static IncodeIdToken Admit(HttpContext http)
    {
        IncodeIdRequest.RequireJsonAccepted(http.Request);
        IncodeIdRequest.RequireVersion(http.Request);
        return IncodeIdApi.TokenOf(http);
    }
}
