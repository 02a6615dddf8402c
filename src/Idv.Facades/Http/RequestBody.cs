using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Idv.Facades.Http;

/// <summary>Reads bodies into memory, never beyond a limit.</summary>
public static class RequestBody
{
    private const int ChunkLength = 81_920;

    /// <summary>The media type of the body in lower case, without parameters; null when it is missing or malformed.</summary>
    public static string? MediaTypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null;

    /// <summary>Requires one of some media types.</summary>
    /// <exception cref="FaultException">415: the body is of another.</exception>
    public static string RequireMediaType(HttpRequest request, params ReadOnlySpan<string> supported)
    {
        var mediaType = MediaTypeOf(request);
        return mediaType is not null && supported.Contains(mediaType)
            ? mediaType
            : throw new FaultException(
                StatusCodes.Status415UnsupportedMediaType,
                $"Send {string.Join(" or ", supported.ToArray())}, not {mediaType ?? "a body without a media type"}.");
    }

    /// <summary>Reads a body.</summary>
    /// <exception cref="FaultException">413: it is longer than the limit.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, long limit)
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        return await ReadAsync(request.Body, limit, () => TooLarge(limit), request.HttpContext.RequestAborted);
    }

    /// <summary>Reads a stream, up to a limit beyond which <paramref name="tooLong"/> is thrown.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, long limit, Func<Exception> tooLong, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[ChunkLength];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                throw tooLong();
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    internal static FaultException TooLarge(long limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"At most {limit} bytes are accepted.");
}
