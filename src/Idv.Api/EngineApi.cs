using Idv.Api.Endpoints;
using Idv.Api.Http;
using Idv.Facades;
using Idv.Facades.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api;

/// <summary>
/// Our own API under <c>/v1</c>. The host supplies <see cref="IEngineOperations"/>, <see cref="IGalleryOperations"/>, <see cref="EngineQueue"/>, and the
/// services of the verifications.
/// </summary>
public sealed class EngineApi : IApiSurface
{
    /// <summary>The OpenAPI document's name.</summary>
    public const string DocumentName = "v1";

    internal const string Prefix = "/v1";

    /// <inheritdoc/>
    public string Name => ApiNames.Engine;

    /// <summary>Adds the gate that judges credentials; call it before routing.</summary>
    public static void UseGate(IApplicationBuilder host) => host.UseMiddleware<EngineApiGate>();

    /// <inheritdoc/>
    public bool Owns(PathString path) => path.StartsWithSegments(Prefix);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).WithGroupName(DocumentName).WithTags("Engine");
        FaceEndpoints.Map(group);
        GalleryEndpoints.Map(group);
        DocumentEndpoints.Map(group);
        VerificationEndpoints.Map(group);
        PolicyEndpoints.Map(group);
    }

    /// <inheritdoc/>
    public IResult Error(HttpContext http, int status, string detail) => (status switch
    {
        StatusCodes.Status404NotFound => Problem.NotFound("No route of this API has that path; see /docs."),
        StatusCodes.Status405MethodNotAllowed => new Problem(status, "method-not-allowed", "The method is not allowed", detail),
        StatusCodes.Status413PayloadTooLarge => new Problem(status, "too-large", "The request is too large", detail),
        StatusCodes.Status429TooManyRequests => new Problem(status, "too-many-requests", "Too many requests", detail),
        StatusCodes.Status503ServiceUnavailable => new Problem(status, "unavailable", "The appliance cannot serve now", detail),
        _ => new Problem(status, "internal", "The appliance failed", detail),
    }).ToResult();
}
