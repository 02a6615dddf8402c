using System.Buffers;

namespace Idv.Facades.Http;

/// <summary>Files in base64 (RFC 4648, section 4) as clients write them: with line breaks, or behind the head of a data URL (RFC 2397).</summary>
public static class Base64Text
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");

    /// <summary>How many bytes a text stands for; a text that is no base64 gets the number that its length suggests.</summary>
    public static long DecodedLength(string text)
    {
        var letters = 0L;
        var padding = 0;
        foreach (var letter in Payload(text))
        {
            letters += Blanks.Contains(letter) ? 0 : 1;
            padding += letter == '=' ? 1 : 0;
        }

        return Math.Max(0, (letters - padding) * 3 / 4);
    }

    /// <summary>The bytes, or null when it is no base64.</summary>
    public static byte[]? Decode(string text)
    {
        var payload = Payload(text);
        var bytes = new byte[(payload.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(payload, bytes, out var written) ? bytes[..written] : null;
    }

    private static ReadOnlySpan<char> Payload(string text)
    {
        var payload = text.AsSpan().Trim();
        return payload.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && payload.IndexOf(',') is > 0 and var comma
            ? payload[(comma + 1)..]
            : payload;
    }
}
