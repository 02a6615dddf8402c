using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Http;

/// <summary>A JSON object that was sent as a body (RFC 8259). Members of other names than those asked for are ignored.</summary>
public sealed class JsonBody
{
    private const int DeepestNesting = 16;
    private readonly JsonElement _root;
    private readonly string _prefix;

    private JsonBody(JsonElement root, string prefix)
    {
        _root = root;
        _prefix = prefix;
    }

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bytes">Its body.</param>
    /// <exception cref="FaultException">400: it is no JSON object.</exception>
    public static JsonBody Parse(HttpRequest request, ReadOnlyMemory<byte> bytes)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = DeepestNesting });
        }
        catch (JsonException fault)
        {
            throw Invalid($"The body is not valid JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}).");
        }

        request.HttpContext.Response.RegisterForDispose(document);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new JsonBody(document.RootElement, "")
            : throw Invalid("The body must be a JSON object.");
    }

    /// <summary>A member that is an object; null when it is absent.</summary>
    /// <exception cref="FaultException">400: it is something else.</exception>
    public JsonBody? Object(string name) => Find(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Object ? new JsonBody(member, $"{_prefix}{name}.")
        : throw Invalid($"{_prefix}{name} must be an object.");

    /// <summary>A text; null when it is absent.</summary>
    /// <exception cref="FaultException">400: it is no string or too long.</exception>
    public string? Text(string name, int longest = int.MaxValue)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        var text = member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Invalid($"{_prefix}{name} must be a string.");
        return text.Length <= longest ? text : throw Invalid($"{_prefix}{name} has at most {longest} characters.");
    }

    /// <summary>A whole number; null when it is absent.</summary>
    /// <exception cref="FaultException">400: it is no whole number, or out of range.</exception>
    public int? Integer(string name, int least, int most)
    {
        if (Find(name) is not { } member)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Invalid($"{_prefix}{name} must be a whole number from {least} to {most}.");
    }

    /// <summary>A truth value; null when it is absent.</summary>
    /// <exception cref="FaultException">400: it is something else.</exception>
    public bool? Boolean(string name) => Find(name) is not { } member ? null
        : member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean()
        : throw Invalid($"{_prefix}{name} must be true or false.");

    /// <summary>Requires that no file in base64 is beyond a limit. Sizes come before everything else that may be wrong with fields.</summary>
    /// <exception cref="FaultException">413: one is.</exception>
    public void RequireSizes(int limit, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { ValueKind: JsonValueKind.String } member && Base64Text.DecodedLength(member.GetString()!) > limit)
            {
                throw TooLarge(name, limit);
            }
        }
    }

    /// <summary>A file in base64 (RFC 4648, section 4), with or without a data URL's head before it; null when it is absent.</summary>
    /// <exception cref="FaultException">400: it is no base64. 413: it is longer than the limit.</exception>
    public byte[]? File(string name, int limit)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Base64Text.DecodedLength(text) > limit)
        {
            throw TooLarge(name, limit);
        }

        return Base64Text.Decode(text) ?? throw Invalid($"{_prefix}{name} is not valid base64.");
    }

    private static FaultException Invalid(string detail) => new(StatusCodes.Status400BadRequest, detail);

    private FaultException TooLarge(string name, int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"{_prefix}{name} has more than {limit} bytes.");

    private JsonElement? Find(string name) =>
        _root.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}
