namespace Idv.Imaging.Video;

/// <summary>Reads a stream of binary portable pixmaps (netpbm P6, 8 bits), as ffmpeg writes frames.</summary>
internal static class PixmapReader
{
    private const int LongestHeader = 64;

    /// <summary>The next picture as RGB; null at the end of the stream or when it ends inside a picture.</summary>
    /// <param name="stream">Where the pictures come from.</param>
    /// <param name="longestSide">A picture with a longer side is not what was asked for: null.</param>
    public static Image? ReadNext(Stream stream, int longestSide)
    {
        if (!TryReadToken(stream, out var magic) || magic != "P6" ||
            !TryReadSide(stream, longestSide, out var width) ||
            !TryReadSide(stream, longestSide, out var height) ||
            !TryReadToken(stream, out var most) || most != "255")
        {
            return null;
        }

        var image = Image.Rent(width, height, PixelFormat.Rgb24);
        if (stream.ReadAtLeast(image.Pixels, image.Pixels.Length, throwOnEndOfStream: false) == image.Pixels.Length)
        {
            return image;
        }

        image.Dispose();
        return null;
    }

    private static bool TryReadSide(Stream stream, int longestSide, out int side)
    {
        side = 0;
        return TryReadToken(stream, out var token) && int.TryParse(token, out side) && side >= 1 && side <= longestSide;
    }

    // Tokens end with exactly one white space, which is read; after the last one the pixels begin.
    private static bool TryReadToken(Stream stream, out string token)
    {
        Span<char> characters = stackalloc char[LongestHeader];
        var length = 0;
        for (int value; (value = stream.ReadByte()) >= 0 && length < LongestHeader;)
        {
            if (value is ' ' or '\n')
            {
                token = new string(characters[..length]);
                return length > 0;
            }

            characters[length++] = (char)value;
        }

        token = string.Empty;
        return false;
    }
}
