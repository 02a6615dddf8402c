using System.Text.Json.Serialization;

namespace Idv.Facades.IncodeId.Contracts;

/// <summary>What an authentication takes.</summary>
/// <param name="Face">The face.</param>
/// <param name="Source">A name of the place or device.</param>
internal sealed record AuthenticationRequest(FaceRequest Face, string? Source);

/// <summary>A face, in one of three ways; the first that is given counts.</summary>
/// <param name="Base64Image">A JPEG or PNG in base64.</param>
/// <param name="ImageUrl">Where a JPEG or PNG is to be fetched.</param>
/// <param name="Template">A template: 512 coordinates as little-endian 32-bit floats, in base64.</param>
internal sealed record FaceRequest(string? Base64Image, string? ImageUrl, string? Template);

/// <summary>How an authentication ended.</summary>
internal sealed record AuthenticationResultContract
{
    /// <summary>Opens the person's data; only when passed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>The name of this request, for asking about it.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The name of the authentication.</summary>
    public required string AuthenticationId { get; init; }

    /// <summary>What went wrong; only with <c>otherError</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AuthenticationErrorContract? Error { get; init; }

    /// <summary><c>PASS</c> or <c>FAIL</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The name that the request gave.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>Why it failed; only then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureReason { get; init; }

    /// <summary>The verification that enrolled the person; only when passed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? VerificationId { get; init; }
}

/// <summary>What went wrong with an authentication; unlike in a refused request, the time is a text.</summary>
/// <param name="Timestamp">When, in milliseconds since 1970 in UTC.</param>
/// <param name="Status">A status that stands for the fault.</param>
/// <param name="Error">The status in words.</param>
/// <param name="Message">The fault in words.</param>
/// <param name="Path">The path of the request.</param>
internal sealed record AuthenticationErrorContract(string Timestamp, int Status, string Error, string Message, string Path);

/// <summary>An authentication of the past.</summary>
internal sealed record AuthenticationContract
{
    /// <summary>The name of the authentication.</summary>
    public required string Id { get; init; }

    /// <summary>When, in seconds since 1970 in UTC.</summary>
    public required long CreatedAt { get; init; }

    /// <summary><c>pass</c> or <c>fail</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The name that the request gave.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SourceId { get; init; }

    /// <summary>The verification that enrolled the person; only when passed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? VerificationId { get; init; }
}
