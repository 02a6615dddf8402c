using Idv.Api.Endpoints;
using Idv.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api;

/// <summary>Our own API under <c>/v1</c>. The host supplies <see cref="IEngineOperations"/>, <see cref="IGalleryOperations"/>, <see cref="IApiKeys"/> and <see cref="EngineQueue"/>.</summary>
public static class EngineApi
{
    /// <summary>The OpenAPI document's name.</summary>
    public const string DocumentName = "v1";

    internal const string Prefix = "/v1";

    /// <summary>Adds the gate that judges credentials; call it before routing.</summary>
    public static void UseGate(IApplicationBuilder host) => host.UseMiddleware<EngineApiGate>();

    /// <summary>Maps every route.</summary>
    public static void Map(IEndpointRouteBuilder host)
    {
        var routes = host.MapGroup(Prefix).WithGroupName(DocumentName).WithTags("Engine");
        FaceEndpoints.Map(routes);
        GalleryEndpoints.Map(routes);
        DocumentEndpoints.Map(routes);
        VerificationEndpoints.Map(routes);
    }
}
