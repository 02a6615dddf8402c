using Idv.Api.Contracts;
using Idv.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api.Endpoints;

/// <summary><c>/v1/faces</c>.</summary>
internal static class FaceEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/faces/detect", Detect)
            .Describes<FacesContract>("DetectFaces", "Finds every face", "Takes `image`; answers every face with box, landmarks, pose, quality and attributes. No face is an empty list. With `?annotate=true` the answer carries the picture with boxes and landmarks drawn on it.", "image");
        routes.MapPost("/faces/compare", Compare)
            .Describes<FaceComparisonContract>("CompareFaces", "Compares two faces", "Takes `probe` and `reference`; answers their similarity and whether they match at the configured false match rate. With `?annotate=true` the answer carries both pictures with the verdict drawn on them.", "probe", "reference");
    }

    private static async Task<IResult> Detect(HttpRequest request, IEngineOperations engine, EngineQueue queue)
    {
        var annotate = AnnotateQuery.Read(request);
        var form = await EvidenceForm.ReadAsync(request, "image");
        return await queue.RunAsync(request.HttpContext, () => engine.DetectFaces(form.File("image"), annotate));
    }

    private static async Task<IResult> Compare(HttpRequest request, IEngineOperations engine, EngineQueue queue)
    {
        var annotate = AnnotateQuery.Read(request);
        var form = await EvidenceForm.ReadAsync(request, "probe", "reference");
        return await queue.RunAsync(request.HttpContext, () => engine.CompareFaces(form.File("probe"), form.File("reference"), annotate));
    }
}
