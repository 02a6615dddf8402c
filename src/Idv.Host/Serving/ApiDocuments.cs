using Idv.Api;
using Idv.Facades;
using Idv.Facades.Http;

namespace Idv.Host.Serving;

/// <summary>The OpenAPI documents and their titles.</summary>
internal static class ApiDocuments
{
    private static readonly Dictionary<string, (string Document, string Title)> Known = new(StringComparer.Ordinal)
    {
        [ApiNames.Engine] = (EngineApi.DocumentName, "Engine (/v1)"),
        [ApiNames.Ubble] = (ApiNames.Ubble, "Ubble"),
        [ApiNames.MobbId] = (ApiNames.MobbId, "MobbID Gateway"),
        [ApiNames.Uqudo] = (ApiNames.Uqudo, "Uqudo"),
        [ApiNames.IncodeId] = (ApiNames.IncodeId, "Incode ID"),
        [ApiNames.VultKyc] = (ApiNames.VultKyc, "Vult KYC"),
    };

    /// <summary>Those of the APIs that are served.</summary>
    public static IEnumerable<(string Document, string Title)> All(ApiSurfaces surfaces) => surfaces.All.Select(surface => Known[surface.Name]);
}
