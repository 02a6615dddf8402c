using System.Globalization;
using System.Text.Json;
using Idv.Facades;
using Idv.Verifications;
using Idv.Verifications.People;
using Idv.Verifications.Stores;
using Microsoft.AspNetCore.Http;

namespace Idv.Api.Http;

/// <summary>Reads what a request for a verification asks, beside its pictures.</summary>
internal static class VerificationRequest
{
    private const int LongestName = 256;
    private const int LongestExternalId = 256;
    private const int LongestKey = 200;
    private const int MostLabels = 32;

    /// <summary>What is asked; the tenant is not yet known here.</summary>
    /// <exception cref="ProblemException">A field is missing or wrong.</exception>
    public static NewVerification Read(EvidenceForm form, HttpRequest request)
    {
        form.File("front");
        if (form.OptionalFile("selfie") is null && form.OptionalFile("video") is null)
        {
            throw new ProblemException(Problem.MissingField("selfie"));
        }

        return new NewVerification
        {
            TenantId = "",
            Facade = ApiNames.Engine,
            Kind = VerificationKind.DocumentAndFace,
            ReferenceData = Expected(form),
            ExternalUserId = form.Text("externalUserId", LongestExternalId),
            Metadata = Metadata(form),
            Context = new ClientContext
            {
                Address = request.HttpContext.Connection.RemoteIpAddress,
                UserAgent = Shorten(request.Headers.UserAgent.ToString(), 256),
                Endpoint = "POST /v1/verifications",
            },
        };
    }

    /// <summary>Whether the caller would rather look for the report later (RFC 7240).</summary>
    public static bool PrefersAsynchronous(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(value => (value ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        .Contains("respond-async", StringComparer.OrdinalIgnoreCase);

    /// <summary>The caller's name for the request, or null.</summary>
    /// <exception cref="ProblemException">It is longer than allowed.</exception>
    public static IdempotencyKey? Key(HttpRequest request, EvidenceForm form)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        return key.Length switch
        {
            0 => null,
            <= LongestKey => new IdempotencyKey(key, form.Fingerprint()),
            _ => throw new ProblemException(Problem.InvalidField("Idempotency-Key", "invalid-key", $"An idempotency key has at most {LongestKey} characters.")),
        };
    }

    private static string? Shorten(string text, int length) => text.Length == 0 ? null : text.Length <= length ? text : text[..length];

    private static PersonalData? Expected(EvidenceForm form)
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
            return name is null ? null : new PersonalData { UndividedName = name };
        }

        return DateOnly.TryParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new PersonalData { UndividedName = name, BirthDate = date }
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

    private static Dictionary<string, string> Metadata(EvidenceForm form)
    {
        if (form.Json("metadata") is not { } metadata)
        {
            return [];
        }

        var isSound = metadata.ValueKind == JsonValueKind.Object && metadata.EnumerateObject().Count() <= MostLabels
            && metadata.EnumerateObject().All(label => label.Name.Length is > 0 and <= 64 && label.Value.ValueKind == JsonValueKind.String && label.Value.GetString()!.Length <= 256);
        return isSound
            ? metadata.EnumerateObject().DistinctBy(label => label.Name, StringComparer.Ordinal).ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal)
            : throw new ProblemException(Problem.InvalidField(
                "metadata", "invalid-metadata", $"The field 'metadata' must be an object of at most {MostLabels} texts with at most 256 characters."));
    }
}
