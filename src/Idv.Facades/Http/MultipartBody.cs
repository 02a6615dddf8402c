using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Idv.Facades.Http;

/// <summary>A file of a form.</summary>
/// <param name="Name">The field.</param>
/// <param name="MediaType">The media type that the sender gave it, in lower case, or null.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record FormUpload(string Name, string? MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>A form with files (RFC 7578). Parts of other names than those asked for are skipped, and nothing is written to disk.</summary>
public sealed class MultipartBody
{
    private const int LongestText = 64 * 1024;
    private const int LongestBoundary = 200;
    private readonly Dictionary<string, FormUpload> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private MultipartBody()
    {
    }

    /// <summary>Reads a form.</summary>
    /// <param name="request">The request, whose media type is multipart/form-data.</param>
    /// <param name="files">The fields that hold files.</param>
    /// <param name="texts">The fields that hold text.</param>
    /// <param name="fileLimit">The most bytes of one file.</param>
    /// <exception cref="FaultException">413: a file is longer. 400: the form is malformed or has a field twice.</exception>
    public static async Task<MultipartBody> ReadAsync(HttpRequest request, string[] files, string[] texts, int fileLimit)
    {
        if (request.ContentLength > ((long)files.Length * fileLimit) + (texts.Length * LongestText) + LongestText)
        {
            throw RequestBody.TooLarge(fileLimit);
        }

        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
        {
            throw Invalid("The form's boundary is missing or too long.");
        }

        var body = new MultipartBody();
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8192 };
        try
        {
            while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
            {
                await body.TakeAsync(section, files, texts, fileLimit, request.HttpContext.RequestAborted);
            }
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw Invalid("The form ends too early or breaks its own rules.");
        }

        return body;
    }

    /// <summary>A file, or null when it was not sent.</summary>
    public FormUpload? File(string name) => _files.GetValueOrDefault(name);

    /// <summary>A text, or null when it was not sent.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    private static FaultException Invalid(string detail) => new(StatusCodes.Status400BadRequest, detail);

    private async Task TakeAsync(MultipartSection section, string[] files, string[] texts, int fileLimit, CancellationToken cancellation)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
        {
            throw Invalid("A part of the form has no name.");
        }

        var isFile = files.Contains(name);
        if (!isFile && !texts.Contains(name))
        {
            return;
        }

        var limit = isFile ? fileLimit : LongestText;
        var bytes = await RequestBody.ReadAsync(
            section.Body, limit, () => new FaultException(StatusCodes.Status413PayloadTooLarge, $"{name} has more than {limit} bytes."), cancellation);
        var isNew = isFile
            ? _files.TryAdd(name, new FormUpload(name, MediaTypeHeaderValue.TryParse(section.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null, bytes))
            : _texts.TryAdd(name, Encoding.UTF8.GetString(bytes));
        if (!isNew)
        {
            throw Invalid($"{name} was sent twice.");
        }
    }
}
