using System.Globalization;
using System.Text.Json;
using Idv.Api.Contracts;
using Idv.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api.Endpoints;

/// <summary><c>/v1/verifications</c>.</summary>
internal static class VerificationEndpoints
{
    private const int LongestName = 256;

    public static void Map(RouteGroupBuilder routes) =>
        routes.MapPost("/verifications", Verify)
            .Describes<VerificationContract>(
                "Verify",
                "Verifies a person against a document",
                "Takes `front`, `back` for cards, `selfie`, and optionally `expected` (an object, as JSON text in a form: `name`, `birthDate` as yyyy-MM-dd); answers the whole report.",
                "front",
                "back?",
                "selfie")
            .WithJsonField("expected", """{ "name": "Anna Maria Eriksson", "birthDate": "1974-08-12" }""");

    private static async Task<IResult> Verify(HttpRequest request, IEngineOperations engine, EngineQueue queue)
    {
        var form = await EvidenceForm.ReadAsync(request, "front", "back", "selfie");
        return await queue.RunAsync(request.HttpContext, () => engine.Verify(form.File("front"), form.OptionalFile("back"), form.File("selfie"), Expected(form)));
    }

    private static ExpectedPerson? Expected(EvidenceForm form)
    {
        if (form.Json("expected") is not { } expected)
        {
            return null;
        }

        if (expected.ValueKind != JsonValueKind.Object)
        {
            throw new ProblemException(Problem.InvalidField("expected", "invalid-expected", "The field 'expected' must be an object."));
        }

        var name = Text(expected, "name");
        if (name?.Length > LongestName)
        {
            throw new ProblemException(Problem.InvalidField("expected.name", "invalid-expected", $"A name has at most {LongestName} characters."));
        }

        var birthDate = Text(expected, "birthDate");
        if (birthDate is null)
        {
            return new ExpectedPerson(name, null);
        }

        return DateOnly.TryParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new ExpectedPerson(name, date)
            : throw new ProblemException(Problem.InvalidField("expected.birthDate", "invalid-expected", "The birth date must be a date as yyyy-MM-dd."));
    }

    private static string? Text(JsonElement element, string member)
    {
        if (!element.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new ProblemException(Problem.InvalidField($"expected.{member}", "invalid-expected", $"The member '{member}' must be a string."));
    }
}
