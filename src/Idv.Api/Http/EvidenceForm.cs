using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Idv.Api.Http;

/// <summary>
/// The files and texts of a request, whether they came as <c>multipart/form-data</c> or as JSON with base64 strings: both forms
/// use the same names. Nothing is written to disk.
/// </summary>
public sealed class EvidenceForm
{
    /// <summary>The most bytes that one file may have.</summary>
    public const int MaximumFileBytes = 25 * 1024 * 1024;

    /// <summary>The most bytes that a request may have: three files in base64, and their surroundings.</summary>
    public const long MaximumRequestBytes = 112L * 1024 * 1024;

    private const int MaximumTextBytes = 64 * 1024;

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private JsonDocument? _json;

    private EvidenceForm()
    {
    }

    /// <summary>Reads a request's body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fileFields">The names that hold files; all others hold text.</param>
    /// <exception cref="ProblemException">The body is of the wrong type, too large or malformed.</exception>
    public static async Task<EvidenceForm> ReadAsync(HttpRequest request, params string[] fileFields)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var mediaType))
        {
            throw new ProblemException(Problem.UnsupportedMediaType(request.ContentType));
        }

        if (request.ContentLength > MaximumRequestBytes)
        {
            throw new ProblemException(Problem.TooLarge(field: null, MaximumRequestBytes));
        }

        try
        {
            if (mediaType.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                return await ReadMultipartAsync(request, mediaType, fileFields);
            }

            if (mediaType.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            {
                return await ReadJsonAsync(request, fileFields);
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ProblemException(Problem.TooLarge(field: null, MaximumRequestBytes));
        }

        throw new ProblemException(Problem.UnsupportedMediaType(mediaType.MediaType.Value));
    }

    /// <summary>A file that must be there.</summary>
    /// <exception cref="ProblemException">It is absent.</exception>
    public Upload File(string field) => OptionalFile(field) ?? throw new ProblemException(Problem.MissingField(field));

    /// <summary>A file, or null.</summary>
    public Upload? OptionalFile(string field) => _files.TryGetValue(field, out var bytes) ? new Upload(field, bytes) : null;

    /// <summary>The names of the files, in the order in which they came.</summary>
    public IEnumerable<string> FileFields => _files.Keys;

    /// <summary>A text: a string member of the JSON body, or a form field; null when absent.</summary>
    /// <exception cref="ProblemException">It is no string, or longer than allowed.</exception>
    public string? Text(string field, int longest)
    {
        var text = _json is not null && Json(field) is { } member
            ? member.ValueKind == JsonValueKind.String ? member.GetString() : throw new ProblemException(Problem.InvalidField(field, "invalid-text", $"The field '{field}' must be a string."))
            : _texts.GetValueOrDefault(field);
        return text is null || text.Length <= longest
            ? text
            : throw new ProblemException(Problem.InvalidField(field, "invalid-text", $"The field '{field}' has at most {longest} characters."));
    }

    /// <summary>A hash of everything that was sent, by which a repeated request is told from another one.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in _files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Append(hash, System.Text.Encoding.UTF8.GetBytes(name), bytes);
        }

        var texts = _json is null
            ? _texts
            : _json.RootElement.EnumerateObject().Where(member => !_files.ContainsKey(member.Name)).ToDictionary(member => member.Name, member => member.Value.GetRawText(), StringComparer.Ordinal);
        foreach (var (name, text) in texts.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            Append(hash, System.Text.Encoding.UTF8.GetBytes(name), System.Text.Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>
    /// A JSON value: a member of the JSON body, or the JSON text of a form field; null when absent.
    /// </summary>
    /// <exception cref="ProblemException">The form field is not JSON.</exception>
    public JsonElement? Json(string field)
    {
        if (_json is not null)
        {
            return _json.RootElement.TryGetProperty(field, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
        }

        if (!_texts.TryGetValue(field, out var text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new ProblemException(Problem.InvalidField(field, "invalid-json", $"The field '{field}' must hold JSON."));
        }
    }

    /// <summary>Lengths go in front, so that two parts cannot run into each other.</summary>
    private static void Append(IncrementalHash hash, params ReadOnlySpan<byte[]> parts)
    {
        foreach (var part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(part);
        }
    }

    private static async Task<EvidenceForm> ReadMultipartAsync(HttpRequest request, MediaTypeHeaderValue mediaType, string[] fileFields)
    {
        var boundary = HeaderUtilities.RemoveQuotes(mediaType.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
        {
            throw new ProblemException(Problem.Malformed("The multipart body's boundary is missing or too long."));
        }

        var form = new EvidenceForm();
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8192 };
        try
        {
            while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
                {
                    throw new ProblemException(Problem.Malformed("A part of the multipart body has no name."));
                }

                if (form._files.ContainsKey(name) || form._texts.ContainsKey(name))
                {
                    throw new ProblemException(Problem.InvalidField(name, "duplicate-field", $"The field '{name}' was sent twice."));
                }

                var isFile = fileFields.Contains(name, StringComparer.Ordinal);
                var bytes = await ReadPartAsync(section.Body, name, isFile ? MaximumFileBytes : MaximumTextBytes, request.HttpContext.RequestAborted);
                if (isFile)
                {
                    form._files.Add(name, bytes);
                }
                else
                {
                    form._texts.Add(name, System.Text.Encoding.UTF8.GetString(bytes));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new ProblemException(Problem.Malformed("The multipart body ends too early or breaks its limits."));
        }

        return form;
    }

    private static async Task<byte[]> ReadPartAsync(Stream body, string name, int limit, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81_920];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                throw new ProblemException(Problem.TooLarge(name, limit));
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static async Task<EvidenceForm> ReadJsonAsync(HttpRequest request, string[] fileFields)
    {
        var form = new EvidenceForm();
        try
        {
            form._json = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.Malformed(
                $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})."));
        }

        request.HttpContext.Response.RegisterForDispose(form._json);
        if (form._json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ProblemException(Problem.Malformed("The body must be a JSON object."));
        }

        foreach (var field in fileFields)
        {
            if (form._json.RootElement.TryGetProperty(field, out var member) && member.ValueKind != JsonValueKind.Null)
            {
                form._files.Add(field, Decode(field, member));
            }
        }

        return form;
    }

    private static byte[] Decode(string field, JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.String)
        {
            throw new ProblemException(Problem.InvalidField(field, "invalid-base64", $"The field '{field}' must be a base64 string."));
        }

        var text = member.GetString().AsSpan().Trim();

        // Browsers' canvas and FileReader give data URLs; their base64 follows the comma.
        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && text.IndexOf(',') is > 0 and var comma)
        {
            text = text[(comma + 1)..];
        }

        if (text.Length > Base64.GetMaxEncodedToUtf8Length(MaximumFileBytes))
        {
            throw new ProblemException(Problem.TooLarge(field, MaximumFileBytes));
        }

        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(text, bytes, out var written)
            ? bytes[..written]
            : throw new ProblemException(Problem.InvalidField(field, "invalid-base64", $"The field '{field}' is not valid base64."));
    }
}
