using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Idv.Api.Http;

/// <summary>
/// A request that is refused, as problem details (RFC 9457) with a stable <c>type</c> of the form
/// <c>urn:idv:problem:&lt;code&gt;</c> and the offending <c>field</c>.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable name.</param>
/// <param name="Title">The kind of problem in words.</param>
/// <param name="Detail">This problem in words; it never holds personal data or secrets.</param>
/// <param name="Field">The offending field, header or parameter, if any.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail, string? Field = null)
{
    /// <summary>Missing or wrong credentials.</summary>
    public static Problem Unauthorized(string detail) =>
        new(StatusCodes.Status401Unauthorized, "unauthorized", "Credentials are missing or wrong", detail, "Authorization");

    /// <summary>Something that does not exist, for this tenant at least.</summary>
    public static Problem NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", "There is nothing here", detail);

    /// <summary>A body of a type that the route does not take.</summary>
    public static Problem UnsupportedMediaType(string? mediaType) =>
        new(
            StatusCodes.Status415UnsupportedMediaType,
            "unsupported-media-type",
            "The media type is not supported",
            $"Send multipart/form-data or application/json, not '{(string.IsNullOrEmpty(mediaType) ? "a body without a type" : mediaType)}'.",
            "Content-Type");

    /// <summary>A body or a part of it beyond a limit.</summary>
    public static Problem TooLarge(string? field, long limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large", $"At most {limit:N0} bytes are accepted.", field);

    /// <summary>A body that cannot be parsed.</summary>
    public static Problem Malformed(string detail) =>
        new(StatusCodes.Status400BadRequest, "malformed-body", "The body cannot be read", detail);

    /// <summary>A field that is missing or wrong.</summary>
    public static Problem InvalidField(string field, string code, string detail) =>
        new(StatusCodes.Status400BadRequest, code, "A field is missing or wrong", detail, field);

    /// <summary>A field that is required and absent.</summary>
    public static Problem MissingField(string field) =>
        InvalidField(field, "missing-field", $"The field '{field}' is required.");

    /// <summary>Evidence that is well-formed but cannot be worked with.</summary>
    public static Problem Unprocessable(EvidenceFault fault) =>
        new(StatusCodes.Status422UnprocessableEntity, fault.Code, "The evidence cannot be processed", fault.Message, fault.Field);

    /// <summary>The response.</summary>
    public IResult ToResult()
    {
        var details = new ProblemDetails { Type = "urn:idv:problem:" + Code, Title = Title, Status = Status, Detail = Detail };
        if (Field is not null)
        {
            details.Extensions["field"] = Field;
        }

        return Results.Problem(details);
    }
}

/// <summary>Carries a problem from where it is noticed to where it is answered.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>The problem.</summary>
    public Problem Problem { get; } = problem;
}
