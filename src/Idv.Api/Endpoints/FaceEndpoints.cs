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
        routes.MapPost("/faces/liveness", Liveness)
            .Describes<LivenessContract>(
                "JudgeLiveness",
                "Tells whether a picture or video shows a live person",
                "Takes `image` or `video` (MP4, QuickTime or WebM; 10 seconds of it are read), and optionally `signals` and, with a video, `challenges` (JSON text in a form); `?annotate=true` also answers the picture or best frame with the outcome drawn on it. What is and is not detected: docs/liveness.md.",
                "image?",
                "video?")
            .WithJsonField("challenges", """["turn-left", "blink"]""");
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

    private static async Task<IResult> Liveness(HttpRequest request, IEngineOperations engine, EngineQueue queue)
    {
        var form = await EvidenceForm.ReadAsync(request, "image", "video");
        var (image, video) = (form.OptionalFile("image"), form.OptionalFile("video"));
        if (image is not null && video is not null)
        {
            throw new ProblemException(Problem.InvalidField("video", "two-files", "Send either 'image' or 'video', not both."));
        }

        var options = LivenessForm.Options(form, request);
        var upload = image ?? video ?? throw new ProblemException(Problem.MissingField("image"));
        if (image is not null && options.Challenges.Count > 0)
        {
            throw new ProblemException(Problem.InvalidField("challenges", "invalid-challenges", "Challenges are met in a 'video'; a still picture can't show them."));
        }

        return await queue.RunAsync(request.HttpContext, () => engine.JudgeLiveness(upload, video is not null, options));
    }
}
