using System.Text.Json.Serialization;

namespace Idv.Facades.Uqudo.Contracts;

/// <summary>A refused request.</summary>
/// <param name="Error">One of <see cref="ErrorCodes"/>, or the name of the status.</param>
/// <param name="Message">The fault in words.</param>
internal sealed record ErrorContract(string Error, string Message);

/// <summary>A refused request for a token (RFC 6749, section 5.2).</summary>
/// <param name="Error">The code.</param>
/// <param name="Description">The fault in words.</param>
internal sealed record OAuthErrorContract(
    [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string Description);

/// <summary>The vendor's names of faults.</summary>
internal static class ErrorCodes
{
    /// <summary>A field is missing or malformed.</summary>
    public const string InvalidInput = "INVALID_INPUT";

    /// <summary>The document cannot be read, or there is no reader for its type.</summary>
    public const string DocumentNotRecognized = "SCAN_DOCUMENT_NOT_RECOGNIZED";

    /// <summary>The document is of another type than the one asked for.</summary>
    public const string IncorrectType = "SCAN_DOCUMENT_INCORRECT_TYPE_DETECTED";

    /// <summary>The document has expired.</summary>
    public const string DocumentExpired = "SCAN_DOCUMENT_EXPIRED";
}
