using System.Globalization;
using Idv.Verifications;
using Idv.Verifications.Stores;
using Microsoft.AspNetCore.Http;

namespace Idv.Api.Http;

/// <summary>Reads which verifications are to be listed.</summary>
internal static class VerificationListQuery
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;
    private const string LabelPrefix = "metadata.";
    private static readonly string[] Known = ["state", "decision", "externalUserId", "createdFrom", "createdBefore", "search", "limit", "offset"];

    /// <summary>The query of a request.</summary>
    /// <exception cref="ProblemException">A parameter is unknown or wrong.</exception>
    public static VerificationQuery Read(HttpRequest request, string tenant)
    {
        foreach (var name in request.Query.Keys)
        {
            if (!Known.Contains(name, StringComparer.Ordinal) && !name.StartsWith(LabelPrefix, StringComparison.Ordinal))
            {
                throw new ProblemException(Problem.InvalidField(name, "unknown-parameter", $"Known parameters: {string.Join(", ", Known)}, {LabelPrefix}<label>."));
            }
        }

        return new VerificationQuery
        {
            TenantId = tenant,
            Take = Number(request, "limit", 1, LargestLimit, DefaultLimit),
            Skip = Number(request, "offset", 0, int.MaxValue, 0),
            States = request.Query["state"] is { Count: > 0 } states ? [.. states.Select(State)] : null,
            Approved = request.Query["decision"].ToString() switch
            {
                "" => null,
                "approved" => true,
                "not-approved" => false,
                _ => throw new ProblemException(Problem.InvalidField("decision", "invalid-parameter", "The parameter 'decision' must be 'approved' or 'not-approved'.")),
            },
            ExternalUserIds = request.Query["externalUserId"] is { Count: > 0 } ids ? [.. ids.OfType<string>()] : null,
            CreatedFrom = Time(request, "createdFrom"),
            CreatedBefore = Time(request, "createdBefore"),
            SearchTerm = request.Query["search"].ToString() is { Length: > 0 } term ? term : null,
            Metadata = Labels(request),
        };
    }

    private static Dictionary<string, string>? Labels(HttpRequest request)
    {
        var labels = request.Query.Where(parameter => parameter.Key.StartsWith(LabelPrefix, StringComparison.Ordinal))
            .ToDictionary(parameter => parameter.Key[LabelPrefix.Length..], parameter => parameter.Value.ToString(), StringComparer.Ordinal);
        return labels.Count > 0 ? labels : null;
    }

    private static VerificationState State(string? name) =>
        Enum.TryParse<VerificationState>(name, ignoreCase: true, out var state) && Enum.IsDefined(state) && name!.All(char.IsAsciiLetter)
            ? state
            : throw new ProblemException(Problem.InvalidField(
                "state", "invalid-parameter", $"The parameter 'state' must be one of {string.Join(", ", Enum.GetNames<VerificationState>()).ToLowerInvariant()}."));

    private static int Number(HttpRequest request, string name, int least, int most, int otherwise)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ProblemException(Problem.InvalidField(name, "invalid-parameter", $"The parameter '{name}' must be a whole number from {least} to {most}."));
    }

    private static DateTimeOffset? Time(HttpRequest request, string name)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new ProblemException(Problem.InvalidField(name, "invalid-parameter", $"The parameter '{name}' must be a date or time as in ISO 8601."));
    }
}
