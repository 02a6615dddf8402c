using Microsoft.AspNetCore.Http;

namespace Idv.Api.Http;

/// <summary>The query <c>annotate=true</c>, which asks for a picture of what was found.</summary>
internal static class AnnotateQuery
{
    private const string Name = "annotate";

    /// <summary>Whether the request asks for it.</summary>
    /// <exception cref="ProblemException">The value is neither true nor false.</exception>
    public static bool Read(HttpRequest request)
    {
        if (!request.Query.TryGetValue(Name, out var value))
        {
            return false;
        }

        return bool.TryParse(value, out var annotate)
            ? annotate
            : throw new ProblemException(Problem.InvalidField(Name, "invalid-annotate", "The query 'annotate' must be true or false."));
    }
}
