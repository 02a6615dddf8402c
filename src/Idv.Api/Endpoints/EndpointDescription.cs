using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Idv.Api.Endpoints;

/// <summary>The files that a route takes, for its OpenAPI description; a trailing <c>?</c> marks an optional one.</summary>
/// <param name="Fields">The fields' names.</param>
public sealed record UploadFields(IReadOnlyList<string> Fields);

/// <summary>The other members of a route's body, for its OpenAPI description.</summary>
/// <param name="Examples">An example of each as JSON text, by name.</param>
public sealed record JsonFields(IReadOnlyDictionary<string, string> Examples);

/// <summary>Describes routes alike.</summary>
internal static class EndpointDescription
{
    public static RouteHandlerBuilder Describes<T>(
        this RouteHandlerBuilder route, string name, string summary, string description, params string[] uploads) => route
        .WithName(name)
        .WithSummary(summary)
        .WithDescription(description)
        .WithMetadata(new UploadFields(uploads))
        .Produces<T>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    public static RouteHandlerBuilder WithJsonField(this RouteHandlerBuilder route, string name, string example) =>
        route.WithMetadata(new JsonFields(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = example }));
}
