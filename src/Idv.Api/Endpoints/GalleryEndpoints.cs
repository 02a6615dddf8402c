using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Idv.Api.Contracts;
using Idv.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api.Endpoints;

/// <summary><c>/v1/galleries</c>.</summary>
internal static partial class GalleryEndpoints
{
    private const int DefaultTop = 10;
    private const int LargestTop = 1000;
    private const string SubjectPath = "/galleries/{gallery}/subjects/{subject}";

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPut(SubjectPath, Enrol)
            .Describes<SubjectContract>("EnrolSubject", "Enrols or replaces a subject", "Takes `image` with exactly one face. Answers 201, or 200 when an earlier enrolment was replaced.", "image")
            .Produces<SubjectContract>(StatusCodes.Status201Created);
        routes.MapGet(SubjectPath, Find)
            .WithName("FindSubject").WithSummary("Tells whether a subject is enrolled")
            .Produces<SubjectContract>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapDelete(SubjectPath, Delete)
            .WithName("DeleteSubject").WithSummary("Forgets a subject")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/galleries/{gallery}/search", Search)
            .Describes<SearchContract>("SearchGallery", "Searches a gallery for a face", "Takes `image` and optionally `top` (1 to 1000, 10 by default); answers the most similar subjects, exactly.", "image")
            .WithJsonField("top", "10");
    }

    private static async Task<IResult> Enrol(HttpRequest request, string gallery, string subject, IGalleryOperations galleries, EngineQueue queue)
    {
        var form = await EvidenceForm.ReadAsync(request, "image");
        CheckNames(gallery, subject);
        var image = form.File("image");
        return await queue.RunAsync(
            request.HttpContext,
            () => galleries.Enrol(Tenant(request), gallery, subject, image),
            enrolment => enrolment.Replaced
                ? TypedResults.Ok(enrolment.Subject)
                : TypedResults.Created($"/v1/galleries/{Uri.EscapeDataString(gallery)}/subjects/{Uri.EscapeDataString(subject)}", enrolment.Subject));
    }

    private static IResult Find(HttpRequest request, string gallery, string subject, IGalleryOperations galleries)
    {
        CheckNames(gallery, subject);
        return galleries.Find(Tenant(request), gallery, subject) is { } found ? TypedResults.Ok(found) : throw NoSubject();
    }

    private static IResult Delete(HttpRequest request, string gallery, string subject, IGalleryOperations galleries)
    {
        CheckNames(gallery, subject);
        return galleries.Delete(Tenant(request), gallery, subject) ? TypedResults.NoContent() : throw NoSubject();
    }

    private static async Task<IResult> Search(HttpRequest request, string gallery, IGalleryOperations galleries, EngineQueue queue)
    {
        var form = await EvidenceForm.ReadAsync(request, "image");
        CheckNames(gallery, subject: null);
        var image = form.File("image");
        var top = Top(form);
        if (!galleries.Exists(Tenant(request), gallery))
        {
            throw new ProblemException(new Problem(StatusCodes.Status404NotFound, "not-found", "There is nothing here", "There is no such gallery.", "gallery"));
        }

        return await queue.RunAsync(request.HttpContext, () => galleries.Search(Tenant(request), gallery, image, top));
    }

    private static int Top(EvidenceForm form)
    {
        if (form.Json("top") is not { } value)
        {
            return DefaultTop;
        }

        var isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetInt32(out var top)
            : int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out top);
        return isNumber && top is >= 1 and <= LargestTop
            ? top
            : throw new ProblemException(Problem.InvalidField("top", "invalid-top", $"The field 'top' must be a whole number from 1 to {LargestTop}."));
    }

    private static string Tenant(HttpRequest request) => EngineApiGate.TenantOf(request.HttpContext);

    private static ProblemException NoSubject() =>
        new(new Problem(StatusCodes.Status404NotFound, "not-found", "There is nothing here", "No such subject is enrolled.", "subject"));

    private static void CheckNames(string gallery, string? subject)
    {
        if (!GalleryName().IsMatch(gallery))
        {
            throw new ProblemException(Problem.InvalidField(
                "gallery", "invalid-name", "A gallery's name has 1 to 64 letters, digits, dots, dashes and underscores and begins with a letter or digit."));
        }

        if (subject is not null && (subject.Length > 128 || subject.Any(char.IsControl)))
        {
            throw new ProblemException(Problem.InvalidField("subject", "invalid-name", "A subject's id has 1 to 128 characters and no control characters."));
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex GalleryName();
}
